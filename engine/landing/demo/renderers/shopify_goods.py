"""Products and variants as Shopify's Admin API sends them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.renderers.shopify_money import LOCATION, gid, money, shop
from engine.landing.demo.span import Span, Wire


def products(span: Span) -> Iterator[Wire]:
    """Products that are new or have another price."""
    return (_product(span, product) for product in span.repriced())


def variants(span: Span) -> Iterator[Wire]:
    """Variants of the products that are new or have another price."""
    for product in span.repriced():
        yield from ({**_variant(span, product, variant), "shop_url": shop(span)} for variant in product.variants)


def inventory_levels(span: Span) -> Iterator[Wire]:
    """The stock of these variants at the shop's one location."""
    for product in span.repriced():
        yield from (_level(span, product, variant) for variant in product.variants)


def _product(span: Span, product: Product) -> Wire:
    return {
        "id": product.id,
        "admin_graphql_api_id": gid("Product", product.id),
        "title": product.title,
        "body_html": f"<p>{product.title} by {product.vendor}.</p>",
        "vendor": product.vendor,
        "product_type": product.kind,
        "handle": product.handle,
        "status": "active",
        "published_scope": "web",
        "published_at": span.local(product.created),
        "created_at": span.local(product.created),
        "updated_at": span.local(span.priced(product)),
        "tags": f"{product.kind.lower()}, demo",
        "template_suffix": None,
        "options": [_option(span, product)],
        "variants": [_variant(span, product, variant) for variant in product.variants],
        "images": [],
        "image": None,
        "shop_url": shop(span),
    }


def _option(span: Span, product: Product) -> Wire:
    values = [variant.title for variant in product.variants]
    return {"id": span.script.identity(13, "option", product.id), "product_id": product.id, "name": "Size", "position": 1, "values": values}


def _variant(span: Span, product: Product, variant: Variant) -> Wire:
    stock = span.stock(product, variant)
    return {
        "id": variant.id,
        "product_id": product.id,
        "admin_graphql_api_id": gid("ProductVariant", variant.id),
        "title": variant.title,
        "option1": variant.title,
        "option2": None,
        "option3": None,
        "price": money(span, product.price(variant, span.last_day)),
        "compare_at_price": None,
        "sku": variant.sku,
        "barcode": "",
        "position": product.variants.index(variant) + 1,
        "inventory_policy": "deny",
        "inventory_management": "shopify",
        "inventory_item_id": variant.item_id,
        "inventory_quantity": stock,
        "old_inventory_quantity": stock,
        "fulfillment_service": "manual",
        "requires_shipping": True,
        "taxable": True,
        "grams": variant.grams,
        "weight": variant.grams / 1000,
        "weight_unit": "kg",
        "image_id": None,
        "created_at": span.local(product.created),
        "updated_at": span.local(span.priced(product)),
    }


def _level(span: Span, product: Product, variant: Variant) -> Wire:
    return {
        "id": f"{LOCATION}|{variant.item_id}",
        "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{LOCATION}?inventory_item_id={variant.item_id}",
        "inventory_item_id": variant.item_id,
        "location_id": LOCATION,
        "available": span.stock(product, variant),
        "created_at": span.local(product.created),
        "updated_at": span.local(span.priced(product)),
        "shop_url": shop(span),
    }
