"""Events of the web as GA4's BigQuery export writes them in JSON: whole numbers are text, absent values are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.landing.demo.goods import Product
from engine.landing.demo.money import major
from engine.landing.demo.orders import Order
from engine.landing.demo.span import Rendering, Span, Wire
from engine.landing.demo.traffic import Visit

_LOOK_MICROS = 750_000
"""Between the view of a page and the view of the item on it."""


class _Hit(NamedTuple):
    """One event of a page: its name and what sets it apart."""

    name: str
    params: tuple[Wire, ...] = ()
    more: Wire | None = None
    delay: int = 0


class _Page(NamedTuple):
    """One page of a visit, how many steps into it, and the events on the page."""

    step: int
    path: str
    hits: tuple[_Hit, ...]


def events(span: Span) -> Iterator[Wire]:
    """The events of the visits of the span, in order of the visits."""
    site = f"{span.script.slug.replace('_', '-')}.example"
    stream = str(span.script.identity(10, "stream"))
    for visit, order in span.world.visits:
        if span.holds(visit.at):
            common = {**_common(span, visit), "stream_id": stream, "device": _device(visit, site)}
            yield from _visit(visit, common, site, [*_pages(span, visit), *_paid(span, visit, order)])


def _visit(visit: Visit, common: Wire, site: str, pages: list[_Page]) -> Iterator[Wire]:
    session, start = _session(visit), visit.session_id
    for page in pages:
        params = [*session, *_location(visit, page, site)]
        micros = (start + page.step * visit.pace) * 1_000_000 + visit.micros
        bundle = str(start % 10**7 * 100 + page.step)
        for index, hit in enumerate(page.hits):
            yield {
                **common,
                "event_timestamp": str(micros + hit.delay),
                "event_name": hit.name,
                "event_bundle_sequence_id": bundle,
                "batch_event_index": str(index + 1),
                "event_params": [*params, *hit.params],
                **(hit.more or {}),
            }


def _pages(span: Span, visit: Visit) -> Iterator[_Page]:
    """The pages before an order is paid."""
    views = [_Hit("view_item", _kind(span, product), _shown(span, visit, product), _LOOK_MICROS) for product in visit.viewed]
    yield _Page(0, visit.landing, (*_arrived(visit), *views[:1]))
    for step, (product, view) in enumerate(zip(visit.viewed[1:], views[1:], strict=True), 1):
        yield _Page(step, f"/products/{product.handle}", (_Hit("page_view"), view))
    if visit.in_cart:
        step, product = len(visit.viewed), visit.viewed[-1]
        cart = _kind(span, product), _shown(span, visit, product)
        yield _Page(step, f"/products/{product.handle}", (_Hit("add_to_cart", *cart),))
        if visit.at_checkout:
            yield _Page(step + 1, "/checkout", (_Hit("begin_checkout", *cart),))


def _arrived(visit: Visit) -> Iterator[_Hit]:
    source = tuple(_source(visit))
    yield _Hit("session_start", source)
    if visit.number == 1 and visit.visitor.client_id:
        yield _Hit("first_visit", source)
    yield _Hit("page_view", source)


def _paid(span: Span, visit: Visit, order: Order | None) -> Iterator[_Page]:
    if order:
        purchase = _Hit("purchase", tuple(_bought(span, order)), _ecommerce(span, order))
        yield _Page(visit.steps, "/checkout/thank_you", (purchase,))


def _common(span: Span, visit: Visit) -> Wire:
    visitor, place = visit.visitor, visit.visitor.place
    common: Wire = {
        "event_date": span.script.day(visit.at).strftime("%Y%m%d"),
        "event_server_timestamp_offset": "0",
        "platform": "WEB",
        "is_active_user": True,
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


def _device(visit: Visit, site: str) -> Wire:
    mobile = visit.arrival.device == "mobile"
    return {
        "category": visit.arrival.device,
        "operating_system": "Android" if mobile else "Windows",
        "language": "en-us",
        "web_info": {"browser": "Chrome", "hostname": site},
    }


def _session(visit: Visit) -> list[Wire]:
    """What every event says of its session; without consent there is none to speak of."""
    engaged = _text("session_engaged", "1" if visit.steps > 1 else "0")
    if not visit.visitor.client_id:
        return [engaged]
    return [_whole("ga_session_id", visit.session_id), _whole("ga_session_number", visit.number), engaged]


def _location(visit: Visit, page: _Page, site: str) -> list[Wire]:
    title = page.path.partition("?")[0].rpartition("/")[2].replace("-", " ").title() or "Home"
    location = [_text("page_location", f"https://{site}{page.path}"), _text("page_title", title)]
    if page.step:
        return [*location, _whole("engagement_time_msec", visit.pace * 900)]
    return [*location, _text("page_referrer", visit.arrival.touch.referrer)] if visit.arrival.touch.referrer else location


def _source(visit: Visit) -> Iterator[Wire]:
    touch = visit.arrival.touch
    if touch.medium != "(none)":
        yield _text("source", touch.source)
        yield _text("medium", touch.medium)
    if touch.campaign:
        yield _text("campaign", touch.campaign)


def _manual(visit: Visit) -> Wire:
    touch = visit.arrival.touch
    unnamed = touch.source if touch.source == "(direct)" else f"({touch.medium})"
    manual: Wire = {"source": touch.source, "medium": touch.medium, "campaign_name": touch.campaign or unnamed}
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


def _shown(span: Span, visit: Visit, product: Product) -> Wire:
    price = float(major(product.price(product.variants[0], span.script.day(visit.at)), span.script.currency))
    item = {"item_id": str(product.id), "item_name": product.title, "item_category": product.kind, "price": price, "quantity": "1"}
    return {"items": [item]}


def _kind(span: Span, product: Product) -> tuple[Wire, ...]:
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


OBJECTS: Mapping[str, Rendering] = {"events": Rendering(events)}
