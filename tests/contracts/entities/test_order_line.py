from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contracts.entities.order_line import OrderLine
from contracts.roles import Computed

LINES = {column.name: column.dtype for column in OrderLine.columns if not column.role(Computed)}


@pytest.mark.parametrize(
    ("included", "unit_cost", "cost", "margin"),
    [
        (False, Decimal("4.123456"), Decimal("12.370368"), Decimal("77.629632")),
        (True, Decimal(4), Decimal(12), Decimal(70)),
        (None, Decimal(4), Decimal(12), Decimal(78)),
        (True, None, None, None),
        (False, Decimal(0), Decimal(0), Decimal(90)),
    ],
    ids=["taxes beside", "taxes within", "not told", "no cost", "for nothing"],
)
def test_the_margin_of_a_line(made: Any, included: bool | None, unit_cost: Any, cost: Any, margin: Any) -> None:
    told = {"total_amount": Decimal(90), "tax_amount": Decimal(8), "quantity": 3, "tax_included": included, "unit_cost": unit_cost}
    assert OrderLine.settle is not None
    [row] = OrderLine.settle(made(LINES, {f"order_line_{name}": value for name, value in told.items()})).to_pyarrow().to_pylist()
    assert (row["order_line_cost_amount"], row["order_line_margin_amount"]) == (cost, margin)
