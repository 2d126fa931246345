"""The shop itself, its fulfillments and the checkouts left in it, as Shopify's Admin API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from engine.landing.demo.orders import Order
from engine.landing.demo.renderers.shopify_lines import line_item
from engine.landing.demo.renderers.shopify_money import LOCATION, gid, money, shop
from engine.landing.demo.span import Span, Wire
from engine.landing.demo.traffic import Visit


def shops(span: Span) -> Iterator[Wire]:
    """The shop, where it is new."""
    opened = span.script.midnight(span.script.start - timedelta(400))
    if span.holds(opened):
        yield {
            "id": span.script.identity(11, "shop", span.part.index),
            "name": span.script.slug,
            "domain": f"{shop(span)}.example",
            "myshopify_domain": f"{shop(span)}.myshopify.com",
            "currency": span.script.currency,
            "iana_timezone": span.script.time_zone,
            "money_format": "{{amount}}",
            "plan_name": "basic",
            "created_at": span.local(opened),
            "updated_at": span.local(opened),
            "shop_url": shop(span),
        }


def fulfillments(span: Span) -> Iterator[Wire]:
    """Parcels that were sent."""
    for order in span.orders:
        if not order.cancelled and span.holds(order.fulfilled):
            yield _fulfillment(span, order)


def abandoned_checkouts(span: Span) -> Iterator[Wire]:
    """Checkouts that were begun and left."""
    for visit, order in span.world.visits:
        own = visit.session_id % span.part.shops == span.part.index
        if own and visit.at_checkout and not order and span.holds(visit.at):
            yield _checkout(span, visit)


def _fulfillment(span: Span, order: Order) -> Wire:
    id = span.script.identity(13, "fulfillment", order.number)
    return {
        "id": id,
        "admin_graphql_api_id": gid("Fulfillment", id),
        "order_id": order.id,
        "name": f"{order.name}.1",
        "status": "success",
        "shipment_status": None,
        "service": "manual",
        "location_id": LOCATION,
        "tracking_company": "Parcel Post",
        "tracking_number": f"PP{id}",
        "tracking_numbers": [f"PP{id}"],
        "line_items": [line_item(span, order, line) for line in order.lines],
        "created_at": span.local(order.fulfilled),
        "updated_at": span.local(order.fulfilled),
        "shop_url": shop(span),
    }


def _checkout(span: Span, visit: Visit) -> Wire:
    parts = visit.session_id, visit.micros
    token, product = span.script.token("left", *parts), visit.viewed[-1]
    price = money(span, product.price(product.variants[0], span.script.day(visit.at)))
    item = {"product_id": product.id, "variant_id": product.variants[0].id, "title": product.title, "quantity": 1, "price": price}
    return {
        "id": span.script.identity(14, "left", *parts),
        "token": token,
        "abandoned_checkout_url": f"https://{shop(span)}.myshopify.com/checkouts/{token}/recover",
        "email": f"visitor{span.script.identity(9, 'left', *parts)}@example.com",
        "currency": span.script.currency,
        "landing_site": visit.landing,
        "referring_site": visit.arrival.touch.referrer or None,
        "line_items": [item],
        "total_line_items_price": price,
        "total_discounts": money(span, 0),
        "subtotal_price": price,
        "total_price": price,
        "created_at": span.local(visit.at),
        "updated_at": span.local(visit.at + timedelta(seconds=visit.steps * visit.pace)),
        "completed_at": None,
        "shop_url": shop(span),
    }
