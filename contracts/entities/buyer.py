"""Buyer: who placed an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.calculated import marked
from contracts.entity import Entity, Promise, Reads
from contracts.logic import Logic
from contracts.order_totals import NO_SALE
from contracts.roles import Dimension, Key, Reference, TimeDimension


def _buyers(others: Mapping[str, ir.Table], logic: Logic) -> ir.Table:
    """Buyers of unified orders, by the identities of the orders."""
    told, identities = others["order"], others["identity"]
    orders = told.mutate(_test=(told.order_is_test | marked(told, logic, lambda tenant: tenant.test_orders)).fill_null(False)).view()
    named = identities.filter(identities.identity_kind == "order")
    known = named.select("tenant_slug", order_key="identity_member_key", id="identity_person_id", key="identity_person_key")
    bought = orders.join(known, ["tenant_slug", "order_key"])
    sold = bought.order_cancelled_at.isnull() & ~bought.order_status.isin(NO_SALE).fill_null(False)
    counts = ~bought["_test"] & sold & bought.order_placed_at.notnull()
    rows = bought.mutate(counts=counts).view()
    first_to_last = ibis.window(group_by=[rows.tenant_slug, rows.key, rows.counts], order_by=[rows.order_placed_at, rows.order_key])
    sequence = ibis.row_number().over(first_to_last) + 1
    return rows.select(
        "tenant_slug",
        buyer_platform="order_platform",
        buyer_connection="order_connection",
        buyer_loaded_at="order_loaded_at",
        buyer_order_key="order_key",
        buyer_person_key="key",
        buyer_order_id="order_id",
        buyer_person_id="id",
        buyer_placed_at="order_placed_at",
        buyer_amount="order_total_amount",
        buyer_currency="order_currency",
        buyer_is_test=rows["_test"],
        buyer_order_sequence=rows.counts.ifelse(sequence, ibis.null("int64")),
    )


class Buyer(
    Entity,
    name="buyer",
    table="dim_buyers",
    reads=(Reads("order", stage="unified"), Reads("identity")),
):
    """One row an order with the person who placed it; an order that shares no identifier with others is a person of its own."""

    buyer_order_id: Annotated[str | None, Key(), Reference("order")] = None
    """The id of the order."""
    buyer_person_id: Annotated[str | None, Reference("person")] = None
    """The id of the person who placed it."""
    buyer_placed_at: Annotated[datetime | None, TimeDimension()] = None
    """When the order was placed (UTC)."""
    buyer_amount: Decimal | None = None
    """What was charged, in the order's currency."""
    buyer_currency: Annotated[str | None, Dimension()] = None
    """Currency of the order (ISO 4217)."""
    buyer_is_test: Annotated[bool | None, Dimension()] = None
    """Whether the order was placed to test the shop."""
    buyer_order_sequence: int | None = None
    """Which of the person's orders it is over all shops, 1 for the first; empty for tests, cancelled and voided orders."""

    derive = _buyers
    promises = (
        Promise(
            "buyer_person",
            "Every order belongs to a person.",
            lambda rows: rows.filter(rows.buyer_person_key.isnull()),
        ),
    )
