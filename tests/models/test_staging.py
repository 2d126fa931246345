from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from contracts.catalog import Catalog
from contracts.kinds import Kind as ColumnKind
from engine.mesh.generated import generated
from engine.models import staging
from engine.models.entities import Star
from engine.models.spec import DIALECT, Kind, ModelSpec, query
from engine.models.staging import masters, pushers, sinks
from engine.stages.pusher import SINK_COLUMNS
from registry.records import Blueprint, Registry, Route

from ..stages.conftest import declared, described
from ..stages.shop import Client, Journey, Purchase, PurchaseLine, Report, TillClient, TillReport, TillSale, WebSale
from .conftest import Routed, logic

SHOP = Catalog((Client, Journey, Purchase, PurchaseLine, Report), (TillClient, TillReport, TillSale, WebSale), ())


def sql(spec: ModelSpec) -> str:
    return str(query(spec, spec.expression).sql(dialect=DIALECT))


def blueprint(*without: str) -> Blueprint:
    return Blueprint.of(TillSale.master, tuple(sorted(c for c in TillSale.shape() if c[0] not in without)), "accepted")


def route(tenant: str, shape: Blueprint) -> Route:
    return Route(tenant, "till", "till", f"raw_{tenant}", "till__sales", shape.fingerprint)


def test_only_shapes_that_some_table_has_are_pushed() -> None:
    library = (blueprint(), blueprint("note"), Blueprint.of(TillClient.master, tuple(sorted(TillClient.shape())), "contract"))
    assert list(pushers(Registry.of(library, []), SHOP)) == list(sinks(Registry.of(library, []))) == []
    registry = Registry.of(library, [route("a", blueprint("note"))])
    [pusher] = pushers(registry, SHOP)
    [sink] = sinks(registry)
    assert pusher.name == f"staging.push__till_api_v1_sales__{blueprint('note').fingerprint[:8]}"
    assert (sink.name, sink.kind, sink.reads) == ("master.platform_mm__till_api_v1_sales", Kind.SINK, (pusher.name,))
    assert masters(registry) == [TillSale.master]


def test_the_number_of_models_does_not_grow_with_the_tenants(routed: Routed) -> None:
    few, many = (
        {spec.name for specs in (pushers(r, SHOP), sinks(r), star.unified_models(), star.star_models()) for spec in specs}
        for r, star in ((routed(n, SHOP), Star(routed(n, SHOP), SHOP, logic(n))) for n in (2, 200))
    )
    assert few == many
    derived = [entity for entity in SHOP.entities if entity.derive]
    assert len(few) == 2 * len(SHOP.sources) + 2 * len(SHOP.entities) - len(derived)


def test_one_more_tenant_adds_one_member_to_a_pusher(routed: Routed) -> None:
    two, three = (next(iter(pushers(routed(n, SHOP), SHOP))) for n in (2, 3))
    assert [q.sql() for q in three.parts["landed"]][:2] == [q.sql() for q in two.parts["landed"]]
    assert len(three.parts["landed"]) == 3
    assert three.expression.equals(two.expression)


def test_every_column_of_a_sink_is_described_and_a_pusher_has_the_same(routed: Routed) -> None:
    registry = routed(1, SHOP)
    assert all(list(spec.columns) == list(SINK_COLUMNS) for spec in [*pushers(registry, SHOP), *sinks(registry)])
    assert all(list(spec.column_descriptions) == list(SINK_COLUMNS) and all(spec.column_descriptions.values()) for spec in sinks(registry))


def test_a_sink_takes_the_shapes_of_all_its_blueprints() -> None:
    """A drifted table without the version, and one without the key, feed the same master model."""
    shapes = [blueprint(), blueprint("changed_at", "note"), blueprint("id")]
    registry = Registry.of(shapes, [route(tenant, shape) for tenant, shape in zip("abc", shapes, strict=True)])
    assert [shape for shape, _ in staging.routed(registry)] == sorted(shapes)
    with duckdb.connect() as warehouse:
        warehouse.execute("SET TimeZone = 'UTC'; CREATE SCHEMA staging; CREATE SCHEMA master")
        for tenant, shape in zip("abc", shapes, strict=True):
            land(warehouse, tenant, shape)
        for spec in pushers(registry, SHOP):
            warehouse.execute(f"CREATE VIEW {spec.name} AS {sql(spec)}")
        [sink] = sinks(registry)
        pushed = warehouse.execute(
            f"SELECT tenant_slug, version_at IS NOT NULL, payload->>'id', fingerprint, schema_name, record_id FROM ({sql(sink)}) ORDER BY 1"
        ).fetchall()
    assert [row[:3] for row in pushed] == [("a", True, "7"), ("b", False, "7"), ("c", True, None)]
    assert [row[3:5] for row in pushed] == [(shape.fingerprint, f"raw_{tenant}") for tenant, shape in zip("abc", shapes, strict=True)]
    assert len({row[5] for row in pushed}) == 3


def land(warehouse: duckdb.DuckDBPyConnection, tenant: str, shape: Blueprint) -> None:
    """One landed row of a shape."""
    table = f"raw_{tenant}.till__sales"
    types = {ColumnKind.TEXT: "TEXT", ColumnKind.BIGINT: "BIGINT", ColumnKind.DECIMAL: "DECIMAL(38, 18)", ColumnKind.JSON: "JSON"}
    columns = ", ".join(f'"{name}" {types.get(ColumnKind(kind), "TIMESTAMPTZ")}' for name, kind in shape.columns)
    warehouse.execute(
        f"CREATE SCHEMA raw_{tenant}; CREATE TABLE raw_{tenant}.till__sales ({columns}, _dlt_load_id TEXT, _engine_row BIGINT)"
    )
    known = {"id": "7", "changed_at": "'2024-01-01'", "total": "1.5"}
    values = ", ".join(known.get(name, "NULL") for name, _ in shape.columns)
    warehouse.execute(f"INSERT INTO {table} VALUES ({values}, '1.5', 1)")


@pytest.mark.parametrize("count", [1, 1000])
def test_a_pusher_of_a_thousand_tenants_loads_as_one_of_one(routed: Routed, count: int) -> None:
    only = Catalog(SHOP.entities, (TillSale,), ())
    model = generated("pushers", pushers(routed(count, only), only))
    model.func = lambda spec: spec.expression
    [loaded] = model.models(lambda _: {}, Path(), Path(), project="", defaults={})
    rendered = loaded.render_query_or_raise()
    assert rendered.sql(dialect=DIALECT).count("UNION ALL") == count - 1
    assert loaded.data_hash


def test_a_sink_of_tenants_that_left_stays_and_takes_nothing(routed: Routed) -> None:
    registry = routed(2, SHOP)
    stayed = [spec.name for spec in sinks(registry)]
    nobody = registry.of_tenants([])
    assert list(pushers(nobody, SHOP)) == []
    left = list(sinks(registry, nobody))
    assert [spec.name for spec in left] == stayed
    with duckdb.connect() as warehouse:
        for spec in left:
            assert spec.reads == ()
            assert described(warehouse, sql(spec)) == declared(SINK_COLUMNS)
            assert warehouse.execute(sql(spec)).fetchall() == []
