"""Event: one thing that a visitor did on a site or in an app."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Conversion, Count, Dimension, Key, Measure, Reference, TimeDimension


class Event(Entity, name="event", table="fct_events"):
    """One row an event as the analytics platform recorded it."""

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
    event_session_id: Annotated[str | None, Reference("session")] = None
    """The id of the session that the event belongs to; empty for events outside of sessions."""
    event_page_location: str | None = None
    """Address of the page that the event happened on."""
    event_page_title: str | None = None
    """Title of the page that the event happened on."""
    event_source: str | None = None
    """Where the visit came from as of this event, such as google or newsletter."""
    event_medium: str | None = None
    """The kind of that source, such as cpc or email."""
    event_campaign: str | None = None
    """Name of the campaign that led to the visit as of this event."""
    event_country: Annotated[str | None, Dimension()] = None
    """Country that the visitor was in."""
    event_device_category: Annotated[str | None, Dimension()] = None
    """The kind of device, such as mobile or desktop."""
    event_transaction_id: str | None = None
    """The shop's id of the purchase that the event reports."""
    event_revenue: Annotated[Decimal | None, Measure("event_revenue", unit="currency")] = None
    """Revenue of the purchase that the event reports, in the event's currency."""
    event_currency: str | None = None
    """Currency of the event's revenue (ISO 4217)."""
    event_conversions: Annotated[int | None, Conversion(of="event_name", also="event_platform_name"), Measure("conversion_events")] = None
    """1 when the event is one of the tenant's conversion events, else 0."""

    measures = (Count("events", "Number of events."),)
