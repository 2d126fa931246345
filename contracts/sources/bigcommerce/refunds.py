"""BigCommerce's refunds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
import ibis.expr.types as ir
from ibis import _

from contracts.entities.refund import Refund
from contracts.kinds import Json
from contracts.nested import amount, elements, summed, total
from contracts.sources.bigcommerce.api import BigCommerce


def _refund_parts(refunds: ir.Table) -> ir.Table:
    """Refunds with the payments that went through, and the products taken back beside shipping, handling, wrapping and fees."""
    attempts = elements(refunds.payments, amount="string", is_declined="boolean")
    parts = elements(refunds["items"], item_type="string", quantity="string", requested_amount="string")
    products = parts.filter(lambda part: part.item_type.upper() == "PRODUCT")
    return refunds.mutate(
        paid=attempts.filter(lambda attempt: ~attempt.is_declined.fill_null(False)),
        products=products,
        is_of_products=parts.length() == products.length(),
    )


class BigCommerceRefund(BigCommerce, object="refunds", key="id", cursor="created"):
    """A refund with the payments and the items that went back (V3); it never changes."""

    # the refund
    id: int | None = None
    order_id: int | None = None
    user_id: int | None = None
    created: datetime | None = None
    reason: str | None = None
    # money
    total_amount: Decimal | None = None
    total_tax: Decimal | None = None
    uses_merchant_override_values: bool | None = None
    # its parts
    items: Json | None = None
    payments: Json | None = None

    feeds = (
        Refund.mapping(
            rows=_refund_parts,
            refund_id=_.id.cast("string"),
            refund_order_id=_.order_id.cast("string"),
            refund_refunded_at=_.created,
            refund_amount=ibis.coalesce(total(_.paid, lambda payment: payment.amount), _.total_amount),
            # A part that is refunded by its quantity has no amount of its own.
            refund_goods_amount=_.is_of_products.ifelse(
                amount(_.total_amount) - amount(_.total_tax).fill_null(0), summed(_.products, lambda part: part.requested_amount)
            ),
            refund_tax_amount=_.total_tax,
            refund_quantity=total(_.products, lambda part: part.quantity).try_cast("int64"),
            refund_currency=None,  # that of the order
            refund_note=_.reason.nullif(""),
        ),
    )
