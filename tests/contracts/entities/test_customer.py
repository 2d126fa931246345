from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from contracts.entities.customer import Customer
from contracts.logic import Logic, TenantLogic
from contracts.roles import Computed

CUSTOMERS = {
    "tenant_slug": "string",
    "customer_key": "string",
    **{column.name: column.dtype for column in Customer.columns if not column.role(Computed)},
}
COMPUTED = {column.name: column.dtype for column in Customer.columns if column.role(Computed)}
ORDERS = {
    "tenant_slug": "string",
    "order_customer_key": "string",
    "order_placed_at": "timestamp('UTC')",
    "order_status": "string",
    "order_is_test": "boolean",
    "order_currency": "string",
    "order_total_amount": "decimal(38, 9)",
    "order_refunded_amount": "decimal(38, 9)",
}
IDENTITIES = {"tenant_slug": "string", "identity_kind": "string", "identity_member_key": "string", "identity_person_key": "string"}
RICK = {"tenant_slug": "acme", "customer_key": "shop:7"}
LOGIC = Logic((TenantLogic("acme", time_zone="America/Los_Angeles"), TenantLogic("stark")))


def order(day: int, total: int = 100, refunded: int | None = 0, **told: Any) -> dict[str, Any]:
    amounts = {"order_total_amount": Decimal(total), "order_refunded_amount": refunded}
    placed = {"order_customer_key": "shop:7", "order_placed_at": datetime(2025, 3, day, 5, tzinfo=UTC), "order_status": "paid"}
    return {"tenant_slug": "acme", "order_currency": "EUR", **placed, **amounts, **told}


def settled(customers: ir.Table, **others: ir.Table) -> list[dict[str, Any]]:
    assert Customer.settle is not None
    settle: Any = Customer.settle
    rows: list[dict[str, Any]] = settle(customers, others, LOGIC).order_by("tenant_slug", "customer_key").to_pyarrow().to_pylist()
    return [{name: row[name] for name in COMPUTED} for row in rows]


def test_what_a_customer_ordered(made: Any) -> None:
    orders = made(
        ORDERS,
        order(9, 50),
        order(1, 100, 30),
        order(2, order_is_test=True),
        order(20, order_status="cancelled"),
        order(21, order_status="voided"),
        order(22, order_customer_key="unknown"),
        order(23, tenant_slug="stark"),
    )
    [row] = settled(made(CUSTOMERS, RICK), order=orders)
    assert row == {
        "customer_person_key": None,
        "customer_orders": 2,
        "customer_lifetime_value": 120,
        "customer_first_order_at": datetime(2025, 3, 1, 5, tzinfo=UTC),
        "customer_last_order_at": datetime(2025, 3, 9, 5, tzinfo=UTC),
        # In Los Angeles it was still February.
        "customer_cohort_month": date(2025, 2, 1),
    }


def test_a_customer_without_orders_and_one_of_a_tenant_without_any(made: Any) -> None:
    [bare] = settled(made(CUSTOMERS, RICK), order=made(ORDERS))
    assert bare == {**dict.fromkeys(COMPUTED), "customer_orders": 0}
    [alone] = settled(made(CUSTOMERS, RICK))
    assert alone == dict.fromkeys(COMPUTED)


def test_values_of_several_currencies_have_no_sum(made: Any) -> None:
    [row] = settled(made(CUSTOMERS, RICK), order=made(ORDERS, order(1), order(2, order_currency="USD")))
    assert (row["customer_orders"], row["customer_lifetime_value"]) == (2, None)


def test_money_refunded_in_another_currency_leaves_no_value(made: Any) -> None:
    [row] = settled(made(CUSTOMERS, RICK), order=made(ORDERS, order(1), order(2, refunded=None)))
    assert (row["customer_orders"], row["customer_lifetime_value"]) == (2, None)


def test_the_person_that_a_customer_is(made: Any) -> None:
    def identity(kind: str, member: str, person: str, tenant: str = "acme") -> dict[str, Any]:
        told = {"identity_kind": kind, "identity_member_key": member, "identity_person_key": person}
        return {"tenant_slug": tenant, **told}

    identities = made(
        IDENTITIES, identity("customer", "shop:7", "p"), identity("user", "shop:7", "q"), identity("customer", "shop:7", "r", "stark")
    )
    rows = settled(made(CUSTOMERS, RICK, {**RICK, "customer_key": "shop:8"}), identity=identities)
    assert [row["customer_person_key"] for row in rows] == ["p", None]


@pytest.mark.parametrize("known", [(), ("order",), ("identity",), ("order", "identity")])
def test_what_settles_has_the_types_that_the_entity_declares(known: tuple[str, ...]) -> None:
    settle: Any = Customer.settle
    others = {name: ibis.table({"order": ORDERS, "identity": IDENTITIES}[name], name=name) for name in known}
    schema = settle(ibis.table(CUSTOMERS, name="customers"), others, LOGIC).schema()
    assert {name: schema[name] for name in COMPUTED} == dict(ibis.schema(COMPUTED).items())
