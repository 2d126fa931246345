"""The chain from sinks to star in one DuckDB, each model brought up to date by its own materialization, without SQLMesh's scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlglot import exp
from sqlmesh.core.config import DuckDBConnectionConfig
from sqlmesh.core.engine_adapter.base import EngineAdapter

from contracts.catalog import Catalog
from contracts.logic import Logic
from engine import naming
from engine.mesh.kept import Update
from engine.mesh.sink import ImmutableSink
from engine.models.entities import Star
from engine.models.spec import DIALECT, Kind, ModelSpec, query
from engine.models.staging import pushers, sinks
from registry.records import Registry


def connected(path: str = ":memory:") -> EngineAdapter:
    """SQLMesh's own way to a DuckDB."""
    return DuckDBConnectionConfig(
        database=path, connector_config={"TimeZone": "UTC", "checkpoint_threshold": "1GB"}
    ).create_engine_adapter()


@dataclass(frozen=True)
class Models:
    """All models of a registry over a catalog that have a table, each after those that it reads."""

    catalog: Catalog
    registry: Registry
    logic: Logic

    @cached_property
    def specs(self) -> tuple[ModelSpec, ...]:
        """The models in their order."""
        star = Star(self.registry, self.catalog, self.logic)
        found = {spec.name: spec for spec in (*sinks(self.registry), *star.unified_models(), *star.star_models())}
        return tuple(_in_order(found))

    @cached_property
    def queries(self) -> dict[str, exp.Query]:
        """What SQLMesh hands to each materialization: the model's query with the pushers inside."""
        found = {spec.name: query(spec, spec.expression) for spec in pushers(self.registry, self.catalog)}
        return {spec.name: _embedding(query(spec, spec.expression), found) for spec in self.specs}


@dataclass(frozen=True)
class Chain:
    """The models in one warehouse; physical tables have the models' names."""

    adapter: EngineAdapter
    models: Models

    def make(self) -> None:
        """Makes every table, empty."""
        for schema in (naming.MASTER, naming.UNIFIED, naming.STAR, naming.STAGING):
            self.adapter.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for spec in self.models.specs:
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in spec.columns.items())
            self.adapter.execute(f"CREATE TABLE IF NOT EXISTS {spec.name} ({columns})")

    def run(self) -> None:
        """Brings every model up to date, each after those that it reads."""
        for spec in self.models.specs:
            self.update(spec)

    def update(self, spec: ModelSpec, *, anew: bool = False) -> None:
        """Brings one model up to date."""
        body = self.models.queries[spec.name]
        if spec.kind is Kind.SINK:
            model: Any = None  # a sink looks at its rows alone
            ImmutableSink(self.adapter).insert(spec.name, body, model, is_first_insert=False, render_kwargs={})
        elif spec.increment:
            below = {name: name for name in spec.reads}
            Update(self.adapter, spec.name, spec.name, tuple(spec.columns), spec.increment, body, below).apply(anew=anew)
        else:
            self.adapter.execute(f"TRUNCATE {spec.name}")
            self.adapter.execute(f"INSERT INTO {spec.name} {body.sql(dialect=DIALECT)}")

    def rows(self, table: str, but: str = "") -> list[tuple[Any, ...]]:
        """The rows of a table, sorted; ``but`` are columns to leave out, as a pattern."""
        listed = [column for column in self.adapter.columns(table) if not (but and column.endswith(but))]
        return self.adapter.fetchall(f"SELECT {', '.join(listed)} FROM {table} ORDER BY ALL")

    def astray(self) -> dict[str, int]:
        """The kept tables that are not what their whole queries give now, with the numbers of rows that differ."""
        return {spec.name: count for spec in self.models.specs if spec.increment and (count := self._differing(spec))}

    def _differing(self, spec: ModelSpec) -> int:
        listed = ", ".join(f'"{column}"' for column in spec.columns)
        whole = self.models.queries[spec.name].sql(dialect=DIALECT)
        both = f"SELECT -1 AS s, {listed} FROM {spec.name} UNION ALL SELECT 1, {listed} FROM ({whole}) AS q"
        counted = self.adapter.fetchone(f"SELECT count(*) FROM (SELECT 1 FROM ({both}) AS b GROUP BY {listed} HAVING sum(s) <> 0) AS d")
        assert counted is not None
        return int(counted[0])


def _embedding(body: exp.Query, pushing: dict[str, exp.Query]) -> exp.Query:
    for table in list(body.find_all(exp.Table)):
        if pusher := pushing.get(f"{table.db}.{table.name}"):
            table.replace(pusher.copy().subquery(table.alias or table.name))
    return body


def _in_order(specs: dict[str, ModelSpec]) -> Iterator[ModelSpec]:
    done: set[str] = set()
    while len(done) < len(specs):
        ready = [spec for name, spec in specs.items() if name not in done and not (set(spec.reads) & specs.keys()) - done]
        assert ready, f"a circle among {sorted(specs.keys() - done)}"
        yield from ready
        done |= {spec.name for spec in ready}
