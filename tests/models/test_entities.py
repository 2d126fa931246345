from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import ibis
import pytest
from sqlglot import exp

from contracts.catalog import Catalog, catalog
from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from engine.models.entities import Star
from engine.models.increment import Grouped, Increment, LookedUp, Records
from engine.models.promises import ROWS
from engine.models.spec import DIALECT, Kind, ModelSpec, query
from engine.models.staging import pushers, sinks
from engine.stages import star, unified
from registry.records import Registry

from ..stages.conftest import declared, described
from ..stages.shop import Client, Journey, Purchase, PurchaseLine, Report, TillClient, TillSale, WebSale
from .conftest import Routed, logic

SHOP = Catalog((Client, Day, Journey, Purchase, PurchaseLine, Report, TenantMember), (TillClient, TillSale, WebSale), ())


def models(contracts: Catalog, registry: Registry, count: int = 2) -> dict[str, ModelSpec]:
    found = Star(registry, contracts, logic(count))
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


def test_every_entity_that_sources_feed_is_a_unified_model_and_every_one_a_table_of_the_star(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    fed = {f"unified.int_unified_{e.name}" for e in (Client, Purchase, PurchaseLine)}
    assert set(found) == fed | {f"star.{entity.table}" for entity in SHOP.entities}
    assert {spec.kind for spec in found.values()} == {Kind.KEPT}


def test_a_model_says_all_that_it_reads(routed: Routed) -> None:
    """SQLMesh is told, and does not look for itself."""
    registry = routed(2)
    for spec in [*models(catalog(), registry).values(), *sinks(registry)]:
        assert read(spec) == set(spec.reads), spec.name
    for spec in pushers(registry, catalog()):
        assert {name for name in read(spec) if not name.startswith("raw_t000")} == set(spec.reads) == set()


def test_what_others_inherit_from_is_read_as_its_sources_tell_it(routed: Routed) -> None:
    """An order's lines need no more of it than that, and an order may be made with its lines."""
    reads = models(catalog(), routed(1))["star.fct_order_lines"].reads
    assert {"unified.int_unified_order_line", "unified.int_unified_order"} <= set(reads)
    assert "star.fct_orders" not in reads


def test_masters_are_found_by_the_entity_that_they_feed(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    fed = "master.platform_mm__till_api_v1_sales", "master.platform_mm__web_api_v1_sales"
    assert found["unified.int_unified_purchase"].reads == fed
    assert found["unified.int_unified_purchase_line"].reads == fed[:1]
    assert found["star.fct_journeys"].reads == ("star.fct_purchases",)
    assert found["star.fct_purchases"].reads == ("unified.int_unified_client", "unified.int_unified_purchase")


def test_a_master_that_is_not_routed_is_not_read(routed: Routed) -> None:
    registry = routed(1, SHOP)
    web = [route for route in registry.routes if route.platform == "web"]
    found = models(SHOP, Registry.of(registry.blueprints, web))
    assert found["unified.int_unified_purchase"].reads == ("master.platform_mm__web_api_v1_sales",)


@pytest.mark.parametrize("entity", [e for e in SHOP.entities if not e.conformed], ids=lambda e: e.name)
def test_an_entity_that_nothing_feeds_is_an_empty_table_of_its_columns(entity: type[Client]) -> None:
    found = models(SHOP, Registry())
    spec = found[f"star.{entity.table}"]
    assert {name for name in found if name.startswith("unified.")} == set()
    if entity is not Journey:
        assert spec.reads == ()
    with duckdb.connect() as warehouse:
        warehouse.execute("CREATE SCHEMA star")
        parent = ibis.duckdb.from_connection(warehouse)
        parent.create_table("fct_purchases", schema=ibis.schema(star.schema(Purchase)), database="star")
        assert described(warehouse, sql(spec)) == declared(star.schema(entity))
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


def test_every_fact_and_dimension_promises_its_key_and_follows_by_it(routed: Routed) -> None:
    found = models(SHOP, routed(1, SHOP))
    grain = ("tenant_slug", "purchase_key")
    assert found["star.fct_purchases"].grain == grain
    assert found["star.dim_dates"].grain == ("date_day",)
    for spec in (spec for name, spec in found.items() if name.startswith("star.") and spec.kind is Kind.KEPT):
        assert isinstance(spec.increment, Increment)
        assert spec.grain == spec.increment.grain
        assert spec.increment.group == () or "key told" in {promise.name for promise in spec.increment.promises}


@pytest.mark.parametrize("told", [{"tenant_slug": None}, {"purchase_key": None}])
def test_a_row_without_its_key_breaks_a_promise(told: dict[str, None], routed: Routed) -> None:
    whole = {"tenant_slug": "a", "purchase_key": "k"}
    assert broken(routed, whole) == []
    assert broken(routed, whole, whole | told) == ["key told"]


def broken(routed: Routed, *rows: dict[str, Any]) -> list[str]:
    """The promises of purchases that some rows break."""
    increment = models(SHOP, routed(1, SHOP))["star.fct_purchases"].increment
    assert isinstance(increment, Increment)
    with duckdb.connect() as warehouse:
        ibis.duckdb.from_connection(warehouse).create_table(ROWS, schema=ibis.schema(star.schema(Purchase)))
        for row in rows:
            warehouse.execute(f"INSERT INTO {ROWS} ({', '.join(row)}) VALUES ({', '.join('?' for _ in row)})", list(row.values()))
        warehouse.execute("CREATE SCHEMA unified")
        clients = ibis.schema(unified.stored(Client))
        ibis.duckdb.from_connection(warehouse).create_table("int_unified_client", schema=clients, database="unified")
        return [promise.name for promise in increment.promises if warehouse.execute(promise.query).fetchall()]


def test_a_fact_follows_its_sources_by_its_key_and_its_members_by_theirs(routed: Routed) -> None:
    increment = models(SHOP, routed(1, SHOP))["star.fct_purchases"].increment
    assert isinstance(increment, Increment)
    grain = ("tenant_slug", "purchase_key")
    own, clients = "unified.int_unified_purchase", "unified.int_unified_client"
    assert (increment.grain, increment.group) == (grain, ("purchase_key",))
    assert increment.grouped == (Grouped(model=own, by=("purchase_key",), has_candidates=True),)
    assert increment.looked_up == (
        LookedUp(
            model=clients,
            key="client_key",
            id="client_id",
            reference="purchase_client_key",
            reference_id="purchase_client_id",
            has_candidates=True,
        ),
    )
    assert (increment.whole, increment.watched) == ((), (own, clients))


def test_a_derived_fact_follows_what_it_is_made_of_by_its_group(routed: Routed) -> None:
    increment = models(SHOP, routed(1, SHOP))["star.fct_journeys"].increment
    assert isinstance(increment, Increment)
    assert increment.group == ("journey_connection", "journey_id")
    assert increment.grouped == (Grouped(model="star.fct_purchases", by=("purchase_connection", "purchase_client_id")),)
    assert increment.watched == ("star.fct_purchases",)


def test_a_unified_model_follows_its_sinks_by_their_records(routed: Routed) -> None:
    spec = models(SHOP, routed(1, SHOP))["unified.int_unified_purchase"]
    assert isinstance(spec.increment, Records)
    masters = ("till_api_v1_sales", "web_api_v1_sales")
    assert spec.increment.sinks == tuple((f"master.platform_mm__{master}", master) for master in masters)
    assert spec.increment.watched == spec.reads


def test_only_what_keeps_a_log_is_watched(routed: Routed) -> None:
    """Whoever watches a table without one could never follow it, and would be made whole at each run."""
    without_sales = Registry.of(routed(1, SHOP).blueprints, [r for r in routed(1, SHOP).routes if not r.table_name.endswith("sales")])
    for found in (
        models(SHOP, routed(1, SHOP)),
        models(SHOP, without_sales),
        models(SHOP, Registry()),
        models(catalog(), routed(1)),
        models(catalog(), Registry()),
    ):
        logged = {name for name, spec in found.items() if spec.kind is Kind.KEPT}
        for spec in found.values():
            if isinstance(spec.increment, Increment):
                assert set(spec.increment.watched) <= logged & set(spec.reads), spec.name


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
