"""Sinks of a test's own records, filled by the real pushers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Tables
from contracts.logic import Logic
from contracts.source import Source
from engine.models.spec import compiled, physical
from engine.stages import unified
from engine.stages.pusher import SINK_COLUMNS, Shape, digested, landed, push
from engine.stages.settled import Members, settled
from engine.stages.unified import Feed

from .conftest import rows

Record = dict[str, Any]


@dataclass(frozen=True)
class Sinks:
    """The sinks of some sources in one warehouse."""

    warehouse: duckdb.DuckDBPyConnection

    def open(self, sources: Iterable[type[Source]]) -> None:
        """Makes the sinks, empty."""
        columns = ", ".join(f"{name} {type_}" for name, type_ in physical(SINK_COLUMNS).items())
        self.warehouse.execute("CREATE SCHEMA sinks")
        for source in sources:
            self.warehouse.execute(f"CREATE TABLE {_name(source)} ({columns})")

    def push(
        self,
        source: type[Source],
        *records: Record,
        load: int = 1,
        tenant: str = "a",
        connection: str = "shop",
        kinds: Mapping[str, str | None] | None = None,
    ) -> None:
        """Lands records in a table of the source's shape and pushes it; ``kinds`` gives some columns another kind, or none."""
        shape = shape_of(source, kinds or {})
        table = landed(shape)
        columns = physical({name: str(type_) for name, type_ in table.schema().items()})
        self.warehouse.execute(
            f"CREATE OR REPLACE TABLE landed ({', '.join(f'{_quoted(name)} {type_}' for name, type_ in columns.items())})"
        )
        for place, record in enumerate(records, start=1):
            own = {"tenant_slug_": tenant, "connection_": connection, "platform_": source.api.platforms[0]}
            row = {**record, **own, "_dlt_load_id": f"{load}.5", "_engine_row": place}
            marks = ", ".join(f"?::{columns[name]}" for name in row)
            self.warehouse.execute(
                f"INSERT INTO landed ({', '.join(map(_quoted, row))}) VALUES ({marks})", [_written(value) for value in row.values()]
            )
        self.warehouse.execute(f"INSERT INTO {_name(source)} {_pushing(shape)}")

    def told(self, entity: type[Entity], *sources: type[Source]) -> list[Record]:
        """All rows of an entity's unified model, sorted by tenant, key and which of them stands."""
        query = compiled(unified.unify(entity, feeds(entity, *sources)))
        return rows(self.warehouse, f"SELECT * FROM ({query}) ORDER BY tenant_slug, {entity.key()}, _stands DESC, _load_id, _load_row")

    def settle(
        self,
        entity: type[Entity],
        *sources: type[Source],
        logic: Logic = Logic(),  # noqa: B008  a value that nobody can change
        members: Members = MappingProxyType({}),
        others: Tables = MappingProxyType({}),
    ) -> list[Record]:
        """The settled rows of an entity over its unified model, sorted by tenant and key."""
        query = compiled(settled(entity, unified.unify(entity, feeds(entity, *sources)), members, others, logic))
        return rows(self.warehouse, f"SELECT * FROM ({query}) ORDER BY tenant_slug, {entity.key()}")

    def keep(self, entity: type[Entity], *sources: type[Source]) -> ir.Table:
        """Makes an entity's unified model a table, as it is kept; gives what stands in it."""
        self.warehouse.execute("CREATE SCHEMA IF NOT EXISTS unified")
        query = compiled(unified.unify(entity, feeds(entity, *sources)))
        self.warehouse.execute(f"CREATE OR REPLACE TABLE unified.{entity.name} AS {query}")
        return unified.standing(entity, ibis.table(unified.stored(entity), name=entity.name, database="unified"))


def shape_of(source: type[Source], kinds: Mapping[str, str | None] | None = None) -> Shape:
    """The shape of a source's landed tables, or of one that has drifted."""
    columns = {name: kind for name, kind in {**dict(source.shape()), **(kinds or {})}.items() if kind}
    return Shape(
        columns=tuple(sorted(columns.items())),
        key=source.key,
        version=source.version if source.version in columns else None,
        scope=source.api.name if source.api.global_ids else None,
    )


def feeds(entity: type[Entity], *sources: type[Source]) -> list[Feed]:
    """All that some sources know of an entity."""
    return [Feed(_name(source), source, mapping) for source in sources for mapping in source.feeds if mapping.entity == entity.name]


@cache
def _pushing(shape: Shape) -> str:
    return compiled(push(digested(landed(shape), shape), shape))


def _name(source: type[Source]) -> str:
    return f"sinks.{source.master}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _written(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value
