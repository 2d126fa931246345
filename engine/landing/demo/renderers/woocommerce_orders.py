"""Orders and refunds as WooCommerce's REST API sends them: amounts without taxes beside their taxes, all as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from contracts.kinds import Kind
from engine.landing.demo.money import major, share
from engine.landing.demo.orders import Line, Order, Refund, RefundedLine
from engine.landing.demo.people import Person
from engine.landing.demo.span import Span, Wire
from engine.landing.demo.wire import Facts, Spelling


def _unmarked(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


SPELLING = Spelling(values={Kind.DECIMAL: str, Kind.TIMESTAMP: _unmarked}, nothing=(None,))
"""Amounts as text, UTC without saying so, and nulls where nothing is known."""


def orders(span: Span) -> Iterator[Facts]:
    """Orders that were placed or have changed, in their last state of the span."""
    for order in span.orders:
        if span.holds(order.changed(span.until)):
            yield {**_facts(span, order), **_state(span, order), **_amounts(span, order), **_parts(span, order)}


def refunds(span: Span) -> Iterator[Facts]:
    """Refunds made in the span."""
    for order in span.orders:
        yield from (_refund(span, order, made) for made in order.refunds if span.holds(made.at))


def times(span: Span, name: str, at: datetime | None) -> Facts:
    """An instant, in the shop's own time without an offset and in UTC."""
    return {name: at and at.astimezone(span.script.zone).strftime("%Y-%m-%dT%H:%M:%S"), f"{name}_gmt": at}


def address(person: Person) -> Wire:
    """A postal address with the person's name on it."""
    place = person.place
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "company": "",
        "address_1": place.street,
        "address_2": "",
        "city": place.city,
        "state": place.province_code,
        "postcode": place.zip,
        "country": place.country_code,
        "email": person.email,
        "phone": person.phone or "",
    }


def _facts(span: Span, order: Order) -> Facts:
    return {
        "id": order.id,
        "parent_id": 0,
        "number": str(order.number),
        "order_key": f"wc_order_{span.script.token('order', order.number)[:13]}",
        "currency": span.script.currency,
        "prices_include_tax": order.taxes_included,
        "customer_id": order.customer.id if order.customer else 0,
        "created_via": "checkout",
        "payment_method": "stripe",
        "transaction_id": str(order.transaction_id),
        **times(span, "date_created", order.at),
        **times(span, "date_modified", order.changed(span.until)),
        **times(span, "date_paid", span.known(order.paid)),
        **times(span, "date_completed", None if order.cancelled else span.known(order.fulfilled)),
    }


def _state(span: Span, order: Order) -> Facts:
    edited = span.known(order.edited)
    return {"status": _status(span, order), "customer_note": "Please leave at the door." if edited else ""}


def _status(span: Span, order: Order) -> str:
    if span.known(order.cancelled):
        return "cancelled"
    paid = {"pending": "pending", "refunded": "refunded"}
    return paid.get(order.financial_status(span.until)) or ("completed" if span.known(order.fulfilled) else "processing")


def _amounts(span: Span, order: Order) -> Facts:
    before = sum(order.untaxed(line.gross) for line in order.lines)
    after = sum(_net(order, line) for line in order.lines)
    return {
        "discount_total": _major(span, before - after),
        "discount_tax": _major(span, order.discount - (before - after) if order.taxes_included else 0),
        "shipping_total": _major(span, order.shipping),
        "shipping_tax": _major(span, 0),
        "cart_tax": _major(span, order.tax),
        "total_tax": _major(span, order.tax),
        "total": _major(span, order.total),
    }


def _parts(span: Span, order: Order) -> Facts:
    coupon = {"id": order.id % 10**6, "code": (order.code or "").lower(), "discount": _text(span, order.discount), "meta_data": []}
    shipping = {"id": order.id % 10**6 + 1, "method_id": "flat_rate", "total": _text(span, order.shipping), "total_tax": "0.00"}
    refunded = [{"id": made.id, "reason": made.note or "", "total": _text(span, -made.amount)} for made in order.refunded(span.until)]
    return {
        "billing": address(order.buyer),
        "shipping": address(order.buyer),
        "line_items": [_line_item(span, order, line) for line in order.lines],
        "shipping_lines": [shipping],
        "fee_lines": [],
        "coupon_lines": [coupon] if order.code else [],
        "refunds": refunded,
        "meta_data": [{"id": 1, "key": "_wc_order_attribution_session_entry", "value": order.landing}],
    }


def _line_item(span: Span, order: Order, line: Line) -> Wire:
    before, after = order.untaxed(line.gross), _net(order, line)
    return {
        "id": line.id,
        "name": line.product.title,
        "product_id": line.product.id,
        "variation_id": line.variant.id,
        "quantity": line.quantity,
        "tax_class": "",
        "subtotal": _text(span, before),
        "subtotal_tax": _text(span, line.gross - before if order.taxes_included else share(before, round(100 * order.tax_rate), 100)),
        "total": _text(span, after),
        "total_tax": _text(span, line.tax),
        "taxes": [],
        "meta_data": [],
        "sku": line.variant.sku,
        "price": float(major(after, span.script.currency)) / line.quantity,
    }


def _refund(span: Span, order: Order, made: Refund) -> Facts:
    shipping = [{"id": made.id % 10**6, "method_id": "flat_rate", "total": _text(span, -made.shipping), "total_tax": "0.00"}]
    return {
        "id": made.id,
        "order_id": order.id,
        "amount": _major(span, made.amount),
        "reason": made.note or "",
        "refunded_by": 1,
        "refunded_payment": True,
        "line_items": [_returned(span, order, line) for line in made.lines],
        "shipping_lines": shipping if made.shipping else [],
        "meta_data": [],
        **times(span, "date_created", made.at),
    }


def _returned(span: Span, order: Order, returned: RefundedLine) -> Wire:
    """An item taken back: what it counts and costs is negative."""
    total = _text(span, -(returned.subtotal - (returned.tax if order.taxes_included else 0)))
    return {
        "id": returned.id,
        "name": returned.line.product.title,
        "product_id": returned.line.product.id,
        "variation_id": returned.line.variant.id,
        "quantity": -returned.quantity,
        "subtotal": total,
        "total": total,
        "total_tax": _text(span, -returned.tax),
        "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": str(returned.line.id)}],
    }


def _net(order: Order, line: Line) -> int:
    return line.net - (line.tax if order.taxes_included else 0)


def _major(span: Span, amount: int) -> object:
    return major(amount, span.script.currency)


def _text(span: Span, amount: int) -> str:
    return str(_major(span, amount))
