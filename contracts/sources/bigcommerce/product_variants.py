"""BigCommerce's variants of products."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import ibis
from ibis import _

from contracts.entities.product_variant import ProductVariant
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.nested import amount, elements
from contracts.sources.bigcommerce.api import BigCommerce

VARIANT = MappingProxyType(
    {
        "id": "string",
        "product_id": "string",
        "sku": "string",
        "upc": "string",
        "gtin": "string",
        "calculated_price": "string",
        "price": "string",
        "cost_price": "string",
        "inventory_level": "string",
        "option_values": "json",
    }
)
"""What is read of a variant where it is embedded in its product."""


def product_variant(*, rows: Rows | None) -> Mapping:
    """What a variant means, be it a record of its own or embedded in its product."""
    return ProductVariant.mapping(
        rows=rows,
        product_variant_id=_.id.cast("string"),
        product_variant_product_id=_.product_id.cast("string"),
        product_variant_title=elements(_.option_values, label="string").map(lambda option: option.label).join(" / ").nullif(""),
        product_variant_sku=_.sku.nullif(""),
        product_variant_barcode=ibis.coalesce(_.upc.nullif(""), _.gtin.nullif("")),
        product_variant_price=ibis.coalesce(amount(_.calculated_price), amount(_.price)),
        product_variant_cost=amount(_.cost_price).nullif(0),  # 0 is what stands where none was entered
        product_variant_stock=_.inventory_level.try_cast("int64"),
    )


class BigCommerceProductVariant(BigCommerce, object="product_variants", key="id", known_as=("variants",)):
    """A variant (V3); every product has at least its base variant, without options. A price that is null is that of the product."""

    # identity
    id: int | None = None
    product_id: int | None = None
    sku: str | None = None
    sku_id: int | None = None
    upc: str | None = None
    mpn: str | None = None
    gtin: str | None = None
    bin_picking_number: str | None = None
    option_values: Json | None = None
    image_url: str | None = None
    # price
    price: Decimal | None = None
    cost_price: Decimal | None = None
    retail_price: Decimal | None = None
    sale_price: Decimal | None = None
    map_price: Decimal | None = None
    calculated_price: Decimal | None = None
    # stock and order
    inventory_level: int | None = None
    inventory_warning_level: int | None = None
    purchasing_disabled: bool | None = None
    purchasing_disabled_message: str | None = None
    # size and shipping
    weight: Decimal | None = None
    calculated_weight: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    depth: Decimal | None = None
    is_free_shipping: bool | None = None
    fixed_cost_shipping_price: Decimal | None = None

    feeds = (product_variant(rows=None),)
