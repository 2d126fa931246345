"""Fixtures of the mesh's room: SQLMesh's own adapter over a warehouse in memory, and kept tables over hand-made ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pytest
from sqlglot import exp, parse_one
from sqlmesh.core.engine_adapter.duckdb import DuckDBEngineAdapter

from engine.mesh.changes import SIGN, Changes
from engine.mesh.kept import Update
from engine.models.increment import Increment, Records


@pytest.fixture
def adapter() -> Iterator[DuckDBEngineAdapter]:
    """SQLMesh's adapter of an empty warehouse in memory."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'; CREATE SCHEMA s")
        yield DuckDBEngineAdapter(connection.cursor)


@dataclass
class Below:
    """A table below a kept one, that logs what is written to it as a kept one does."""

    adapter: DuckDBEngineAdapter
    name: str

    def open(self, columns: str) -> None:
        """Makes the table, and begins its log."""
        self.adapter.execute(f"CREATE OR REPLACE TABLE {self.name} ({columns})")
        self.changes.open()
        self.changes.anew(self.name, f"FROM {self.name}")

    def put(self, *rows: str) -> None:
        """Writes rows, such as ``('a', 1)``, in one batch."""
        values = ", ".join(rows)
        self.adapter.execute(f"INSERT INTO {self.name} VALUES {values}")
        self.changes.note(self.name, f"SELECT 1::TINYINT AS {SIGN}, * FROM (VALUES {values}) AS came")

    def take(self, where: str) -> None:
        """Takes rows away in one batch."""
        self.changes.note(self.name, f"SELECT -1::TINYINT AS {SIGN}, * FROM {self.name} WHERE {where}")
        self.adapter.execute(f"DELETE FROM {self.name} WHERE {where}")

    @property
    def changes(self) -> Changes:
        return Changes(self.adapter)


@dataclass
class Kept:
    """A kept table over others, brought up to date as the materialization does it."""

    adapter: DuckDBEngineAdapter
    follows: Increment | Records
    query: str
    below: dict[str, str]
    columns: tuple[str, ...]
    name: str = "s.kept"
    executed: list[str] = field(default_factory=list)

    def open(self, types: str) -> None:
        """Makes the table, of which nothing is known yet."""
        self.adapter.execute(f"CREATE TABLE {self.name} ({types})")
        Changes(self.adapter).forget(self.name)

    def update(self, *, anew: bool = False) -> None:
        """One run."""
        query = parse_one(self.query, dialect="duckdb")
        assert isinstance(query, exp.Query)
        Update(self.adapter, self.name, "star.kept", self.columns, self.follows, query, self.below).apply(anew=anew)

    def rows(self) -> list[tuple[Any, ...]]:
        """What the table holds, sorted."""
        return self.adapter.fetchall(f"SELECT {', '.join(self.columns)} FROM {self.name} ORDER BY ALL")

    def whole(self) -> list[tuple[Any, ...]]:
        """What it would hold, were it made whole, sorted."""
        return self.adapter.fetchall(f"SELECT {', '.join(self.columns)} FROM ({self.query}) ORDER BY ALL")

    def logged(self) -> list[tuple[Any, ...]]:
        """Batch and sign of its changes, and of each the columns."""
        return self.adapter.fetchall(f'SELECT _batch, _sign, {", ".join(self.columns)} FROM changes."{self.name}" ORDER BY ALL')

    @property
    def generation(self) -> str:
        """Which making of the table it is."""
        return Changes(self.adapter).states([self.name])[self.name].generation
