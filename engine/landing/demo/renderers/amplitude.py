"""Amplitude's events as its Export API writes them: UTC to the microsecond without saying so, sessions in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.kinds import Kind
from engine.landing.demo.goods import Product
from engine.landing.demo.journey import Step, site, steps
from engine.landing.demo.money import major
from engine.landing.demo.orders import Order
from engine.landing.demo.people import Visitor
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.traffic import Visit
from engine.landing.demo.wire import Facts, Spelling

_NAMES = {
    "page_view": "[Amplitude] Page Viewed",
    "view_item": "Product Viewed",
    "add_to_cart": "Product Added",
    "begin_checkout": "Checkout Started",
    "purchase": "Order Completed",
}
_OUT_OF_SESSION = -1


def _to_the_microsecond(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


_SPELLING = Spelling(values={Kind.TIMESTAMP: _to_the_microsecond}, nothing=(None,))


def events(span: Span) -> Iterator[Facts]:
    """The events of the span: what visitors did, and what the shop's server sends of their orders."""
    for step in steps(span):
        session = int(step.visit.at.timestamp() * 1000)
        named = {"event_type": _NAMES[step.name], "session_id": session, "platform": "Web", "library": "amplitude-ts/2.11.0"}
        yield {**_event(span, step.identity, step.at), **_user(span, step.visit), **named, "event_properties": _properties(span, step)}
    for visit, order in span.world.visits:
        if order and visit.visitor.client_id and span.holds(order.fulfilled):
            named = {"event_type": "Order Shipped", "session_id": _OUT_OF_SESSION, "platform": None, "library": "http/2.0"}
            known = {**_event(span, ("shipped", order.number), order.fulfilled), **_user(span, visit)}
            yield {**known, **named, "event_properties": {"order_id": str(order.id)}}


def _event(span: Span, identity: tuple[object, ...], at: datetime) -> Facts:
    token = span.script.token("amplitude", *identity)
    return {
        "uuid": str(UUID(hex=token)),
        "insert_id": token[:20],
        "app": 100_001,
        "event_time": at,
        "client_event_time": at,
        "client_upload_time": at,
        "server_received_time": at,
        "server_upload_time": at,
        "processed_time": at + timedelta(seconds=2),
    }


def _user(span: Span, visit: Visit) -> Facts:
    visitor, place, touch = visit.visitor, visit.visitor.place, visit.arrival.touch
    mobile = visit.arrival.device == "mobile"
    tags = {"utm_source": touch.source, "utm_medium": touch.medium, "utm_campaign": touch.campaign} if touch.campaign else {}
    return {
        "amplitude_id": _amplitude_id(span, visitor),
        "device_id": visitor.client_id,
        "user_id": None,
        "user_properties": {**tags, "initial_utm_source": visitor.first_source},
        "country": place.country,
        "region": place.province,
        "city": place.city,
        "language": "English",
        "os_name": "Android" if mobile else "Windows",
        "device_family": "Android" if mobile else "Windows",
    }


def _amplitude_id(span: Span, visitor: Visitor) -> int:
    return span.script.identity(12, "amplitude id", visitor.client_id)


def _properties(span: Span, step: Step) -> dict[str, Any]:
    page = {"[Amplitude] Page Location": f"{site(span)}{step.path}", "[Amplitude] Page Path": step.path.partition("?")[0]}
    if isinstance(step.about, Product):
        return {**page, "product_id": str(step.about.id), "name": step.about.title, "currency": span.script.currency}
    if isinstance(step.about, Order):
        total = float(major(step.about.total, span.script.currency))
        return {**page, "order_id": str(step.about.id), "revenue": total, "currency": span.script.currency}
    return page


OBJECTS: Mapping[str, Rendering] = {"events": Rendering(events, _SPELLING)}
"""Users are derived: Amplitude exports none."""
