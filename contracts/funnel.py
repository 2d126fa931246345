"""Funnel: how many of a tenant's steps the sessions took in their order; pure Ibis.

A step is taken by the first event of its name at or after the event that took the step before it. To take the earliest event that
can be taken loses nothing: what is after a later one is after it too. Events of one instant count as in order, for tools write what
happens on one page with one time; so one event takes two steps in a row that name it both.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from contracts.logic import Logic, TenantLogic

SESSION = ("tenant_slug", "event_connection", "event_session_id")
"""What tells the session of an event."""


def funnel(events: ir.Table, logic: Logic) -> ir.Table:
    """The columns of ``SESSION`` with ``step``, from 1, and ``step_name``: the last step taken, for sessions that took the first.

    A tenant's steps are its ``funnel_steps``, by the events' common names or the tools' own.
    """
    steps = range(max((len(tenant.funnel_steps) for tenant in logic.tenants), default=len(TenantLogic("").funnel_steps)))
    named = [_names(events, _step(events, logic, place)) for place in steps]
    hits = events.filter(ibis.or_(ibis.literal(False), *named))
    times = {f"_times_{place}": hits.event_occurred_at.collect(where=_names(hits, _step(hits, logic, place))) for place in steps}
    taken = _in_order(hits.group_by(*SESSION).aggregate(**times).view(), len(steps))
    counted = taken.select(*SESSION, step=_sum(taken[f"_taken_{place}"].notnull() for place in steps)).view()
    names = [(counted.step == place + 1, _step(counted, logic, place)) for place in steps]
    name = ibis.cases(*names, else_=ibis.null("string")) if names else ibis.null("string")
    return counted.filter(counted.step > 0).select(*SESSION, "step", step_name=name)


def _in_order(sessions: ir.Table, steps: int) -> ir.Table:
    """When each step was taken; a view a step, or the times of the first would be worked out anew for every later one."""
    for place in range(steps):
        times = sessions[f"_times_{place}"]
        later = times if place == 0 else _from(times, sessions[f"_taken_{place - 1}"])
        sessions = sessions.mutate(**{f"_taken_{place}": later.mins()}).view()
    return sessions


def _from(times: ir.ArrayValue, moment: ir.TimestampValue) -> ir.ArrayValue:
    return times.filter(lambda time: time >= moment)


def _step(rows: ir.Table, logic: Logic, place: int) -> ir.StringValue:
    """The name of a tenant's step, null where it has fewer."""
    return logic.told(rows.tenant_slug, lambda tenant: tenant.funnel_steps[place] if place < len(tenant.funnel_steps) else None).cast(
        "string"
    )


def _names(events: ir.Table, step: ir.StringValue) -> ir.BooleanValue:
    # No "or": behind a condition of its own Ibis would write it without brackets into an aggregate.
    return step.isin((events.event_name, events.event_platform_name))


def _sum(marks: Iterable[ir.BooleanValue]) -> ir.IntegerValue:
    total: ir.IntegerValue = ibis.literal(0, "int64")
    for mark in marks:
        total = total + mark.cast("int64")
    return total
