"""Shopify's transactions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic import AliasChoices, Field

from contracts.kinds import Json
from contracts.sources.shopify.api import Shopify


class ShopifyTransaction(Shopify, object="transactions", key="id", cursor="created_at"):
    """A movement of money for an order (authorization, capture, sale, void, refund); it never changes."""

    # identity
    id: int | None = None
    admin_graphql_api_id: str | None = None
    order_id: int | None = None
    parent_id: int | None = None
    payment_id: str | None = None
    user_id: int | None = None
    device_id: int | None = None
    location_id: int | None = None
    shop_url: str | None = None
    # what happened
    kind: str | None = None
    status: str | None = None
    error_code: str | None = None
    message: str | None = None
    test: bool | None = None
    created_at: datetime | None = None
    processed_at: datetime | None = None
    source_name: str | None = None
    # money
    amount: Decimal | None = None
    currency: str | None = None
    amount_set: Json | None = None
    amount_rounding: Json | None = None
    currency_exchange_adjustment: Json | None = None
    total_unsettled_set: Json | None = None
    fees: Json | None = None
    # the gateway
    gateway: str | None = None
    formatted_gateway: str | None = Field(default=None, validation_alias=AliasChoices("formattedGateway", "formatted_gateway"))
    account_number: str | None = Field(default=None, validation_alias=AliasChoices("accountNumber", "account_number"))
    authorization: str | None = None
    authorization_expires_at: datetime | None = None
    extended_authorization_attributes: Json | None = None
    receipt: Json | None = None
    payment_details: Json | None = None
    payments_refund_attributes: Json | None = None
    manual_payment_gateway: bool | None = None
    manually_capturable: bool | None = Field(default=None, validation_alias=AliasChoices("manuallyCapturable", "manually_capturable"))
