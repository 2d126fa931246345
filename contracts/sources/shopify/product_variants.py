"""Shopify's product variants."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

import ibis
from ibis import _

from contracts.entities.product_variant import ProductVariant
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.nested import amount
from contracts.sources.shopify.api import Shopify

VARIANT = MappingProxyType(
    {
        "id": "int64",
        "product_id": "int64",
        "title": "string",
        "sku": "string",
        "barcode": "string",
        "price": "string",
        "tracked": "boolean",
        "inventory_management": "string",
        "inventory_quantity": "int64",
    }
)
"""What is read of a variant where it is embedded in its product."""

# REST names who keeps the stock and leaves it null where nobody does; GraphQL says "NOT_MANAGED", or only whether it is tracked.
_STOCK_IS_KEPT = ibis.coalesce(_.tracked, _.inventory_management.lower() != "not_managed", False)


def product_variant(*, rows: Rows | None) -> Mapping:
    """What a variant means, be it a record of its own or embedded in its product."""
    return ProductVariant.mapping(
        rows=rows,
        product_variant_id=_.id.cast("string"),
        product_variant_product_id=_.product_id.cast("string"),
        product_variant_title=_.title,
        product_variant_sku=_.sku.nullif(""),
        product_variant_barcode=_.barcode.nullif(""),
        product_variant_price=amount(_.price),
        product_variant_cost=None,
        product_variant_stock=_STOCK_IS_KEPT.ifelse(_.inventory_quantity, ibis.null("int64")),
    )


class ShopifyProductVariant(Shopify, object="product_variants", key="id", version="updated_at", known_as=("variants",)):
    """A variant of a product, such as one size; its cost is kept with its inventory item."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    product_id: int | None = None
    inventory_item_id: int | None = None
    shop_url: str | None = None
    # what it is
    title: str | None = None
    display_name: str | None = None
    position: int | None = None
    sku: str | None = None
    barcode: str | None = None
    option1: str | None = None
    option2: str | None = None
    option3: str | None = None
    options: Json | None = None
    image_id: int | None = None
    image_src: str | None = None
    image_url: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    # price and taxes, in the shop's currency
    price: Decimal | None = None
    compare_at_price: Decimal | None = None
    presentment_prices: Json | None = None
    taxable: bool | None = None
    tax_code: str | None = None
    # stock
    available_for_sale: bool | None = None
    tracked: bool | None = None
    inventory_management: str | None = None
    inventory_policy: str | None = None
    inventory_quantity: int | None = None
    old_inventory_quantity: int | None = None
    # delivery
    requires_shipping: bool | None = None
    fulfillment_service: str | None = None
    grams: int | None = None
    weight: Decimal | None = None
    weight_unit: str | None = None

    feeds = (product_variant(rows=None),)
