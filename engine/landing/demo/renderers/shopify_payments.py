"""Refunds and transactions as Shopify's Admin API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.landing.demo.money import major
from engine.landing.demo.orders import Order, Refund, RefundedLine
from engine.landing.demo.renderers.shopify_lines import line_item
from engine.landing.demo.renderers.shopify_money import LOCATION, gid, money, money_set, shop
from engine.landing.demo.span import Span, Wire

GATEWAY = "shopify_payments"


def refunds(span: Span) -> Iterator[Wire]:
    """Refunds made in the span."""
    for order in span.orders:
        for made in order.refunds:
            if span.holds(made.at):
                yield {**refund(span, order, made), "shop_url": shop(span)}


def transactions(span: Span) -> Iterator[Wire]:
    """Payments and repayments made in the span."""
    for order in span.orders:
        if span.holds(order.paid):
            yield {**_sale(span, order), "shop_url": shop(span)}
        for made in order.refunds:
            if span.holds(made.at):
                yield {**_repayment(span, order, made), "shop_url": shop(span)}


def refund(span: Span, order: Order, made: Refund) -> Wire:
    """A refund with what it is for and its repayment, as it also stands inside of its order."""
    return {
        "id": made.id,
        "admin_graphql_api_id": gid("Refund", made.id),
        "order_id": order.id,
        "created_at": span.local(made.at),
        "processed_at": span.local(made.at),
        "note": made.note,
        "restock": True,
        "user_id": None,
        "order_adjustments": [_shipping(span, order, made)] if made.shipping else [],
        "refund_line_items": [_refunded(span, order, made, line) for line in made.lines],
        "transactions": [_repayment(span, order, made)],
        "duties": [],
        "total_duties_set": money_set(span, 0),
    }


def _refunded(span: Span, order: Order, made: Refund, refunded: RefundedLine) -> Wire:
    return {
        "id": refunded.id,
        "line_item_id": refunded.line.id,
        "location_id": LOCATION,
        "quantity": refunded.quantity,
        "restock_type": "cancel" if order.cancelled else "return",
        "subtotal": float(major(refunded.subtotal, span.script.currency)),
        "subtotal_set": money_set(span, refunded.subtotal),
        "total_tax": float(major(refunded.tax, span.script.currency)),
        "total_tax_set": money_set(span, refunded.tax),
        "line_item": line_item(span, order, refunded.line),
    }


def _shipping(span: Span, order: Order, made: Refund) -> Wire:
    return {
        "id": span.script.identity(12, "adjustment", made.id),
        "order_id": order.id,
        "refund_id": made.id,
        "amount": money(span, -made.shipping),
        "amount_set": money_set(span, -made.shipping),
        "tax_amount": money(span, 0),
        "tax_amount_set": money_set(span, 0),
        "kind": "shipping_refund",
        "reason": "Shipping refund",
    }


def _repayment(span: Span, order: Order, made: Refund) -> Wire:
    told = {"order_id": order.id, "parent_id": order.transaction_id, "kind": "refund"}
    return {**_transaction(span, made.transaction_id, made.at, made.amount), **told}


def _sale(span: Span, order: Order) -> Wire:
    told = {"order_id": order.id, "parent_id": None, "kind": "sale"}
    return {**_transaction(span, order.transaction_id, order.paid, order.total), **told}


def _transaction(span: Span, id: int, at: datetime, amount: int) -> Wire:
    return {
        "id": id,
        "admin_graphql_api_id": gid("OrderTransaction", id),
        "status": "success",
        "amount": money(span, amount),
        "currency": span.script.currency,
        "gateway": GATEWAY,
        "message": "Transaction approved",
        "authorization": f"a{id}",
        "created_at": span.local(at),
        "processed_at": span.local(at),
        "test": False,
        "error_code": None,
        "device_id": None,
        "location_id": None,
        "user_id": None,
        "source_name": "web",
        "payment_id": f"c{id}.1",
        "receipt": {"paid_amount": money(span, amount)},
        "payment_details": {"credit_card_company": "Visa", "credit_card_number": "•••• •••• •••• 4242"},
    }
