"""Attribution: which sessions led to an order, and what part of it each model gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.attribution import credited, touches
from contracts.channels import UNASSIGNED
from contracts.entity import Entity, Promise, Reads
from contracts.local_time import local_day
from contracts.logic import Logic
from contracts.reporting import reported
from contracts.roles import Dimension, Key, Measure, Reference, TimeDimension

_OF_ORDER = ("tenant_slug", "attribution_order_key", "attribution_model")


def _attributed(others: Mapping[str, ir.Table], logic: Logic) -> ir.Table:
    """Attribution of buyers' orders to sessions of the star."""
    buyers, sessions = others["buyer"], others["session"]
    days = logic.told(buyers.tenant_slug, lambda tenant: tenant.attribution_days)
    touched = touches(_orders(buyers.mutate(days=days).view()), _visits(sessions))
    rows = _reported(credited(touched), others, logic)
    loaded = ibis.greatest(rows.order_loaded_at, rows.session_loaded_at.fill_null(rows.order_loaded_at))
    return rows.select(
        "tenant_slug",
        attribution_key=rows.order + "|" + rows.session.fill_null("") + "|" + rows.model,
        attribution_platform="platform",
        attribution_connection="connection",
        attribution_loaded_at=loaded,
        attribution_order_key="order",
        attribution_session_key="session",
        attribution_person_key="person",
        attribution_order_id="order_id",
        attribution_session_id="session_id",
        attribution_person_id="person_id",
        attribution_model="model",
        attribution_ordered_at="placed_at",
        attribution_touched_at="started_at",
        attribution_position=rows.session.notnull().ifelse(rows.position, ibis.null("int64")),
        attribution_touches="touches",
        attribution_days_before="days_before",
        attribution_source="source",
        attribution_medium="medium",
        attribution_campaign="campaign",
        attribution_channel=rows.channel.fill_null(UNASSIGNED),
        attribution_credit="credit",
        attribution_currency="currency",
        attribution_revenue="revenue",
        attribution_revenue_reported="reported",
        attribution_order_amount="amount",
        attribution_order_sequence="sequence",
        attribution_is_test="is_test",
    )


def _reported(rows: ir.Table, others: Mapping[str, ir.Table], logic: Logic) -> ir.Table:
    dated = rows.mutate(day=local_day(rows.placed_at, rows.tenant_slug, logic)).view()
    return reported(dated, others["exchange_rate"], logic, day="day", currency="currency", amounts={"reported": "revenue"}).view()


def _orders(buyers: ir.Table) -> ir.Table:
    kept = ("order_id", "person_id", "platform", "connection", "placed_at", "amount", "currency", "is_test")
    named = {"order": "buyer_order_key", "person": "buyer_person_key", "sequence": "buyer_order_sequence"}
    columns = {name: f"buyer_{name}" for name in kept}
    return buyers.select("tenant_slug", "days", order_loaded_at="buyer_loaded_at", **named, **columns)


def _visits(sessions: ir.Table) -> ir.Table:
    kept = ("started_at", "source", "medium", "campaign", "channel")
    columns = {name: f"session_{name}" for name in kept}
    named = {"session": "session_key", "person": "session_person_key"}
    return sessions.select("tenant_slug", "session_id", "session_loaded_at", **named, **columns)


def _unshared(rows: ir.Table) -> ir.Table:
    shared = rows.group_by(*_OF_ORDER).aggregate(credit=rows.attribution_credit.sum())
    return shared.filter(shared.credit.fill_null(0) != 1)


def _unspent(rows: ir.Table) -> ir.Table:
    sums = {"amount": rows.attribution_order_amount.max(), "revenue": rows.attribution_revenue.sum()}
    spent = rows.group_by(*_OF_ORDER).aggregate(**sums)
    return spent.filter(spent.revenue.fill_null(0) != spent.amount.fill_null(0))


class Attribution(
    Entity,
    name="attribution",
    table="fct_attribution",
    reads=(Reads("buyer", ("buyer_person_key",)), Reads("session", ("session_person_key",)), Reads("exchange_rate")),
    group=("attribution_person_key",),
):
    """One row an order, model and session that the model gives credit; of an order without a session, one row a model.

    Filter by one model: each gives the whole of every order.
    """

    attribution_order_id: Annotated[str | None, Key(), Reference("order")] = None
    """The id of the order."""
    attribution_session_id: Annotated[str | None, Key(), Reference("session")] = None
    """The id of the session; empty where no session of the person is known within the look-back."""
    attribution_model: Annotated[str | None, Key(), Dimension()] = None
    """How credit is shared: first_touch, last_touch, last_non_direct (the last session that is not direct, or else the last),
    linear (evenly), time_decay (half as much for seven days earlier) or position_based (40% to the first, 40% to the last)."""
    attribution_person_id: Annotated[str | None, Reference("person")] = None
    """The id of the person who ordered."""
    attribution_ordered_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the order was placed (UTC)."""
    attribution_touched_at: Annotated[datetime | None, TimeDimension()] = None
    """When the session began (UTC)."""
    attribution_position: int | None = None
    """Which of the order's sessions it is, 1 for the first."""
    attribution_touches: int | None = None
    """Number of sessions of the person within the look-back."""
    attribution_days_before: float | None = None
    """Days from the beginning of the session to the order."""
    attribution_source: Annotated[str | None, Dimension()] = None
    """Where the visit came from, such as google or newsletter."""
    attribution_medium: Annotated[str | None, Dimension()] = None
    """The kind of that source, such as cpc or email."""
    attribution_campaign: Annotated[str | None, Dimension()] = None
    """Name of the campaign that led to the visit."""
    attribution_channel: Annotated[str | None, Dimension()] = None
    """The channel of the visit; Unassigned for orders without a session, which nobody saw come in directly."""
    attribution_credit: Annotated[Decimal | None, Measure("attributed_orders")] = None
    """The part of the order that the session is given, 0 to 1; the parts of an order sum to 1 in each model."""
    attribution_currency: Annotated[str | None, Dimension()] = None
    """Currency of the order (ISO 4217)."""
    attribution_revenue: Annotated[Decimal | None, Measure("attributed_revenue", unit="currency")] = None
    """The part of the order's total amount that the session is given, in the order's currency, to the cent."""
    attribution_revenue_reported: Annotated[Decimal | None, Measure("attributed_revenue_reported", unit="reporting currency")] = None
    """The same in the currency that the tenant reports in; empty where there is no rate for the day."""
    attribution_order_amount: Decimal | None = None
    """The order's total amount, which its rows share in each model, in the order's currency."""
    attribution_order_sequence: int | None = None
    """Which of the person's orders it is, 1 for the first; empty for tests and cancelled orders."""
    attribution_is_test: Annotated[bool | None, Dimension()] = None
    """Whether the order was placed to test the shop."""

    derive = _attributed
    promises = (
        Promise("attribution_credit", "The credit of every order sums to 1 in every model.", _unshared),
        Promise("attribution_money", "The revenue of every order's rows sums to its amount in every model.", _unspent),
    )
