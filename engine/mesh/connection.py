"""DuckDB connections for SQLMesh that queue on the engine's writer lock instead of failing at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from sqlmesh.core.config import DuckDBConnectionConfig

from engine.mesh.errors import shown_by_sqlmesh
from engine.mesh.standin import stand_in
from engine.warehouse import Warehouse


@dataclass(frozen=True)
class HeldConnection:
    """A connection that gives the writer lock back when it is closed."""

    connection: duckdb.DuckDBPyConnection
    warehouse: Warehouse

    def __getattr__(self, name: str) -> Any:
        """Everything but closing is the connection's own."""
        return getattr(self.connection, name)

    def close(self) -> None:
        """Closes the connection, then lets the next writer in."""
        self.connection.close()
        self.warehouse.release()


class QueuedDuckDB(DuckDBConnectionConfig):
    """A DuckDB file that is written by one process at a time, the others waiting for it.

    ``project_root`` is given for a warehouse: tables that its project routes and that are absent are made when it is opened.
    """

    patience: float = 120.0
    project_root: Path | None = None

    @property
    def _connection_factory(self) -> Callable[..., HeldConnection]:
        return self._connect

    def _connect(self, database: str) -> HeldConnection:
        warehouse = Warehouse(Path(database), self.patience)
        with shown_by_sqlmesh():
            connection = warehouse.open(Path(sys.argv[0]).name)
            if self.project_root:
                stand_in(connection, self.project_root)
            return HeldConnection(connection, warehouse)
