"""Trace: what a visitor was told by, of which persons are made."""

from __future__ import annotations

from typing import Annotated

import ibis.expr.types as ir

from contracts.entity import Entity, Reads, Tables
from contracts.logic import Logic
from contracts.roles import Key, Reference


def _traces(others: Tables, _: Logic) -> ir.Table:
    """Traces of the star's events; one is as old as the first load of an event that left it."""
    events = others["event"]
    seen = events.filter(events.event_visitor_id.notnull())
    left = seen.group_by(
        "tenant_slug",
        trace_connection="event_connection",
        trace_visitor_key="event_visitor_key",
        trace_visitor_id="event_visitor_id",
        trace_device_id="event_device_id",
        trace_account_id="event_user_id",
        trace_transaction_id="event_transaction_id",
    )
    return left.aggregate(trace_platform=seen.event_platform.min(), trace_loaded_at=seen.event_loaded_at.min())


class Trace(
    Entity,
    name="trace",
    table="dim_traces",
    reads=(Reads("event", by=("event_visitor_key",)),),
    group=("trace_visitor_key",),
):
    """One row what a visitor's events told together: so that who is who need not be read off all events again."""

    trace_visitor_id: Annotated[str | None, Key(), Reference("user")] = None
    """The tool's own id of the person or browser."""
    trace_device_id: Annotated[str | None, Key()] = None
    """The id of the browser or app installation."""
    trace_account_id: Annotated[str | None, Key()] = None
    """The id that the site gives to the signed-in user."""
    trace_transaction_id: Annotated[str | None, Key()] = None
    """The shop's id of a purchase."""

    derive = _traces
