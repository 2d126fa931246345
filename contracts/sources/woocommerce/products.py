"""WooCommerce's products."""

from __future__ import annotations

from decimal import Decimal

from ibis import _

from contracts.entities.product import Product
from contracts.kinds import Json
from contracts.nested import elements
from contracts.sources.woocommerce.items import WooCommerceItem


class WooCommerceProduct(WooCommerceItem, object="products", key="id", version="date_modified_gmt"):
    """A product: simple, grouped, external, or variable with the ids of its variations; a simple one is sold without a variant."""

    # where it is seen
    slug: str | None = None
    short_description: str | None = None
    catalog_visibility: str | None = None
    featured: bool | None = None
    features: bool | None = None
    """An older name of ``featured``."""
    post_password: str | None = None
    reviews_allowed: bool | None = None
    average_rating: Decimal | None = None
    rating_count: int | None = None
    # how it is sold
    price_html: str | None = None
    external_url: str | None = None
    button_text: str | None = None
    purchase_note: str | None = None
    sold_individually: bool | None = None
    manage_stock: bool | None = None
    shipping_required: bool | None = None
    shipping_taxable: bool | None = None
    total_sales: int | None = None
    # what belongs to it
    categories: Json | None = None
    tags: Json | None = None
    brands: Json | None = None
    images: Json | None = None
    has_options: bool | None = None
    default_attributes: Json | None = None
    variations: Json | None = None
    grouped_products: Json | None = None
    upsell_ids: Json | None = None
    cross_sell_ids: Json | None = None
    related_ids: Json | None = None
    # what the plugin Jetpack adds
    jetpack_related_posts: Json | None = None
    jetpack_publicize_connections: Json | None = None
    jetpack_likes_enabled: bool | None = None
    jetpack_sharing_enabled: bool | None = None

    feeds = (
        Product.mapping(
            product_id=_.id.cast("string"),
            product_title=_.name,
            product_vendor=elements(_.brands, name="string")[0]["name"],
            product_type=elements(_.categories, name="string")[0]["name"],
            product_status=_.status.lower(),
            product_handle=_.slug,
            product_tags=elements(_.tags, name="string").map(lambda tag: tag["name"]).join(", ").nullif(""),
            product_created_at=_.date_created_gmt,
        ),
    )
