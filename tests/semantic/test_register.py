"""Registration into a real warehouse: a version for every change, and none without one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from contracts.catalog import Catalog
from engine.naming import LOGIC_HISTORY, MANIFEST_HISTORY, SCHEMA_HISTORY
from engine.semantic import register as module
from engine.semantic.manifest import manifest
from engine.semantic.register import Registered, register
from engine.settings import Settings
from engine.warehouse import Warehouse
from registry.fingerprint import fingerprint
from registry.records import Blueprint, Registry, Route
from registry.store import RegistryStore

ORDERS = "raw_acme.main_shop__orders"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    shop = {"platform": "shopify", "connection": "main_shop", "extract": {"kind": "demo"}}
    return Settings(root=tmp_path, tenants=({"slug": "acme", "name": "Acme", "sources": (shop,)},))  # type: ignore[arg-type]


@pytest.fixture
def warehouse(settings: Settings) -> Warehouse:
    warehouse = Warehouse(settings.database, patience=5)
    with warehouse.writing("test") as connection:
        connection.execute("CREATE SCHEMA raw_acme; CREATE SCHEMA raw_stranger")
        connection.execute(f"CREATE TABLE {ORDERS} (id BIGINT, total DECIMAL(38, 18), note JSON, _dlt_load_id VARCHAR, _engine_row BIGINT)")
        connection.execute("CREATE TABLE raw_acme._dlt_loads (i INT); CREATE TABLE raw_stranger.shop__orders (i INT)")
    return warehouse


def rows(warehouse: Warehouse, query: str) -> list[tuple[Any, ...]]:
    with warehouse.reading() as connection:
        return connection.execute(query).fetchall()


def test_the_first_registration_writes_all_that_landed(warehouse: Warehouse, settings: Settings, small: Catalog) -> None:
    assert register(warehouse, settings, small) == Registered(1, (ORDERS,), 1, manifest_changed=True, logic_changed=("acme",))
    mark = fingerprint([("id", "bigint"), ("total", "decimal"), ("note", "json")])
    columns = "tenant_slug, connection, platform, object, version, fingerprint, column_name, physical_type, ordinal"
    whose = ("acme", "main_shop", "shopify", "orders", 1, mark)
    assert rows(warehouse, f"SELECT {columns} FROM {SCHEMA_HISTORY} ORDER BY ordinal") == [
        (*whose, "id", "BIGINT", 1),
        (*whose, "total", "DECIMAL(38,18)", 2),
        (*whose, "note", "JSON", 3),
        (*whose, "_dlt_load_id", "VARCHAR", 4),
        (*whose, "_engine_row", "BIGINT", 5),
    ]
    [(text,)] = rows(warehouse, f"SELECT manifest FROM {MANIFEST_HISTORY}")
    assert json.loads(text) == manifest(small)


def test_a_second_registration_writes_nothing(warehouse: Warehouse, settings: Settings, small: Catalog) -> None:
    register(warehouse, settings, small)
    before = rows(warehouse, f"FROM {SCHEMA_HISTORY}"), rows(warehouse, f"FROM {MANIFEST_HISTORY}")
    assert register(warehouse, settings, small) == Registered(1, (), 1, manifest_changed=False)
    assert (rows(warehouse, f"FROM {SCHEMA_HISTORY}"), rows(warehouse, f"FROM {MANIFEST_HISTORY}")) == before


def test_a_changed_table_gets_one_version_and_a_table_changed_back_another(
    warehouse: Warehouse, settings: Settings, small: Catalog
) -> None:
    register(warehouse, settings, small)
    for statement in (f"ALTER TABLE {ORDERS} ADD COLUMN extra DOUBLE", f"ALTER TABLE {ORDERS} DROP COLUMN extra"):
        with warehouse.writing("test") as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS raw_acme.main_shop__products (id BIGINT)")
            connection.execute(statement)
        register(warehouse, settings, small)
        register(warehouse, settings, small)
    counted = f"SELECT object, version, count(*), count(DISTINCT valid_from) FROM {SCHEMA_HISTORY} GROUP BY 1, 2 ORDER BY 1, 2"
    assert rows(warehouse, counted) == [("orders", 1, 5, 1), ("orders", 2, 6, 1), ("orders", 3, 5, 1), ("products", 1, 1, 1)]


def test_a_changed_meaning_gets_a_version_of_the_manifest_alone(warehouse: Warehouse, settings: Settings, small: Catalog) -> None:
    register(warehouse, settings, small)
    assert register(warehouse, settings, replace(small, metrics=())) == Registered(1, (), 2, manifest_changed=True)
    versions = rows(warehouse, f"SELECT version, manifest ->> '$.metrics' FROM {MANIFEST_HISTORY} ORDER BY version")
    assert [version for version, _ in versions] == [1, 2]
    assert versions[1][1] == "{}"


def test_changed_logic_gets_a_version_alone(warehouse: Warehouse, settings: Settings, small: Catalog) -> None:
    register(warehouse, settings, small)
    [tenant] = settings.tenants
    other = settings.model_copy(update={"tenants": (tenant.model_copy(update={"currency": "EUR"}),)})
    assert register(warehouse, other, small) == Registered(1, (), 1, manifest_changed=False, logic_changed=("acme",))
    versions = f"SELECT version, logic ->> '$.currency', applied_at FROM {LOGIC_HISTORY} WHERE tenant_slug = 'acme' ORDER BY version"
    assert rows(warehouse, versions) == [(1, "USD", None), (2, "EUR", None)]


def test_what_fails_half_way_leaves_nothing(
    warehouse: Warehouse, settings: Settings, small: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_NEWEST_MANIFEST", "SELECT * FROM nowhere")
    with pytest.raises(duckdb.CatalogException):
        register(warehouse, settings, small)
    assert rows(warehouse, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'satellite'") == [(0,)]
    monkeypatch.undo()
    assert register(warehouse, settings, small).changed == (ORDERS,)


def test_a_project_where_nothing_landed(settings: Settings, small: Catalog) -> None:
    assert register(Warehouse(settings.database), settings, small) == Registered(0, (), 1, manifest_changed=True, logic_changed=("acme",))


def test_an_adopted_table_is_registered_once_it_is_routed(warehouse: Warehouse, settings: Settings, small: Catalog) -> None:
    orders = Blueprint.of("shopify_api_v1_orders", (("id", "bigint"),), "accepted")
    route = Route("acme", "other_shop", "shopify", "airbyte", "shop_Orders", orders.fingerprint, "_airbyte_extracted_at")
    adopting = {"platform": "shopify", "connection": "other_shop", "extract": {"kind": "warehouse", "schema": "airbyte", "prefix": "shop_"}}
    (acme,) = settings.tenants
    declared = Settings(root=settings.root, tenants=({"slug": "acme", "name": "Acme", "sources": (*acme.sources, adopting)},))  # type: ignore[arg-type]
    with warehouse.writing("test") as connection:
        connection.execute('CREATE SCHEMA airbyte; CREATE TABLE airbyte."shop_Orders" (id INT, _airbyte_extracted_at TIMESTAMPTZ)')
        connection.execute("CREATE TABLE airbyte.shop_customers (id INT)")
    assert register(warehouse, declared, small).tables == 1
    RegistryStore(settings.registry).save(Registry.of([orders], [route]))
    assert register(warehouse, declared, small).changed == ("airbyte.shop_Orders",)
    found = f"SELECT connection, object, fingerprint, column_name, physical_type FROM {SCHEMA_HISTORY} WHERE schema_name = 'airbyte'"
    whose = "other_shop", "orders", orders.fingerprint
    assert rows(warehouse, found) == [(*whose, "id", "INTEGER"), (*whose, "_airbyte_extracted_at", "TIMESTAMP WITH TIME ZONE")]
