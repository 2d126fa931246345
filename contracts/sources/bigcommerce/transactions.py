"""BigCommerce's transactions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.payment import Payment
from contracts.kinds import Json
from contracts.nested import part
from contracts.sources.bigcommerce.api import BigCommerce

_KIND = {
    "purchase": "sale",
    "authorization": "authorization",
    "capture": "capture",
    "refund": "refund",
    "void": "void",
    "pending": "sale",
    "settled": "sale",
}
"""BigCommerce's event -> the vocabulary of ``payment_kind``; what is paid later is first pending, and then settled."""


class BigCommerceTransaction(BigCommerce, object="transactions", key="id", cursor="date_created"):
    """A movement of money for an order (V3: purchase, authorization, capture, void, refund); the order's id is text here alone."""

    # identity
    id: int | None = None
    order_id: str | None = None
    reference_transaction_id: int | None = None
    # what happened
    event: str | None = None
    status: str | None = None
    test: bool | None = None
    fraud_review: bool | None = None
    date_created: datetime | None = None
    # money
    amount: Decimal | None = None
    currency: str | None = None
    # how it was paid
    method: str | None = None
    payment_method_id: str | None = None
    payment_instrument_token: str | None = None
    credit_card: Json | None = None
    gift_certificate: Json | None = None
    store_credit: Json | None = None
    offline: Json | None = None
    custom: Json | None = None
    # the gateway
    gateway: str | None = None
    gateway_transaction_id: str | None = None
    avs_result: Json | None = None
    cvv_result: Json | None = None
    custom_provider_field_result: Json | None = None
    provider_customer_id: str | None = None
    provider_instrument_token: str | None = None

    feeds = (
        Payment.mapping(
            payment_id=_.id.cast("string"),
            payment_order_id=_.order_id.nullif(""),
            payment_processed_at=_.date_created,
            payment_kind=_.event.lower().cases(*_KIND.items(), else_="unknown"),
            payment_status=ibis.cases(
                (_.status.lower() == "error", "error"),
                (_.event.lower() == "pending", "pending"),
                (_.status.lower() == "ok", "success"),
                else_="unknown",
            ),
            payment_platform_status=_.status.lower(),
            payment_gateway=ibis.coalesce(_.gateway.nullif(""), _.method.nullif("")).lower(),
            payment_gateway_reference=_.gateway_transaction_id.nullif(""),
            payment_card_brand=part(_.credit_card, "card_type").nullif(""),
            payment_amount=_.amount.abs(),
            payment_currency=_.currency.upper().nullif(""),
            payment_is_test=_.test,
        ),
    )
