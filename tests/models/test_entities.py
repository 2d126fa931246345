from __future__ import annotations

from collections.abc import Iterable

import duckdb
import ibis
import pytest
from sqlglot import exp

from contracts.catalog import Catalog, catalog
from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from engine.models.entities import Star
from engine.models.spec import DIALECT, Audit, Kind, ModelSpec, query
from engine.models.staging import pushers, sinks
from engine.stages import star, unified
from registry.records import Registry

from ..stages.conftest import declared, described
from ..stages.shop import Client, Journey, Purchase, PurchaseLine, Report, TillClient, TillSale, WebSale
from .conftest import Routed, tenants

SHOP = Catalog((Client, Day, Journey, Purchase, PurchaseLine, Report, TenantMember), (TillClient, TillSale, WebSale), ())


def models(contracts: Catalog, registry: Registry, count: int = 2) -> dict[str, ModelSpec]:
    found = Star(registry, contracts, tenants(count))
    return {spec.name: spec for spec in (*found.unified_models(), *found.star_models())}


def sql(spec: ModelSpec) -> str:
    return str(query(spec, spec.expression).sql(dialect=DIALECT))


def read(spec: ModelSpec) -> set[str]:
    """The tables that the query of a model really names."""
    tree = query(spec, spec.expression)
    names = {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db}
    loose = {table.name for table in tree.find_all(exp.Table) if not table.db}
    assert loose <= {part.alias for part in tree.ctes}
    return names


def test_every_entity_is_a_unified_model_and_a_table_of_the_star(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    own = {f"unified.int_unified_{e.name}" for e in SHOP.entities if not e.conformed}
    assert set(found) == own | {f"star.{entity.table}" for entity in SHOP.entities}
    assert {name for name, spec in found.items() if spec.kind is Kind.VIEW} == own - {"unified.int_unified_purchase"}


def test_what_others_inherit_from_is_worked_out_once(routed: Routed) -> None:
    found = models(catalog(), routed(1))
    orders, lines = found["unified.int_unified_order"], found["unified.int_unified_order_line"]
    assert (orders.kind, lines.kind) == (Kind.TABLE, Kind.VIEW)
    assert orders.name in lines.reads


def test_a_model_says_all_that_it_reads(routed: Routed) -> None:
    """SQLMesh is told, and does not look for itself. A fact that is dated by the vendor waits for the tenants without need."""
    registry = routed(2)
    for spec in [*models(catalog(), registry).values(), *sinks(registry)]:
        assert read(spec) <= set(spec.reads) <= read(spec) | {"star.dim_tenants"}, spec.name
    for spec in pushers(registry, catalog()):
        assert {name for name in read(spec) if not name.startswith("raw_t000")} == set(spec.reads) == set()


def test_masters_are_found_by_the_entity_that_they_feed(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    fed = "master.platform_mm__till_api_v1_sales", "master.platform_mm__web_api_v1_sales"
    assert found["unified.int_unified_purchase"].reads == fed
    assert found["unified.int_unified_purchase_line"].reads == fed[:1]
    assert found["unified.int_unified_journey"].reads == ("unified.int_unified_purchase",)
    assert found["star.fct_purchases"].reads == ("star.dim_clients", "star.dim_tenants", "unified.int_unified_purchase")


def test_a_master_that_is_not_routed_is_not_read(routed: Routed) -> None:
    registry = routed(1, SHOP)
    web = [route for route in registry.routes if route.platform == "web"]
    found = models(SHOP, Registry.of(registry.blueprints, web))
    assert found["unified.int_unified_purchase"].reads == ("master.platform_mm__web_api_v1_sales",)


@pytest.mark.parametrize("entity", [e for e in SHOP.entities if not e.conformed], ids=lambda e: e.name)
def test_an_entity_that_nothing_feeds_is_an_empty_table_of_its_columns(entity: type[Client]) -> None:
    spec = models(SHOP, Registry())[f"unified.int_unified_{entity.name}"]
    if entity is not Journey:
        assert spec.reads == ()
    with duckdb.connect() as warehouse:
        warehouse.execute("CREATE SCHEMA unified")
        parent = ibis.duckdb.from_connection(warehouse)
        parent.create_table("int_unified_purchase", schema=ibis.schema(unified.schema(Purchase)), database="unified")
        assert described(warehouse, sql(spec)) == declared(unified.schema(entity))
        assert warehouse.execute(sql(spec)).fetchall() == []


def test_without_a_tenant_the_star_is_empty_and_typed() -> None:
    spec = models(SHOP, Registry(), count=0)["star.dim_tenants"]
    with duckdb.connect() as warehouse:
        assert described(warehouse, sql(spec)) == declared(star.schema(TenantMember))
        assert warehouse.execute(sql(spec)).fetchall() == []


def test_every_column_is_declared_and_described(routed: Routed) -> None:
    for spec in models(catalog(), routed(1)).values():
        assert spec.description
        assert list(spec.column_descriptions) == list(spec.columns) == list(spec.expression.columns), spec.name
        assert all(spec.column_descriptions.values()), spec.name


def test_every_fact_and_dimension_promises_its_grain_and_its_references(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    grain = ("tenant_slug", "purchase_key")
    assert found["star.fct_purchases"].grain == grain
    assert found["star.fct_purchases"].audits == (
        Audit("not_null", {"columns": grain}),
        Audit("unique_combination_of_columns", {"columns": grain}),
        Audit("references_resolve", {"reference": "purchase_client_key", "member": "client_key"}, "star.dim_clients"),
    )
    assert found["star.dim_dates"].grain == ("date_day",)
    for name in (name for name in found if name.startswith("star.")):
        assert {audit.name for audit in found[name].audits} >= {"not_null", "unique_combination_of_columns"}


def in_order(specs: Iterable[ModelSpec]) -> list[ModelSpec]:
    """Models after the ones that they read."""
    waiting, done, order = {spec.name: spec for spec in specs}, set[str](), list[ModelSpec]()
    while waiting:
        ready = [spec for spec in waiting.values() if not (set(spec.reads) & waiting.keys()) - done]
        assert ready, f"a circle among {sorted(waiting)}"
        order += ready
        for spec in ready:
            done.add(spec.name)
            del waiting[spec.name]
    return order
