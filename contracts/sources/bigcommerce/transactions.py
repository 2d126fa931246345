"""BigCommerce's transactions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.bigcommerce.api import BigCommerce


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
