from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import ibis
import pytest
from syrupy.assertion import SnapshotAssertion

from contracts.entities.buyer import Buyer
from contracts.entities.person import AMOUNT, REFUNDED, Person
from contracts.logic import Logic, TenantLogic

from .across import INSTANT, MONEY, ORDERS, SqlFile, listed, opened, readable, schema, table

IDENTITIES = schema("identity", kind="string", value="string", member_key="string", person_id="string", person_key="string")
STAR_ORDERS = {**ORDERS, "order_person_key": "string", "order_day": "date", AMOUNT: MONEY, REFUNDED: MONEY}


@pytest.fixture(scope="module")
def connection() -> Any:
    return opened()


def at(month: int) -> datetime:
    return datetime(2024, month, 1, 12, tzinfo=UTC)


def identity(kind: str, value: str, person: str) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "identity_loaded_at": at(1),
        "identity_kind": kind,
        "identity_value": value,
        "identity_member_key": value,
        "identity_person_id": person,
        "identity_person_key": f"across:{person}",
    }


def order(id_: str, month: int | None, person: str = "rick", shop: str = "shop", **more: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "order_platform": "shopify",
        "order_connection": shop,
        "order_loaded_at": at(12),
        "order_key": f"{shop}:{id_}",
        "order_id": id_,
        "order_placed_at": month and at(month),
        "order_day": month and date(2024, month, 1),
        "order_total_amount": Decimal("20"),
        "order_currency": "USD",
        AMOUNT: Decimal("10"),
        REFUNDED: Decimal(0),
        "order_person_key": f"across:{person}",
        **more,
    }


def test_orders_of_a_person_are_numbered_over_all_shops(connection: Any) -> None:
    orders = [
        order("3", 3),
        order("1", 1),
        order("2", 3, shop="outlet"),
        order("4", 2, order_is_test=True),
        order("8", 2, order_status="voided"),
        order("5", 2, order_cancelled_at=at(3)),
        order("6", None),
        order("7", 2),
    ]
    owners = {
        "shop:3": "rick",
        "shop:1": "rick",
        "outlet:2": "rick",
        "shop:4": "rick",
        "shop:5": "rick",
        "shop:6": "rick",
        "shop:7": "morty",
        "shop:8": "rick",
    }
    others = {
        "order": table(connection, "orders", ORDERS, orders),
        "identity": table(connection, "identities", IDENTITIES, [identity("order", key, person) for key, person in owners.items()]),
    }
    rows = {row["buyer_order_key"]: row for row in listed(Buyer.derive(others, Logic()))}
    assert {key: row["buyer_person_key"].removeprefix("across:") for key, row in rows.items()} == owners
    assert {key: row["buyer_order_sequence"] for key, row in rows.items()} == {
        "shop:1": 1,
        "outlet:2": 2,
        "shop:3": 3,
        "shop:4": None,
        "shop:5": None,
        "shop:6": None,
        "shop:7": 1,
        "shop:8": None,
    }
    assert rows["shop:4"]["buyer_is_test"]
    assert (rows["shop:1"]["buyer_amount"], rows["shop:1"]["buyer_currency"]) == (20, "USD")


def test_a_person_and_what_it_ordered(connection: Any) -> None:
    known = [("customer", "shop:7"), ("customer", "outlet:9"), ("visitor", "web:v"), ("device", "d1"), ("device", "d2"), ("email", "e")]
    orders = [
        order("1", 2),
        order("2", 5, shop="outlet", **{REFUNDED: Decimal(4)}),
        order("3", 1, order_is_test=True),
        order("4", 1, order_cancelled_at=at(2)),
    ]
    others = {
        "order": table(connection, "star_orders", STAR_ORDERS, orders),
        "identity": table(
            connection, "identities", IDENTITIES, [*(identity(*one, "rick") for one in known), identity("visitor", "w", "x")]
        ),
    }
    rick, visitor = sorted(listed(Person.derive(others, Logic())), key=lambda row: str(row["person_key"]))
    assert {name.removeprefix("person_"): value for name, value in rick.items()} == {
        "tenant_slug": "acme",
        "key": "across:rick",
        "platform": "across",
        "connection": "across",
        "loaded_at": at(12),
        "id": "rick",
        "first_order_at": at(2),
        "last_order_at": at(5),
        "first_order_day": date(2024, 2, 1),
        "cohort_month": date(2024, 2, 1),
        "orders": 2,
        "lifetime_value": 16,
        "customers": 2,
        "visitors": 1,
        "devices": 2,
        "shops": 2,
    }
    assert (visitor["person_orders"], visitor["person_lifetime_value"], visitor["person_cohort_month"]) == (0, None, None)
    assert visitor["person_loaded_at"] == at(1)


@pytest.mark.parametrize("untold", [AMOUNT, REFUNDED])
def test_an_order_of_unknown_worth_is_left_out_of_a_persons(connection: Any, untold: str) -> None:
    others = {
        "order": table(connection, "star_orders", STAR_ORDERS, [order("1", 2), order("2", 3, **{untold: None})]),
        "identity": table(connection, "identities", IDENTITIES, [identity("customer", "shop:7", "rick")]),
    }
    [rick] = listed(Person.derive(others, Logic()))
    assert (rick["person_orders"], rick["person_lifetime_value"]) == (2, 10)


def test_orders_that_the_tenant_holds_for_tests_have_no_number(connection: Any) -> None:
    free, named = "order_total_amount == 0", "order_name == 'TEST'"
    logic = Logic((TenantLogic("acme", test_orders=(free, named)), TenantLogic("stark")))
    orders = [
        order("1", 1, order_total_amount=Decimal(0)),
        order("2", 2, order_name="TEST"),
        order("3", 3),
        order("4", 4, order_is_test=True),
        order("5", 5, order_is_test=False, order_total_amount=Decimal(0)),
        order("6", 1, tenant_slug="stark", order_name="TEST"),
    ]
    owners = [{**identity("order", told["order_key"], "rick"), "tenant_slug": told["tenant_slug"]} for told in orders]
    others = {
        "order": table(connection, "orders", ORDERS, orders),
        "identity": table(connection, "identities", IDENTITIES, owners),
    }
    found = {row["buyer_order_id"]: (row["buyer_is_test"], row["buyer_order_sequence"]) for row in listed(Buyer.derive(others, logic))}
    assert found == {"1": (True, None), "2": (True, None), "3": (False, 1), "4": (True, None), "5": (True, None), "6": (False, 1)}


def test_sql_of_buyers(snapshot: SnapshotAssertion) -> None:
    others = {"order": ibis.table(ORDERS, name="orders"), "identity": ibis.table(IDENTITIES, name="identities")}
    assert readable(Buyer.derive(others, Logic())) == snapshot(extension_class=SqlFile)


def test_sql_of_people(snapshot: SnapshotAssertion) -> None:
    others = {"order": ibis.table(STAR_ORDERS, name="orders"), "identity": ibis.table(IDENTITIES, name="identities")}
    derived = Person.derive(others, Logic())
    assert derived.schema()["person_first_order_at"] == ibis.dtype(INSTANT)
    assert readable(derived) == snapshot(extension_class=SqlFile)
