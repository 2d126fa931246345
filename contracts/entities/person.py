"""Person: who a tenant's customers are, over its shops and their visitors' browsers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Reads
from contracts.logic import Logic
from contracts.order_totals import NO_SALE
from contracts.roles import Dimension, Key, TimeDimension

AMOUNT = "order_total_reported"
"""The column of orders with what was charged, in the tenant's currency."""

REFUNDED = "order_refunded_reported"
"""The column of orders with what went back of it."""


def _people(others: Mapping[str, ir.Table], _: Logic) -> ir.Table:
    """People of identities, with what they ordered."""
    identities, orders = others["identity"], others["order"]
    known = _known(identities)
    bought = _bought(orders)
    rows = known.left_join(bought, ["tenant_slug", "person_key"])
    return rows.select(
        "tenant_slug",
        "person_key",
        person_platform=ibis.literal("across"),
        person_connection=ibis.literal("across"),
        person_loaded_at=ibis.greatest(rows.loaded_at, rows.ordered_loaded_at.fill_null(rows.loaded_at)),
        person_id="person_id",
        person_first_order_at="first_at",
        person_last_order_at="last_at",
        person_first_order_day="first_day",
        person_cohort_month="cohort_month",
        person_orders=rows.orders.fill_null(0),
        person_lifetime_value="value",
        person_customers="customers",
        person_visitors="visitors",
        person_devices="devices",
        person_shops=rows.shops.fill_null(0),
    )


def _known(identities: ir.Table) -> ir.Table:
    kinds = {"customers": "customer", "visitors": "visitor", "devices": "device"}
    told = identities.filter(identities.identity_person_key.notnull())
    return told.group_by("tenant_slug", person_key="identity_person_key").aggregate(
        person_id=told.identity_person_id.min(),
        loaded_at=told.identity_loaded_at.max(),
        **{name: told.count(where=told.identity_kind == kind) for name, kind in kinds.items()},
    )


def _bought(orders: ir.Table) -> ir.Table:
    """What people ordered, without tests and cancelled orders."""
    tested = orders.order_is_test.fill_null(False)
    sold = orders.order_cancelled_at.isnull() & ~orders.order_status.isin(NO_SALE).fill_null(False)
    told = orders.filter(~tested & sold & orders.order_placed_at.notnull())
    return told.group_by("tenant_slug", person_key="order_person_key").aggregate(
        ordered_loaded_at=told.order_loaded_at.max(),
        orders=told.count(),
        first_at=told.order_placed_at.min(),
        first_day=told.order_day.min(),
        last_at=told.order_placed_at.max(),
        cohort_month=told.order_day.min().truncate("M").cast("date"),
        value=(told[AMOUNT] - told[REFUNDED]).sum(),
        shops=told.order_connection.nunique(),
    )


class Person(
    Entity,
    name="person",
    table="dim_people",
    reads=(Reads("identity", ("identity_person_key",)), Reads("order", ("order_person_key",))),
):
    """One row a person: customers, orders and visitors of a tenant that share an identifier."""

    person_id: Annotated[str | None, Key()] = None
    """The person's id: 32 hexadecimal digits made of the person's smallest identifier."""
    person_first_order_at: Annotated[datetime | None, TimeDimension()] = None
    """When the person first ordered (UTC), tests and cancelled orders aside, as in all that is said of orders here."""
    person_last_order_at: Annotated[datetime | None, TimeDimension()] = None
    """When the person last ordered (UTC)."""
    person_first_order_day: Annotated[date | None, Dimension()] = None
    """Day of the person's first order, in the tenant's time zone."""
    person_cohort_month: Annotated[date | None, TimeDimension()] = None
    """First day of the month of the person's first order, in the tenant's time zone."""
    person_orders: int | None = None
    """Number of the person's orders."""
    person_lifetime_value: Decimal | None = None
    """What the person was charged for all orders less what was refunded of them, in the tenant's currency; without orders of which
    either is not known in it."""
    person_customers: int | None = None
    """Number of customer records that are the person."""
    person_visitors: int | None = None
    """Number of visitors, as analytics tools count them, that are the person."""
    person_devices: int | None = None
    """Number of browsers and app installations that the person was seen on."""
    person_shops: Annotated[int | None, Dimension()] = None
    """Number of shops that the person ordered in."""

    derive = _people
