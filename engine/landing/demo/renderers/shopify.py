"""Shopify's objects: a shop with its goods, customers, orders and payments."""

from __future__ import annotations

from collections.abc import Mapping

from engine.landing.demo.renderers.shopify_customers import customers
from engine.landing.demo.renderers.shopify_goods import inventory_levels, products, variants
from engine.landing.demo.renderers.shopify_orders import orders
from engine.landing.demo.renderers.shopify_payments import refunds, transactions
from engine.landing.demo.renderers.shopify_store import abandoned_checkouts, fulfillments, shops
from engine.landing.demo.span import Rendering

OBJECTS: Mapping[str, Rendering] = {
    "abandoned_checkouts": Rendering(abandoned_checkouts),
    "customers": Rendering(customers),
    "fulfillments": Rendering(fulfillments),
    "inventory_levels": Rendering(inventory_levels),
    "order_refunds": Rendering(refunds),
    "orders": Rendering(orders),
    "product_variants": Rendering(variants),
    "products": Rendering(products),
    "shop": Rendering(shops),
    "transactions": Rendering(transactions),
}
