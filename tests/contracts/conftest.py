"""Fixtures of the contracts' room: records held to a contract, as a DuckDB table of exactly the contract's types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from contracts.catalog import catalog
from contracts.roles import Key
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.hold import hold

Landed = Callable[..., ir.Table]
"""(contract, *records) -> a table of the records' values, JSON columns as JSON."""

Feed = Callable[..., list[dict[str, Any]]]
"""(contract, entity, *records) -> the entity's rows that the records mean, in the entity's columns and Python values."""

Apart = Callable[[str, list[dict[str, Any]]], int]
"""(entity, rows) -> how many of the entity's rows their keys tell apart; rows of one key replace each other."""


@pytest.fixture
def landed() -> Landed:
    """Holds records to a contract and writes them to a database whose session is in no UTC zone."""
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'America/New_York'")

    def land(source: type[Source], *records: dict[str, Any]) -> ir.Table:
        held = hold(source, Batch(list(records), "test"))
        assert not held.rejected
        connection.con.register("held", held.frame.select(column.name for column in source.columns))
        table = connection.create_table(source.master, schema=source.unbound().schema(), overwrite=True)
        connection.con.execute(f"INSERT INTO {source.master} BY NAME SELECT * FROM held")
        return table

    return land


@pytest.fixture
def feed(landed: Landed) -> Feed:
    """Runs the one mapping of a contract to an entity over records."""

    def run(source: type[Source], entity: str, *records: dict[str, Any]) -> list[dict[str, Any]]:
        [mapping] = [mapping for mapping in source.feeds if mapping.entity == entity]
        rows: list[dict[str, Any]] = mapping.project(landed(source, *records)).to_pyarrow().to_pylist()
        return rows

    return run


@pytest.fixture
def apart() -> Apart:
    """Counts rows by the key of their entity."""

    def count(entity: str, rows: list[dict[str, Any]]) -> int:
        key = [column.name for column in catalog().entity(entity).playing(Key)]
        return len({tuple(row[name] for name in key) for row in rows})

    return count
