"""Shopify's orders, and the order lines and refunds within them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.emails import email_hash
from contracts.entities.order import Order
from contracts.entities.order_line import OrderLine
from contracts.kinds import Json
from contracts.nested import amount, elements, embedded, exploded, part, summed, total
from contracts.sources.shopify.api import Shopify
from contracts.sources.shopify.refunds import REFUND, refund, refund_parts

_STATUS = {
    "pending": "pending",
    "authorized": "authorized",
    "paid": "paid",
    "partially_paid": "partially_paid",
    "partially_refunded": "partially_refunded",
    "refunded": "refunded",
    "voided": "voided",
    "expired": "voided",
}
"""Shopify's financial status -> the vocabulary of ``order_status``."""

# An imported order is created on the day of the import; it was placed when it was processed.
_PLACED_AT = ibis.coalesce(_.processed_at, _.created_at)


def _undeleted(orders: ir.Table) -> ir.Table:
    """Orders without those that were deleted: a connector reports a deletion as a record with hardly more than the id."""
    return orders.filter(orders.deleted_at.isnull())


def _priced(orders: ir.Table) -> ir.Table:
    """Orders with what goods and shipping were sold for.

    A tip is told as a line item, but is no goods. Discounts are told in all, those on shipping too: what goods were discounted by
    is what the subtotal lacks. Shipping may be told before its discounts or after them, the lines always tell both.
    """
    kept = _undeleted(orders)
    read = kept.mutate(
        sold=elements(kept.line_items, price="string", quantity="string", tip_payment_gateway="string"),
        parcels=elements(kept.shipping_lines, price="string", discount_allocations="array<struct<amount: string>>"),
    ).view()
    goods = read.sold.filter(lambda line: line.tip_payment_gateway.isnull())
    told = read.mutate(
        goods=(goods.length() < read.sold.length()).ifelse(_sold(goods), amount(read.total_line_items_price)),
        shipping_told=amount(part(read.total_shipping_price_set, "shop_money.amount")),
        shipping_charged=(read.parcels.length() == 0).ifelse(0, read.parcels.map(_charged).sums()),
    ).view()
    return told.mutate(
        discounted=ibis.coalesce(told.goods - amount(told.subtotal_price), amount(told.total_discounts)),
        shipped=ibis.coalesce(ibis.least(told.shipping_told, told.shipping_charged), told.shipping_told, told.shipping_charged),
        beside=_beside(told),
    )


def _sold(lines: Any) -> Any:
    return lines.map(lambda line: amount(line.price) * line.quantity.try_cast("decimal(10, 0)")).sums()


def _charged(parcel: Any) -> Any:
    return amount(parcel.price) - ibis.coalesce(summed(parcel.discount_allocations, lambda allocation: allocation.amount), 0)


def _beside(orders: ir.Table) -> ir.Value:
    """Tips, duties that are not in the prices, and fees. Cash is rounded when it is paid, and not in the total."""
    duties = amount(part(orders.original_total_duties_set, "shop_money.amount")).fill_null(0)
    fees = amount(part(orders.original_total_additional_fees_set, "shop_money.amount")).fill_null(0)
    return amount(orders.total_tip_received).fill_null(0) + fees + orders.duties_included.fill_null(False).ifelse(0, duties)


def _order_lines(orders: ir.Table) -> ir.Table:
    """One row a line item, with its discounts: those allocated to it, or its own total where none are allocated."""
    lines = exploded(
        _undeleted(orders),
        "line_items",
        "line",
        id="int64",
        product_id="int64",
        variant_id="int64",
        sku="string",
        title="string",
        quantity="int64",
        price="string",
        total_discount="string",
        discount_allocations="array<struct<amount: string>>",
        tax_lines="array<struct<price: string>>",
        tip_payment_gateway="string",
    )
    lines = lines.filter(lines.line.tip_payment_gateway.isnull())
    allocated = summed(lines.line.discount_allocations, lambda allocation: allocation.amount)
    return lines.mutate(line_price=amount(lines.line.price), line_discount=ibis.coalesce(allocated, amount(lines.line.total_discount), 0))


def _refunds(orders: ir.Table) -> ir.Table:
    """One row a refund: orders embed them whole, whether or not they land as an object of their own."""
    return refund_parts(embedded(_undeleted(orders), "refunds", **REFUND))


class ShopifyOrder(Shopify, object="orders", key="id", version="updated_at"):
    """An order with everything in it; a later edit, refund or cancellation is a new version of the same record."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    name: str | None = None
    number: int | None = None
    order_number: int | None = None
    confirmation_number: str | None = None
    token: str | None = None
    reference: str | None = None
    source_identifier: str | None = None
    po_number: str | None = None
    shop_url: str | None = None
    # state
    financial_status: str | None = None
    fulfillment_status: str | None = None
    confirmed: bool | None = None
    test: bool | None = None
    cancel_reason: str | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    created_at: datetime | None = None
    processed_at: datetime | None = None
    updated_at: datetime | None = None
    # where it came from
    app_id: int | None = None
    source_name: str | None = None
    source_url: str | None = None
    landing_site: str | None = Field(default=None, validation_alias=AliasChoices("landing_site", "landing_site_base_url"))
    landing_site_ref: str | None = None
    referring_site: str | None = None
    location_id: int | None = None
    device_id: str | None = None
    user_id: int | None = None
    browser_ip: str | None = None
    client_details: Json | None = None
    cart_token: str | None = None
    checkout_id: int | None = None
    checkout_token: str | None = None
    order_status_url: str | None = None
    merchant_of_record_app_id: str | None = None
    merchant_business_entity_id: str | None = None
    # who ordered
    customer: Json | None = None
    customer_id: int | None = None
    """Its id alone, from connectors that leave the customer out."""
    company: Json | None = None
    contact_email: str | None = None
    email: str | None = None
    phone: str | None = None
    customer_locale: str | None = None
    buyer_accepts_marketing: bool | None = None
    billing_address: Json | None = None
    shipping_address: Json | None = None
    note: str | None = None
    note_attributes: Json | None = None
    tags: str | None = None
    # money, in the shop's currency
    currency: str | None = None
    presentment_currency: str | None = None
    total_line_items_price: Decimal | None = None
    total_discounts: Decimal | None = None
    subtotal_price: Decimal | None = None
    total_tax: Decimal | None = None
    total_tip_received: Decimal | None = None
    total_price: Decimal | None = None
    total_price_usd: Decimal | None = None
    total_outstanding: Decimal | None = None
    # money, after edits and refunds
    current_subtotal_price: Decimal | None = None
    current_total_discounts: Decimal | None = None
    current_total_price: Decimal | None = None
    current_total_tax: Decimal | None = None
    # money, in both currencies
    total_line_items_price_set: Json | None = None
    total_discounts_set: Json | None = None
    subtotal_price_set: Json | None = None
    total_shipping_price_set: Json | None = None
    total_tax_set: Json | None = None
    total_price_set: Json | None = None
    total_cash_rounding_payment_adjustment_set: Json | None = None
    total_cash_rounding_refund_adjustment_set: Json | None = None
    original_total_additional_fees_set: Json | None = None
    original_total_duties_set: Json | None = None
    current_subtotal_price_set: Json | None = None
    current_total_additional_fees_set: Json | None = None
    current_total_discounts_set: Json | None = None
    current_total_duties_set: Json | None = None
    current_total_price_set: Json | None = None
    current_total_tax_set: Json | None = None
    current_shipping_price_set: Json | None = None
    # taxes, discounts and payment
    taxes_included: bool | None = None
    tax_exempt: bool | None = None
    tax_lines: Json | None = None
    estimated_taxes: bool | None = None
    duties_included: bool | None = None
    discount_codes: Json | None = None
    discount_applications: Json | None = None
    discount_allocations: Json | None = None
    payment_details: Json | None = None
    payment_gateway_names: Json | None = None
    gateway: str | None = None
    processing_method: str | None = None
    payment_terms: Json | None = None
    # positions
    line_items: Json | None = None
    line_item_groups: Json | None = None
    shipping_lines: Json | None = None
    fulfillments: Json | None = None
    refunds: Json | None = None
    returns: Json | None = None
    total_weight: int | None = None
    # deletion, as connectors add it
    deleted_at: datetime | None = None
    deleted_message: str | None = None
    deleted_description: str | None = None

    feeds = (
        Order.mapping(
            rows=_priced,
            order_id=_.id.cast("string"),
            order_name=_.name,
            order_customer_id=ibis.coalesce(part(_.customer, "id", "int64"), _.customer_id).cast("string"),
            order_email_hash=ibis.coalesce(*(email_hash(told) for told in (_.email, _.contact_email, part(_.customer, "email")))),
            order_placed_at=_PLACED_AT,
            order_updated_at=_.updated_at,
            order_cancelled_at=_.cancelled_at,
            order_status=_.cancelled_at.notnull().ifelse("cancelled", _.financial_status.lower().cases(*_STATUS.items(), else_="unknown")),
            order_platform_status=_.financial_status.lower(),
            order_sales_channel=_.source_name,
            order_coupon=elements(_.discount_codes, code="string")[0].code,
            order_landing_page=_.landing_site,
            order_currency=_.currency.upper(),
            order_tax_included=_.taxes_included,
            order_gross_amount=_.goods,
            order_discount_amount=_.discounted,
            order_shipping_amount=_.shipped,
            order_other_amount=_.beside,
            order_tax_amount=_.total_tax,
            order_total_amount=_.total_price,
            order_is_test=_.test,
        ),
        OrderLine.mapping(
            rows=_order_lines,
            order_line_id=_.line.id.cast("string"),
            order_line_order_id=_.id.cast("string"),
            order_line_product_id=_.line.product_id.cast("string"),
            order_line_variant_id=_.line.variant_id.cast("string"),
            order_line_sku=_.line.sku.nullif(""),
            order_line_title=_.line.title,
            order_line_sold_at=_PLACED_AT,
            order_line_quantity=_.line.quantity,
            order_line_unit_price=_.line_price,
            order_line_discount_amount=_.line_discount,
            order_line_unit_cost=None,  # that of the variant
            order_line_tax_amount=total(_.line.tax_lines, lambda tax: tax.price),
            order_line_tax_included=_.taxes_included,
            order_line_total_amount=_.line_price * _.line.quantity.try_cast("decimal(10, 0)") - _.line_discount,
            order_line_currency=_.currency.upper(),
        ),
        refund(rows=_refunds),
    )
