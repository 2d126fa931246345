"""Session: one visit, made from its events."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis.expr.types as ir

from contracts.entity import Entity, Reads, Tables
from contracts.logic import Logic
from contracts.roles import Count, Dimension, Key, Measure, Ratio, TimeDimension

PAGE_VIEWS = ("page_view", "screen_view")
"""Names of the events that are views of a page of a site or a screen of an app."""


def _sessions(others: Tables, logic: Logic) -> ir.Table:
    """Sessions of unified events: their columns after tenant_slug, session_platform, session_connection and session_loaded_at.

    Source, medium and campaign come together from the first event, by time and then by key, that has one of them.
    """
    events = others["event"]
    seen = events.filter(events.event_session_id.notnull())
    grouped = seen.group_by("tenant_slug", session_connection=seen.event_connection, session_id=seen.event_session_id)
    sessions = grouped.aggregate(**_where_from(seen), **_first_seen(seen), **_totals(seen))
    leading = ("tenant_slug", "session_platform", "session_connection", "session_loaded_at")
    return sessions.select(*leading, *Session.model_fields)


def _where_from(events: ir.Table) -> dict[str, ir.Value]:
    order = [events.event_occurred_at, events.event_key]
    named = events.event_source.notnull() | events.event_medium.notnull() | events.event_campaign.notnull()
    return {
        f"session_{part}": events[f"event_{part}"].first(where=named, order_by=order, include_null=True)
        for part in ("source", "medium", "campaign")
    }


def _first_seen(events: ir.Table) -> dict[str, ir.Value]:
    order = [events.event_occurred_at, events.event_key]
    first = {
        "session_device_id": events.event_device_id,
        "session_user_id": events.event_user_id,
        "session_landing_page": events.event_page_location,
        "session_country": events.event_country,
        "session_device_category": events.event_device_category,
    }
    return {name: column.first(order_by=order) for name, column in first.items()}


def _totals(events: ir.Table) -> dict[str, ir.Value]:
    conversions = events.count(where=events.event_conversions > 0)
    return {
        "session_platform": events.event_platform.min(),
        "session_loaded_at": events.event_loaded_at.max(),
        "session_started_at": events.event_occurred_at.min(),
        "session_ended_at": events.event_occurred_at.max(),
        "session_event_count": events.count(),
        "session_page_views": events.count(where=events.event_name.isin(PAGE_VIEWS)),
        "session_conversions": conversions,
        "session_converted": (conversions > 0).cast("int64"),
        "session_revenue": events.event_revenue.sum(),
    }


class Session(Entity, name="session", table="fct_sessions", reads=(Reads("event", by=("event_session_key",)),)):
    """One row a session: the events of one tenant and connection that share a session id."""

    session_id: Annotated[str | None, Key()] = None
    """The session's id, unique within a connection."""
    session_device_id: str | None = None
    """The id of the browser or app installation."""
    session_user_id: str | None = None
    """The id of the signed-in user; the first one where there are several."""
    session_started_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the first event of the session happened (UTC)."""
    session_ended_at: Annotated[datetime | None, TimeDimension()] = None
    """When the last event of the session happened (UTC)."""
    session_source: Annotated[str | None, Dimension()] = None
    """Where the visit came from, such as google or newsletter: that of the first event that says so."""
    session_medium: Annotated[str | None, Dimension()] = None
    """The kind of that source, such as cpc or email."""
    session_campaign: Annotated[str | None, Dimension()] = None
    """Name of the campaign that led to the visit."""
    session_landing_page: Annotated[str | None, Dimension()] = None
    """Address of the first page of the session."""
    session_country: Annotated[str | None, Dimension()] = None
    """Country that the visitor was in."""
    session_device_category: Annotated[str | None, Dimension()] = None
    """The kind of device, such as mobile or desktop."""
    session_event_count: Annotated[int | None, Measure("session_events")] = None
    """Number of events in the session."""
    session_page_views: Annotated[int | None, Measure("page_views")] = None
    """Number of pages and screens seen in the session."""
    session_conversions: Annotated[int | None, Measure("session_conversions")] = None
    """Number of the tenant's conversion events in the session."""
    session_converted: Annotated[int | None, Measure("converting_sessions")] = None
    """1 when the session has a conversion event, else 0."""
    session_revenue: Annotated[Decimal | None, Measure("session_revenue", unit="currency")] = None
    """Revenue of the purchases that the session's events report, in their currency."""

    measures = (
        Count("sessions", "Number of sessions."),
        Ratio("session_conversion_rate", "converting_sessions", "sessions", "Share of sessions with a conversion event, 0 to 1."),
    )

    derive = _sessions
