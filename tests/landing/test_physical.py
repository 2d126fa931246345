from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import duckdb
import pytest

from contracts.kinds import Kind
from contracts.source import Source
from engine.errors import LandingError
from engine.landing.books import Target
from engine.landing.physical import SQL_TYPES, physical_kinds, reconcile
from engine.warehouse import connect

from .shop_contracts import Shop

TARGET = Target("tyrell_corp", "shop", "shop", "orders")


@pytest.fixture
def connection(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    return connect(tmp_path / "w.duckdb", read_only=False, patience=1)


def contract(kind: Kind) -> type[Source]:
    """A contract of orders whose column ``x`` has a kind."""
    namespace = {"__annotations__": {"x": Annotated[Any, kind] | None}, "__module__": __name__, "x": None}
    return type("Changing", (Shop,), namespace, object="orders", key="x")


def landed(connection: duckdb.DuckDBPyConnection, kind: Kind, values: list[Any]) -> None:
    """The landed table with a column ``x`` of a kind that holds values."""
    connection.execute(
        f"CREATE SCHEMA raw_tyrell_corp; CREATE TABLE raw_tyrell_corp.shop__orders (x {SQL_TYPES[kind]}, _dlt_load_id VARCHAR)"
    )
    connection.executemany("INSERT INTO raw_tyrell_corp.shop__orders VALUES (?, '1')", [[value] for value in [*values, None]])


def texts(connection: duckdb.DuckDBPyConnection) -> list[Any]:
    return [text for (text,) in connection.execute("SELECT x::VARCHAR FROM raw_tyrell_corp.shop__orders").fetchall()]


@pytest.mark.parametrize(
    ("old", "values", "new", "converted"),
    [
        (Kind.BIGINT, [2**62, -1], Kind.TEXT, [str(2**62), "-1"]),
        (Kind.BIGINT, [7, -1], Kind.DECIMAL, ["7.000000000000000000", "-1.000000000000000000"]),
        (Kind.BIGINT, [7], Kind.DOUBLE, ["7.0"]),
        (Kind.BIGINT, [7], Kind.JSON, ["7"]),
        (Kind.DECIMAL, ["1.50", "100", "-0.000000000000000002"], Kind.TEXT, ["1.5", "100", "-0.000000000000000002"]),
        (Kind.DECIMAL, ["100.5", "3"], Kind.JSON, ["100.5", "3"]),
        (Kind.DECIMAL, ["0.5", "-3"], Kind.DOUBLE, ["0.5", "-3.0"]),
        (Kind.DATE, ["2024-02-29"], Kind.TIMESTAMP, ["2024-02-29 00:00:00+00"]),
        (Kind.TIMESTAMP, ["2024-02-29 00:00:00+00"], Kind.DATE, ["2024-02-29"]),
        (Kind.BOOL, [True], Kind.TEXT, ["true"]),
        (Kind.TEXT, ["7", "-1"], Kind.BIGINT, ["7", "-1"]),
        (Kind.TEXT, ["1.50"], Kind.DECIMAL, ["1.500000000000000000"]),
        (Kind.TEXT, ["a", '{"b": 1}', "7"], Kind.JSON, ['"a"', '{"b": 1}', "7"]),
        (Kind.JSON, ['"a"', '{"b":1}', "7"], Kind.TEXT, ["a", '{"b":1}', "7"]),
        (Kind.TEXT, ["2024-02-29"], Kind.DATE, ["2024-02-29"]),
        (Kind.TEXT, [], Kind.BIGINT, []),
    ],
)
def test_a_column_takes_the_kind_of_its_contract(
    connection: duckdb.DuckDBPyConnection, old: Kind, values: list[Any], new: Kind, converted: list[str]
) -> None:
    landed(connection, old, values)
    assert reconcile(connection, TARGET, contract(new)) == {"x": new}
    assert texts(connection) == [*converted, None]
    assert physical_kinds(connection, TARGET) == {"x": new}


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        (Kind.TEXT, "abc", Kind.BIGINT),
        (Kind.TEXT, "007", Kind.BIGINT),
        (Kind.TEXT, "", Kind.DATE),
        (Kind.BIGINT, 2**53 + 1, Kind.DOUBLE),
        (Kind.DECIMAL, "0.5", Kind.BIGINT),
        (Kind.DECIMAL, "0.123456789012345678", Kind.DOUBLE),
        (Kind.TIMESTAMP, "2024-01-01 05:00:00+00", Kind.DATE),
        (Kind.JSON, "[1]", Kind.BIGINT),
    ],
)
def test_a_value_is_never_lost_to_a_new_kind(connection: duckdb.DuckDBPyConnection, old: Kind, value: Any, new: Kind) -> None:
    landed(connection, old, [value])
    before = texts(connection)
    with pytest.raises(LandingError, match="'x' holds") as caught:
        reconcile(connection, TARGET, contract(new))
    assert caught.value.where == "raw_tyrell_corp.shop__orders"
    assert texts(connection) == before
    assert physical_kinds(connection, TARGET) == {"x": old}
