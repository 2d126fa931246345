"""Sessionise: which session every event belongs to, told by nothing but the events of its visitor; pure Ibis.

A session is made of the events of one visitor, in one connection of a tenant, with no longer pause between two of them than the
tenant's ``session_gap``. As with Snowplow, Segment and Google, a pause of exactly that long does not end it. Nothing else does: no
midnight, and no change of the campaign.

A session is named by its visitor and by its first event's time, never by a count: an event that comes late, however late, can move
the beginning of its own session or join two sessions that it lies between, and every other session keeps its id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from contracts.logic import Logic

Internal = Mapping[str, Sequence[Callable[[ir.Table], ir.BooleanValue]]]
"""By tenant, what marks an event of its own people: any of the expressions does."""

_NOBODY: Internal = MappingProxyType({})
_MICROSECONDS_A_MINUTE = 60_000_000
_VISITOR = ("tenant_slug", "event_connection", "event_actor")


@ibis.udf.scalar.builtin(name="epoch_us")  # type: ignore[untyped-decorator]
def microseconds(moment: dt.Timestamp("UTC")) -> int:  # type: ignore[valid-type,empty-body]
    """Microseconds from the epoch to an instant."""


def grouping(events: ir.Table) -> dict[str, ir.Value]:
    """Who did each event, from the row alone, as far as sessions go: ``event_actor``, never null.

    It is the browser or installation, for that is what a visit happens on, and it stays the same where somebody signs in half-way.
    Where the tool tells none it is the tool's visitor, then the signed-in user; an event of nobody stands for itself.

    >>> none = ibis.null("string")
    >>> seen = ibis.memtable({"event_key": ["web:1", "web:2"], "event_device_id": ["d", None]})
    >>> events = seen.mutate(event_visitor_id=none, event_user_id=none)
    >>> events.select(**grouping(events)).to_pyarrow().to_pylist()
    [{'event_actor': 'd'}, {'event_actor': 'web:2'}]
    """
    return {"event_actor": ibis.coalesce(_visitor(events), events.event_key)}


def sessionised(events: ir.Table, logic: Logic, internal: Internal = _NOBODY) -> ir.Table:
    """The events with ``event_is_internal`` and ``event_session_id`` filled, and every other column as it was.

    ``events`` are whole groups: all events of each tenant and ``event_actor``. Of no session are events of nobody, events that a tool
    keeps outside of sessions (those that servers send), those of the tenant's own people, and those that tell no time.
    Where the tenant asks for the tool's own sessions and an event has one, that holds; the pauses are those between the others.
    """
    marked = events.mutate(event_is_internal=_internal(events, internal))
    known = marked.mutate(_told=_told(marked, logic), _at=microseconds(marked.event_occurred_at))
    counts = _counts(known)
    visits = _visits(known.filter(counts & known["_told"].isnull()), logic)
    joined = known.left_join(visits, [known[name] == visits[f"_{name}"] for name in _VISITOR])
    begun = joined["_starts"].filter(lambda start: start <= joined["_at"]).maxs()
    own = joined.event_actor + "@" + begun.cast("string")
    session = _counts(joined).ifelse(ibis.coalesce(joined["_told"], own), ibis.null("string"))
    return joined.select(*(name for name in marked.columns if name != "event_session_id"), event_session_id=session)


def _visits(events: ir.Table, logic: Logic) -> ir.Table:
    """When the sessions of each visitor begin, as microseconds in order: lists are sorted one by one, and no event is sorted whole."""
    visitors = events.group_by(**{f"_{name}": events[name] for name in _VISITOR}).aggregate(_times=events["_at"].collect()).view()
    ordered = visitors.mutate(_times=visitors["_times"].sort()).view()
    times, gap = ordered["_times"], logic.told(ordered["_tenant_slug"], lambda tenant: tenant.session_gap * _MICROSECONDS_A_MINUTE)
    starts = times.filter(lambda at, place: (place == 0) | (at - times[place - 1] > gap))
    return ordered.select(*(f"_{name}" for name in _VISITOR), _starts=starts)


def _visitor(events: ir.Table) -> ir.StringValue:
    return ibis.coalesce(events.event_device_id, events.event_visitor_id, events.event_user_id)


def _counts(events: ir.Table) -> ir.BooleanValue:
    """Whether an event belongs to a session at all."""
    outside = ibis.or_(events.event_is_outside_sessions.fill_null(False), events.event_is_internal)
    return _visitor(events).notnull() & events.event_occurred_at.notnull() & ~outside


def _told(events: ir.Table, logic: Logic) -> ir.StringValue:
    """The tool's own session, for tenants that ask for it."""
    asked = logic.told(events.tenant_slug, lambda tenant: tenant.vendor_sessions)
    return asked.ifelse(events.event_vendor_session_id, ibis.null("string"))


def _internal(events: ir.Table, internal: Internal) -> ir.BooleanValue:
    marks = [(events.tenant_slug == slug) & mark(events) for slug, each in sorted(internal.items()) for mark in each]
    return ibis.or_(*marks).fill_null(False) if marks else ibis.literal(False)
