"""Event: one thing that a visitor did on a site or in an app."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis.expr.types as ir

from contracts.entity import Entity, Tables
from contracts.expressions import parsed
from contracts.logic import Logic
from contracts.roles import Computed, Conversion, Count, Dimension, Key, Measure, Reference, TimeDimension
from contracts.sessionise import grouping, sessionised


def _settled(events: ir.Table, others: Tables, logic: Logic) -> ir.Table:
    columns = {name: str(dtype) for name, dtype in events.schema().items()}
    internal = {
        t.slug: [parsed(text, columns, "event").resolve for text in t.internal_traffic] for t in logic.tenants if t.internal_traffic
    }
    return sessionised(events, logic, internal)


class Event(Entity, name="event", table="fct_events", group=("event_actor",)):
    """One row an event as the analytics platform recorded it, and the session that it belongs to."""

    event_id: Annotated[str | None, Key()] = None
    """The event's id, composed of what identifies it where the platform gives it none."""
    event_occurred_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the event happened (UTC)."""
    event_name: Annotated[str | None, Dimension()] = None
    """What happened, such as page_view or purchase: Google Analytics' word for it where there is one."""
    event_platform_name: Annotated[str | None, Dimension()] = None
    """The event's name in the tool's own words."""
    event_user_id: str | None = None
    """The id that the site gives to a signed-in user."""
    event_visitor_id: Annotated[str | None, Reference("user")] = None
    """The tool's own id of the person or browser whose event it is, once it has merged what it knows to be one."""
    event_device_id: str | None = None
    """The id of the browser or app installation."""
    event_actor: Annotated[str | None, Computed()] = None
    """Who did it as far as sessions go: the browser, the tool's visitor or the signed-in user; the event itself where nobody is known."""
    event_vendor_session_id: str | None = None
    """The id of the tool's own session that the event belongs to."""
    event_is_outside_sessions: bool | None = None
    """Whether the tool keeps the event outside of sessions, as it does with those that servers send; empty where it does not tell."""
    event_session_id: Annotated[str | None, Reference("session"), Computed()] = None
    """The id of the session that the event belongs to; empty for events outside of sessions."""
    event_is_internal: Annotated[bool | None, Dimension(), Computed()] = None
    """Whether the tenant's own people did it, by what the tenant says of them; such events belong to no session."""
    event_page_location: str | None = None
    """Address of the page that the event happened on."""
    event_page_title: str | None = None
    """Title of the page that the event happened on."""
    event_page_referrer: str | None = None
    """Address of the page that led to the page that the event happened on."""
    event_source: str | None = None
    """Where the visit came from as of this event, such as google or newsletter."""
    event_medium: str | None = None
    """The kind of that source, such as cpc or email."""
    event_campaign: str | None = None
    """Name of the campaign that led to the visit as of this event."""
    event_country: Annotated[str | None, Dimension()] = None
    """Country that the visitor was in."""
    event_region: Annotated[str | None, Dimension()] = None
    """State or province that the visitor was in."""
    event_city: Annotated[str | None, Dimension()] = None
    """City that the visitor was in."""
    event_device_category: Annotated[str | None, Dimension()] = None
    """The kind of device, such as mobile or desktop."""
    event_operating_system: Annotated[str | None, Dimension()] = None
    """The device's operating system, such as iOS or Windows: one name of it, whatever the tool's."""
    event_browser: Annotated[str | None, Dimension()] = None
    """The browser, such as Chrome; empty for events of an app."""
    event_app_version: Annotated[str | None, Dimension()] = None
    """Version of the app; empty for events of a site."""
    event_transaction_id: str | None = None
    """The shop's id of the purchase that the event reports."""
    event_revenue: Annotated[Decimal | None, Measure("event_revenue", unit="currency")] = None
    """Revenue of the purchase that the event reports, in the event's currency."""
    event_currency: str | None = None
    """Currency of the event's revenue (ISO 4217)."""
    event_conversions: Annotated[int | None, Conversion(of="event_name", also="event_platform_name"), Measure("conversion_events")] = None
    """1 when the event is one of the tenant's conversion events, else 0."""

    measures = (Count("events", "Number of events."),)

    rowwise = grouping
    settle = _settled
