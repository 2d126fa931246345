"""Star: settled rows as facts and dimensions, with resolved references, unknown members and the tenant's own days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.local_time import local_day
from contracts.logic import Logic
from contracts.roles import Reference
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


def conformed(entity: type[Entity], logic: Logic) -> ir.Table:
    """The rows of an entity that the engine makes."""
    return {"dim_dates": dates(), "dim_tenants": tenants(logic)}[entity.table]


def tenants(logic: Logic) -> ir.Table:
    """The tenants of the star, compiled in."""
    rows = [ibis.struct(dict(zip(TENANT_COLUMNS, (t.slug, t.name, t.time_zone, t.currency), strict=True))) for t in logic.tenants]
    blank = ibis.struct(dict.fromkeys(TENANT_COLUMNS, ibis.null("string")))
    members = ibis.array(rows or [blank]).unnest().name("member").as_table()
    told = members.select(**{name: members.member[name] for name in TENANT_COLUMNS})
    return told if rows else told.filter(told.tenant_slug.notnull())  # of an empty array, DuckDB would not know the columns' types


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


def _dated(entity: type[Entity], rows: ir.Table, happened: str, logic: Logic) -> ir.Table:
    moment = rows[happened]
    day = moment if moment.type().is_date() else local_day(moment, rows.tenant_slug, logic)
    return rows.mutate(**{entity.day(): _known(day)})


def _known(day: ir.DateValue) -> ir.DateValue:
    """The day as a member of the dates dimension."""
    return day.between(ibis.literal(FIRST_DAY), ibis.literal(LAST_DAY)).ifelse(day, ibis.literal(UNKNOWN_DAY))
