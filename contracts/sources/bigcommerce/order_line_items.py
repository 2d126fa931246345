"""BigCommerce's order products: the lines of its orders."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import ibis
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.order_line import OrderLine
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.nested import amount, elements, total
from contracts.sources.bigcommerce.api import BigCommerce

LINE = MappingProxyType(
    {
        "id": "string",
        "order_id": "string",
        "product_id": "string",
        "variant_id": "string",
        "sku": "string",
        "name": "string",
        "quantity": "string",
        "price_ex_tax": "string",
        "total_ex_tax": "string",
        "total_tax": "string",
        "discounted_total_inc_tax": "string",
        "applied_discounts": "json",
        "cost_price_ex_tax": "string",
        "base_cost_price": "string",
    }
)
"""What is read of an order product where it is embedded in its order."""

# Taxes are those of the discounted line, whereas a discount may hold taxes itself (a store whose prices do): so the discounted total first.
_CHARGED = ibis.coalesce(
    amount(_.discounted_total_inc_tax) - amount(_.total_tax),
    amount(_.total_ex_tax) - ibis.coalesce(total(elements(_.applied_discounts, amount="string"), lambda discount: discount.amount), 0),
)


def order_line(*, rows: Rows | None, sold_at: Any, currency: Any) -> Mapping:
    """What an order product means, be it a record of its own or embedded in its order."""
    return OrderLine.mapping(
        rows=rows,
        order_line_id=_.id.cast("string"),
        order_line_order_id=_.order_id.cast("string"),
        order_line_product_id=_.product_id.cast("string").nullif("0"),
        order_line_variant_id=_.variant_id.cast("string").nullif("0"),
        order_line_sku=_.sku.nullif(""),
        order_line_title=_["name"],
        order_line_sold_at=sold_at,
        order_line_quantity=amount(_.quantity).try_cast("int64"),
        order_line_unit_price=amount(_.price_ex_tax),
        order_line_discount_amount=amount(_.total_ex_tax) - _CHARGED,
        # 0 is what stands where no cost was entered
        order_line_unit_cost=ibis.coalesce(amount(_.cost_price_ex_tax).nullif(0), amount(_.base_cost_price).nullif(0)),
        order_line_tax_amount=amount(_.total_tax),
        order_line_tax_included=False,
        order_line_total_amount=_CHARGED,
        order_line_currency=currency,
    )


class BigCommerceOrderLineItem(BigCommerce, object="order_line_items", key="id", known_as=("order_products", "order_lines")):
    """A product of an order (V2): ``price_*`` is of one, ``total_*`` of all, before discounts; day and currency are the order's."""

    # identity
    id: int | None = None
    order_id: int | None = None
    order_address_id: int | None = None
    order_pickup_method_id: int | None = None
    parent_order_product_id: int | None = None
    external_id: str | None = None
    ebay_item_id: str | None = None
    ebay_transaction_id: str | None = None
    # what was sold
    product_id: int | None = None
    variant_id: int | None = None
    type: str | None = None
    name: str | None = None
    name_customer: str | None = None
    name_merchant: str | None = None
    sku: str | None = None
    upc: str | None = None
    brand: str | None = None
    bin_picking_number: str | None = None
    option_set_id: int | None = None
    product_options: Json | None = None
    configurable_fields: Json | None = None
    is_bundled_product: bool | None = None
    gift_certificate_id: int | None = None
    event_name: str | None = None
    event_date: str | None = None
    # size
    weight: str | None = None
    width: str | None = None
    height: str | None = None
    depth: str | None = None
    # how many
    quantity: Decimal | None = None
    quantity_shipped: Decimal | None = None
    quantity_refunded: Decimal | None = None
    fulfillment_source: str | None = None
    # money: one
    base_price: Decimal | None = None
    price_ex_tax: Decimal | None = None
    price_inc_tax: Decimal | None = None
    price_tax: Decimal | None = None
    # money: all
    base_total: Decimal | None = None
    total_ex_tax: Decimal | None = None
    total_inc_tax: Decimal | None = None
    total_tax: Decimal | None = None
    applied_discounts: Json | None = None
    discounted_total_inc_tax: Decimal | None = None
    # money: what one costs the merchant
    base_cost_price: Decimal | None = None
    cost_price_ex_tax: Decimal | None = None
    cost_price_inc_tax: Decimal | None = None
    cost_price_tax: Decimal | None = None
    # shipping and gift wrapping
    fixed_shipping_cost: Decimal | None = None
    wrapping_id: str | None = None
    wrapping_name: str | None = None
    wrapping_message: str | None = None
    base_wrapping_cost: Decimal | None = None
    wrapping_cost_ex_tax: Decimal | None = None
    wrapping_cost_inc_tax: Decimal | None = None
    wrapping_cost_tax: Decimal | None = None
    # returns
    is_refunded: bool | None = None
    refund_amount: Decimal | None = Field(default=None, validation_alias=AliasChoices("refund_amount", "refunded_amount"))
    return_id: int | None = None

    feeds = (order_line(rows=None, sold_at=None, currency=None),)
