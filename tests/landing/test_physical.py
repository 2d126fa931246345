from __future__ import annotations

from typing import Annotated, Any

import pytest

from contracts.kinds import Kind
from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import Batch

from .conftest import Desk
from .shop_contracts import Shop
from .test_land import Given

PYTHON = {kind: Annotated[Any, kind] for kind in Kind}


def contract(kind: Kind) -> type[Source]:
    """A contract of orders whose column ``x`` has a kind."""
    return type(
        "Changing", (Shop,), {"__annotations__": {"x": PYTHON[kind] | None}, "__module__": __name__, "x": None}, object="orders", key="x"
    )


@pytest.mark.parametrize(
    ("old", "values", "new", "converted"),
    [
        (Kind.BIGINT, [2**62, -1], Kind.TEXT, [str(2**62), "-1"]),
        (Kind.BIGINT, [7, -1], Kind.DECIMAL, ["7.000000000000000000", "-1.000000000000000000"]),
        (Kind.BIGINT, [7], Kind.DOUBLE, ["7.0"]),
        (Kind.BIGINT, [7], Kind.JSON, ["7"]),
        (Kind.DECIMAL, ["1.50", "100", "-0.000000000000000002"], Kind.TEXT, ["1.5", "100", "-0.000000000000000002"]),
        (Kind.DECIMAL, ["100.5", "3"], Kind.JSON, ["100.5", "3"]),
        (Kind.DATE, ["2024-02-29"], Kind.TIMESTAMP, ["2024-02-29 00:00:00+00"]),
        (Kind.BOOL, [True], Kind.TEXT, ["true"]),
        (Kind.TEXT, ["7", "-1"], Kind.BIGINT, ["7", "-1"]),
        (Kind.TEXT, ["a", '{"b": 1}', "7"], Kind.JSON, ['"a"', '{"b": 1}', "7"]),
        (Kind.JSON, ["a", {"b": 1}, 7], Kind.TEXT, ["a", '{"b":1}', "7"]),
        (Kind.TEXT, ["2024-02-29"], Kind.DATE, ["2024-02-29"]),
    ],
)
def test_a_column_takes_the_kind_of_its_contract(desk: Desk, old: Kind, values: list[Any], new: Kind, converted: list[str]) -> None:
    desk.land(contract(old), Given(Batch([{"x": value} for value in [*values, None]], "a")))
    desk.land(contract(new), Given(Batch([{"x": None}], "b")))
    assert desk.orders("x::VARCHAR") == [*converted, None, None]


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        (Kind.TEXT, "abc", Kind.BIGINT),
        (Kind.TEXT, "007", Kind.BIGINT),
        (Kind.BIGINT, 2**53 + 1, Kind.DOUBLE),
        (Kind.DECIMAL, "0.5", Kind.BIGINT),
        (Kind.TIMESTAMP, "2024-01-01T05:00:00", Kind.DATE),
    ],
)
def test_a_value_is_never_lost_to_a_new_kind(desk: Desk, old: Kind, value: Any, new: Kind) -> None:
    desk.land(contract(old), Given(Batch([{"x": value}], "a")))
    before = desk.orders("x")
    with pytest.raises(LandingError, match="'x' holds") as caught:
        desk.land(contract(new), Given(Batch([{"x": None}], "b")))
    assert caught.value.where == "raw_tyrell_corp.shop__orders"
    assert desk.orders("x") == before
