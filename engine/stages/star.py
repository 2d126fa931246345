"""Star: unified rows as facts and dimensions, with resolved references, unknown members and the tenant's own days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.roles import Reference
from engine.stages.builtins import timezone
from engine.stages.unified import schema as unified_schema

UNKNOWN = "unknown"
"""Key of the member that stands for a missing or dangling reference."""

UNKNOWN_DAY = date(1900, 1, 1)
"""The day of facts without a time, or with one that no calendar is kept for."""

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2099, 12, 31)

TENANT_COLUMNS = ("tenant_slug", "tenant_name", "tenant_time_zone", "tenant_currency")


def schema(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of an entity's table in the star."""
    if entity.conformed:
        return {column.name: column.dtype for column in entity.columns}
    columns = unified_schema(entity)
    if entity.is_fact() and entity.happened():
        loaded = columns.popitem()
        columns |= {entity.day(): "date", loaded[0]: loaded[1]}
    return columns


def table(entity: type[Entity], database: str) -> ir.Table:
    """An entity's table of the star, unbound."""
    return ibis.table(schema(entity), name=entity.table, database=database)


def fact(entity: type[Entity], unified: ir.Table, tenants: ir.Table, parents: Iterable[tuple[str, type[Entity], ir.Table]]) -> ir.Table:
    """A fact: one row a key, its references resolved, its day in the tenant's time zone."""
    rows = resolve(entity, unified, parents)
    happened = entity.happened()
    return _dated(entity, rows, happened.name, tenants).select(*schema(entity)) if happened else rows


def dimension(
    entity: type[Entity], unified: ir.Table, tenants: ir.Table, parents: Iterable[tuple[str, type[Entity], ir.Table]]
) -> ir.Table:
    """A dimension: one row a key, and an unknown member for every tenant."""
    rows = resolve(entity, unified, parents)
    references = {reference_key(column.name) for column in entity.playing(Reference)}
    keys = {entity.key(), *references}
    blank = {name: ibis.literal(UNKNOWN) if name in keys else ibis.null(type_) for name, type_ in schema(entity).items()}
    unknown = tenants.select(**{**blank, "tenant_slug": tenants.tenant_slug})
    return ibis.union(rows, unknown)


def resolve(entity: type[Entity], rows: ir.Table, parents: Iterable[tuple[str, type[Entity], ir.Table]]) -> ir.Table:
    """Rows whose reference keys are members of their parents, or the unknown member; ``parents`` name column, entity, table."""
    for column, parent, members in parents:
        key = reference_key(column)
        known = members.select(_tenant=members.tenant_slug, _member=members[parent.key()])
        joined = rows.left_join(known, [rows.tenant_slug == known["_tenant"], rows[key] == known["_member"]])
        rows = joined.select(**{name: joined[name] for name in rows.columns if name != key}, **{key: joined["_member"].fill_null(UNKNOWN)})
    return rows.select(*unified_schema(entity))


def tenants(members: Iterable[tuple[str, str, str, str]]) -> ir.Table:
    """The tenants of the star, compiled in: slug, name, time zone, currency."""
    rows = [ibis.struct(dict(zip(TENANT_COLUMNS, member, strict=True))) for member in members]
    members_ = ibis.array(rows).unnest().name("member").as_table()
    return members_.select(**{name: members_.member[name] for name in TENANT_COLUMNS})


def dates() -> ir.Table:
    """Every day from 1970 to 2099, and the unknown day."""
    first, end = (ibis.literal(day).cast("timestamp") for day in (FIRST_DAY, LAST_DAY + timedelta(days=1)))
    span = ibis.range(first, end, ibis.interval(days=1)).unnest()
    known = span.name("date_day").as_table()
    days = ibis.union(known.select(date_day=known.date_day.cast("date")), ibis.literal(UNKNOWN_DAY).name("date_day").as_table())
    day = days.date_day
    midnight = day.cast("timestamp")  # of a date, Ibis takes the truncated for a date, where DuckDB gives a timestamp
    return days.select(
        date_day=day,
        date_week=midnight.truncate("W").cast("date"),
        date_month=midnight.truncate("M").cast("date"),
        date_quarter=midnight.truncate("Q").cast("date"),
        date_year=day.year().cast("int64"),
        date_weekday=(day.day_of_week.index() + 1).cast("int64"),
    )


def _dated(entity: type[Entity], rows: ir.Table, happened: str, tenants: ir.Table) -> ir.Table:
    if rows[happened].type().is_date():
        return rows.mutate(**{entity.day(): _known(rows[happened])})
    zones = tenants.select(_tenant=tenants.tenant_slug, _zone=tenants.tenant_time_zone)
    local = rows.left_join(zones, rows.tenant_slug == zones["_tenant"])
    return local.mutate(**{entity.day(): _known(timezone(local["_zone"], local[happened]).date())})


def _known(day: ir.DateValue) -> ir.DateValue:
    """The day as a member of the dates dimension."""
    return day.between(ibis.literal(FIRST_DAY), ibis.literal(LAST_DAY)).ifelse(day, ibis.literal(UNKNOWN_DAY))
