"""Orders and their money as BigCommerce sends them: V2 in mail dates and text of four decimals, V3 in ISO dates and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from contracts.kinds import Kind
from engine.landing.demo.money import major
from engine.landing.demo.orders import Line, Order, Refund
from engine.landing.demo.people import Person
from engine.landing.demo.span import Span, Wire
from engine.landing.demo.wire import Facts, Spelling, rfc2822


def _four_decimals(amount: Decimal | int) -> Any:
    return amount if isinstance(amount, int) else f"{amount:.4f}"


V2 = Spelling(values={Kind.DECIMAL: _four_decimals, Kind.TIMESTAMP: rfc2822}, nothing=("",))
"""The older endpoints: orders and what is in them."""

V3 = Spelling()
"""The newer endpoints."""

_STATES = {
    "cancelled": (5, "Cancelled"),
    "pending": (1, "Pending"),
    "paid": (11, "Awaiting Fulfillment"),
    "shipped": (2, "Shipped"),
    "partially_refunded": (14, "Partially Refunded"),
    "refunded": (4, "Refunded"),
}


def orders(span: Span) -> Iterator[Facts]:
    """Orders that were placed or have changed, in their last state of the span."""
    for order in span.orders:
        if span.holds(order.changed(span.until)):
            yield {**_facts(span, order), **_state(span, order), **_amounts(span, order)}


def order_line_items(span: Span) -> Iterator[Facts]:
    """The lines of all orders, in their last state."""
    return (_line_item(span, order, line) for order in span.orders for line in order.lines)


def transactions(span: Span) -> Iterator[Facts]:
    """Payments and repayments made in the span."""
    for order in span.orders:
        paid = _transaction(span, order, order.transaction_id, order.total)
        if span.holds(order.paid):
            yield {**paid, "event": "purchase", "date_created": order.paid}
        for made in order.refunds:
            if span.holds(made.at):
                repaid = _transaction(span, order, made.transaction_id, made.amount)
                yield {**repaid, "event": "refund", "reference_transaction_id": order.transaction_id, "date_created": made.at}


def refunds(span: Span) -> Iterator[Facts]:
    """Refunds made in the span."""
    for order in span.orders:
        yield from (_refund(span, order, made) for made in order.refunds if span.holds(made.at))


def address(person: Person) -> Wire:
    """A postal address with the person's name on it."""
    place = person.place
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "company": "",
        "street_1": place.street,
        "city": place.city,
        "state": place.province,
        "zip": place.zip,
        "country": place.country,
        "country_iso2": place.country_code,
        "phone": person.phone or "",
        "email": person.email,
    }


def _facts(span: Span, order: Order) -> Facts:
    return {
        "id": order.id,
        "channel_id": 1,
        "customer_id": order.customer.id if order.customer else 0,
        "currency_code": span.script.currency,
        "default_currency_code": span.script.currency,
        "currency_exchange_rate": Decimal(1),
        "date_created": order.at,
        "date_modified": order.changed(span.until),
        "date_shipped": None if order.cancelled else span.known(order.fulfilled),
        "order_source": "www",
        "payment_method": "Credit Card",
        "is_deleted": False,
        "is_tax_inclusive_pricing": order.taxes_included,
        "billing_address": address(order.buyer),
        "coupons": [{"code": order.code, "amount": order.percent}] if order.code else [],
        "products": {"resource": f"/orders/{order.id}/products", "url": f"https://api.bigcommerce.com/v2/orders/{order.id}/products"},
        "items_total": sum(line.quantity for line in order.lines),
    }


def _state(span: Span, order: Order) -> Facts:
    paid = order.financial_status(span.until)
    shipped = paid == "paid" and span.known(order.fulfilled)
    state = "cancelled" if span.known(order.cancelled) else "shipped" if shipped else paid
    id, name = _STATES[state]
    told = {"pending": "", "paid": "captured"}.get(paid, paid.replace("_", " "))
    return {"status_id": id, "status": name, "payment_status": told, "staff_notes": "Edited" if span.known(order.edited) else ""}


def _amounts(span: Span, order: Order) -> Facts:
    untaxed = order.gross - (order.tax if order.taxes_included else 0)
    back = sum(made.amount for made in order.refunded(span.until))
    amounts = {
        "subtotal_ex_tax": untaxed,
        "subtotal_tax": order.tax,
        "subtotal_inc_tax": untaxed + order.tax,
        "discount_amount": 0,
        "coupon_discount": order.discount,
        "shipping_cost_ex_tax": order.shipping,
        "shipping_cost_inc_tax": order.shipping,
        "shipping_cost_tax": 0,
        "handling_cost_ex_tax": 0,
        "wrapping_cost_ex_tax": 0,
        "total_ex_tax": order.total - order.tax,
        "total_inc_tax": order.total,
        "total_tax": order.tax,
        "refunded_amount": back,
    }
    return {name: _major(span, amount) for name, amount in amounts.items()}


def _line_item(span: Span, order: Order, line: Line) -> Facts:
    included = line.tax if order.taxes_included else 0
    returned = [back for made in order.refunded(span.until) for back in made.lines if back.line is line]
    amounts = {
        "base_price": line.price,
        "price_ex_tax": order.untaxed(line.price),
        "total_ex_tax": line.gross - included,
        "total_inc_tax": line.gross - included + line.tax,
        "total_tax": line.tax,
        "discounted_total_inc_tax": line.net - included + line.tax,
        "refund_amount": sum(back.subtotal for back in returned),
    }
    discount = {"id": "coupon", "amount": _four_decimals(_major(span, line.discount)), "code": order.code, "target": "order"}
    return {
        "id": line.id,
        "order_id": order.id,
        "product_id": line.product.id,
        "variant_id": line.variant.id,
        "name": line.product.title,
        "sku": line.variant.sku,
        "type": "physical",
        "quantity": line.quantity,
        "quantity_refunded": sum(back.quantity for back in returned),
        "is_refunded": sum(back.quantity for back in returned) == line.quantity,
        "applied_discounts": [discount] if line.discount else [],
        **{name: _major(span, amount) for name, amount in amounts.items()},
    }


def _transaction(span: Span, order: Order, id: int, amount: int) -> Facts:
    return {
        "id": id,
        "order_id": str(order.id),
        "method": "credit_card",
        "amount": _major(span, amount),
        "currency": span.script.currency,
        "gateway": "stripe",
        "gateway_transaction_id": f"ch_{id}",
        "status": "ok",
        "test": False,
    }


def _refund(span: Span, order: Order, made: Refund) -> Facts:
    items = [{"item_type": "PRODUCT", "item_id": back.line.id, "quantity": back.quantity} for back in made.lines]
    shipping = {"item_type": "SHIPPING", "item_id": order.id, "quantity": 1, "requested_amount": float(_major(span, made.shipping))}
    payment = {"id": made.transaction_id, "provider_id": "stripe", "amount": float(_major(span, made.amount)), "is_declined": False}
    return {
        "id": made.id,
        "order_id": order.id,
        "user_id": 0,
        "created": made.at,
        "reason": made.note or "",
        "total_amount": _major(span, made.amount),
        "total_tax": _major(span, sum(back.tax for back in made.lines)),
        "items": [*items, shipping] if made.shipping else items,
        "payments": [payment],
    }


def _major(span: Span, amount: int) -> Decimal:
    return major(amount, span.script.currency)
