"""What tenants' expressions make of rows: each tenant's of its own alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.calculated import calculated, calculated_columns, extended, marked
from contracts.entities.order import Order
from contracts.entities.user import User
from contracts.logic import Logic, TenantLogic
from contracts.roles import Computed, Dimension, Measure

COLUMNS = {"tenant_slug": "string", "order_id": "string", "order_gross_amount": "decimal(38, 9)", "order_coupon": "string"}
NET = ("order", "order_half", "order_gross_amount / 2")
STAFF = ("order", "order_is_staff", "order_coupon == 'STAFF'")
LOGIC = Logic(
    (
        TenantLogic("acme", test_orders=("order_coupon == 'STAFF'", "order_gross_amount < 1"), calculated=(NET, STAFF)),
        TenantLogic("stark", test_orders=("order_coupon == 'STAFF'",), calculated=(("order", "order_half", "order_gross_amount * 0.4"),)),
        TenantLogic("umbra"),
    )
)


def table(*rows: tuple[str, str, str | None, str | None]) -> ir.Table:
    found = [(slug, id_, Decimal(amount) if amount else None, coupon) for slug, id_, amount, coupon in rows]
    schema = ibis.schema(COLUMNS).to_pyarrow()
    return ibis.memtable(pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in found], schema=schema))


ROWS = (
    ("acme", "1", "10", "STAFF"),
    ("acme", "2", "0.5", None),
    ("acme", "3", None, None),
    ("stark", "4", "0.5", "STAFF"),
    ("stark", "5", "0.5", ""),
    ("umbra", "6", "0.5", "STAFF"),
    ("gone", "7", "0.5", "STAFF"),
)


def told(rows: ir.Table, value: ir.Value) -> list[Any]:
    return list(rows.select("order_id", value=value).order_by("order_id").value.to_pyarrow().to_pylist())


def test_a_row_is_marked_where_one_of_its_own_tenants_expressions_holds() -> None:
    rows = table(*ROWS)
    assert told(rows, marked(rows, LOGIC, lambda t: t.test_orders)) == [True, True, False, True, False, False, False]


def test_without_expressions_nothing_is_marked() -> None:
    rows = table(*ROWS)
    assert told(rows, marked(rows, Logic((TenantLogic("acme"),)), lambda t: t.test_orders)) == [False] * 7


def test_a_calculated_column_is_null_for_tenants_without_it() -> None:
    rows = table(*ROWS)
    found = calculated(Order, rows, LOGIC)
    assert list(found) == ["order_half", "order_is_staff"]
    assert told(rows, found["order_half"]) == [Decimal(5), Decimal("0.25"), None, Decimal("0.2"), Decimal("0.2"), None, None]
    assert told(rows, found["order_is_staff"]) == [True, None, None, None, None, None, None]


def test_an_entity_without_calculated_columns_has_none() -> None:
    assert calculated(User, ibis.table({"tenant_slug": "string"}, name="t"), LOGIC) == {}
    assert calculated_columns(User, {}, LOGIC) == ()


def test_calculated_columns_are_described_by_what_they_compute() -> None:
    half, staff = calculated_columns(Order, COLUMNS, LOGIC)
    assert (half.name, half.dtype, half.roles) == ("order_half", "decimal(38, 9)", (Measure("order_half"), Computed()))
    assert half.description == "Calculated, by each tenant in its own way."
    assert (staff.name, staff.dtype, staff.roles) == ("order_is_staff", "boolean", (Dimension(), Computed()))
    assert staff.description == "Calculated: order_coupon == 'STAFF'."


def test_an_entity_is_extended_by_its_calculated_columns_alone() -> None:
    more = extended(Order, COLUMNS, LOGIC)
    added = [column for column in more.columns if column not in Order.columns]
    assert (added, len(more.columns)) == ([*calculated_columns(Order, COLUMNS, LOGIC)], len(Order.columns) + 2)
    kept = ("name", "table", "reads", "group", "settle", "promises", "measures", "history", "by_tenant", "__doc__")
    assert [getattr(more, name) for name in kept] == [getattr(Order, name) for name in kept]
    assert extended(User, COLUMNS, LOGIC) is User


@settings(max_examples=10)
@given(order=st.permutations(LOGIC.tenants), rows=st.permutations(ROWS))
def test_neither_the_order_of_tenants_nor_of_rows_matters(order: list[TenantLogic], rows: list[Any]) -> None:
    found, usual = table(*rows), table(*ROWS)
    logic = Logic(tuple(order))
    assert told(found, calculated(Order, found, logic)["order_half"]) == told(usual, calculated(Order, usual, LOGIC)["order_half"])


@pytest.mark.parametrize("value", [lambda rows: marked(rows, LOGIC, lambda t: t.test_orders), lambda rows: calculated(Order, rows, LOGIC)])
def test_nothing_of_another_tenant_can_be_read(value: Any) -> None:
    """Rows of one tenant give the same whether others stand beside them or not."""
    alone, beside = table(*(row for row in ROWS if row[0] == "acme")), table(*ROWS)
    expressions = [value(alone), value(beside)]
    for one, other in [expressions] if isinstance(expressions[0], ir.Value) else zip(*(e.values() for e in expressions), strict=True):
        assert told(alone, one) == told(beside, other)[:3]
