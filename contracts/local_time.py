"""Local time: instants as the days of the tenant that they belong to; pure Ibis expressions."""

from __future__ import annotations

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from contracts.logic import Logic


@ibis.udf.scalar.builtin
def timezone(zone: str, moment: dt.Timestamp("UTC")) -> dt.timestamp:  # type: ignore[valid-type]
    """Local time of an instant."""


def local_time(moment: ir.TimestampValue, slug: ir.StringValue, logic: Logic) -> ir.TimestampValue:
    """What the clocks of each row's tenant show at an instant.

    >>> from contracts.logic import TenantLogic
    >>> logic = Logic((TenantLogic("acme", time_zone="Asia/Tokyo"), TenantLogic("stark"), TenantLogic("umbra")))
    >>> rows = ibis.memtable({"slug": ["acme", "umbra"]}).mutate(at=ibis.timestamp("2025-01-31 16:00:00").cast("timestamp('UTC')"))
    >>> [str(day) for day in rows.select(day=local_day(rows["at"], rows.slug, logic)).day.to_pyarrow().to_pylist()]
    ['2025-02-01', '2025-01-31']
    """
    (usual, _), *others = logic.shared(lambda tenant: tenant.time_zone) or [("UTC", ())]
    # A condition a zone, not a zone a row: a zone that stands in the query is looked up once.
    cases = [(slug.isin(slugs), timezone(zone, moment)) for zone, slugs in others]
    return ibis.cases(*cases, else_=timezone(usual, moment)) if cases else timezone(usual, moment)


def local_month(moment: ir.TimestampValue, slug: ir.StringValue, logic: Logic) -> ir.DateValue:
    """The first day of the month that an instant falls on for each row's tenant."""
    return local_time(moment, slug, logic).truncate("M").cast("date")


def local_day(moment: ir.TimestampValue, slug: ir.StringValue, logic: Logic) -> ir.DateValue:
    """The day that an instant falls on for each row's tenant."""
    return local_time(moment, slug, logic).date()
