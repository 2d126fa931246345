"""Star: settled rows as facts and dimensions, with resolved references, unknown members and the tenant's own days."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.local_time import local_day
from contracts.logic import Logic
from contracts.roles import Reference
from engine.stages.conformed import FIRST_DAY, LAST_DAY, UNKNOWN_DAY
from engine.stages.unified import schema as unified_schema

UNKNOWN = "unknown"
"""Key of the member that stands for a missing or dangling reference."""


def schema(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of an entity's table in the star."""
    if entity.conformed:
        return {**({"tenant_slug": "string"} if entity.by_tenant else {}), **{column.name: column.dtype for column in entity.columns}}
    columns = unified_schema(entity)
    if entity.is_fact() and entity.happened():
        loaded = columns.popitem()
        columns |= {entity.day(): "date", loaded[0]: loaded[1]}
    return columns


def table(entity: type[Entity], database: str) -> ir.Table:
    """An entity's table of the star, unbound."""
    return ibis.table(schema(entity), name=entity.table, database=database)


Parents = Iterable[tuple[str, type[Entity], ir.Table | None]]
"""A reference column, the entity that it leads to, and the members of that entity; None where they are made from the rows themselves."""


def fact(entity: type[Entity], settled: ir.Table, logic: Logic, parents: Parents) -> ir.Table:
    """A fact: one row a key, its references resolved, its day in the tenant's time zone."""
    rows = resolve(entity, settled, parents)
    happened = entity.happened()
    return _dated(entity, rows, happened.name, logic).select(*schema(entity)) if happened else rows


def dimension(entity: type[Entity], settled: ir.Table, logic: Logic, parents: Parents) -> ir.Table:
    """A dimension: one row a key, and an unknown member for every tenant."""
    rows = resolve(entity, settled, parents)
    if not logic.tenants:
        return rows
    references = {reference_key(column.name) for column in entity.playing(Reference)}
    keys = {entity.key(), *references}
    blank = {name: ibis.literal(UNKNOWN) if name in keys else ibis.null(type_) for name, type_ in schema(entity).items()}
    tenants = ibis.array([tenant.slug for tenant in logic.tenants]).unnest().name("slug").as_table()
    unknown = tenants.select(**{**blank, "tenant_slug": tenants.slug})
    return ibis.union(rows, unknown)


def resolve(entity: type[Entity], rows: ir.Table, parents: Parents) -> ir.Table:
    """Rows whose reference keys are members of their parents, or the unknown member."""
    for column, parent, members in parents:
        key = reference_key(column)
        if members is None:
            rows = rows.mutate(**{key: rows[key].fill_null(UNKNOWN)})
            continue
        known = members.select(_tenant=members.tenant_slug, _member=members[parent.key()])
        joined = rows.left_join(known, [rows.tenant_slug == known["_tenant"], rows[key] == known["_member"]])
        rows = joined.select(**{name: joined[name] for name in rows.columns if name != key}, **{key: joined["_member"].fill_null(UNKNOWN)})
    return rows.select(*unified_schema(entity))


def _dated(entity: type[Entity], rows: ir.Table, happened: str, logic: Logic) -> ir.Table:
    moment = rows[happened]
    day = moment if moment.type().is_date() else local_day(moment, rows.tenant_slug, logic)
    return rows.mutate(**{entity.day(): _known(day)})


def _known(day: ir.DateValue) -> ir.DateValue:
    """The day as a member of the dates dimension."""
    return day.between(ibis.literal(FIRST_DAY), ibis.literal(LAST_DAY)).ifelse(day, ibis.literal(UNKNOWN_DAY))
