"""Pushers and sinks: one pusher for each routed blueprint, one sink for each routed master model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import ibis
import ibis.expr.types as ir
from sqlglot import exp

from contracts.catalog import Catalog
from contracts.source import Source
from engine import naming
from engine.models.spec import Audit, Kind, ModelSpec, empty, parsed, physical
from engine.stages.adopted import AdoptedColumn, Loader, adopt, adopted_columns, columns_read, standing, wires
from engine.stages.pusher import LITERALS, SINK_COLUMNS, Shape, digested, landed, push
from registry.fingerprint import Columns
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
    "width": "Number of columns of the shape: of two readings of one landed row, the wider is the newer; 0 where the record was deleted.",
    "loaded_at": "Time of the load, in UTC.",
    "payload": "The record: its landed columns as one JSON object.",
}


def pushers(registry: Registry, catalog: Catalog) -> Iterator[ModelSpec]:
    """One for each blueprint that some landed table is routed by, over the tables of all tenants; adopted tables have their own."""
    for blueprint, routes in routed(registry):
        source = catalog.source(blueprint.master_model_id)
        if here := [route for route in routes if not route.adopted]:
            shape = _shape(blueprint.columns, source)
            tables = tuple(_landed(route) for route in here)
            yield _pusher(naming.pusher(source.master, blueprint.fingerprint), blueprint, shape, {"landed": tables})
        if adopted := [route for route in routes if route.adopted]:
            columns = adopted_columns(source, blueprint.columns)
            parts = _adopted_parts(blueprint, columns, adopted)
            yield _pusher(naming.adopter(source.master, blueprint.fingerprint), blueprint, _adopted_shape(columns, source), parts)


def _pusher(name: str, blueprint: Blueprint, shape: Shape, parts: Mapping[str, tuple[exp.Query, ...]]) -> ModelSpec:
    rows = digested(landed(shape), shape)
    return ModelSpec(
        name=name,
        kind=Kind.VIEW if shape.adopted else Kind.EMBEDDED,  # what an adopted table offers can be asked of its pusher alone
        expression=push(ibis.table(rows.schema(), name="digested"), shape),
        parts={**parts, "digested": (parsed(rows),)},
        columns=physical(SINK_COLUMNS),
        description=f"Pushes landed tables of the shape {blueprint.fingerprint} into {blueprint.master_model_id}.",
    )


def sinks(registry: Registry, pushing: Registry | None = None) -> Iterator[ModelSpec]:
    """A sink for each routed master model, fed by the pushers of ``pushing`` (by default all); without any it keeps what it has."""
    for master in masters(registry):
        feeding = [name for b, routes in routed(pushing or registry) if b.master_model_id == master for name in feeders(b, routes)]
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


def feeders(blueprint: Blueprint, routes: Iterable[Route]) -> list[str]:
    """The pushers of a blueprint: of the tables that were landed here, and of those that were adopted."""
    kinds = {False: naming.pusher, True: naming.adopter}
    return [kinds[adopted](blueprint.master_model_id, blueprint.fingerprint) for adopted in sorted({route.adopted for route in routes})]


def masters(registry: Registry) -> list[str]:
    """The master models that have a sink."""
    return sorted({blueprint.master_model_id for blueprint, _ in routed(registry)})


def _landed(route: Route) -> exp.Select:
    literals = [exp.alias_(exp.Literal.string(value), f"{name}_") for name, value in _literals(route).items()]
    return exp.select(*literals, exp.Star()).from_(exp.table_(route.table_name, db=route.schema_name, quoted=True))


def _adopted_parts(blueprint: Blueprint, columns: tuple[AdoptedColumn, ...], routes: Sequence[Route]) -> dict[str, tuple[exp.Query, ...]]:
    tables = [_adopted(route, blueprint, columns) for route in routes]
    sent = wires(ibis.table(tables[0].schema(), name="adopted"), columns)
    read = columns_read(ibis.table(sent.schema(), name="wires"), columns)
    return {"adopted": tuple(map(parsed, tables)), "wires": (parsed(sent),), "landed": (parsed(read),)}


def _adopted(route: Route, blueprint: Blueprint, columns: tuple[AdoptedColumn, ...]) -> ir.Table:
    loader = Loader(route.loaded_at, route.deleted or None)
    return adopt(standing(blueprint.columns, loader, *route.place), columns, loader, _literals(route))


def _literals(route: Route) -> dict[str, str]:
    return {name: getattr(route, name) for name in LITERALS}


def _adopted_shape(columns: Iterable[AdoptedColumn], source: type[Source]) -> Shape:
    return replace(_shape(tuple(sorted((column.name, column.kind.value) for column in columns)), source), adopted=True)


def _shape(columns: Columns, source: type[Source]) -> Shape:
    names = {name for name, _ in columns}
    return Shape(
        columns=columns,
        key=source.key,
        version=source.version if source.version in names else None,
        scope=source.api.name if source.api.global_ids else None,
    )
