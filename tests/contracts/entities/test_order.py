from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.entities.order import Order, lines_differ, parts_differ
from contracts.logic import Logic, TenantLogic
from contracts.order_totals import settle
from contracts.roles import Computed

MONEY = "decimal(38, 9)"
ORDERS = {
    "tenant_slug": "string",
    "order_key": "string",
    **{column.name: column.dtype for column in Order.columns if not column.role(Computed)},
}
REFUNDS = {
    "tenant_slug": "string",
    "refund_order_key": "string",
    "refund_amount": MONEY,
    "refund_goods_amount": MONEY,
    "refund_tax_amount": MONEY,
    "refund_currency": "string",
}
LINES = {
    "tenant_slug": "string",
    "order_line_order_key": "string",
    "order_line_quantity": "int64",
    **{f"order_line_{part}_amount": MONEY for part in ("total", "tax", "cost", "margin")},
}
PAYMENTS = {"tenant_slug": "string", "payment_order_key": "string", "payment_paid_amount": MONEY, "payment_currency": "string"}
BUYERS = {"tenant_slug": "string", "buyer_order_key": "string", "buyer_person_key": "string", "buyer_order_sequence": "int64"}
PLACE = ("source", "medium", "campaign", "channel", "session_key")
CREDITS = {
    "tenant_slug": "string",
    "attribution_order_key": "string",
    "attribution_model": "string",
    "attribution_credit": "float64",
    "attribution_touched_at": "timestamp('UTC')",
    **{f"attribution_{name}": "string" for name in PLACE},
}
RATES = {
    "tenant_slug": "string",
    "exchange_rate_date": "date",
    "exchange_rate_currency": "string",
    "exchange_rate_rate": MONEY,
    "exchange_rate_inverse": MONEY,
}
OTHERS = {"refund": REFUNDS, "order_line": LINES, "payment": PAYMENTS, "buyer": BUYERS, "attribution": CREDITS, "exchange_rate": RATES}
COMPUTED = [column.name for column in Order.columns if column.role(Computed)]
REPORTED = [name for name in COMPUTED if name.endswith("_reported")]
OWN = [name for name in COMPUTED if name not in REPORTED]
"""Columns that need no rates."""


def order(key: str = "shop:1", **told: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "order_key": key,
        "order_currency": "EUR",
        "order_tax_included": False,
        "order_gross_amount": Decimal(100),
        "order_discount_amount": Decimal(10),
        "order_tax_amount": Decimal(9),
        **told,
    }


def refund(amount: Any, goods: Any = None, tax: Any = None, currency: str | None = "EUR", key: str = "shop:1") -> dict[str, Any]:
    amounts = {"refund_amount": amount, "refund_goods_amount": goods, "refund_tax_amount": tax}
    return {"tenant_slug": "acme", "refund_order_key": key, "refund_currency": currency, **amounts}


def line(quantity: int | None, total: Any, tax: Any = None, cost: Any = None, margin: Any = None) -> dict[str, Any]:
    amounts = {"total": total, "tax": tax, "cost": cost, "margin": margin}
    told = {f"order_line_{name}_amount": value for name, value in amounts.items()}
    return {"tenant_slug": "acme", "order_line_order_key": "shop:1", "order_line_quantity": quantity, **told}


def settled(orders: ir.Table, logic: Logic | None = None, **others: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = settle(orders, others, logic or Logic()).order_by("tenant_slug", "order_key").to_pyarrow().to_pylist()
    return rows


def test_an_order_alone(made: Any) -> None:
    [row] = settled(made(ORDERS, order()))
    assert {name: row[name] for name in OWN if row[name] is not None} == {"order_refunded_amount": 0, "order_net_amount": 90}
    assert list(row) == [*ORDERS, *(name for name in row if name in OWN)]
    assert set(row) == {*ORDERS, *OWN}


@pytest.mark.parametrize("known", [{}, OTHERS, {name: OTHERS[name] for name in ("order_line", "attribution")}], ids=["none", "all", "two"])
def test_what_settles_has_the_types_that_the_entity_declares(known: dict[str, dict[str, str]]) -> None:
    told = COMPUTED if "exchange_rate" in known else OWN
    types = {column.name: column.dtype for column in Order.columns if column.name in told}
    others = {name: ibis.table(columns, name=name) for name, columns in known.items()}
    schema = settle(ibis.table(ORDERS, name="orders"), others, Logic()).schema()
    assert {name: schema[name] for name in types} == dict(ibis.schema(types).items())


def test_lines_and_refunds_of_an_order(made: Any) -> None:
    lines = made(LINES, line(2, Decimal(60), Decimal(6), Decimal(25), Decimal(35)), line(1, Decimal(30), Decimal(3)))
    refunds = made(REFUNDS, refund(Decimal(22), Decimal(20), Decimal(2)), refund(Decimal(5)))
    [row, other] = settled(made(ORDERS, order(), order("shop:2")), refund=refunds, order_line=lines)
    assert {name: row[name] for name in OWN if row[name] is not None} == {
        "order_units": 3,
        "order_lines_amount": 90,
        "order_refunded_amount": 27,
        "order_net_amount": 70,
        "order_cost_amount": 25,
        "order_margin_amount": 35,
    }
    assert (other["order_units"], other["order_lines_amount"], other["order_refunded_amount"]) == (None, None, 0)


def test_a_line_without_a_total_leaves_no_sum(made: Any) -> None:
    [row] = settled(made(ORDERS, order()), order_line=made(LINES, line(1, Decimal(90)), line(None, None)))
    assert (row["order_lines_amount"], row["order_units"], row["order_cost_amount"]) == (None, 1, None)


@pytest.mark.parametrize(
    ("lines", "refunds", "net"),
    [
        # Of the order's taxes of 9 one may be on shipping: the lines tell 8.
        ([(1, Decimal(90), Decimal(8))], [], 82),
        ([], [], 81),
        ([(1, Decimal(90), Decimal(8))], [(Decimal(45), Decimal(45), Decimal(4))], 41),
    ],
    ids=["taxes of lines", "taxes of the order", "half went back"],
)
def test_net_sales_hold_no_taxes(made: Any, lines: list[Any], refunds: list[Any], net: int) -> None:
    others = {"order_line": made(LINES, *(line(*told) for told in lines)), "refund": made(REFUNDS, *(refund(*told) for told in refunds))}
    [row] = settled(made(ORDERS, order(order_tax_included=True)), **others)
    assert row["order_net_amount"] == net


@pytest.mark.parametrize(
    ("currencies", "refunded"), [(["EUR", None], Decimal(15)), (["USD", None], None), (["EUR", "USD"], None), ([None, None], Decimal(15))]
)
def test_money_of_several_currencies_has_no_sum(made: Any, currencies: list[str | None], refunded: Decimal | None) -> None:
    rows = [refund(amount, currency=currency) for amount, currency in zip((Decimal(5), Decimal(10)), currencies, strict=True)]
    [row] = settled(made(ORDERS, order()), refund=made(REFUNDS, *rows))
    assert (row["order_refunded_amount"], row["order_net_amount"] is None) == (refunded, refunded is None)


def test_what_was_paid(made: Any) -> None:
    def paid(key: str, amount: int, currency: str = "EUR") -> dict[str, Any]:
        return {"tenant_slug": "acme", "payment_order_key": key, "payment_paid_amount": Decimal(amount), "payment_currency": currency}

    payments = made(PAYMENTS, paid("shop:1", 109), paid("shop:1", 0), paid("shop:1", -9), paid("shop:2", 5, "USD"))
    rows = settled(made(ORDERS, order(), order("shop:2"), order("shop:3")), payment=payments)
    assert [row["order_paid_amount"] for row in rows] == [100, None, None]


def test_the_buyer_of_an_order(made: Any) -> None:
    def buyer(key: str, sequence: int | None) -> dict[str, Any]:
        return {"tenant_slug": "acme", "buyer_order_key": key, "buyer_person_key": "p", "buyer_order_sequence": sequence}

    buyers = made(BUYERS, buyer("shop:1", 1), buyer("shop:2", 2), buyer("shop:3", None))
    rows = settled(made(ORDERS, *(order(f"shop:{number}") for number in (1, 2, 3, 4))), buyer=buyers)
    told = [tuple(row[f"order_{name}"] for name in ("person_key", "sequence", "kind", "is_first")) for row in rows]
    assert told == [("p", 1, "first", 1), ("p", 2, "repeat", 0), ("p", None, None, None), (None, None, None, None)]


def test_money_is_told_in_the_tenants_currency_too_by_the_day_of_the_order(made: Any) -> None:
    logic = Logic((TenantLogic("acme", time_zone="Asia/Tokyo"), TenantLogic("stark", currency="EUR")))
    days = {date(2025, 1, 1): Decimal("1.25"), date(2025, 1, 2): Decimal("1.5")}
    rates = [dict(zip(RATES, ("acme", day, "EUR", rate, round(1 / rate, 9)), strict=True)) for day, rate in days.items()]
    noon, money = datetime(2025, 1, 1, 12, tzinfo=UTC), {"order_total_amount": Decimal(99)}
    rows = settled(
        made(
            ORDERS,
            order("1", order_placed_at=noon, **money),
            # In Tokyo it was the next day.
            order("2", order_placed_at=noon.replace(hour=20), **money),
            order("3", order_placed_at=noon, order_currency="GBP", **money),
            order("4", order_placed_at=noon, order_currency="USD", **money),
            order("5", **money),
            order("6", tenant_slug="stark", **money),
        ),
        logic,
        refund=made(REFUNDS, refund(Decimal(10), Decimal(10), key="1"), refund(Decimal(10), currency="GBP", key="2")),
        exchange_rate=made(RATES, *rates),
    )
    assert {row["order_key"]: tuple(row[name] for name in REPORTED) for row in rows} == {
        "1": (Decimal("123.75"), 100, Decimal("12.5")),
        "2": (Decimal("148.5"), None, None),
        "3": (None, None, None),
        "4": (99, 90, 0),
        "5": (None, None, None),
        "6": (99, 90, 0),
    }


def credit(session: str, share: float, hour: int = 0, model: str = "linear", tenant: str = "acme") -> dict[str, Any]:
    place = {f"attribution_{name}": f"{name} of {session}" for name in ("source", "medium", "campaign", "channel")}
    at = {"attribution_touched_at": datetime(2025, 1, 1, hour, tzinfo=UTC), "attribution_session_key": session}
    return {
        "tenant_slug": tenant,
        "attribution_order_key": "shop:1",
        "attribution_model": model,
        "attribution_credit": share,
        **place,
        **at,
    }


@pytest.mark.parametrize(
    ("credits", "session"),
    [
        ([credit("a", 0.3), credit("b", 0.7)], "b"),
        ([credit("b", 0.5, 9), credit("a", 0.5, 10), credit("c", 0.0, 11)], "a"),
        ([credit("a", 0.5), credit("b", 0.5)], "b"),
        ([credit("a", 0.4), credit("b", 1.0, model="last_touch")], "a"),
        ([credit("b", 1.0, model="last_touch")], None),
        ([credit("b", 1.0, tenant="stark")], None),
    ],
    ids=["greatest", "later", "of one instant", "of the tenant's model", "of another model", "of another tenant"],
)
def test_the_session_that_an_order_is_attributed_to(made: Any, credits: list[dict[str, Any]], session: str | None) -> None:
    logic = Logic((TenantLogic("acme", attribution_model="linear"), TenantLogic("stark")))
    [row] = settled(made(ORDERS, order()), logic, attribution=made(CREDITS, *credits))
    told = [row[f"order_{name}"] for name in PLACE]
    place = [*(f"{name} of {session}" for name in PLACE[:-1]), session]
    assert told == (place if session else [None] * 5)


def test_tenants_mark_their_own_test_orders(made: Any) -> None:
    logic = Logic((TenantLogic("acme", test_orders=("order_gross_amount == 0", "order_name == 'T7'")), TenantLogic("stark")))
    orders = made(
        ORDERS,
        order("1", order_gross_amount=Decimal(0)),
        order("2", order_name="T7"),
        order("3", order_is_test=True),
        order("4"),
        order("5", tenant_slug="stark", order_gross_amount=Decimal(0)),
        order("6", tenant_slug="stark", order_is_test=True),
    )
    found = {row["order_key"]: row["order_is_test"] for row in settled(orders, logic)}
    assert found == {"1": True, "2": True, "3": True, "4": False, "5": False, "6": True}


@settings(max_examples=40, deadline=None)
@given(
    refunds=st.lists(st.tuples(st.sampled_from("12"), st.integers(0, 10**9)), max_size=8),
    payments=st.lists(st.tuples(st.sampled_from("12"), st.integers(-(10**9), 10**9)), max_size=8),
)
def test_money_beside_orders_is_neither_lost_nor_doubled(
    made: Any, refunds: list[tuple[str, int]], payments: list[tuple[str, int]]
) -> None:
    cents = Decimal("0.01")
    back = made(REFUNDS, *(refund(amount * cents, key=key) for key, amount in refunds))
    paid = [{"tenant_slug": "acme", "payment_order_key": key, "payment_paid_amount": amount * cents} for key, amount in payments]
    rows = settled(made(ORDERS, order("1"), order("2")), refund=back, payment=made(PAYMENTS, *paid))
    assert [row["order_key"] for row in rows] == ["1", "2"]
    assert sum(row["order_refunded_amount"] for row in rows) == sum(amount for _, amount in refunds) * cents
    assert sum(row["order_paid_amount"] or 0 for row in rows) == sum(amount for _, amount in payments) * cents


@pytest.mark.parametrize(
    ("told", "differ"),
    [
        ({"order_total_amount": Decimal(99)}, False),
        ({"order_total_amount": Decimal("99.01")}, False),
        ({"order_total_amount": Decimal("99.02")}, True),
        ({"order_total_amount": Decimal(90), "order_tax_included": True}, False),
        ({"order_total_amount": Decimal(90), "order_tax_included": None}, False),
        ({"order_total_amount": Decimal(106), "order_shipping_amount": Decimal(5), "order_other_amount": Decimal(2)}, False),
        ({"order_total_amount": Decimal(104), "order_other_amount": Decimal(2)}, True),
        ({"order_total_amount": None}, False),
        ({"order_total_amount": Decimal(50), "order_gross_amount": None}, False),
    ],
)
def test_the_parts_of_an_order_make_its_total(made: Any, told: dict[str, Any], differ: bool) -> None:
    orders = made(ORDERS, order(**told))
    assert orders.select(bad=parts_differ(orders)).to_pyarrow().to_pylist() == [{"bad": differ}]


@pytest.mark.parametrize(
    ("lines", "other", "differ"),
    [
        ([Decimal(60), Decimal(30)], Decimal(0), False),
        ([Decimal("90.01")], Decimal(0), False),
        ([Decimal("90.02")], Decimal(0), True),
        ([Decimal("89.98")], Decimal(0), True),
        ([Decimal("89.98")], None, False),
        ([Decimal("90.02")], None, True),
        ([Decimal(60), None], Decimal(0), False),
        ([], Decimal(0), False),
    ],
)
def test_the_lines_of_an_order_make_its_goods(made: Any, lines: list[Decimal | None], other: Decimal | None, differ: bool) -> None:
    known = made(LINES, *(line(1, total) for total in lines))
    orders = settle(made(ORDERS, order(order_other_amount=other)), {"order_line": known}, Logic())
    assert orders.select(bad=lines_differ(orders)).to_pyarrow().to_pylist() == [{"bad": differ}]
