"""Orders as Shopify's Admin API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.landing.demo.orders import Order
from engine.landing.demo.renderers.shopify_customers import address, customer
from engine.landing.demo.renderers.shopify_lines import line_item, tax_line
from engine.landing.demo.renderers.shopify_money import both, gid, money, shop
from engine.landing.demo.renderers.shopify_payments import GATEWAY, refund
from engine.landing.demo.span import Span, Wire


def orders(span: Span) -> Iterator[Wire]:
    """Orders that were placed or have changed, in their last state of the span."""
    for order in span.orders:
        if span.holds(order.changed(span.until)):
            yield {**_facts(span, order), **_state(span, order), **_amounts(span, order), **_parts(span, order)}


def _facts(span: Span, order: Order) -> Wire:
    placed = span.local(order.at)
    token = span.script.token("order", order.number)
    return {
        "id": order.id,
        "admin_graphql_api_id": gid("Order", order.id),
        "app_id": 580111,
        "name": order.name,
        "number": order.number - 1000,
        "order_number": order.number,
        "token": token,
        "checkout_token": span.script.token("checkout", order.number),
        "checkout_id": span.script.identity(14, "checkout", order.number),
        "confirmation_number": token[:9].upper(),
        "order_status_url": f"https://{shop(span)}.myshopify.com/orders/{token}/authenticate",
        "created_at": placed,
        "processed_at": placed,
        "email": order.buyer.email,
        "contact_email": order.buyer.email,
        "phone": order.buyer.phone,
        "customer_locale": "en",
        "buyer_accepts_marketing": order.buyer.subscribed,
        "currency": span.script.currency,
        "presentment_currency": span.script.currency,
        "source_name": "web",
        "landing_site": order.landing,
        "referring_site": order.touch.referrer or None,
        "payment_gateway_names": [GATEWAY],
        "taxes_included": order.taxes_included,
        "tax_exempt": False,
        "test": False,
        "confirmed": True,
        "estimated_taxes": False,
        "shop_url": shop(span),
    }


def _state(span: Span, order: Order) -> Wire:
    edited = order.edited is not None and order.edited < span.until
    cancelled = _local(span, order.cancelled)
    shipped = None if order.cancelled else _local(span, order.fulfilled)
    return {
        "updated_at": span.local(order.changed(span.until)),
        "cancelled_at": cancelled,
        "cancel_reason": "customer" if cancelled else None,
        "closed_at": cancelled or shipped,
        "financial_status": order.financial_status(span.until),
        "fulfillment_status": "fulfilled" if shipped else None,
        "note": "Please leave at the door." if edited else None,
        "note_attributes": [],
        "tags": "edited" if edited else "",
    }


def _local(span: Span, at: datetime | None) -> str | None:
    known = span.known(at)
    return span.local(known) if known else None


def _amounts(span: Span, order: Order) -> Wire:
    refunded = order.refunded(span.until)
    returned = [line for made in refunded for line in made.lines]
    paid_back = sum(made.amount for made in refunded)
    return {
        **both(span, "total_line_items_price", order.gross),
        **both(span, "total_discounts", order.discount),
        **both(span, "subtotal_price", order.subtotal),
        **both(span, "total_tax", order.tax),
        **both(span, "total_price", order.total),
        **both(span, "current_total_discounts", order.discount),
        **both(span, "current_subtotal_price", order.subtotal - sum(line.subtotal for line in returned)),
        **both(span, "current_total_tax", order.tax - sum(line.tax for line in returned)),
        **both(span, "current_total_price", order.total - paid_back),
        "total_shipping_price_set": both(span, "x", order.shipping)["x_set"],
        "total_outstanding": money(span, order.total if order.paid >= span.until else 0),
        "total_tip_received": money(span, 0),
        "total_weight": sum(line.variant.grams * line.quantity for line in order.lines),
    }


def _parts(span: Span, order: Order) -> Wire:
    known = customer(span, order.customer, order.at) if order.customer else None
    home = address(span, order.buyer)
    discounted = [{"code": order.code, "amount": money(span, order.discount), "type": "percentage"}] if order.code else []
    return {
        "customer": known,
        "billing_address": home,
        "shipping_address": home,
        "line_items": [line_item(span, order, line) for line in order.lines],
        "shipping_lines": [_shipping_line(span, order)],
        "tax_lines": [tax_line(span, order, order.tax)] if order.tax else [],
        "discount_codes": discounted,
        "discount_applications": [_application(order)] if order.code else [],
        "fulfillments": [],
        "refunds": [refund(span, order, made) for made in order.refunded(span.until)],
    }


def _shipping_line(span: Span, order: Order) -> Wire:
    return {
        "id": span.script.identity(13, "shipping", order.number),
        "code": "Standard" if order.shipping else "Free",
        "title": "Standard" if order.shipping else "Free shipping",
        "source": "shopify",
        **both(span, "price", order.shipping),
        **both(span, "discounted_price", order.shipping),
        "tax_lines": [],
        "discount_allocations": [],
    }


def _application(order: Order) -> Wire:
    return {
        "type": "discount_code",
        "code": order.code,
        "value": f"{order.percent}.0",
        "value_type": "percentage",
        "allocation_method": "across",
        "target_selection": "all",
        "target_type": "line_item",
    }
