"""Pushers and sinks: one pusher for each routed blueprint, one sink for each routed master model."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
from sqlglot import exp

from contracts.catalog import Catalog
from engine import naming
from engine.models.spec import Audit, Kind, ModelSpec, empty, parsed, physical
from engine.stages.pusher import LITERALS, SINK_COLUMNS, Shape, digested, landed, landed_types, push
from registry.records import Blueprint, Registry, Route

DESCRIPTIONS = {
    "tenant_slug": "Tenant that the record belongs to.",
    "platform": "Platform that the record came from.",
    "connection": "The tenant's own name of the connected shop, ad account or property.",
    "schema_name": "Schema of the landed table that the record was pushed from.",
    "table_name": "Landed table that the record was pushed from.",
    "fingerprint": "Fingerprint (relational DNA) of the landed table, by which it was routed here.",
    "record_id": "128 bits over tenant, space of ids and the record's key: the identity of the record.",
    "digest": "128 bits over the columns that hold a value: tells the versions of a record apart.",
    "version_at": "The vendor's own time of this version; null where the vendor sends none.",
    "load_id": "Load that brought the record.",
    "load_row": "Position of the record in its load.",
    "width": "Number of columns of the shape: of two readings of one landed row, the wider is the newer.",
    "loaded_at": "Time of the load, in UTC.",
    "payload": "The record: its landed columns as one JSON object.",
}


def pushers(registry: Registry, catalog: Catalog) -> Iterator[ModelSpec]:
    """A view for each blueprint that some landed table is routed by, over the tables of all tenants."""
    for blueprint, routes in routed(registry):
        shape = _shape(blueprint, catalog)
        rows = digested(landed(shape), shape)
        yield ModelSpec(
            name=naming.pusher(blueprint.master_model_id, blueprint.fingerprint),
            kind=Kind.VIEW,
            expression=push(ibis.table(rows.schema(), name="digested"), shape),
            parts={"landed": tuple(_landed(route, shape) for route in routes), "digested": (parsed(rows),)},
            columns=physical(SINK_COLUMNS),
            description=f"Pushes landed tables of the shape {blueprint.fingerprint} into {blueprint.master_model_id}.",
            column_descriptions=DESCRIPTIONS,
        )


def sinks(registry: Registry, pushing: Registry | None = None) -> Iterator[ModelSpec]:
    """A sink for each routed master model, fed by the pushers of ``pushing`` (by default all); without any it keeps what it has."""
    for master in masters(registry):
        feeding = [naming.pusher(master, b.fingerprint) for b, _ in routed(pushing or registry) if b.master_model_id == master]
        pushed = tuple(exp.select(*SINK_COLUMNS).from_(pusher) for pusher in feeding)
        yield ModelSpec(
            name=naming.sink(master),
            kind=Kind.SINK,
            expression=ibis.table(SINK_COLUMNS, name="pushed").select(*SINK_COLUMNS),
            parts={"pushed": pushed or (parsed(empty(SINK_COLUMNS)),)},
            columns=physical(SINK_COLUMNS),
            description=f"Master model {master}: every version of every record of all tenants, appended once and never changed.",
            column_descriptions=DESCRIPTIONS,
            reads=tuple(feeding),
            audits=(Audit("not_null", {"columns": ("tenant_slug", "record_id", "digest", "payload")}),),
        )


def routed(registry: Registry) -> list[tuple[Blueprint, list[Route]]]:
    """The blueprints that have routes, each with its routes."""
    pairs = [(blueprint, [r for r in registry.routes if r.fingerprint == blueprint.fingerprint]) for blueprint in registry.blueprints]
    return [(blueprint, routes) for blueprint, routes in pairs if routes]


def masters(registry: Registry) -> list[str]:
    """The master models that have a sink."""
    return sorted({blueprint.master_model_id for blueprint, _ in routed(registry)})


def _landed(route: Route, shape: Shape) -> exp.Select:
    literals = [exp.alias_(exp.Literal.string(getattr(route, name)), f"{name}_") for name in LITERALS]
    columns = [exp.column(name, quoted=True) for name in landed_types(shape.columns)]
    return exp.select(*literals, *columns).from_(exp.table_(route.table_name, db=route.schema_name, quoted=True))


def _shape(blueprint: Blueprint, catalog: Catalog) -> Shape:
    source = catalog.source(blueprint.master_model_id)
    names = {name for name, _ in blueprint.columns}
    return Shape(
        columns=blueprint.columns,
        key=source.key,
        version=source.version if source.version in names else None,
        scope=source.api.name if source.api.global_ids else None,
    )
