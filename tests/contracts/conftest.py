"""Fixtures of the contracts' room: records held to a contract, as a DuckDB table of exactly the contract's types."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
import simplejson

from contracts.kinds import Kind
from contracts.source import Source

Landed = Callable[..., ir.Table]
"""(contract, *records) -> a table of the records' values, JSON columns as JSON."""

Feed = Callable[..., list[dict[str, Any]]]
"""(contract, entity, *records) -> the entity's rows that the records mean, in the entity's columns and Python values."""


@pytest.fixture
def landed() -> Landed:
    """Holds records to a contract and writes them to a database whose session is in no UTC zone."""
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'America/New_York'")

    def land(source: type[Source], *records: dict[str, Any]) -> ir.Table:
        table = connection.create_table(source.master, schema=source.unbound().schema(), overwrite=True)
        marks = ", ".join("?" for _ in source.columns)
        for record in records:
            held = source.model_validate(record)
            values = [_written(column.kind, getattr(held, column.name)) for column in source.columns]
            connection.con.execute(f"INSERT INTO {source.master} VALUES ({marks})", values)
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


def _written(kind: Kind, value: Any) -> Any:
    if kind is Kind.JSON and value is not None:
        return simplejson.dumps(value, use_decimal=True)
    return str(value) if isinstance(value, Decimal) else value
