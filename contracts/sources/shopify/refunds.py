"""Shopify's refunds."""

from __future__ import annotations

from datetime import datetime

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.refund import Refund
from contracts.kinds import Json
from contracts.nested import elements, part, total
from contracts.sources.shopify.api import Shopify

_SHOP_MONEY = "struct<shop_money: struct<amount: string, currency_code: string, currency: string>>"


def _refund_parts(refunds: ir.Table) -> ir.Table:
    """Refunds with the transactions that paid money back, and the items taken back."""
    attempts = elements(refunds.transactions, kind="string", status="string", amount="string", currency="string", amount_set=_SHOP_MONEY)
    return refunds.mutate(
        payments=attempts.filter(lambda attempt: (attempt.kind.lower() == "refund") & (attempt.status.lower() == "success")),
        items=elements(refunds.refund_line_items, subtotal="string", total_tax="string", quantity="string", subtotal_set=_SHOP_MONEY),
    )


class ShopifyOrderRefund(Shopify, object="order_refunds", key="id", cursor="created_at", known_as=("refunds",)):
    """A refund with the money and the items that went back; it never changes."""

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

    feeds = (
        Refund.mapping(
            rows=_refund_parts,
            refund_id=_.id.cast("string"),
            refund_order_id=_.order_id.cast("string"),
            refund_refunded_at=ibis.coalesce(_.processed_at, _.created_at),
            refund_amount=total(_.payments, lambda payment: ibis.coalesce(payment.amount_set.shop_money.amount, payment.amount)),
            refund_goods_amount=total(_["items"], lambda item: item.subtotal),
            refund_tax_amount=total(_["items"], lambda item: item.total_tax),
            refund_quantity=total(_["items"], lambda item: item.quantity),
            refund_currency=ibis.coalesce(
                _.payments[0].amount_set.shop_money.currency_code,
                _.payments[0].amount_set.shop_money.currency,
                _.payments[0].currency,
                _["items"][0].subtotal_set.shop_money.currency_code,
                part(_.total_duties_set, "shop_money.currency_code"),
            ).upper(),
            refund_note=_.note,
        ),
    )
