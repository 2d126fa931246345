"""Shopify's transactions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.payment import Payment
from contracts.kinds import Json
from contracts.nested import amount, part
from contracts.sources.shopify.api import Shopify

_KIND = {
    "authorization": "authorization",
    "emv_authorization": "authorization",
    "capture": "capture",
    "sale": "sale",
    "refund": "refund",
    "void": "void",
    "change": "change",
}
"""Shopify's kind of a transaction -> the vocabulary of ``payment_kind``; a suggested refund is none that was made."""

_STATUS = {"success": "success", "failure": "failure", "error": "error", "pending": "pending", "awaiting_response": "pending"}
"""Shopify's status -> the vocabulary of ``payment_status``."""

# A customer may pay in another currency than the shop's; the order's amounts are in the shop's.
_SHOP_AMOUNT = amount(part(_.amount_set, "shop_money.amount"))
_SHOP_CURRENCY = ibis.coalesce(part(_.amount_set, "shop_money.currency_code"), part(_.amount_set, "shop_money.currency"))


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

    feeds = (
        Payment.mapping(
            payment_id=_.id.cast("string"),
            payment_order_id=_.order_id.cast("string"),
            payment_processed_at=ibis.coalesce(_.processed_at, _.created_at),
            payment_kind=_.kind.lower().cases(*_KIND.items(), else_="unknown"),
            payment_status=_.status.lower().cases(*_STATUS.items(), else_="unknown"),
            payment_platform_status=_.status.lower(),
            payment_gateway=_.gateway.lower().nullif(""),
            payment_gateway_reference=_.authorization.nullif(""),
            payment_card_brand=part(_.payment_details, "credit_card_company").nullif(""),
            payment_amount=ibis.coalesce(_SHOP_AMOUNT, _.amount).abs(),
            payment_currency=_SHOP_AMOUNT.notnull().ifelse(_SHOP_CURRENCY, _.currency).upper(),
            payment_is_test=_.test,
        ),
    )
