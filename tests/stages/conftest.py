"""Fixtures of the stages' room: a real DuckDB that runs expressions, and snapshots that are readable SQL files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb
import ibis.expr.types as ir
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from engine.models.spec import compiled, physical

Run = Callable[[ir.Table], list[dict[str, Any]]]
"""An expression over the warehouse's tables -> its rows."""


class SqlFile(SingleFileSnapshotExtension):
    """One ``.sql`` file a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "sql"


@pytest.fixture
def sql_file(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Snapshots as SQL files."""
    return snapshot.use_extension(SqlFile)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse in memory, its session pinned to UTC as the engine's own are."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@pytest.fixture
def run(warehouse: duckdb.DuckDBPyConnection) -> Run:
    """Runs an expression in the warehouse."""
    return lambda expression: rows(warehouse, compiled(expression))


def rows(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows of a query, by column."""
    result = warehouse.execute(sql)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def described(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, str]]:
    """Columns and physical types of a query, in order."""
    return warehouse.execute(f"SELECT column_name, column_type FROM (DESCRIBE {sql})").fetchall()


def declared(types: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns and physical types as the warehouse calls them."""
    with duckdb.connect() as warehouse:
        columns = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in physical(types).items())
        return described(warehouse, f"SELECT {columns}")
