"""Order: what a customer bought at once, in a shop."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis.expr.types as ir

from contracts.entity import Entity, Promise, Reads
from contracts.order_totals import settle as _settle
from contracts.reporting import unrated
from contracts.roles import Computed, Count, Dimension, Key, Measure, Ratio, Reference, TimeDimension

CENT = Decimal("0.01")
"""By how much sums that the vendor rounds may differ."""


def parts_differ(orders: ir.Table) -> ir.BooleanValue:
    """Orders whose parts do not make their total, where the vendor tells both, and whether the parts hold the taxes."""
    tax = orders.order_tax_included.ifelse(0, orders.order_tax_amount.fill_null(0))
    beside = orders.order_shipping_amount.fill_null(0) + orders.order_other_amount.fill_null(0) + tax
    parts = orders.order_gross_amount - orders.order_discount_amount.fill_null(0) + beside
    return (orders.order_tax_included.notnull() & ((orders.order_total_amount - parts).abs() > CENT)).fill_null(False)


def lines_differ(orders: ir.Table) -> ir.BooleanValue:
    """Orders whose lines do not make what was charged for goods; where fees stand among the goods, lines may make less."""
    over = orders.order_lines_amount - orders.order_gross_amount + orders.order_discount_amount.fill_null(0)
    return ((over > CENT) | ((over < -CENT) & orders.order_other_amount.notnull())).fill_null(False)


class Order(
    Entity,
    name="order",
    table="fct_orders",
    reads=(
        Reads("refund", by=("refund_order_key",)),
        Reads("order_line", by=("order_line_order_key",)),
        Reads("payment", by=("payment_order_key",)),
        Reads("buyer", by=("buyer_order_key",)),
        Reads("attribution", by=("attribution_order_key",)),
        Reads("exchange_rate"),
    ),
):
    """One row an order, in its newest state: what was sold, and beside it what was refunded and paid of it until now.

    gross - discount + shipping + other + tax (unless the amounts hold it) = total.
    """

    order_id: Annotated[str | None, Key()] = None
    """The order's id at the shop platform."""
    order_name: str | None = None
    """The number that the customer sees, such as '#1001'."""
    order_customer_id: Annotated[str | None, Reference("customer")] = None
    """The id of the customer who ordered; empty for guests."""
    order_email_hash: str | None = None
    """SHA-256 of the buyer's e-mail address, trimmed and in lower case, as hexadecimal digits."""
    order_person_key: Annotated[str | None, Computed()] = None
    """Key of the person who ordered, over all shops and devices of the tenant."""
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
    order_sequence: Annotated[int | None, Computed()] = None
    """Which order of the person it is, over all shops of the tenant: 1 is the first; empty for tests, cancelled and voided orders."""
    order_kind: Annotated[str | None, Dimension(), Computed()] = None
    """Whether it is the person's 'first' order or a 'repeat' one."""
    order_is_first: Annotated[int | None, Measure("first_orders"), Computed()] = None
    """1 when it is the person's first order, 0 when it is a later one; empty for orders that do not count."""
    order_source: Annotated[str | None, Dimension(), Computed()] = None
    """Where the buyer came from, such as google or newsletter, by the tenant's model of attribution."""
    order_medium: Annotated[str | None, Dimension(), Computed()] = None
    """The kind of that source, such as cpc or email."""
    order_campaign: Annotated[str | None, Dimension(), Computed()] = None
    """Name of the campaign that the order is attributed to."""
    order_channel: Annotated[str | None, Dimension(), Computed()] = None
    """The channel that the order is attributed to, such as 'Paid Search'."""
    order_session_key: Annotated[str | None, Computed()] = None
    """Key of the session that the order is attributed to."""
    order_currency: Annotated[str | None, Dimension()] = None
    """Currency of the order's amounts (ISO 4217)."""
    order_tax_included: Annotated[bool | None, Dimension()] = None
    """Whether gross, discount and shipping, and the lines' amounts, hold the taxes."""
    order_gross_amount: Annotated[Decimal | None, Measure("gross_revenue", unit="currency")] = None
    """Price of all line items before discounts, in the order's currency."""
    order_discount_amount: Annotated[Decimal | None, Measure("discounts", unit="currency")] = None
    """Discounts on the line items, as a positive amount in the order's currency; those on shipping lessen the shipping."""
    order_shipping_amount: Annotated[Decimal | None, Measure("shipping", unit="currency")] = None
    """Shipping charged to the customer, in the order's currency."""
    order_other_amount: Annotated[Decimal | None, Measure("other_charges", unit="currency")] = None
    """What else the total holds, such as tips, duties, fees and gift wrapping, in the order's currency; empty where the
    platform does not tell it from the items: then it stands in gross."""
    order_tax_amount: Annotated[Decimal | None, Measure("tax", unit="currency")] = None
    """Taxes of the order, in the order's currency."""
    order_total_amount: Annotated[Decimal | None, Measure("revenue", unit="currency")] = None
    """What the customer was charged: items less discounts, with shipping and taxes, in the order's currency."""
    order_units: Annotated[int | None, Measure("units_ordered"), Computed()] = None
    """Number of units in the order's lines; empty where no lines are known."""
    order_lines_amount: Annotated[Decimal | None, Computed()] = None
    """Sum of the totals of the order's lines; empty where one of them is not known."""
    order_refunded_amount: Annotated[Decimal | None, Measure("refunded_of_orders", unit="currency"), Computed()] = None
    """Money that went back for the order until now, in the order's currency; empty where some went back in another one."""
    order_net_amount: Annotated[Decimal | None, Measure("net_sales", unit="currency"), Computed()] = None
    """Net sales: line items, gift cards among them, less discounts and returned items, without taxes, shipping and other charges;
    in the order's currency. Money refunded for no item (goodwill, shipping) does not lessen them, nor does a fee kept back."""
    order_cost_amount: Annotated[Decimal | None, Measure("order_cost", unit="currency"), Computed()] = None
    """What the order's units cost the merchant, as far as it is known; empty where no line's cost is."""
    order_margin_amount: Annotated[Decimal | None, Measure("order_margin", unit="currency"), Computed()] = None
    """What the lines with a known cost were sold for, after discounts and without taxes, less this cost; refunds do not lessen it."""
    order_total_reported: Annotated[Decimal | None, Measure("revenue_reported", unit="reporting currency"), Computed()] = None
    """What the customer was charged, in the currency that the tenant reports in; empty where there is no rate for the day."""
    order_net_reported: Annotated[Decimal | None, Measure("net_sales_reported", unit="reporting currency"), Computed()] = None
    """Net sales in the currency that the tenant reports in, at the rate of the day on which the order was placed."""
    order_refunded_reported: Annotated[Decimal | None, Computed()] = None
    """Money that went back for the order until now, in the tenant's currency, at the rate of the day on which the order was placed."""
    order_paid_amount: Annotated[Decimal | None, Measure("paid_of_orders", unit="currency"), Computed()] = None
    """Money captured for the order less money paid back, by the payments that the shop tells; empty where it tells none."""
    order_is_test: Annotated[bool | None, Dimension()] = None
    """Whether the order was placed to test the shop, as the platform says or by the tenant's own rules."""

    measures = (
        Count("orders", "Number of orders."),
        Ratio("average_order_value", "revenue", "orders", "Revenue for each order."),
        Ratio("units_per_order", "units_ordered", "orders", "Units for each order."),
    )

    settle = _settle

    promises = (
        Promise(
            "order money reconciles",
            "Gross less discount, with shipping, other charges and taxes that are not in it, is the total within a cent.",
            lambda orders: orders.filter(parts_differ(orders)),
        ),
        Promise(
            "order lines reconcile",
            "The totals of an order's lines are its gross less its discount within a cent.",
            lambda orders: orders.filter(lines_differ(orders)),
        ),
        unrated("order", "order_total_amount", "order_total_reported"),
    )
