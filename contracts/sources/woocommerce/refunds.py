"""WooCommerce's refunds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.payment import Payment
from contracts.entities.refund import Refund
from contracts.kinds import Json
from contracts.nested import elements, total
from contracts.sources.woocommerce.api import WooCommerce, owner_id


def _with_items(refunds: ir.Table) -> ir.Table:
    """Refunds with the items taken back: what they count and cost is negative there, and positive in the refund's own amount."""
    return refunds.mutate(items=elements(refunds.line_items, total="string", total_tax="string", quantity="string"))


_ORDER_ID = ibis.coalesce(_.order_id.nullif(0).cast("string"), owner_id(_.links))


class WooCommerceRefund(WooCommerce, object="refunds", key="id", cursor="date_created_gmt"):
    """A refund with the items that went back; it never changes."""

    # the refund
    id: int | None = None
    order_id: int | None = Field(default=None, validation_alias=AliasChoices("_order_id", "order_id", "parent_id"))
    """The refunded order: connectors add it, /refunds (WooCommerce 9) calls it parent_id, the sub-resource of an order leaves it out."""
    date_created: str | None = None
    date_created_gmt: datetime | None = None
    amount: Decimal | None = None
    reason: str | None = None
    refunded_by: int | None = None
    refunded_payment: bool | None = None
    api_refund: bool | None = None
    links: Json | None = None
    # its parts
    line_items: Json | None = None
    shipping_lines: Json | None = None
    fee_lines: Json | None = None
    tax_lines: Json | None = None
    # what plugins add
    meta_data: Json | None = None

    feeds = (
        Refund.mapping(
            rows=_with_items,
            refund_id=_.id.cast("string"),
            refund_order_id=_ORDER_ID,
            refund_refunded_at=_.date_created_gmt,
            refund_amount=_.amount.abs(),
            refund_goods_amount=total(_["items"], lambda item: item.total).abs(),
            refund_tax_amount=total(_["items"], lambda item: item.total_tax).abs(),
            refund_quantity=total(_["items"], lambda item: item.quantity).abs().try_cast("int64"),
            refund_currency=None,  # that of the order
            refund_note=_.reason.nullif(""),
        ),
        Payment.mapping(
            payment_id=_.id.cast("string"),  # orders and their refunds are numbered together
            payment_order_id=_ORDER_ID,
            payment_processed_at=_.date_created_gmt,
            payment_kind="refund",
            payment_status="success",
            payment_platform_status=None,
            payment_gateway=None,
            payment_gateway_reference=None,
            payment_card_brand=None,
            payment_amount=_.amount.abs(),
            payment_currency=None,  # that of the order
            payment_is_test=None,
        ),
    )
