"""WooCommerce's orders, and the order lines within them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
import ibis.expr.types as ir
from ibis import _

from contracts.emails import email_hash
from contracts.entities.order import Order
from contracts.entities.order_line import OrderLine
from contracts.entities.payment import Payment
from contracts.kinds import Json
from contracts.nested import amount, elements, exploded, looked_up, part, summed, total
from contracts.sources.woocommerce.api import WooCommerce

_STATUS = {
    "pending": "pending",
    "on-hold": "pending",
    "processing": "paid",
    "completed": "paid",
    "refunded": "refunded",
    "cancelled": "cancelled",
    "failed": "voided",
}
"""WooCommerce's status -> the vocabulary of ``order_status``; of the states that plugins add, the payment tells what they mean."""

_NO_ORDER = ("trash", "auto-draft", "checkout-draft")
"""States of what was deleted, or never placed."""


def _placed(orders: ir.Table) -> ir.Table:
    """Orders that were placed and not deleted."""
    return orders.filter(~orders.status.lower().isin(_NO_ORDER).fill_null(False))


def _priced(orders: ir.Table) -> ir.Table:
    """Placed orders with what was given back for them, and what the items were sold for.

    Fees are sold beside the items, and a fee can be negative. The parts of a total are rounded one by one, so that what is beside
    the items, as the total has it, is the fees but for a cent or so. Where the items are not told, only the total says what they were.
    """
    placed = _placed(orders)
    status = placed.status.lower().re_replace("^wc-", "")
    beside = amount(placed.total_tax).fill_null(0) + amount(placed.shipping_total).fill_null(0)
    return placed.mutate(
        charged=amount(placed.total) - beside,
        sold=summed(elements(placed.line_items, total="string"), lambda line: line.total),
        fees=total(elements(placed.fee_lines, total="string"), lambda fee: fee.total),
        discounted=amount(placed.discount_total).fill_null(0),
        given_back=-summed(elements(placed.refunds, total="string"), lambda refund: refund.total),
        known_status=ibis.coalesce(
            status.cases(*_STATUS.items()),
            placed.date_paid_gmt.notnull().ifelse("paid", None),
            placed.needs_payment.ifelse("pending", None),
            "unknown",
        ),
    )


def _paid(orders: ir.Table) -> ir.Table:
    """Orders for which money came in."""
    placed = _placed(orders)
    return placed.filter(placed.date_paid_gmt.notnull() & (placed.total > 0))


def _order_lines(orders: ir.Table) -> ir.Table:
    """One row a line item; its subtotal is before discounts, its total after them."""
    lines = exploded(
        _placed(orders),
        "line_items",
        "line",
        id="int64",
        product_id="int64",
        variation_id="int64",
        sku="string",
        name="string",
        quantity="string",
        subtotal="string",
        total="string",
        total_tax="string",
        meta_data="json",
        cost_of_goods_sold="struct<value: string>",
    )
    meta = elements(lines.line.meta_data, key="string", value="string")
    return lines.mutate(
        quantity=amount(lines.line.quantity),
        subtotal=amount(lines.line.subtotal),
        line_total=amount(lines.line.total),
        line_cost=amount(lines.line.cost_of_goods_sold["value"]),
        plugin_cost=amount(looked_up(meta, "_wc_cog_item_cost")),
    )


class WooCommerceOrder(WooCommerce, object="orders", key="id", version="date_modified_gmt"):
    """An order with everything in it; refunds stand in it as a summary only, their truth is the object refunds."""

    # identity
    id: int | None = None
    parent_id: int | None = None
    number: str | None = None
    order_key: str | None = None
    shop_url: str | None = None
    links: Json | None = None
    # state
    status: str | None = None
    set_paid: bool | None = None
    is_editable: bool | None = None
    needs_payment: bool | None = None
    needs_processing: bool | None = None
    date_created: str | None = None
    date_created_gmt: datetime | None = None
    date_modified: str | None = None
    date_modified_gmt: datetime | None = None
    date_paid: str | None = None
    date_paid_gmt: datetime | None = None
    date_completed: str | None = None
    date_completed_gmt: datetime | None = None
    # where it came from
    created_via: str | None = None
    version: str | None = None  # type: ignore[misc]  # the shop's column; what orders the versions stands on the class
    cart_hash: str | None = None
    payment_url: str | None = None
    # who ordered
    customer_id: int | None = None
    customer_ip_address: str | None = None
    customer_user_agent: str | None = None
    customer_note: str | None = None
    billing: Json | None = None
    shipping: Json | None = None
    # money
    currency: str | None = None
    currency_symbol: str | None = None
    prices_include_tax: bool | None = None
    discount_total: Decimal | None = None
    discount_tax: Decimal | None = None
    shipping_total: Decimal | None = None
    shipping_tax: Decimal | None = None
    cart_tax: Decimal | None = None
    total_tax: Decimal | None = None
    total: Decimal | None = None
    # payment
    payment_method: str | None = None
    payment_method_title: str | None = None
    transaction_id: str | None = None
    # positions
    line_items: Json | None = None
    shipping_lines: Json | None = None
    fee_lines: Json | None = None
    coupon_lines: Json | None = None
    tax_lines: Json | None = None
    refunds: Json | None = None
    # what plugins add
    meta_data: Json | None = None

    feeds = (
        Order.mapping(
            rows=_priced,
            order_id=_.id.cast("string"),
            order_name=_.number,
            order_customer_id=_.customer_id.nullif(0).cast("string"),
            order_email_hash=email_hash(part(_.billing, "email")),
            order_placed_at=_.date_created_gmt,
            order_updated_at=_.date_modified_gmt,
            order_cancelled_at=None,
            order_status=((_.known_status == "paid") & (_.given_back > 0)).ifelse("partially_refunded", _.known_status),
            order_platform_status=_.status.lower(),
            order_sales_channel=_.created_via.nullif(""),
            order_coupon=elements(_.coupon_lines, code="string")[0].code,
            order_landing_page=looked_up(elements(_.meta_data, key="string", value="string"), "_wc_order_attribution_session_entry"),
            order_currency=_.currency.upper(),
            order_tax_included=False,  # in whatever way the shop's prices do
            order_gross_amount=ibis.coalesce(_.sold, _.charged - _.fees.fill_null(0)) + _.discounted,
            order_discount_amount=_.discounted,
            order_shipping_amount=_.shipping_total,
            order_other_amount=ibis.coalesce(_.charged - _.sold, _.fees),
            order_tax_amount=_.total_tax,
            order_total_amount=_.total,
            order_is_test=None,
        ),
        OrderLine.mapping(
            rows=_order_lines,
            order_line_id=_.line.id.cast("string"),
            order_line_order_id=_.id.cast("string"),
            order_line_product_id=_.line.product_id.nullif(0).cast("string"),
            order_line_variant_id=_.line.variation_id.nullif(0).cast("string"),
            order_line_sku=_.line.sku.nullif(""),
            order_line_title=_.line["name"],
            order_line_sold_at=_.date_created_gmt,
            order_line_quantity=_.quantity.try_cast("int64"),
            order_line_unit_price=(_.subtotal / _.quantity.nullif(0)).try_cast("decimal(28, 6)"),
            order_line_discount_amount=_.subtotal - _.line_total,
            # The shop keeps the cost of all units of a line, the plugin Cost of Goods that of one.
            order_line_unit_cost=ibis.coalesce((_.line_cost / _.quantity.nullif(0)).try_cast("decimal(28, 6)"), _.plugin_cost),
            order_line_tax_amount=amount(_.line.total_tax),
            order_line_tax_included=False,
            order_line_total_amount=_.line_total,
            order_line_currency=_.currency.upper(),
        ),
        Payment.mapping(
            rows=_paid,
            payment_id=_.id.cast("string"),
            payment_order_id=_.id.cast("string"),
            payment_processed_at=_.date_paid_gmt,
            payment_kind="sale",
            payment_status="success",
            payment_platform_status=None,
            payment_gateway=_.payment_method.lower().nullif(""),
            payment_gateway_reference=_.transaction_id.nullif(""),
            payment_card_brand=None,
            payment_amount=_.total,
            payment_currency=_.currency.upper(),
            payment_is_test=None,
        ),
    )
