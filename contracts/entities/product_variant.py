"""Product variant: one version of a product that can be put into an order, such as a size."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, Reference


class ProductVariant(Entity, name="product_variant", table="dim_product_variants"):
    """One row a variant of a product, in its newest state; a product without variants may have none."""

    product_variant_id: Annotated[str | None, Key()] = None
    """The variant's id at the shop platform."""
    product_variant_product_id: Annotated[str | None, Reference("product")] = None
    """The id of the product that the variant belongs to."""
    product_variant_title: Annotated[str | None, Dimension()] = None
    """What tells the variant from the product's others, such as 'Large / Red'."""
    product_variant_sku: Annotated[str | None, Dimension()] = None
    """The merchant's stock keeping unit."""
    product_variant_barcode: str | None = None
    """The variant's bar code, such as its EAN or UPC."""
    product_variant_price: Decimal | None = None
    """What the variant is sold for now, in the shop's currency."""
    product_variant_cost: Decimal | None = None
    """What the variant costs the merchant, in the shop's currency; empty where the platform does not say."""
    product_variant_stock: int | None = None
    """Units in stock; empty where stock is not kept."""
