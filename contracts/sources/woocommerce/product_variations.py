"""WooCommerce's variations of products."""

from __future__ import annotations

import ibis
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.product_variant import ProductVariant
from contracts.kinds import Json
from contracts.nested import amount, elements, looked_up
from contracts.sources.woocommerce.api import owner_id
from contracts.sources.woocommerce.items import WooCommerceItem


class WooCommerceProductVariation(WooCommerceItem, object="product_variations", key="id", version="date_modified_gmt"):
    """A variation of a variable product."""

    parent_id: int | None = Field(default=None, validation_alias=AliasChoices("parent_id", "_product_id", "product_id"))
    """The product: WooCommerce sends it since version 8.3, connectors add it, and the links always lead to it."""
    manage_stock: str | None = None
    """true, false, or parent where the stock is kept by the product for all of its variations together."""
    image: Json | None = None

    feeds = (
        ProductVariant.mapping(
            product_variant_id=_.id.cast("string"),
            product_variant_product_id=ibis.coalesce(_.parent_id.nullif(0).cast("string"), owner_id(_.links)),
            product_variant_title=elements(_.attributes, option="string").map(lambda attribute: attribute.option).join(" / ").nullif(""),
            product_variant_sku=_.sku.nullif(""),
            product_variant_barcode=_.global_unique_id.nullif(""),
            product_variant_price=_.price,
            product_variant_cost=amount(looked_up(elements(_.meta_data, key="string", value="string"), "_wc_cog_cost")),
            product_variant_stock=_.manage_stock.lower().isin(["false", "parent"]).ifelse(None, _.stock_quantity),
        ),
    )
