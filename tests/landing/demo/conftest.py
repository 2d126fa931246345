"""Fixtures of the simulator's room."""

from __future__ import annotations

import pytest

from .simulation import Simulation


@pytest.fixture(scope="session")
def simulation() -> Simulation:
    """Two months of a small tenant."""
    return Simulation()
