from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contracts.entities.payment import Payment
from contracts.roles import Computed

PAYMENTS = {column.name: column.dtype for column in Payment.columns if not column.role(Computed)}


@pytest.mark.parametrize(
    ("kind", "status", "paid"),
    [
        ("sale", "success", 20),
        ("capture", "success", 20),
        ("refund", "success", -20),
        ("change", "success", -20),
        ("authorization", "success", 0),
        ("void", "success", 0),
        ("unknown", "success", 0),
        (None, "success", 0),
        ("sale", "failure", 0),
        ("refund", "pending", 0),
        ("sale", None, 0),
    ],
)
def test_what_a_payment_moved(made: Any, kind: str | None, status: str | None, paid: int) -> None:
    payments = made(PAYMENTS, {"payment_kind": kind, "payment_status": status, "payment_amount": Decimal(20)})
    assert Payment.settle is not None
    [row] = Payment.settle(payments).to_pyarrow().to_pylist()
    assert (row["payment_amount"], row["payment_paid_amount"], row["payment_succeeded"]) == (20, paid, int(status == "success"))


def test_an_amount_that_is_not_told_moved_nothing_that_is_known(made: Any) -> None:
    assert Payment.settle is not None
    [row] = Payment.settle(made(PAYMENTS, {"payment_kind": "sale", "payment_status": "success"})).to_pyarrow().to_pylist()
    assert row["payment_paid_amount"] is None
