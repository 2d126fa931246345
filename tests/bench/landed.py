"""Records landed as rows of their contract's table, load by load, for the pushers to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmesh.core.engine_adapter.base import EngineAdapter

from contracts.source import Source
from engine.models.spec import physical
from engine.stages.pusher import landed_types
from registry.fingerprint import fingerprint
from registry.records import Blueprint, Registry, Route

Record = Mapping[str, Any]


def registry_of(*routes: tuple[str, str, type[Source]]) -> Registry:
    """The registry of some landed tables: tenant, connection and contract."""
    blueprints = {source.master: Blueprint.of(source.master, tuple(sorted(source.shape())), "contract") for *_, source in routes}
    return Registry.of(blueprints.values(), [_route(*route) for route in routes])


def make_tables(adapter: EngineAdapter, *routes: tuple[str, str, type[Source]]) -> None:
    """Makes the landed tables, empty."""
    for tenant, connection, source in routes:
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in physical(landed_types(source.shape())).items())
        adapter.execute(f"CREATE SCHEMA IF NOT EXISTS raw_{tenant}")
        adapter.execute(f"CREATE TABLE {_place(tenant, connection, source)} ({columns})")


def land(adapter: EngineAdapter, tenant: str, connection: str, source: type[Source], records: Iterable[Record], *, load: int) -> None:
    """Lands records in one load."""
    types = physical(landed_types(source.shape()))
    for row, record in enumerate(records, start=1):
        told = {**source.model_validate(record).model_dump(), "_dlt_load_id": f"{1_700_000_000 + load}.5", "_engine_row": row}
        values = [_written(told[name], type_) for name, type_ in types.items()]
        marks = ", ".join(f"?::{type_}" for type_ in types.values())
        adapter.cursor.execute(f"INSERT INTO {_place(tenant, connection, source)} VALUES ({marks})", values)


def _route(tenant: str, connection: str, source: type[Source]) -> Route:
    schema, table = _place(tenant, connection, source).split(".")
    return Route(tenant, connection, source.api.platforms[0], schema, table, fingerprint(tuple(sorted(source.shape()))))


def _place(tenant: str, connection: str, source: type[Source]) -> str:
    return f"raw_{tenant}.{connection}__{source.object}"


def _written(value: Any, type_: str) -> Any:
    return json.dumps(value) if type_ == "JSON" and value is not None else value
