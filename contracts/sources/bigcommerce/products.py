"""BigCommerce's products."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis.expr.types as ir
from ibis import _

from contracts.entities.product import Product
from contracts.kinds import Json
from contracts.nested import embedded, part
from contracts.sources.bigcommerce.api import BigCommerce
from contracts.sources.bigcommerce.product_variants import VARIANT, product_variant


def _embedded_variants(products: ir.Table) -> ir.Table:
    """The variants of products that embed them (``include=variants``)."""
    return embedded(products, "variants", **VARIANT)


class BigCommerceProduct(BigCommerce, object="products", key="id", version="date_modified"):
    """A product of the catalog (V3); its categories are ids, whose names it does not tell."""

    # identity
    id: int | None = None
    name: str | None = None
    type: str | None = None
    sku: str | None = None
    upc: str | None = None
    mpn: str | None = None
    gtin: str | None = None
    bin_picking_number: str | None = None
    base_variant_id: int | None = None
    # what it is
    description: str | None = None
    brand_id: int | None = None
    brand_name: str | None = None
    categories: Json | None = None
    condition: str | None = None
    is_condition_shown: bool | None = None
    warranty: str | None = None
    custom_fields: Json | None = None
    meta: Json | None = None
    # state
    availability: str | None = None
    availability_description: str | None = None
    is_visible: bool | None = None
    is_featured: bool | None = None
    date_created: datetime | None = None
    date_modified: datetime | None = None
    date_last_imported: str | None = None
    # size
    weight: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    depth: Decimal | None = None
    # price
    price: Decimal | None = None
    cost_price: Decimal | None = None
    retail_price: Decimal | None = None
    sale_price: Decimal | None = None
    map_price: Decimal | None = None
    calculated_price: Decimal | None = None
    is_price_hidden: bool | None = None
    price_hidden_label: str | None = None
    bulk_pricing_rules: Json | None = None
    tax_class_id: int | None = None
    product_tax_code: str | None = None
    # stock and order
    inventory_level: int | None = None
    inventory_warning_level: int | None = None
    inventory_tracking: str | None = None
    order_quantity_minimum: int | None = None
    order_quantity_maximum: int | None = None
    is_preorder_only: bool | None = None
    preorder_message: str | None = None
    preorder_release_date: datetime | None = None
    # shipping and gift wrapping
    is_free_shipping: bool | None = None
    fixed_cost_shipping_price: Decimal | None = None
    gift_wrapping_options_type: str | None = None
    gift_wrapping_options_list: Json | None = None
    # variants
    options: Json | None = None
    option_set_id: int | None = None
    option_set_display: str | None = None
    modifiers: Json | None = None
    variants: Json | None = None
    # its page
    custom_url: Json | None = None
    page_title: str | None = None
    layout_file: str | None = None
    sort_order: int | None = None
    search_keywords: str | None = None
    meta_keywords: Json | None = None
    meta_description: str | None = None
    open_graph_type: str | None = None
    open_graph_title: str | None = None
    open_graph_description: str | None = None
    open_graph_use_image: bool | None = None
    open_graph_use_meta_description: bool | None = None
    open_graph_use_product_name: bool | None = None
    images: Json | None = None
    videos: Json | None = None
    related_products: Json | None = None
    # how it does
    view_count: int | None = None
    total_sold: int | None = None
    reviews_count: int | None = None
    reviews_rating_sum: Decimal | None = None

    feeds = (
        Product.mapping(
            product_id=_.id.cast("string"),
            product_title=_["name"],
            product_vendor=_.brand_name.nullif(""),
            product_type=None,
            product_status=_.availability.lower().nullif(""),
            product_handle=part(_.custom_url, "url").re_extract(r"([^/]+)/?$", 1).nullif(""),
            product_tags=None,
            product_created_at=_.date_created,
        ),
        product_variant(rows=_embedded_variants),
    )
