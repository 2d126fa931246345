"""Shopify's inventory levels."""

from __future__ import annotations

from datetime import datetime

from contracts.kinds import Json
from contracts.sources.shopify.api import Shopify


class ShopifyInventoryLevel(Shopify, object="inventory_levels", key=("inventory_item_id", "location_id"), version="updated_at"):
    """How much of an inventory item a location has: ``available`` as REST tells it, ``quantities`` by state as GraphQL does."""

    # identity
    id: str | None = None
    admin_graphql_api_id: str | None = None
    inventory_item_id: int | None = None
    location_id: int | None = None
    inventory_history_url: str | None = None
    shop_url: str | None = None
    # stock
    available: int | None = None
    quantities: Json | None = None
    locations_count: Json | None = None
    # state
    can_deactivate: bool | None = None
    deactivation_alert: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
