"""Shopify's shop."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.shopify.api import Shopify


class ShopifyShop(Shopify, object="shop", key="id", version="updated_at", known_as=("shops",)):
    """The shop itself, with its settings."""

    # identity
    id: int | None = None
    name: str | None = None
    shop_owner: str | None = None
    email: str | None = None
    customer_email: str | None = None
    phone: str | None = None
    domain: str | None = None
    myshopify_domain: str | None = None
    shop_url: str | None = None
    source: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    # plan and state
    plan_name: str | None = None
    plan_display_name: str | None = None
    setup_required: bool | None = None
    pre_launch_enabled: bool | None = None
    password_enabled: bool | None = None
    has_storefront: bool | None = None
    has_discounts: bool | None = None
    has_gift_cards: bool | None = None
    # address
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    zip: str | None = None
    province: str | None = None
    province_code: str | None = None
    country: str | None = None
    country_code: str | None = None
    country_name: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    primary_location_id: int | None = None
    multi_location_enabled: bool | None = None
    # language, time and units
    primary_locale: str | None = None
    timezone: str | None = None
    iana_timezone: str | None = None
    weight_unit: str | None = None
    # money and taxes
    currency: str | None = None
    enabled_presentment_currencies: Json | None = None
    money_format: str | None = None
    money_with_currency_format: str | None = None
    money_in_emails_format: str | None = None
    money_with_currency_in_emails_format: str | None = None
    finances: bool | None = None
    taxes_included: bool | None = None
    tax_shipping: bool | None = None
    county_taxes: bool | None = None
    auto_configure_tax_inclusivity: str | None = None
    # checkout and payments
    checkout_api_supported: bool | None = None
    eligible_for_payments: bool | None = None
    eligible_for_card_reader_giveaway: bool | None = None
    requires_extra_payments_agreement: bool | None = None
    force_ssl: bool | None = None
    # consent and mail
    cookie_consent_level: str | None = None
    visitor_tracking_consent_preference: str | None = None
    marketing_sms_consent_enabled_at_checkout: bool | None = None
    transactional_sms_disabled: bool | None = None
    google_apps_domain: str | None = None
    google_apps_login_enabled: bool | None = None
