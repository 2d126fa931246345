"""Shopify's refunds."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.refund import Refund
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.nested import elements, part, total
from contracts.sources.shopify.api import Shopify

REFUND = MappingProxyType(
    {
        "id": "int64",
        "order_id": "int64",
        "created_at": "timestamp('UTC')",
        "processed_at": "timestamp('UTC')",
        "note": "string",
        "transactions": "json",
        "refund_line_items": "json",
        "total_duties_set": "json",
    }
)
"""What is read of a refund where it is embedded in its order."""

_MONEY = "struct<amount: string, currency_code: string, currency: string>"
_MONEY_SET = f"struct<shop_money: {_MONEY}, presentment_money: {_MONEY}>"


def refund(*, rows: Rows) -> Mapping:
    """What a refund means, be it a record of its own or embedded in its order; ``rows`` ends with ``refund_parts``."""
    return Refund.mapping(
        rows=rows,
        refund_id=_.id.cast("string"),
        refund_order_id=_.order_id.cast("string"),
        refund_refunded_at=ibis.coalesce(_.processed_at, _.created_at),
        refund_amount=total(_.payments, lambda payment: ibis.coalesce(payment.amount_set.shop_money.amount, payment.amount)),
        refund_goods_amount=_.goods,
        refund_tax_amount=_.tax,
        refund_quantity=total(_["items"], lambda item: item.quantity),
        refund_currency=_.currency.upper(),
        refund_note=_.note,
    )


def refund_parts(refunds: ir.Table) -> ir.Table:
    """Refunds with the transactions that paid money back, and the items taken back, in the currency of these transactions.

    A customer who paid in another currency than the shop's is paid back in it, while items are priced in both.
    """
    attempts = elements(refunds.transactions, kind="string", status="string", amount="string", currency="string", amount_set=_MONEY_SET)
    items = elements(
        refunds.refund_line_items,
        subtotal="string",
        total_tax="string",
        quantity="string",
        subtotal_set=_MONEY_SET,
        total_tax_set=_MONEY_SET,
    )
    payments = attempts.filter(lambda attempt: (attempt.kind.lower() == "refund") & (attempt.status.lower() == "success"))
    read = refunds.mutate(payments=payments, items=items)
    paid_in = read.mutate(currency=_currency(read))
    return paid_in.mutate(
        goods=total(paid_in["items"], lambda item: _told_in(paid_in.currency, item.subtotal_set, item.subtotal)),
        tax=total(paid_in["items"], lambda item: _told_in(paid_in.currency, item.total_tax_set, item.total_tax)),
    )


def _currency(refunds: ir.Table) -> ir.Value:
    payment, item = refunds.payments[0], refunds["items"][0]
    return ibis.coalesce(
        payment.amount_set.shop_money.currency_code,
        payment.amount_set.shop_money.currency,
        payment.currency,
        item.subtotal_set.shop_money.currency_code,
        part(refunds.total_duties_set, "shop_money.currency_code"),
    )


def _told_in(currency: Any, told: Any, plain: Any) -> Any:
    """An amount in the currency, where it is told in two; the plain one is in the shop's."""
    foreign = (told.presentment_money.currency_code == currency) & (told.shop_money.currency_code != currency)
    return foreign.ifelse(told.presentment_money.amount, plain)


class ShopifyOrderRefund(Shopify, object="order_refunds", key="id", version="created_at", known_as=("refunds",)):
    """A refund with the money and the items that went back.

    Its payment may be pending first. It tells no time of that change, so what a later version of its order embeds goes before it.
    """

    # the refund
    id: int | None = None
    admin_graphql_api_id: str | None = None
    order_id: int | None = None
    user_id: int | None = None
    created_at: datetime | None = None
    processed_at: datetime | None = None
    note: str | None = None
    restock: bool | None = None
    linked_return: Json | None = Field(default=None, validation_alias=AliasChoices("return", "linked_return"))
    shop_url: str | None = None
    # its parts
    transactions: Json | None = None
    refund_line_items: Json | None = None
    refund_shipping_lines: Json | None = None
    order_adjustments: Json | None = None
    duties: Json | None = None
    total_duties_set: Json | None = None
    additional_fees: Json | None = None
    total_additional_fees_set: Json | None = None

    feeds = (refund(rows=refund_parts),)
