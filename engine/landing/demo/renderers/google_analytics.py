"""Events of the web as GA4's BigQuery export writes them in JSON: whole numbers are text, absent values are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from engine.landing.demo.goods import Product
from engine.landing.demo.money import major
from engine.landing.demo.orders import Order
from engine.landing.demo.span import Rendering, Span, Wire
from engine.landing.demo.traffic import Visit

_STEP_MICROS = 250_000
"""Between two events of one step."""


class _Hit(NamedTuple):
    """One event: its step in the visit, its place in the step, and what sets it apart."""

    step: int
    rank: int
    name: str
    page: str
    params: tuple[Wire, ...] = ()
    more: Wire | None = None


def events(span: Span) -> Iterator[Wire]:
    """The events of the visits of the span, in order of the visits."""
    for visit, order in span.world.visits:
        if span.holds(visit.at):
            yield from _visit(span, visit, order)


def _visit(span: Span, visit: Visit, order: Order | None) -> Iterator[Wire]:
    common, session = _common(span, visit), _session(visit, order)
    for hit in _hits(span, visit, order):
        yield {**common, **_event(span, visit, hit), "event_params": [*session, *_page(span, visit, hit), *hit.params], **(hit.more or {})}


def _hits(span: Span, visit: Visit, order: Order | None) -> Iterator[_Hit]:
    landing, source = visit.landing, tuple(_source(visit))
    arrived = ["session_start", *(["first_visit"] if visit.number == 1 and visit.visitor.client_id else []), "page_view"]
    yield from (_Hit(0, rank, name, landing, source) for rank, name in enumerate(arrived))
    for step, product in enumerate(visit.viewed):
        page = f"/products/{product.handle}" if step else landing
        if step:
            yield _Hit(step, 0, "page_view", page)
        yield _Hit(step, 3, "view_item", page, _value(span, product), {"items": [_viewed(span, visit, product)]})
    yield from _funnel(span, visit, order)


def _funnel(span: Span, visit: Visit, order: Order | None) -> Iterator[_Hit]:
    step = max(1, len(visit.viewed))
    if visit.in_cart:
        product = visit.viewed[-1]
        cart = {"items": [_viewed(span, visit, product)]}
        yield _Hit(step, 0, "add_to_cart", f"/products/{product.handle}", _value(span, product), cart)
        if visit.at_checkout:
            yield _Hit(step + 1, 0, "begin_checkout", "/checkout", _value(span, product), cart)
    if order:
        yield _Hit(visit.steps, 0, "purchase", "/checkout/thank_you", tuple(_bought(span, order)), _ecommerce(span, order))


def _event(span: Span, visit: Visit, hit: _Hit) -> Wire:
    micros = (visit.session_id + hit.step * visit.pace) * 1_000_000 + visit.micros + hit.rank * _STEP_MICROS * (hit.rank == 3)
    return {
        "event_timestamp": str(micros),
        "event_name": hit.name,
        "event_bundle_sequence_id": str(visit.session_id % 10**7 * 100 + hit.step),
        "batch_event_index": str(hit.rank + 1),
    }


def _common(span: Span, visit: Visit) -> Wire:
    visitor, place = visit.visitor, visit.visitor.place
    common: Wire = {
        "event_date": span.script.day(visit.at).strftime("%Y%m%d"),
        "event_server_timestamp_offset": "0",
        "stream_id": str(span.script.identity(10, "stream")),
        "platform": "WEB",
        "is_active_user": True,
        "device": _device(visit, span),
        "geo": {"country": place.country, "region": place.province, "city": place.city},
        "privacy_info": _privacy(visit),
        "session_traffic_source_last_click": {"manual_campaign": _manual(visit)},
        "collected_traffic_source": _collected(visit),
    }
    if not visitor.client_id:
        return common
    return common | {
        "user_pseudo_id": visitor.client_id,
        "user_first_touch_timestamp": str(int(visitor.first_seen.timestamp()) * 1_000_000),
        "traffic_source": {"source": visitor.first_source, "medium": visitor.first_medium, "name": visitor.first_campaign or "(none)"},
    }


def _privacy(visit: Visit) -> Wire:
    consent = "Yes" if visit.visitor.client_id else "No"
    return {"analytics_storage": consent, "ads_storage": consent, "uses_transient_token": "No"}


def _device(visit: Visit, span: Span) -> Wire:
    mobile = visit.arrival.device == "mobile"
    return {
        "category": visit.arrival.device,
        "operating_system": "Android" if mobile else "Windows",
        "language": "en-us",
        "web_info": {"browser": "Chrome", "hostname": _host(span)},
    }


def _host(span: Span) -> str:
    return f"{span.script.slug.replace('_', '-')}.example"


def _session(visit: Visit, order: Order | None) -> list[Wire]:
    """What every event says of its session; without consent there is none to speak of."""
    engaged = _text("session_engaged", "1" if visit.steps > 1 else "0")
    if not visit.visitor.client_id:
        return [engaged]
    return [_whole("ga_session_id", visit.session_id), _whole("ga_session_number", visit.number), engaged]


def _page(span: Span, visit: Visit, hit: _Hit) -> list[Wire]:
    title = hit.page.partition("?")[0].rpartition("/")[2].replace("-", " ").title() or "Home"
    page = [_text("page_location", f"https://{_host(span)}{hit.page}"), _text("page_title", title)]
    if hit.step:
        return [*page, _whole("engagement_time_msec", visit.pace * 900)]
    return [*page, _text("page_referrer", visit.arrival.touch.referrer)] if visit.arrival.touch.referrer else page


def _source(visit: Visit) -> Iterator[Wire]:
    touch = visit.arrival.touch
    if touch.medium != "(none)":
        yield _text("source", touch.source)
        yield _text("medium", touch.medium)
    if touch.campaign:
        yield _text("campaign", touch.campaign)


def _manual(visit: Visit) -> Wire:
    touch = visit.arrival.touch
    manual: Wire = {"source": touch.source, "medium": touch.medium, "campaign_name": touch.campaign or f"({touch.medium.strip('()')})"}
    return manual | ({"campaign_id": str(touch.delivery.campaign.id), "content": touch.delivery.ad.name} if touch.delivery else {})


def _collected(visit: Visit) -> Wire | None:
    """The tags of the visit's address; organic and direct visits have none."""
    touch = visit.arrival.touch
    if not touch.campaign:
        return None
    tags: Wire = {"manual_source": touch.source, "manual_medium": touch.medium, "manual_campaign_name": touch.campaign}
    if not touch.delivery:
        return tags
    ad = touch.delivery
    return tags | {"manual_campaign_id": str(ad.campaign.id), "manual_content": ad.ad.name, "manual_term": ad.ad_set.name}


def _viewed(span: Span, visit: Visit, product: Product) -> Wire:
    price = float(major(product.price(product.variants[0], span.script.day(visit.at)), span.script.currency))
    return {"item_id": str(product.id), "item_name": product.title, "item_category": product.kind, "price": price, "quantity": "1"}


def _value(span: Span, product: Product) -> tuple[Wire, ...]:
    return (_text("currency", span.script.currency), _text("item_category", product.kind))


def _bought(span: Span, order: Order) -> Iterator[Wire]:
    currency = span.script.currency
    yield _text("transaction_id", str(order.id))
    yield _text("currency", currency)
    yield _number("value", order.total, currency)
    yield _number("tax", order.tax, currency)
    yield _number("shipping", order.shipping, currency)
    if order.code:
        yield _text("coupon", order.code)


def _ecommerce(span: Span, order: Order) -> Wire:
    def number(amount: int) -> float:
        return float(major(amount, span.script.currency))

    ecommerce = {
        "transaction_id": str(order.id),
        "purchase_revenue": number(order.total),
        "shipping_value": number(order.shipping),
        "tax_value": number(order.tax),
        "total_item_quantity": str(sum(line.quantity for line in order.lines)),
        "unique_items": str(len(order.lines)),
    }
    items = [
        {
            "item_id": str(line.product.id),
            "item_name": line.product.title,
            "item_variant": line.variant.title,
            "item_category": line.product.kind,
            "price": number(line.price),
            "quantity": str(line.quantity),
            "item_revenue": number(line.net),
        }
        for line in order.lines
    ]
    return {"ecommerce": ecommerce, "items": items}


def _text(key: str, value: str) -> Wire:
    return {"key": key, "value": {"string_value": value}}


def _whole(key: str, value: int) -> Wire:
    return {"key": key, "value": {"int_value": str(value)}}


def _number(key: str, amount: int, currency: str) -> Wire:
    return {"key": key, "value": {"double_value": float(major(amount, currency))}}


OBJECTS: Mapping[str, Rendering] = {"events": Rendering(events, timedelta())}
