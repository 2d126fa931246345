from __future__ import annotations

from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.catalog import Catalog
from engine.models.spec import DIALECT, compiled, query
from engine.models.staging import pushers, sinks
from engine.stages.adopted import Loader, adopt, adopted_columns, columns_read, standing, wires
from engine.stages.pusher import LITERALS
from registry.fingerprint import Columns
from registry.records import Blueprint, Registry, Route

from .shop import TillSale

FOUND: Columns = (("At", "text"), ("Note Of Clerk", "interval"), ("changedAt", "bigint"), ("id", "text"), ("total", "double"))
BLUEPRINT = Blueprint.of(TillSale.master, FOUND, "accepted")
CATALOG = Catalog((), (TillSale,), ())
ROUTES = [
    Route("acme", "till", "till", "airbyte", "Sales", BLUEPRINT.fingerprint, "_airbyte_extracted_at"),
    Route("umbra", "till", "till", "fivetran", "sales", BLUEPRINT.fingerprint, "_fivetran_synced", "_fivetran_deleted"),
]


def test_pusher(sql_file: SnapshotAssertion) -> None:
    [spec] = pushers(Registry.of([BLUEPRINT], ROUTES), CATALOG)
    assert spec.name == f"staging.adopt__till_api_v1_sales__{BLUEPRINT.fingerprint[:8]}"
    assert str(query(spec, spec.expression).sql(dialect=DIALECT, pretty=True)) + "\n" == sql_file


def test_tables_of_one_shape_that_were_landed_and_adopted_are_pushed_apart() -> None:
    landed = Blueprint.of(TillSale.master, tuple(sorted(TillSale.shape())), "contract")
    routes = [Route(tenant, "till", "till", f"raw_{tenant}", "till__sales", landed.fingerprint) for tenant in ("a", "b")]
    only = [spec.parts["landed"] for spec in pushers(Registry.of([landed], routes), CATALOG)]
    adopted = Route("c", "till", "till", "pipeline", "sales", landed.fingerprint, "_dlt_load_id")
    registry = Registry.of([landed], [*routes, adopted])
    own, others = pushers(registry, CATALOG)
    assert [own.parts["landed"]] == only
    assert len(others.parts["landed"]) == 1
    [sink] = sinks(registry)
    assert sink.reads == (own.name, others.name)


def test_two_spellings_of_a_column_are_one_and_what_no_contract_has_keeps_apart() -> None:
    found = (("Total", "text"), ("total", "double"), ("Id", "bigint"), ("shelf-no", "text"), ("shelf no", "text"))
    columns = {column.name: [name for name, _ in column.found] for column in adopted_columns(TillSale, found)}
    assert columns == {"id": ["Id"], "total": ["total", "Total"], "shelf_no": ["shelf-no"], "shelf_no_2": ["shelf no"]}


def test_a_table_does_not_decide_whose_it_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = (("deleted_", "bool"), ("id", "bigint"), ("moment_", "text"), ("tenant_slug_", "text"))
    route = Route("acme", "till", "till", "theirs", "sales", Blueprint.of(TillSale.master, found, "accepted").fingerprint, "moment_")
    [spec] = pushers(Registry.of([Blueprint.of(TillSale.master, found, "accepted")], [route]), CATALOG)
    warehouse.execute(
        "CREATE SCHEMA theirs; CREATE TABLE theirs.sales AS SELECT 1 AS id, true AS deleted_, 'x' AS tenant_slug_, '5' AS moment_"
    )
    pushed = query(spec, spec.expression).sql(dialect=DIALECT)
    row = warehouse.execute(f"SELECT tenant_slug, load_id, load_row, width, payload FROM ({pushed})").fetchone()
    assert row == ("acme", "0000000000", 5_000_000, 4, '{"deletedx":true,"id":1,"momentx":"5","tenant_slugx":"x"}')


def loads(connection: duckdb.DuckDBPyConnection, *values: str) -> list[tuple[Any, ...]]:
    """Load and place of rows that were loaded at some times."""
    rows = " UNION ALL ".join(f"SELECT {n} AS id, {value} AS at" for n, value in enumerate(values))
    found, loader = (("id", "bigint"),), Loader("at")
    columns = adopted_columns(TillSale, found)
    adopted = adopt(standing(found, loader, "main", "given"), columns, loader, dict.fromkeys(LITERALS, "x"))
    landed = columns_read(wires(adopted, columns), columns)
    connection.execute(f"CREATE OR REPLACE TABLE given AS {rows}")
    return connection.execute(f"SELECT _dlt_load_id, _engine_row FROM ({compiled(landed)}) ORDER BY id").fetchall()


@pytest.mark.parametrize(
    "spelling",
    [
        "TIMESTAMPTZ '2023-11-14 22:13:20.25+00'",
        "TIMESTAMP '2023-11-14 22:13:20.25'",
        "'2023-11-14T23:13:20.250+0100'",
        "'1700000000.25'",
        "1700000000.25::DOUBLE",
        "1700000000250::BIGINT",
        "1700000000250000::BIGINT",
    ],
)
def test_a_load_is_the_hour_in_which_a_row_was_loaded(warehouse: duckdb.DuckDBPyConnection, spelling: str) -> None:
    assert loads(warehouse, spelling) == [("1699999200", 800_250_000)]


def test_a_row_of_no_time_is_of_no_load(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert loads(warehouse, "NULL::TIMESTAMPTZ", "NULL") == [(None, 0)] * 2
    assert loads(warehouse, "'some day'") == [(None, 0)]


@given(moments=st.lists(st.integers(0, 4_000_000_000_000_000), min_size=2, max_size=5, unique=True))
def test_loads_and_places_are_in_the_order_of_the_times(moments: list[int]) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        ordered = loads(connection, *(f"make_timestamptz({moment})" for moment in sorted(moments)))
    assert ordered == sorted(ordered)
    assert [int(load) * 1_000_000 + place for load, place in ordered] == sorted(moments)
