"""Houses: each test gets its own copy of one that is planned once a worker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .house import CONFIG, INSIGHTS, ORDERS, House, order, report

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tenant a with one order and one report row, planned to production."""
    root = tmp_path_factory.mktemp("planned") / "house"
    (root / "registry").mkdir(parents=True)
    shutil.copy(REPOSITORY / "registry" / "blueprints.csv", root / "registry")
    shutil.copytree(
        REPOSITORY / "sqlmesh_project", root / "sqlmesh_project", ignore=shutil.ignore_patterns("__pycache__", ".cache", "logs")
    )
    (root / "config.yaml").write_text(CONFIG)
    house = House(root)
    house.land("a", ORDERS, order(1, "10.00"))
    house.land("a", INSIGHTS, report("7", "10"))
    house.plan()
    return root


@pytest.fixture
def house(planned: Path, tmp_path: Path) -> House:
    """A copy of the planned house."""
    return House(Path(shutil.copytree(planned, tmp_path / "house")))
