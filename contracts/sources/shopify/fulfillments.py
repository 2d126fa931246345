"""Shopify's fulfillments."""

from __future__ import annotations

from datetime import datetime

from contracts.kinds import Json
from contracts.sources.shopify.api import Shopify


class ShopifyFulfillment(Shopify, object="fulfillments", key="id", version="updated_at"):
    """A parcel, or another way in which line items of an order reach the customer."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    name: str | None = None
    order_id: int | None = None
    shop_url: str | None = None
    # state
    status: str | None = None
    shipment_status: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    # where it comes from, and who brings it
    location_id: int | None = None
    origin_address: Json | None = None
    service: str | None = None
    tracking_company: str | None = None
    tracking_number: str | None = None
    tracking_numbers: Json | None = None
    tracking_url: str | None = None
    tracking_urls: Json | None = None
    notify_customer: bool | None = None
    receipt: Json | None = None
    # what is in it
    line_items: Json | None = None
    duties: Json | None = None
    variant_inventory_management: str | None = None
