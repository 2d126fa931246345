"""Order: what a customer bought at once, in a shop."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Count, Dimension, Key, Measure, Ratio, Reference, TimeDimension


class Order(Entity, name="order", table="fct_orders"):
    """One row an order, in its newest state; amounts are what was sold, refunds stand in their own fact."""

    order_id: Annotated[str | None, Key()] = None
    """The order's id at the shop platform."""
    order_name: str | None = None
    """The number that the customer sees, such as '#1001'."""
    order_customer_id: Annotated[str | None, Reference("customer")] = None
    """The id of the customer who ordered; empty for guests."""
    order_placed_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the order was placed (UTC)."""
    order_updated_at: Annotated[datetime | None, TimeDimension()] = None
    """When the order last changed at the platform (UTC)."""
    order_cancelled_at: Annotated[datetime | None, TimeDimension()] = None
    """When the order was cancelled (UTC); empty when it was not."""
    order_status: Annotated[str | None, Dimension()] = None
    """State of the order in one vocabulary for all platforms: pending, authorized, paid, partially_paid,
    partially_refunded, refunded, voided, cancelled or unknown."""
    order_platform_status: Annotated[str | None, Dimension()] = None
    """State of the order in the platform's own words."""
    order_sales_channel: Annotated[str | None, Dimension()] = None
    """Where the order came in, in the platform's own words, such as 'web' or 'pos'."""
    order_coupon: Annotated[str | None, Dimension()] = None
    """The first coupon code used; empty when none was."""
    order_landing_page: str | None = None
    """The first page of the shop that the customer saw on the visit that led to the order."""
    order_currency: Annotated[str | None, Dimension()] = None
    """Currency of the order's amounts (ISO 4217)."""
    order_gross_amount: Annotated[Decimal | None, Measure("gross_revenue", unit="currency")] = None
    """Price of all line items before discounts, in the order's currency."""
    order_discount_amount: Annotated[Decimal | None, Measure("discounts", unit="currency")] = None
    """All discounts of the order, as a positive amount in the order's currency."""
    order_shipping_amount: Annotated[Decimal | None, Measure("shipping", unit="currency")] = None
    """Shipping charged to the customer, in the order's currency."""
    order_tax_amount: Annotated[Decimal | None, Measure("tax", unit="currency")] = None
    """Taxes of the order, in the order's currency."""
    order_total_amount: Annotated[Decimal | None, Measure("revenue", unit="currency")] = None
    """What the customer was charged: items less discounts, with shipping and taxes, in the order's currency."""
    order_is_test: Annotated[bool | None, Dimension()] = None
    """Whether the order was placed to test the shop."""

    measures = (
        Count("orders", "Number of orders."),
        Ratio("average_order_value", "revenue", "orders", "Revenue for each order."),
    )
