"""Mixpanel's events and people as its export APIs write them: all in one object of properties, instants in seconds since 1970."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.kinds import Kind
from engine.landing.demo.goods import Product
from engine.landing.demo.journey import Step, site, steps
from engine.landing.demo.money import major
from engine.landing.demo.orders import Order
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.traffic import Visit
from engine.landing.demo.wire import Facts, Spelling

_NAMES = {
    "page_view": "$mp_web_page_view",
    "view_item": "Product Viewed",
    "add_to_cart": "Product Added",
    "begin_checkout": "Checkout Started",
    "purchase": "Order Completed",
}


def _unmarked(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


_SPELLING = Spelling(values={Kind.TIMESTAMP: _unmarked})


def events(span: Span) -> Iterator[Facts]:
    """What visitors did in the span."""
    for step in steps(span):
        yield {
            "event": _NAMES[step.name],
            "properties": _properties(span, step),
            "insert_id": span.script.token("mixpanel", *step.identity)[:16],
            "time": step.at,
            "mp_processing_time_ms": step.at + timedelta(seconds=3),
            "current_url": f"{site(span)}{step.path}",
            **_visitor(step.visit),
        }


def people(span: Span) -> Iterator[Facts]:
    """Profiles that are new or have been updated, by those who came in the span."""
    visits = ((visit, order) for visit, order in span.world.visits if visit.visitor.client_id and span.holds(visit.at))
    for visit, order in {visit.visitor.client_id: (visit, order) for visit, order in visits}.values():
        place = visit.visitor.place
        yield {
            "distinct_id": visit.visitor.client_id,
            "properties": {"visits": visit.number},
            "name": order.buyer.name if order else None,
            "email": order.buyer.email if order else None,
            "created": visit.visitor.first_seen,
            "last_seen": visit.at,
            "country_code": place.country_code,
            "region": place.province,
            "city": place.city,
            "os": _system(visit),
        }


def _visitor(visit: Visit) -> Facts:
    touch, place = visit.arrival.touch, visit.visitor.place
    tagged = bool(touch.campaign)
    return {
        "distinct_id": visit.visitor.client_id,
        "device_id": visit.visitor.client_id,
        "utm_source": touch.source if tagged else None,
        "utm_medium": touch.medium if tagged else None,
        "utm_campaign": touch.campaign,
        "referrer": touch.referrer or None,
        "mp_country_code": place.country_code,
        "region": place.province,
        "city": place.city,
        "os": _system(visit),
        "browser": "Chrome",
        "mp_lib": "web",
    }


def _system(visit: Visit) -> str:
    return "Android" if visit.arrival.device == "mobile" else "Windows"


def _properties(span: Span, step: Step) -> dict[str, Any]:
    """The tenant's own properties."""
    if isinstance(step.about, Product):
        return {"product_id": str(step.about.id), "product": step.about.title}
    if isinstance(step.about, Order):
        total = float(major(step.about.total, span.script.currency))
        return {"order_id": str(step.about.id), "revenue": total, "currency": span.script.currency}
    return {}


OBJECTS: Mapping[str, Rendering] = {"events": Rendering(events, _SPELLING), "people": Rendering(people, _SPELLING)}
