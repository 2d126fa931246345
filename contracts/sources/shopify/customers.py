"""Shopify's customers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.emails import email_address, email_hash
from contracts.entities.customer import Customer
from contracts.kinds import Json
from contracts.nested import part
from contracts.sources.shopify.api import Shopify


class ShopifyCustomer(Shopify, object="customers", key="id", version="updated_at"):
    """A customer."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    multipass_identifier: str | None = None
    shop_url: str | None = None
    # state
    state: str | None = None
    verified_email: bool | None = None
    note: str | None = None
    tags: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    # addresses
    default_address: Json | None = None
    addresses: Json | None = None
    # orders
    currency: str | None = None
    orders_count: int | None = None
    total_spent: Decimal | None = None
    last_order_id: int | None = None
    last_order_name: str | None = None
    # taxes and consent
    tax_exempt: bool | None = None
    tax_exemptions: Json | None = None
    accepts_marketing: bool | None = None
    accepts_marketing_updated_at: datetime | None = None
    marketing_opt_in_level: str | None = None
    email_marketing_consent: Json | None = None
    sms_marketing_consent: Json | None = None

    feeds = (
        Customer.mapping(
            customer_id=_.id.cast("string"),
            customer_email=email_address(_.email),
            customer_email_hash=email_hash(_.email),
            customer_first_name=_.first_name,
            customer_last_name=_.last_name,
            customer_country=part(_.default_address, "country_code"),
            customer_region=part(_.default_address, "province"),
            customer_city=part(_.default_address, "city"),
            customer_created_at=_.created_at,
            customer_state=_.state.lower(),
            customer_accepts_marketing=ibis.coalesce(part(_.email_marketing_consent, "state").lower() == "subscribed", _.accepts_marketing),
            customer_currency=_.currency.upper(),
        ),
    )
