"""User: somebody whom an analytics tool knows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Reads, Tables
from contracts.logic import Logic
from contracts.roles import Dimension, Key, TimeDimension

_PLACE = ("country", "region", "city")
"""What is taken together from the last event that tells any of it."""


def _users(others: Tables, logic: Logic) -> ir.Table:
    """Users of settled events: their columns after tenant_slug, user_platform, user_connection and user_loaded_at."""
    events = others["event"]
    seen = events.filter(events.event_visitor_id.notnull())
    grouped = seen.group_by("tenant_slug", user_connection=seen.event_connection, user_id=seen.event_visitor_id)
    made = grouped.aggregate(**_newest(seen), **_activity(seen)).view()
    users = made.mutate(**{f"user_{part}": made.place[part] for part in _PLACE})
    leading = ("tenant_slug", "user_platform", "user_connection", "user_loaded_at")
    return users.select(*leading, **{c.name: users[c.name] if c.name in users.columns else ibis.null(c.dtype) for c in User.columns})


def _newest(events: ir.Table) -> dict[str, ir.Value]:
    order = [events.event_occurred_at, events.event_key]
    last = {
        "user_account_id": events.event_user_id,
        "user_device_category": events.event_device_category,
    }
    place = ibis.struct({part: events[f"event_{part}"] for part in _PLACE})
    told = ibis.coalesce(*(events[f"event_{part}"] for part in _PLACE)).notnull()
    return {**{name: column.last(order_by=order) for name, column in last.items()}, "place": place.last(where=told, order_by=order)}


def _activity(events: ir.Table) -> dict[str, ir.Value]:
    return {
        "user_platform": events.event_platform.min(),
        "user_loaded_at": events.event_loaded_at.max(),
        "user_first_seen_at": events.event_occurred_at.min(),
        "user_last_seen_at": events.event_occurred_at.max(),
        "user_event_count": events.count(),
    }


class User(Entity, name="user", table="dim_users", reads=(Reads("event", by=("event_visitor_key",)),)):
    """One row a user of an analytics tool: from the tool's profiles, and from the events where it keeps none."""

    user_id: Annotated[str | None, Key()] = None
    """The tool's own id of the person or browser, unique within a connection."""
    user_account_id: str | None = None
    """The id that the site gives to the user when signed in; the last one where there were several."""
    user_email: str | None = None
    """The user's e-mail address, in lower case."""
    user_name: str | None = None
    """The user's full name."""
    user_country: Annotated[str | None, Dimension()] = None
    """Country that the user was last in."""
    user_region: Annotated[str | None, Dimension()] = None
    """State or province that the user was last in."""
    user_city: Annotated[str | None, Dimension()] = None
    """City that the user was last in."""
    user_device_category: Annotated[str | None, Dimension()] = None
    """The kind of device that the user was last on, such as mobile or desktop."""
    user_created_at: Annotated[datetime | None, TimeDimension()] = None
    """When the user's profile was made (UTC)."""
    user_first_seen_at: Annotated[datetime | None, TimeDimension()] = None
    """When the first of the user's events happened (UTC)."""
    user_last_seen_at: Annotated[datetime | None, TimeDimension()] = None
    """When the last of the user's events happened (UTC)."""
    user_event_count: int | None = None
    """Number of the user's events."""

    derive = _users
