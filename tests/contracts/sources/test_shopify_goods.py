from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.shopify.abandoned_checkouts import ShopifyAbandonedCheckout
from contracts.sources.shopify.fulfillments import ShopifyFulfillment
from contracts.sources.shopify.inventory_levels import ShopifyInventoryLevel
from contracts.sources.shopify.product_variants import ShopifyProductVariant
from contracts.sources.shopify.products import ShopifyProduct
from contracts.sources.shopify.shop import ShopifyShop

VARIANT = {
    "id": 9007199254740993,
    "product_id": 632910392,
    "title": "Large",
    "sku": "OWL-L",
    "barcode": "",
    "price": "19.99",
    "inventory_management": "shopify",
    "inventory_quantity": 7,
}
MEANING = {
    "product_variant_id": "9007199254740993",
    "product_variant_product_id": "632910392",
    "product_variant_title": "Large",
    "product_variant_sku": "OWL-L",
    "product_variant_barcode": None,
    "product_variant_price": Decimal("19.99"),
    "product_variant_cost": None,
    "product_variant_stock": 7,
}


def test_a_variant(feed: Any) -> None:
    assert feed(ShopifyProductVariant, "product_variant", VARIANT) == [MEANING]


def test_a_variant_within_its_product_is_the_same_variant(feed: Any) -> None:
    product = {"id": 632910392, "variants": [VARIANT, {**VARIANT, "id": 2, "inventory_management": None}]}
    large, untracked = feed(ShopifyProduct, "product_variant", product)
    assert (large, untracked["product_variant_stock"]) == (MEANING, None)
    assert feed(ShopifyProduct, "product_variant", {"id": 1, "variants": []}, {"id": 2}) == []


@pytest.mark.parametrize(
    ("kept", "stock"),
    [
        ({"inventory_management": "SHOPIFY"}, 7),
        ({"inventory_management": "NOT_MANAGED"}, None),
        ({"inventory_management": None}, None),
        ({"inventory_management": None, "tracked": True}, 7),
        ({"tracked": False}, None),
    ],
)
def test_stock_is_told_where_it_is_kept(feed: Any, kept: dict[str, Any], stock: int | None) -> None:
    [variant] = feed(ShopifyProductVariant, "product_variant", {**VARIANT, **kept})
    assert variant["product_variant_stock"] == stock


def test_wire_values_of_goods_and_shop() -> None:
    checkout = ShopifyAbandonedCheckout.model_validate({"total_price": "409.94", "total_weight": 0, "completed_at": None})
    assert (checkout.total_price, checkout.total_weight, checkout.completed_at) == (Decimal("409.94"), 0, None)
    fulfillment = ShopifyFulfillment.model_validate({"created_at": "2023-04-13T05:09:45-07:00", "tracking_numbers": [], "receipt": {}})
    assert (fulfillment.created_at, fulfillment.tracking_numbers) == (datetime(2023, 4, 13, 12, 9, 45, tzinfo=UTC), [])
    level = ShopifyInventoryLevel.model_validate({"id": "63590301885|43653688524989", "inventory_item_id": "43653688524989"})
    assert (level.id, level.inventory_item_id) == ("63590301885|43653688524989", 43653688524989)
    assert ShopifyShop.model_validate({"latitude": 37.7827286}).latitude == Decimal("37.7827286")
