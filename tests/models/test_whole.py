"""Every model of every installed contract, run on a real warehouse without rows and with some."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from contracts.catalog import catalog
from engine.models.entities import Star
from engine.models.spec import DIALECT, ModelSpec, query
from engine.models.staging import pushers, sinks
from registry.records import Registry

from ..stages.conftest import described
from .conftest import Routed, tenants
from .test_entities import in_order

VALUES = {
    "text": "'1'::TEXT",
    "bigint": "1::BIGINT",
    "double": "1.5::DOUBLE",
    "decimal": "1.5::DECIMAL(38, 18)",
    "bool": "true",
    "timestamp": "'2024-03-10 23:30:00+00'::TIMESTAMPTZ",
    "date": "'2024-03-10'::DATE",
    "time": "'12:00:00'::TIME",
    "json": """'[{"id": 1, "amount": "1.5", "key": "1", "value": "1"}]'::JSON""",
    "binary": "'x'::BLOB",
}
"""A value of every kind."""

House = tuple[duckdb.DuckDBPyConnection, list[ModelSpec]]


@pytest.fixture(scope="module")
def models(routed: Routed) -> list[tuple[ModelSpec, str]]:
    """Every model and its SQL, after the ones that it reads."""
    registry = routed(2)
    found = Star(registry, catalog(), tenants(2))
    specs = in_order([*pushers(registry, catalog()), *sinks(registry), *found.unified_models(), *found.star_models()])
    return [(spec, query(spec, spec.expression).sql(dialect=DIALECT)) for spec in specs]


@pytest.fixture(scope="module", params=["empty", "with rows"])
def house(request: pytest.FixtureRequest, routed: Routed, models: list[tuple[ModelSpec, str]]) -> Iterator[House]:
    """A warehouse in which every model stands as a table of what its query gives."""
    with duckdb.connect() as warehouse:
        warehouse.execute("SET TimeZone = 'UTC'; CREATE SCHEMA staging; CREATE SCHEMA master; CREATE SCHEMA unified; CREATE SCHEMA star")
        land(warehouse, routed(2), filled=request.param != "empty")
        for spec, sql in models:
            warehouse.execute(f"CREATE TABLE {spec.name} AS {sql}")
        yield warehouse, [spec for spec, _ in models]


def land(warehouse: duckdb.DuckDBPyConnection, registry: Registry, *, filled: bool) -> None:
    """Every routed table, with a record of nothing but values and one of nothing but nulls."""
    shapes = {blueprint.fingerprint: dict(blueprint.columns) for blueprint in registry.blueprints}
    for route in registry.routes:
        columns = shapes[route.fingerprint]
        place = f'{route.schema_name}."{route.table_name}"'
        types = ", ".join(f'{VALUES[kind]} AS "{name}"' for name, kind in columns.items())
        nulls = ", ".join("NULL" for _ in columns)
        warehouse.execute(f"CREATE SCHEMA IF NOT EXISTS {route.schema_name}")
        warehouse.execute(f"CREATE TABLE {place} AS SELECT {types}, '1700000000.5' AS _dlt_load_id, 1::BIGINT AS _engine_row")
        warehouse.execute(f"INSERT INTO {place} SELECT {nulls}, '1700000001.5', 1" if filled else f"TRUNCATE {place}")


def test_every_model_runs_and_has_its_declared_columns_and_types(house: House) -> None:
    warehouse, specs = house
    for spec in specs:
        columns = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in spec.columns.items())
        assert described(warehouse, f"FROM {spec.name}") == described(warehouse, f"SELECT {columns}"), spec.name


def test_every_grain_holds_and_every_reference_resolves(house: House) -> None:
    warehouse, specs = house
    for spec in (spec for spec in specs if spec.grain):
        grain = ", ".join(spec.grain)
        twice = f"SELECT {grain} FROM {spec.name} GROUP BY ALL HAVING count(*) > 1 OR ({grain}) IS NULL"
        assert warehouse.execute(twice).fetchall() == [], spec.name
        for audit in (audit for audit in spec.audits if audit.model):
            member, reference = audit.columns["member"], audit.columns["reference"]
            known = f"SELECT tenant_slug, {member} FROM {audit.model}"
            dangling = f"FROM {spec.name} WHERE {reference} <> 'unknown' AND (tenant_slug, {reference}) NOT IN ({known})"
            assert warehouse.execute(dangling).fetchall() == [], spec.name
