from __future__ import annotations

import duckdb
import pytest

from engine.discovery import Drift, LandedTable, discover, landed_tables, wire
from engine.drift import drift_error
from engine.settings import DemoExtract, SourceSettings, Tenant
from registry.records import Blueprint, Registry, Route

DEMO = DemoExtract(kind="demo")
ACME = Tenant(
    slug="acme",
    name="Acme",
    sources=(
        SourceSettings(platform="shopify", connection="shop_eu", extract=DEMO),
        SourceSettings(platform="facebook_ads", connection="facebook_ads", extract=DEMO),
    ),
)
ORDERS = Blueprint.of("shopify_orders", (("id", "bigint"), ("note", "json"), ("total", "decimal")), "contract")
CAMPAIGNS = Blueprint.of("meta_campaigns", (("id", "text"), ("name", "text")), "contract")
KNOWN = Registry.of([ORDERS, CAMPAIGNS], [])


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA raw_acme; CREATE SCHEMA raw_other")
    return connection


def create(connection: duckdb.DuckDBPyConnection, table: str, columns: str) -> None:
    connection.execute(f"CREATE TABLE {table} ({columns}, _dlt_load_id VARCHAR, _engine_row BIGINT)")


def the_table(connection: duckdb.DuckDBPyConnection) -> LandedTable:
    (table,) = landed_tables(connection, [ACME])
    return table


def test_tables_of_declared_connections_are_found(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "total DECIMAL(38, 18), id BIGINT, note JSON")
    create(connection, "raw_acme.facebook_ads__ads_insights", "id VARCHAR")
    create(connection, "raw_acme.old_shop__orders", "id BIGINT")
    create(connection, "raw_acme._dlt_loads", "load_id VARCHAR")
    create(connection, "raw_other.shop_eu__orders", "id BIGINT")
    found = [(table.connection, table.platform, table.object, table.columns) for table in landed_tables(connection, [ACME])]
    assert found == [
        ("facebook_ads", "facebook_ads", "ads_insights", (("id", "text"),)),
        ("shop_eu", "shopify", "orders", ORDERS.columns),
    ]


def test_without_tenants_nothing_is_found(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "id BIGINT")
    assert landed_tables(connection, []) == ()


def test_a_known_shape_is_a_route(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "total DECIMAL(38, 18), id BIGINT, note JSON")
    route = Route("acme", "shop_eu", "shopify", "raw_acme", "shop_eu__orders", ORDERS.fingerprint)
    assert discover(KNOWN, the_table(connection), "shopify_orders") == route


def test_an_unknown_shape_is_compared_with_its_own_object(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "id VARCHAR, name VARCHAR, vip BOOLEAN")
    drift = discover(KNOWN, the_table(connection), "shopify_orders")
    assert isinstance(drift, Drift) and drift.difference is not None
    assert drift.difference.blueprint == ORDERS  # though the shape is nearer to that of campaigns
    assert [name for name, _ in drift.difference.added] == ["name", "vip"]
    assert [name for name, _ in drift.difference.removed] == ["note", "total"]
    assert drift.difference.retyped == (("id", "bigint", "text"),)


def test_without_a_master_the_nearest_of_all_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "id VARCHAR, name VARCHAR, vip BOOLEAN")
    drift = discover(KNOWN, the_table(connection), None)
    assert isinstance(drift, Drift) and drift.difference is not None
    assert drift.difference.blueprint == CAMPAIGNS


def test_a_drifted_table_keeps_its_route(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "total DECIMAL(38, 18), id BIGINT, note JSON")
    table = the_table(connection)
    wired = wire(KNOWN, [discover(KNOWN, table, "shopify_orders")])
    connection.execute("ALTER TABLE raw_acme.shop_eu__orders ADD COLUMN vip BOOLEAN")
    drift = discover(wired, the_table(connection), "shopify_orders")
    assert isinstance(drift, Drift)
    assert wire(wired, [drift]).routes == (table.route(),)


def test_the_error_says_the_columns_and_the_command(connection: duckdb.DuckDBPyConnection) -> None:
    create(connection, "raw_acme.shop_eu__orders", "id VARCHAR, note JSON, vip BOOLEAN")
    drift = discover(KNOWN, the_table(connection), "shopify_orders")
    assert isinstance(drift, Drift)
    error = drift_error([drift])
    assert error.what.splitlines() == [
        "shop_eu__orders: 3 columns differ from shopify_orders",
        "  + vip bool",
        "  - total decimal",
        "  ~ id bigint -> text",
    ]
    assert "engine registry accept acme shop_eu__orders" in error.do
