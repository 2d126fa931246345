"""Fixtures of the entities' room: hand-made rows as tables of a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

Rows = Callable[..., ir.Table]
"""(types, *rows) -> a table of the rows, in columns of the types; what a row leaves out is null."""


@pytest.fixture(scope="session")
def made() -> Rows:
    """Writes rows to a database whose session is in no UTC zone."""
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'America/New_York'")

    def make(types: dict[str, str], *rows: dict[str, Any]) -> ir.Table:
        assert all(name in types for row in rows for name in row)
        name = ibis.util.gen_name("made")
        table = connection.create_table(name, schema=ibis.schema(types), temp=True)
        whole = [tuple(row.get(column) for column in types) for row in rows]
        if whole:
            connection.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(types))})", whole)
        return table

    return make
