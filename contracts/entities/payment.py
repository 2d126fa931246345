"""Payment: a movement of money for an order, as the shop tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import MONEY, Entity
from contracts.logic import Logic
from contracts.roles import Computed, Count, Dimension, Inherited, Key, Measure, Ratio, Reference, TimeDimension

_IN, _OUT = ("capture", "sale"), ("refund", "change")
_NOTHING: Mapping[str, ir.Table] = MappingProxyType({})
_NO_LOGIC = Logic()


def _settle(payments: ir.Table, others: Mapping[str, ir.Table] = _NOTHING, logic: Logic = _NO_LOGIC) -> ir.Table:
    """Payments with the money that came in or went out by them."""
    moved = ibis.cases(
        (payments.payment_kind.isin(_IN), payments.payment_amount),
        (payments.payment_kind.isin(_OUT), -payments.payment_amount),
        else_=ibis.literal(0).cast(MONEY),
    )
    succeeded = (payments.payment_status == "success").fill_null(False)
    return payments.mutate(payment_paid_amount=succeeded.ifelse(moved, 0).cast(MONEY), payment_succeeded=succeeded.cast("int64"))


class Payment(Entity, name="payment", table="fct_payments"):
    """One row a transaction at a shop, failed attempts and mere authorizations too; only ``payment_paid_amount`` adds up."""

    payment_id: Annotated[str | None, Key()] = None
    """The transaction's id at the shop platform; where it keeps none, the id of the order or refund that was paid."""
    payment_order_id: Annotated[str | None, Reference("order")] = None
    """The id of the order that was paid."""
    payment_processed_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the transaction was processed (UTC)."""
    payment_kind: Annotated[str | None, Dimension()] = None
    """What was done, in one vocabulary for all platforms: authorization, capture, sale (both at once), refund, void,
    change (given back in cash), or unknown."""
    payment_status: Annotated[str | None, Dimension()] = None
    """How it went, in one vocabulary for all platforms: success, failure, pending, error or unknown."""
    payment_platform_status: Annotated[str | None, Dimension()] = None
    """How it went, in the platform's own words."""
    payment_gateway: Annotated[str | None, Dimension()] = None
    """Who moved the money, such as 'shopify_payments' or 'stripe'."""
    payment_gateway_reference: str | None = None
    """The transaction's id at the gateway."""
    payment_card_brand: Annotated[str | None, Dimension()] = None
    """The brand of the card that was used, in the platform's own words."""
    payment_amount: Decimal | None = None
    """The transaction's amount in its currency, positive whichever way the money went."""
    payment_paid_amount: Annotated[Decimal | None, Measure("paid", unit="currency"), Computed()] = None
    """What the merchant got by it: the amount of a successful capture or sale, less than 0 for a successful refund, and 0 for
    authorizations, voids and attempts that did not succeed; in the payment's currency."""
    payment_succeeded: Annotated[int | None, Measure("successful_payments"), Computed()] = None
    """1 when the transaction succeeded, else 0."""
    payment_currency: Annotated[str | None, Dimension(), Inherited("payment_order_id", "order_currency")] = None
    """Currency of the payment's amounts (ISO 4217): that of the order where the platform tells none."""
    payment_is_test: Annotated[bool | None, Dimension()] = None
    """Whether the transaction moved no real money."""

    measures = (
        Count("payments", "Number of transactions at shops."),
        Ratio("payment_success_rate", "successful_payments", "payments", "Share of transactions that succeeded, 0 to 1."),
    )

    settle = _settle
