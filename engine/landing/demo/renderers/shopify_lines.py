"""The line items of an order as Shopify's Admin API sends them."""

from __future__ import annotations

from engine.landing.demo.orders import Line, Order
from engine.landing.demo.renderers.shopify_money import both, gid, money, money_set
from engine.landing.demo.span import Span, Wire


def line_item(span: Span, order: Order, line: Line) -> Wire:
    """A line item as sold; what was given back stands in the refunds."""
    shipped = not order.cancelled and order.fulfilled < span.until
    return {
        "id": line.id,
        "admin_graphql_api_id": gid("LineItem", line.id),
        "title": line.product.title,
        "variant_title": line.variant.title,
        "name": f"{line.product.title} - {line.variant.title}",
        "product_id": line.product.id,
        "variant_id": line.variant.id,
        "sku": line.variant.sku,
        "vendor": line.product.vendor,
        "quantity": line.quantity,
        "current_quantity": line.quantity - _returned(span, order, line),
        "fulfillable_quantity": 0 if shipped or order.cancelled else line.quantity,
        "fulfillment_service": "manual",
        "fulfillment_status": "fulfilled" if shipped else None,
        "gift_card": False,
        "grams": line.variant.grams,
        **both(span, "price", line.price),
        # a discount code counts in discount_allocations alone
        **both(span, "total_discount", 0),
        "discount_allocations": [_allocation(span, line)] if line.discount else [],
        "tax_lines": [tax_line(span, order, line.tax)] if line.tax else [],
        "taxable": True,
        "product_exists": True,
        "requires_shipping": True,
        "properties": [],
        "duties": [],
        "variant_inventory_management": "shopify",
    }


def tax_line(span: Span, order: Order, amount: int) -> Wire:
    """A tax of an order or of a line."""
    title = "VAT" if order.taxes_included else "Sales Tax"
    return {"title": title, "rate": order.tax_rate, **both(span, "price", amount), "channel_liable": False}


def _allocation(span: Span, line: Line) -> Wire:
    return {"amount": money(span, line.discount), "amount_set": money_set(span, line.discount), "discount_application_index": 0}


def _returned(span: Span, order: Order, line: Line) -> int:
    refunded = (back for refund in order.refunded(span.until) for back in refund.lines)
    return sum(back.quantity for back in refunded if back.line.id == line.id)
