"""Every model of every installed contract, run on a real warehouse without rows and with some."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from contracts.catalog import catalog
from contracts.entity import reference_key
from engine.models.entities import Star, references
from engine.models.increment import Increment, Records
from engine.models.promises import ROWS
from engine.models.spec import DIALECT, ModelSpec, physical, query
from engine.models.staging import pushers, sinks
from engine.naming import EXCHANGE_RATES
from engine.stages.conformed import PER_EURO
from engine.stages.unified import STANDS
from registry.records import Registry

from ..stages.conftest import described
from .conftest import Routed, logic
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

NARROWED = {("HUGEINT", "BIGINT"), ("TIMESTAMP", "DATE")}
"""What DuckDB makes of sums and truncated days, and the declared columns that take it in."""

House = tuple[duckdb.DuckDBPyConnection, list[ModelSpec]]


@pytest.fixture(scope="module")
def models(routed: Routed) -> list[tuple[ModelSpec, str]]:
    """Every model and its SQL, after the ones that it reads."""
    registry = routed(2)
    found = Star(registry, catalog(), logic(2))
    specs = in_order([*pushers(registry, catalog()), *sinks(registry), *found.unified_models(), *found.star_models()])
    return [(spec, query(spec, spec.expression).sql(dialect=DIALECT)) for spec in specs]


@pytest.fixture(scope="module", params=["empty", "with rows"])
def house(request: pytest.FixtureRequest, routed: Routed, models: list[tuple[ModelSpec, str]]) -> Iterator[House]:
    """A warehouse in which every model stands as a table of what its query gives."""
    with duckdb.connect() as warehouse:
        warehouse.execute("SET TimeZone = 'UTC'; CREATE SCHEMA staging; CREATE SCHEMA master; CREATE SCHEMA unified; CREATE SCHEMA star")
        land(warehouse, routed(2), filled=request.param != "empty")
        quote(warehouse, filled=request.param != "empty")
        for spec, sql in models:
            columns = ", ".join(f"{name} {type_}" for name, type_ in spec.columns.items())
            warehouse.execute(f"CREATE TABLE {spec.name} ({columns}); INSERT INTO {spec.name} {sql}")
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


def quote(warehouse: duckdb.DuckDBPyConnection, *, filled: bool) -> None:
    """The table of the central bank's rates, which the project makes of a file."""
    columns = ", ".join(f"{name} {type_}" for name, type_ in physical(PER_EURO).items())
    warehouse.execute(f"CREATE SCHEMA registry; CREATE TABLE {EXCHANGE_RATES} ({columns})")
    if filled:
        warehouse.execute(f"INSERT INTO {EXCHANGE_RATES} (rate_date, currency, per_euro) VALUES ('2024-03-10', 'USD', 1.1)")


def test_every_model_runs_and_has_its_declared_columns_and_types(house: House, models: list[tuple[ModelSpec, str]]) -> None:
    warehouse, _ = house
    for spec, sql in models:
        columns = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in spec.columns.items())
        made, told = described(warehouse, sql), described(warehouse, f"SELECT {columns}")
        assert [name for name, _ in made] == [name for name, _ in told], spec.name
        assert {(one, other) for (_, one), (_, other) in zip(made, told, strict=True) if one != other} <= NARROWED, spec.name


def test_every_grain_holds_and_every_reference_resolves(house: House) -> None:
    warehouse, specs = house
    tables = {entity.table: entity for entity in catalog().entities}
    for spec in (spec for spec in specs if spec.grain):
        grain = ", ".join(spec.grain)
        twice = f"SELECT {grain} FROM {spec.name} GROUP BY ALL HAVING count(*) > 1 OR ({grain}) IS NULL"
        assert warehouse.execute(twice).fetchall() == [], spec.name
        for column, parent in references(tables[spec.name.removeprefix("star.")], catalog()):
            reference = reference_key(column)
            known = f"SELECT tenant_slug, {parent.key()} FROM star.{parent.table}"
            known += f" UNION SELECT tenant_slug, 'unknown' FROM {spec.name}" if parent.is_fact() else ""
            dangling = f"FROM {spec.name} WHERE {reference} IS NULL OR (tenant_slug, {reference}) NOT IN ({known})"
            assert warehouse.execute(dangling).fetchall() == [], (spec.name, column)


def test_of_every_key_of_a_unified_model_one_row_stands(house: House) -> None:
    warehouse, specs = house
    for spec in (spec for spec in specs if isinstance(spec.increment, Records) and STANDS in spec.columns):
        key = f"tenant_slug, {spec.increment.key}"
        strayed = f"SELECT {key} FROM {spec.name} GROUP BY ALL HAVING count(*) FILTER ({STANDS}) <> 1 OR ({key}) IS NULL"
        assert warehouse.execute(strayed).fetchall() == [], spec.name


def test_every_promise_can_be_looked_at_and_holds(house: House) -> None:
    warehouse, specs = house
    promised = [(spec, promise) for spec in specs if isinstance(spec.increment, Increment) for promise in spec.increment.promises]
    made = {f"star.{entity.table}" for entity in catalog().entities if not entity.conformed}
    assert {spec.name for spec, _ in promised} == made
    for spec, promise in promised:
        broken = f"WITH {ROWS} AS (FROM {spec.name}) SELECT * FROM ({promise.query}) AS promised"
        assert warehouse.execute(broken).fetchall() == [] or not promise.stops, (spec.name, promise.name)
