"""The fast lane says what the normaliser says, or nothing."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
import simplejson
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.kinds import Kind, Unit
from contracts.normalise import normalise
from engine.landing import lanes

DIGITS = st.from_regex(r"\A[-+]?[0-9_]{0,22}(\.[0-9]{0,21})?([eE][-+]?[0-9]{1,3})?\Z")
DAYS = st.from_regex(r"\A[0-9]{4}-?[0-9]{2}-?[0-9]{2}\Z") | st.dates().map(str) | st.dates().map(lambda day: day.strftime("%Y%m%d"))
INSTANTS = st.datetimes().map(lambda at: at.isoformat()) | st.from_regex(
    r"\A[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,9})?(Z|z|[+-][0-9]{2}:?[0-9]{0,2})?\Z"
)
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
JSON = NESTED.map(simplejson.dumps) | st.sampled_from(
    ['{"a": NaN}', "[1,]", "[Infinity]", '{"a":"\\ud83d"}', '["a",]', "[-inf]", "{'a':1}", "[01]", "null", "[] x"]
)
WORDS = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "\x1f",
        "true",
        "TRUE",
        "t",
        "False",
        "no",
        "1",
        "0",
        "00",
        "nan",
        "inf",
        "-0",
        "007",
        "١٢",
        "1,5",
        "1,234",
        "1,234.5",
        "--",
        "1_000",
        "0x1",
        "9" * 19,
        "\u00a0",
    ]
)
TEXTS = DIGITS | DAYS | INSTANTS | JSON | WORDS | st.text(max_size=8)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
WIRES = st.one_of(
    st.tuples(st.just(pl.String()), TEXTS),
    st.tuples(st.just(pl.Int64()), INTEGERS | st.sampled_from([0, 1, 20240229, 20230230])),
    st.tuples(st.just(pl.UInt64()), st.integers(0, 2**64 - 1)),
    st.tuples(st.just(pl.Int8()), st.integers(-128, 127)),
    st.tuples(st.just(pl.Float64()), st.floats() | st.floats(-1e6, 1e6) | INTEGERS.map(float)),
    st.tuples(st.just(pl.Float32()), st.floats(width=32)),
    st.tuples(st.just(pl.Boolean()), st.booleans()),
    st.tuples(st.just(pl.Decimal(38, 18)), st.decimals(-(10**19), 10**19, places=18)),
    st.tuples(st.just(pl.Decimal(38, 2)), st.decimals(-(10**22), 10**22, places=2)),
    st.tuples(st.just(pl.Decimal(38, 20)), st.decimals(-(10**9), 10**9, places=20)),
    st.tuples(st.just(pl.Decimal(38, 0)), st.integers(-(10**20), 10**20).map(Decimal)),
)


def expected(kind: Kind, wire: Any, unit: Unit | None = None) -> Any:
    try:
        return normalise(kind, wire, unit)
    except (ValueError, ArithmeticError):
        return None


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(Kind), WIRES)
def test_a_lane_takes_only_what_the_normaliser_takes_with_the_same_value(kind: Kind, wire: tuple[pl.DataType, Any]) -> None:
    dtype, value = wire
    series = pl.Series("x", [value], dtype=dtype)
    taken = lanes.cast(kind, series)
    assert taken.dtype == lanes.PHYSICAL[kind]
    if taken[0] is not None:
        meant = expected(kind, series[0])
        assert meant is not None
        assert (simplejson.loads(taken[0], use_decimal=True) if kind is Kind.JSON else taken[0]) == meant


CLOCKS = (Unit.SECONDS, Unit.MILLISECONDS, Unit.MICROSECONDS)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CLOCKS), WIRES)
def test_a_lane_of_numbers_since_1970_says_what_the_normaliser_says(unit: Unit, wire: tuple[pl.DataType, Any]) -> None:
    dtype, value = wire
    series = pl.Series("x", [value], dtype=dtype)
    taken = lanes.cast(Kind.TIMESTAMP, series, unit)
    assert taken.dtype == lanes.PHYSICAL[Kind.TIMESTAMP]
    if taken[0] is not None:
        assert taken[0] == expected(Kind.TIMESTAMP, series[0], unit)


@pytest.mark.parametrize(("unit", "number"), zip(CLOCKS, (1_690_000_000, 1_690_000_000_123, 1_690_000_000_123_456), strict=True))
def test_numbers_since_1970_take_the_fast_lane(unit: Unit, number: int) -> None:
    assert lanes.cast(Kind.TIMESTAMP, pl.Series([number]), unit)[0].year == 2023


@given(st.text(max_size=4) | WORDS)
def test_a_blank_is_nothing_to_every_normaliser_but_text_and_json(text: str) -> None:
    if lanes.blank(pl.Series([text]))[0]:
        assert all(normalise(kind, text) is None for kind in Kind if kind not in (Kind.TEXT, Kind.JSON))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.BIGINT, ["9007199254740993", "-12", "0"]),
        (Kind.DECIMAL, ["102.10", "-0.000000000000000002", "1234567890123456789.123456789012345678"]),
        (Kind.DECIMAL, [0.1, 102.1, 19.99]),
        (Kind.DOUBLE, ["0.657895", "12"]),
        (Kind.TIMESTAMP, ["2024-03-12T15:02:47-07:00", "2024-03-12T15:02:47Z", "2024-03-12T15:02:47.5+0530"]),
        (Kind.TIMESTAMP, [datetime(2024, 1, 1), datetime(1969, 12, 31, 23, 59, 59, 1)]),
        (Kind.TIMESTAMP, [date(2024, 1, 1)]),
        (Kind.DATE, ["2022-07-05", "20230208"]),
        (Kind.DATE, [20230208]),
        (Kind.BOOL, ["true", "false"]),
        (Kind.BOOL, [1, 0]),
        (Kind.TEXT, [5010584895677, -1]),
        (Kind.JSON, ['{"a": 1.50}', "[]"]),
        (Kind.TIME, [time(9, 30)]),
        (Kind.BINARY, ["aä"]),
    ],
)
def test_plain_values_take_the_fast_lane(kind: Kind, values: list[Any]) -> None:
    assert lanes.cast(kind, pl.Series(values)).null_count() == 0


def test_typed_columns_pass_untouched() -> None:
    for kind in set(Kind) - {Kind.JSON, Kind.DOUBLE}:
        column = pl.Series("x", [None], dtype=lanes.PHYSICAL[kind])
        assert lanes.cast(kind, column) is column


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_left_to_the_normaliser(value: float) -> None:
    assert lanes.cast(Kind.DOUBLE, pl.Series([value])).to_list() == [None]
