"""Shopify's products."""

from __future__ import annotations

from datetime import datetime

import ibis.expr.types as ir
from ibis import _

from contracts.entities.product import Product
from contracts.kinds import Json
from contracts.nested import embedded
from contracts.sources.shopify.api import Shopify
from contracts.sources.shopify.product_variants import VARIANT, product_variant


def _variants(products: ir.Table) -> ir.Table:
    """One row a variant within its product: REST sends them so, whether or not they land as an object of their own."""
    return embedded(products, "variants", **VARIANT)


class ShopifyProduct(Shopify, object="products", key="id", version="updated_at"):
    """A product with its variants."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    legacy_resource_id: str | None = None
    title: str | None = None
    handle: str | None = None
    shop_url: str | None = None
    # what it is
    vendor: str | None = None
    product_type: str | None = None
    category: Json | None = None
    tags: str | None = None
    status: str | None = None
    is_gift_card: bool | None = None
    body_html: str | None = None
    description: str | None = None
    description_html: str | None = None
    template_suffix: str | None = None
    seo: Json | None = None
    feedback: Json | None = None
    # where it is sold
    published_at: datetime | None = None
    published_scope: str | None = None
    online_store_url: str | None = None
    online_store_preview_url: str | None = None
    requires_selling_plan: bool | None = None
    requires_sellin_plan: bool | None = None
    # variants and stock
    options: Json | None = None
    variants: Json | None = None
    variant_gids: Json | None = None
    has_variants_that_requires_components: bool | None = None
    price_range_v2: Json | None = None
    total_variants: int | None = None
    has_only_default_variant: bool | None = None
    has_out_of_stock_variants: bool | None = None
    total_inventory: int | None = None
    tracks_inventory: bool | None = None
    # pictures
    image: Json | None = None
    images: Json | None = None
    featured_image: Json | None = None
    featured_media: Json | None = None
    media: Json | None = None
    media_count: int | None = None
    # time, and deletion as connectors add it
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_message: str | None = None
    deleted_description: str | None = None

    feeds = (
        Product.mapping(
            product_id=_.id.cast("string"),
            product_title=_.title,
            product_vendor=_.vendor,
            product_type=_.product_type,
            product_status=_.deleted_at.notnull().ifelse("deleted", _.status.lower()),
            product_handle=_.handle,
            product_tags=_.tags,
            product_created_at=_.created_at,
        ),
        product_variant(rows=_variants),
    )
