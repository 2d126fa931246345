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
    """Refunds with the payments that went through, and what the products taken back were sold for.

    A product that is refunded by its quantity has no amount of its own: then it is what the other parts leave, such as shipping.
    """
    attempts = elements(refunds.payments, amount="string", is_declined="boolean")
    parts = elements(refunds["items"], item_type="string", quantity="string", requested_amount="string")
    products = parts.filter(lambda part: part.item_type.upper() == "PRODUCT")
    untaxed = amount(refunds.total_amount) - amount(refunds.total_tax).fill_null(0)
    beside = parts.filter(lambda part: part.item_type.upper() != "PRODUCT")
    left = untaxed - total(beside, lambda part: part.requested_amount)
    asked = summed(products, lambda part: part.requested_amount)
    return refunds.mutate(
        paid=attempts.filter(lambda attempt: ~attempt.is_declined.fill_null(False)),
        products=products,
        goods=(products.length() == 0).ifelse(None, (beside.length() == 0).ifelse(untaxed, ibis.coalesce(asked, left))),
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
            refund_goods_amount=_.goods,
            refund_tax_amount=_.total_tax,
            refund_quantity=total(_.products, lambda part: part.quantity).try_cast("int64"),
            refund_currency=None,  # that of the order
            refund_note=_.reason.nullif(""),
        ),
    )
