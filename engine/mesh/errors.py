"""Errors on their way through SQLMesh, whose command line shows its own kind as one line and any other as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmesh.utils.errors import ConfigError

from contracts.errors import ContractError
from engine.errors import EngineError
from registry.errors import RegistryError


@contextmanager
def shown_by_sqlmesh() -> Iterator[None]:
    """Raises what the user can mend as an error of SQLMesh's."""
    try:
        yield
    except (EngineError, ContractError, RegistryError) as error:
        raise ConfigError(str(error)) from error
