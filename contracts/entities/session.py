"""Session: one visit, made from its events."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Reads, Tables
from contracts.funnel import SESSION, funnel
from contracts.logic import Logic
from contracts.roles import Count, Dimension, Key, Measure, Ratio, Reference, TimeDimension
from contracts.sessionise import microseconds

PAGE_VIEWS = ("page_view", "screen_view")
"""Names of the events that are views of a page of a site or a screen of an app."""

_ENGAGED_SECONDS, _ENGAGED_VIEWS = 10, 2
"""From how many of them on Google Analytics holds a session to be engaged."""

_TOGETHER = {
    "origin": {"source": "event_source", "medium": "event_medium", "campaign": "event_campaign"},
    "place": {"country": "event_country", "region": "event_region", "city": "event_city"},
    "device": {
        "device_category": "event_device_category",
        "operating_system": "event_operating_system",
        "browser": "event_browser",
        "app_version": "event_app_version",
    },
    "landing": {"landing_page": "event_page_location", "referrer": "event_page_referrer"},
}
"""Columns that are taken together from one event, the first that tells any of them; a page goes before its referrer."""
_FIRST = {"device_id": "event_device_id", "user_id": "event_user_id", "visitor_id": "event_visitor_id"}
"""Columns that are taken from the first event that tells them."""


def _sessions(others: Tables, logic: Logic) -> ir.Table:
    """Sessions of settled events: their columns after tenant_slug, session_platform, session_connection and session_loaded_at.

    First and last are so by time and then by the event's key.
    """
    events = others["event"]
    seen = events.filter(events.event_session_id.notnull())
    sessions = seen.group_by(*SESSION).aggregate(**_first(seen), **_totals(seen))
    bought, taken = _bought(seen), funnel(seen, logic)
    both = sessions.left_join(bought, SESSION, rname="bought_{name}").left_join(taken, SESSION, rname="taken_{name}").view()
    made = both.mutate(**_opened(both), **_judged(both)).view()
    leading = ("tenant_slug", "session_platform", "session_connection", "session_loaded_at")
    return made.select(*leading, *Session.model_fields)


def _first(events: ir.Table) -> dict[str, ir.Value]:
    order = [events.event_occurred_at, events.event_key]
    together = {
        name: ibis.struct({part: events[column] for part, column in parts.items()}).first(where=_tells(events, name), order_by=order)
        for name, parts in _TOGETHER.items()
    }
    alone = {f"session_{name}": events[column].first(order_by=order) for name, column in _FIRST.items()}
    return {**together, **alone, "session_exit_page": events.event_page_location.last(order_by=order)}


def _tells(events: ir.Table, name: str) -> ir.BooleanValue:
    columns = ["event_page_location"] if name == "landing" else _TOGETHER[name].values()
    return ibis.coalesce(*(events[column] for column in columns)).notnull()


def _totals(events: ir.Table) -> dict[str, ir.Value]:
    return {
        "session_platform": events.event_platform.min(),
        "session_loaded_at": events.event_loaded_at.max(),
        "session_started_at": events.event_occurred_at.min(),
        "session_ended_at": events.event_occurred_at.max(),
        "session_event_count": events.count(),
        "session_page_views": events.count(where=events.event_name.isin(PAGE_VIEWS)),
        "session_conversions": events.count(where=events.event_conversions > 0),
    }


def _bought(events: ir.Table) -> ir.Table:
    """What each session bought: a purchase that is reported again counts once, as it was reported first."""
    paid = events.filter(events.event_revenue.notnull())
    order = [paid.event_occurred_at, paid.event_key]
    purchase = ibis.coalesce("transaction " + paid.event_transaction_id, "event " + paid.event_key)
    once = paid.group_by(*SESSION, purchase=purchase).aggregate(
        revenue=paid.event_revenue.first(order_by=order),
        currency=paid.event_currency.first(order_by=order),
    )
    return once.group_by(*SESSION).aggregate(session_revenue=once.revenue.sum(), session_currency=once.currency.min())


def _opened(sessions: ir.Table) -> dict[str, ir.Value]:
    return {f"session_{part}": sessions[name][part] for name, parts in _TOGETHER.items() for part in parts}


def _judged(sessions: ir.Table) -> dict[str, ir.Value]:
    seconds = (microseconds(sessions.session_ended_at) - microseconds(sessions.session_started_at)) // 1_000_000
    converted = sessions.session_conversions > 0
    engaged = ibis.or_(converted, seconds >= _ENGAGED_SECONDS, sessions.session_page_views >= _ENGAGED_VIEWS)
    return {
        "session_connection": sessions.event_connection,
        "session_id": sessions.event_session_id,
        "session_duration_seconds": seconds,
        "session_converted": converted.cast("int64"),
        "session_engaged": engaged.cast("int64"),
        "session_bounced": (~engaged).cast("int64"),
        "session_funnel_step": sessions.step.fill_null(0),
        "session_funnel_step_name": sessions.step_name,
    }


class Session(Entity, name="session", table="fct_sessions", reads=(Reads("event", by=("event_session_key",)),)):
    """One row a session: what a visitor did without a long pause, in one connection of a tenant."""

    session_id: Annotated[str | None, Key()] = None
    """The session's id, unique within a connection: visitor and first event's time in microseconds, or the tool's own."""
    session_visitor_id: Annotated[str | None, Reference("user")] = None
    """The tool's own id of the person or browser whose session it is; the first one where there are several."""
    session_device_id: str | None = None
    """The id of the browser or app installation."""
    session_user_id: str | None = None
    """The id of the signed-in user; the first one where there are several."""
    session_started_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the first event of the session happened (UTC)."""
    session_ended_at: Annotated[datetime | None, TimeDimension()] = None
    """When the last event of the session happened (UTC)."""
    session_duration_seconds: Annotated[int | None, Measure("session_duration", unit="seconds")] = None
    """Whole seconds from the first event to the last; 0 where there is one event."""
    session_source: Annotated[str | None, Dimension()] = None
    """Where the visit came from, such as google or newsletter: that of the first event that says so; empty where none does: direct."""
    session_medium: Annotated[str | None, Dimension()] = None
    """The kind of that source, such as cpc or email."""
    session_campaign: Annotated[str | None, Dimension()] = None
    """Name of the campaign that led to the visit."""
    session_referrer: str | None = None
    """Address of the page that led to the first page of the session."""
    session_landing_page: Annotated[str | None, Dimension()] = None
    """Address of the first page of the session."""
    session_exit_page: Annotated[str | None, Dimension()] = None
    """Address of the last page of the session."""
    session_country: Annotated[str | None, Dimension()] = None
    """Country that the visitor was in."""
    session_region: Annotated[str | None, Dimension()] = None
    """State or province that the visitor was in."""
    session_city: Annotated[str | None, Dimension()] = None
    """City that the visitor was in."""
    session_device_category: Annotated[str | None, Dimension()] = None
    """The kind of device, such as mobile or desktop."""
    session_operating_system: Annotated[str | None, Dimension()] = None
    """The device's operating system, such as iOS or Windows."""
    session_browser: Annotated[str | None, Dimension()] = None
    """The browser, such as Chrome; empty for sessions in an app."""
    session_app_version: Annotated[str | None, Dimension()] = None
    """Version of the app; empty for sessions on a site."""
    session_event_count: Annotated[int | None, Measure("session_events")] = None
    """Number of events in the session."""
    session_page_views: Annotated[int | None, Measure("page_views")] = None
    """Number of pages and screens seen in the session."""
    session_conversions: Annotated[int | None, Measure("session_conversions")] = None
    """Number of the tenant's conversion events in the session."""
    session_converted: Annotated[int | None, Measure("converting_sessions")] = None
    """1 when the session has a conversion event, else 0."""
    session_engaged: Annotated[int | None, Measure("engaged_sessions")] = None
    """1 when the session lasted 10 seconds, has a conversion event or two views of pages or screens, else 0: as Google Analytics counts."""
    session_bounced: Annotated[int | None, Measure("bounces")] = None
    """1 when the session is not engaged, else 0."""
    session_funnel_step: Annotated[int | None, Dimension()] = None
    """How many of the tenant's funnel steps the session took, in their order; 0 where not even the first."""
    session_funnel_step_name: Annotated[str | None, Dimension()] = None
    """The event of the last step of the funnel that the session took."""
    session_revenue: Annotated[Decimal | None, Measure("session_revenue", unit="currency")] = None
    """Revenue of the purchases that the session's events report, each once, in their currency."""
    session_currency: str | None = None
    """Currency of the session's revenue (ISO 4217)."""

    measures = (
        Count("sessions", "Number of sessions."),
        Ratio("session_conversion_rate", "converting_sessions", "sessions", "Share of sessions with a conversion event, 0 to 1."),
        Ratio("engagement_rate", "engaged_sessions", "sessions", "Share of sessions that are engaged, 0 to 1."),
        Ratio("bounce_rate", "bounces", "sessions", "Share of sessions that are not engaged, 0 to 1."),
        Ratio("average_session_duration", "session_duration", "sessions", "Seconds that a session lasts on average."),
        Ratio("page_views_per_session", "page_views", "sessions", "Pages and screens that a session sees on average."),
    )

    derive = _sessions
