from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import duckdb
import pytest

from contracts.catalog import Catalog
from contracts.kinds import EpochSeconds, Json
from contracts.source import Api, Source
from engine.acceptance import accept, drift_of
from engine.adoption import adopt, checked, doubts, objects_of, strangers, table_of
from engine.discovery import Drift, LandedTable, landed_tables
from engine.drift import drift_error
from engine.errors import DriftError, LandingError, SettingsError
from engine.library import build
from engine.settings import SourceSettings, Tenant
from registry.records import Blueprint, Registry, Route


class Shop(Source, api=Api("shop", ("shop",))):
    pass


class Order(Shop, object="orders", key="id", version="changed_at", known_as=("sales",)):
    id: int | None = None
    changed_at: EpochSeconds | None = None
    placed_at: datetime | None = None
    total_price: Decimal | None = None
    lines: Json | None = None


class Buyer(Shop, object="buyers", key=("shop_id", "id")):
    shop_id: int | None = None
    id: int | None = None


CATALOG = Catalog((), (Buyer, Order))
LIBRARY = build(CATALOG, Registry())
SPELLED = '"ID" INT, changedAt TIMESTAMP, "Placed At" TIMESTAMPTZ, total_price DECIMAL(12, 2), lines STRUCT(a INT)[]'


def connected(**extract: object) -> SourceSettings:
    return SourceSettings.model_validate({"platform": "shop", "extract": {"kind": "warehouse", "schema": "theirs", **extract}})


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'UTC'; CREATE SCHEMA theirs")
        yield opened


def tables(connection: duckdb.DuckDBPyConnection, source: SourceSettings) -> tuple[LandedTable, ...]:
    return landed_tables(connection, [Tenant(slug="acme", name="Acme", sources=(source,))])


def found(connection: duckdb.DuckDBPyConnection, columns: str, **extract: object) -> LandedTable:
    connection.execute(f"CREATE TABLE theirs.orders ({columns})")
    source = connected(**extract)
    table = table_of(tables(connection, source), source, Order)
    assert table is not None
    return table


def test_a_table_belongs_to_its_namesake_by_any_name_of_the_object(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("shop_Orders", "shop_sales", "shop_returns", "users"):
        connection.execute(f"CREATE TABLE theirs.{name} (id INT, _airbyte_extracted_at TIMESTAMPTZ)")
    source = connected(prefix="shop_")
    there = tables(connection, source)
    table = table_of(there, source, Order)
    assert table is not None and table.place == ("theirs", "shop_Orders")
    assert table_of(there, source, Buyer) is None
    assert strangers(there, source, CATALOG.sources) == ("shop: no contract for shop_returns: left where they are.",)
    connection.execute('DROP TABLE theirs."shop_Orders"')
    renamed = table_of(tables(connection, source), source, Order)
    assert renamed is not None and renamed.place == ("theirs", "shop_sales")


def test_what_config_names_must_be_there(connection: duckdb.DuckDBPyConnection) -> None:
    source = connected(tables={"sales": "till"})
    assert objects_of(source, CATALOG.sources) == [Order]
    with pytest.raises(LandingError, match=r"theirs\.till: there is no such table"):
        table_of(tables(connection, source), source, Order)
    with pytest.raises(SettingsError, match=r"shop has no object 'ordres'\. Did you mean 'orders'"):
        objects_of(connected(tables={"ordres": "till"}), CATALOG.sources)


@pytest.mark.parametrize(
    ("columns", "declared", "said"),
    [
        ("id INT, _dlt_load_id TEXT, _airbyte_emitted_at TIMESTAMPTZ", None, ("_dlt_load_id", None)),
        ("id INT, _airbyte_emitted_at TIMESTAMPTZ, _airbyte_extracted_at TIMESTAMPTZ", None, ("_airbyte_extracted_at", None)),
        ("id INT, _fivetran_synced TIMESTAMPTZ, _fivetran_deleted BOOL", None, ("_fivetran_synced", "_fivetran_deleted")),
        ("id INT, _dlt_load_id TEXT, synced TIMESTAMP", "synced", ("synced", None)),
    ],
)
def test_a_loader_says_when_a_row_was_loaded(
    connection: duckdb.DuckDBPyConnection, columns: str, declared: str | None, said: tuple[str, str | None]
) -> None:
    route = found(connection, columns, loaded_at=declared).route()
    assert (route.loaded_at, route.deleted) == (said[0], said[1] or "")


@pytest.mark.parametrize("declared", [None, "loaded"])
def test_a_table_that_does_not_say_it_is_refused(connection: duckdb.DuckDBPyConnection, declared: str | None) -> None:
    with pytest.raises(LandingError, match=r"nothing says when a row was loaded.*`loaded_at: <column>`"):
        found(connection, "id INT, synced TIMESTAMP", loaded_at=declared)


def test_a_table_of_raw_messages_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LandingError, match="no columns but its loader's"):
        found(connection, "_airbyte_data JSON, _airbyte_extracted_at TIMESTAMPTZ")


def test_a_known_shape_under_other_names_needs_no_acceptance(connection: duckdb.DuckDBPyConnection) -> None:
    table = found(connection, f"{SPELLED}, _fivetran_synced TIMESTAMPTZ, _fivetran_id TEXT")
    registry, route = adopt(LIBRARY, table, Order)
    assert isinstance(route, Route) and route == table.route()
    assert registry.blueprint(route.fingerprint) == Blueprint.of(Order.master, table.columns, "adopted")
    assert adopt(registry, table, Order) == (registry, route)
    with pytest.raises(DriftError, match="its shape is known: it belongs to shop_orders"):
        drift_of(CATALOG, LIBRARY, table)


def test_the_contracts_own_names_are_the_contracts_own_blueprint(connection: duckdb.DuckDBPyConnection) -> None:
    own = "id INT, changed_at TIMESTAMP, placed_at TIMESTAMP, total_price DECIMAL(9, 2), lines JSON"
    registry, route = adopt(LIBRARY, found(connection, f"{own}, _dlt_load_id TEXT"), Order)
    assert registry == LIBRARY
    assert isinstance(route, Route) and route.adopted


def test_drift_is_told_by_the_contracts_names(connection: duckdb.DuckDBPyConnection) -> None:
    table = found(connection, '"ID" INT, changedAt BIGINT, "Total Price" DOUBLE, lines TEXT, "Gift Note" TEXT, _dlt_load_id TEXT')
    registry, drift = adopt(LIBRARY, table, Order)
    assert isinstance(drift, Drift) and registry == LIBRARY
    told = str(drift_error([drift]))
    expected = ["+ gift_note text", "- placed_at timestamp", "~ changed_at timestamp -> bigint", "~ total_price decimal -> double"]
    assert all(line in told for line in expected)
    assert "theirs: unknown shape" in told and "engine registry accept acme theirs.orders" in told
    assert drift_of(CATALOG, LIBRARY, table) == drift
    accepted = accept(CATALOG, LIBRARY, table)
    assert accepted.route("theirs", "orders") == table.route()
    assert isinstance(adopt(accepted, table, Order)[1], Route)


def test_what_would_be_null_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    table = found(
        connection, "Id TEXT, changed_at BIGINT, placed_at BIGINT, total_price TEXT, lines TEXT, synced TIMESTAMP", loaded_at="synced"
    )
    connection.execute("INSERT INTO theirs.orders VALUES ('7', 1700000000, 1700000000, '1.5', 'x', now()), ('b', 1, NULL, '', NULL, now())")
    assert doubts(connection, table, Order) == [
        "theirs.orders: 1 value of Id cannot be read as bigint, such as 'b'; null in the star.",
        "theirs.orders: 1 value of placed_at cannot be read as timestamp, such as '1700000000'; null in the star.",
    ]


def test_a_key_that_is_not_there_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    table = found(connection, "id INT, _dlt_load_id TEXT")
    assert doubts(connection, table, Buyer) == [
        "theirs.orders: of the key, shop_id is not there: records are one where the rest of the key is."
    ]
    assert doubts(connection, checked(table), Order) == []
