"""Customer: who orders in a shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import MONEY, Entity, Reads
from contracts.local_time import local_month
from contracts.logic import Logic
from contracts.order_totals import NO_SALE
from contracts.roles import Computed, Dimension, Key, TimeDimension

_NOTHING: Mapping[str, ir.Table] = MappingProxyType({})
_NO_LOGIC = Logic()
_TOLD = {
    "order": {"_orders": "int64", "_value": MONEY, "_first": "timestamp('UTC')", "_last": "timestamp('UTC')"},
    "identity": {"_person": "string"},
}


def _settle(customers: ir.Table, others: Mapping[str, ir.Table] = _NOTHING, logic: Logic = _NO_LOGIC) -> ir.Table:
    """Customers with what they ordered, and the person that they are; ``others`` are order and identity, each where there is one."""
    told = customers
    for name, read in (("order", _bought), ("identity", _person)):
        if name in others:
            part = read(others[name]).view()
            both = told.left_join(part, [told.tenant_slug == part["_tenant"], told.customer_key == part["_customer"]])
            told = both.select(*told.columns, *_TOLD[name])
        else:
            told = told.mutate(**{column: ibis.null(type_) for column, type_ in _TOLD[name].items()})
    return told.select(
        *customers.columns,
        customer_person_key=told["_person"],
        customer_orders=told["_orders"].fill_null(0) if "order" in others else told["_orders"],
        customer_lifetime_value=told["_value"].cast(MONEY),
        customer_first_order_at=told["_first"],
        customer_last_order_at=told["_last"],
        customer_cohort_month=local_month(told["_first"], told.tenant_slug, logic),
    )


def _bought(orders: ir.Table) -> ir.Table:
    """One row a customer with orders that count: neither tests nor cancelled; money of several currencies has no sum."""
    sold = orders.filter(~orders.order_is_test.fill_null(False), ~orders.order_status.isin(NO_SALE).fill_null(False))
    value = (sold.order_total_amount - sold.order_refunded_amount).sum()
    refunded_abroad = (sold.order_total_amount.notnull() & sold.order_refunded_amount.isnull()).any()
    mixed = (sold.order_currency.min() != sold.order_currency.max()).fill_null(False) | refunded_abroad
    return sold.group_by(_tenant=sold.tenant_slug, _customer=sold.order_customer_key).aggregate(
        _orders=sold.count(),
        _value=mixed.ifelse(ibis.null(MONEY), value),
        _first=sold.order_placed_at.min(),
        _last=sold.order_placed_at.max(),
    )


def _person(identities: ir.Table) -> ir.Table:
    known = identities.filter(identities.identity_kind == "customer")
    grouped = known.group_by(_tenant=known.tenant_slug, _customer=known.identity_member_key)
    return grouped.aggregate(_person=known.identity_person_key.min())


class Customer(
    Entity,
    name="customer",
    table="dim_customers",
    reads=(Reads("order", by=("order_customer_key",)), Reads("identity", by=("identity_member_key",))),
):
    """One row a customer of a shop, in its newest state."""

    customer_id: Annotated[str | None, Key()] = None
    """The customer's id at the shop platform."""
    customer_person_key: Annotated[str | None, Computed()] = None
    """Key of the person that the customer is, over all shops and devices of the tenant."""
    customer_email: str | None = None
    """The customer's e-mail address, trimmed and in lower case."""
    customer_email_hash: str | None = None
    """SHA-256 of that address, as hexadecimal digits."""
    customer_first_name: str | None = None
    """The customer's first name."""
    customer_last_name: str | None = None
    """The customer's last name."""
    customer_country: Annotated[str | None, Dimension()] = None
    """Country of the customer's default address (ISO 3166 two-letter code where the platform sends it)."""
    customer_region: Annotated[str | None, Dimension()] = None
    """State or province of the customer's default address."""
    customer_city: Annotated[str | None, Dimension()] = None
    """City of the customer's default address."""
    customer_created_at: Annotated[datetime | None, TimeDimension()] = None
    """When the customer became known to the shop (UTC)."""
    customer_state: Annotated[str | None, Dimension()] = None
    """State of the customer's account in the platform's own words, such as 'enabled'."""
    customer_accepts_marketing: Annotated[bool | None, Dimension()] = None
    """Whether the customer agreed to receive marketing by e-mail."""
    customer_currency: str | None = None
    """Currency that the customer last paid in (ISO 4217)."""
    customer_orders: Annotated[int | None, Computed()] = None
    """Number of the customer's orders in the shop, without tests and those that were cancelled or never paid (voided)."""
    customer_lifetime_value: Annotated[Decimal | None, Computed()] = None
    """What these orders charged less what was refunded of them, in their currency; empty where they have several, or where
    some of it was refunded in another one."""
    customer_first_order_at: Annotated[datetime | None, TimeDimension(), Computed()] = None
    """When the first of these orders was placed (UTC)."""
    customer_last_order_at: Annotated[datetime | None, TimeDimension(), Computed()] = None
    """When the last of these orders was placed (UTC)."""
    customer_cohort_month: Annotated[date | None, Dimension(), Computed()] = None
    """First day of the month of the first order, in the tenant's time zone."""

    settle = _settle
