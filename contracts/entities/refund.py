"""Refund: money given back for an order."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Count, Dimension, Inherited, Key, Measure, Reference, TimeDimension


class Refund(Entity, name="refund", table="fct_refunds"):
    """One row a refund; it happens on its own day, not on that of its order."""

    refund_id: Annotated[str | None, Key()] = None
    """The refund's id at the shop platform."""
    refund_order_id: Annotated[str | None, Reference("order")] = None
    """The id of the order that was refunded."""
    refund_refunded_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the refund was made (UTC)."""
    refund_amount: Annotated[Decimal | None, Measure("refunded", unit="currency")] = None
    """Money that went back to the customer, as a positive amount in the refund's currency; failed attempts do not count."""
    refund_goods_amount: Annotated[Decimal | None, Measure("refunded_goods", unit="currency")] = None
    """What the returned items had been sold for, in the refund's currency; with taxes where the order's amounts hold them."""
    refund_tax_amount: Annotated[Decimal | None, Measure("refunded_tax", unit="currency")] = None
    """Taxes of the returned items, in the refund's currency."""
    refund_quantity: Annotated[int | None, Measure("units_refunded")] = None
    """Number of units refunded."""
    refund_currency: Annotated[str | None, Dimension(), Inherited("refund_order_id", "order_currency")] = None
    """Currency of the refund's amounts (ISO 4217): that of the order where the refund tells none."""
    refund_note: str | None = None
    """The merchant's reason for the refund."""

    measures = (Count("refunds", "Number of refunds."),)
