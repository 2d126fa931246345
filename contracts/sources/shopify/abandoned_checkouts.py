"""Shopify's abandoned checkouts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.shopify.api import Shopify


class ShopifyAbandonedCheckout(Shopify, object="abandoned_checkouts", key="id", version="updated_at", known_as=("checkouts",)):
    """A checkout that was left with contact details; one that is completed later says so, and its order stands among the orders."""

    # identity
    id: int | None = None
    name: str | None = None
    token: str | None = None
    cart_token: str | None = None
    source_identifier: str | None = None
    abandoned_checkout_url: str | None = None
    shop_url: str | None = None
    # state
    created_at: datetime | None = None
    updated_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    # where it came from
    source: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    landing_site: str | None = None
    referring_site: str | None = None
    location_id: int | None = None
    device_id: int | None = None
    user_id: int | None = None
    # who left it
    customer: Json | None = None
    customer_locale: str | None = None
    email: str | None = None
    phone: str | None = None
    buyer_accepts_marketing: bool | None = None
    billing_address: Json | None = None
    shipping_address: Json | None = None
    note: str | None = None
    note_attributes: Json | None = None
    # what is in it; weight in grams
    line_items: Json | None = None
    shipping_lines: Json | None = None
    tax_lines: Json | None = None
    discount_codes: Json | None = None
    total_weight: int | None = None
    # money, in the shop's currency
    currency: str | None = None
    presentment_currency: str | None = None
    total_line_items_price: Decimal | None = None
    total_discounts: Decimal | None = None
    subtotal_price: Decimal | None = None
    total_tax: Decimal | None = None
    taxes_included: bool | None = None
    total_price: Decimal | None = None
    gateway: str | None = None
