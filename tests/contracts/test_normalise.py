from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

import pytest
import simplejson
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contracts.kinds import Kind, Unit
from contracts.normalise import normalise

INT64 = st.integers(-(2**63), 2**63 - 1)
AMOUNTS = st.decimals(min_value=-(10**19), max_value=10**19, places=18)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES)


@given(INT64)
def test_whole_numbers_come_back_from_every_spelling(number: int) -> None:
    assert normalise(Kind.BIGINT, number) == number
    assert normalise(Kind.BIGINT, f" {number} ") == number
    assert normalise(Kind.BIGINT, Decimal(number)) == number


@given(AMOUNTS)
def test_decimals_come_back_exactly(number: Decimal) -> None:
    assert normalise(Kind.DECIMAL, str(number)) == number
    assert normalise(Kind.DECIMAL, f"{number:f}") == number


@given(INT64, st.decimals(-(10**17), 10**17, places=2))
def test_commas_part_thousands(whole: int, amount: Decimal) -> None:
    assert normalise(Kind.BIGINT, f"{whole:,}") == whole
    assert normalise(Kind.DECIMAL, f"{amount:,}") == amount
    assert normalise(Kind.DOUBLE, f"{amount:,}") == float(amount)


@given(st.from_regex(r"\A-?[0-9]{1,4}(,[0-9]{1,4}){1,2}(\.[0-9]{0,2})?\Z"), st.sampled_from([Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE]))
def test_a_comma_elsewhere_is_refused(text: str, kind: Kind) -> None:
    assume(text != f"{Decimal(text.replace(',', '')):,}")
    with pytest.raises(ValueError, match="expected a number"):
        normalise(kind, text)


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_doubles_become_the_decimal_that_they_print_as(number: float) -> None:
    assert abs(normalise(Kind.DECIMAL, number) - Decimal(repr(number))) <= Decimal("5e-19")


@given(INSTANTS)
def test_instants_come_back_in_utc(moment: datetime) -> None:
    assert normalise(Kind.TIMESTAMP, moment.isoformat()) == moment
    assert normalise(Kind.TIMESTAMP, moment.isoformat()).tzinfo is UTC


@given(INSTANTS.map(lambda moment: moment.replace(microsecond=0)))
def test_instants_come_back_from_rfc_2822(moment: datetime) -> None:
    assert normalise(Kind.TIMESTAMP, format_datetime(moment)) == moment


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_days_come_back_from_every_spelling(day: date) -> None:
    spellings: list[Any] = [day, day.isoformat(), day.strftime("%Y%m%d"), int(day.strftime("%Y%m%d")), f"{day}T00:00:00"]
    assert {normalise(Kind.DATE, spelling) for spelling in spellings} == {day}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | INT64 | st.decimals(allow_nan=False, allow_infinity=False, places=9) | st.text(min_size=1),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(st.lists(JSON_VALUES) | st.dictionaries(st.text(), JSON_VALUES))
def test_nested_values_come_back_from_their_text(value: Any) -> None:
    assert normalise(Kind.JSON, value) == value
    assert normalise(Kind.JSON, simplejson.dumps(value, use_decimal=True)) == value


@given(st.sampled_from([kind for kind in Kind if kind not in (Kind.TEXT, Kind.JSON)]), st.sampled_from(["", " ", "\t\n", None]))
def test_blank_is_nothing(kind: Kind, blank: str | None) -> None:
    assert normalise(kind, blank) is None


def test_an_empty_object_is_nothing_where_no_object_is_expected() -> None:
    assert {kind for kind in Kind if normalise(kind, {}) is not None} == {Kind.JSON}
    assert normalise(Kind.DECIMAL, {}, Unit.PERCENT) is None


@pytest.mark.parametrize("dash", ["-", "--", " --"])
def test_a_dash_is_nothing_where_a_number_or_a_date_is_expected(dash: str) -> None:
    dashed = {kind for kind in Kind if kind is not Kind.BOOL and normalise(kind, dash) is None}
    assert dashed == {Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE, Kind.DATE, Kind.TIME, Kind.TIMESTAMP}
    with pytest.raises(ValueError, match="true or false"):
        normalise(Kind.BOOL, dash)


@pytest.mark.parametrize(
    ("kind", "wire", "meant"),
    [
        (Kind.TEXT, "", ""),
        (Kind.TEXT, 23853619670350398, "23853619670350398"),
        (Kind.TEXT, {"a": [1, "é"]}, '{"a":[1,"é"]}'),
        (Kind.BIGINT, 6569096478909.0, 6569096478909),
        (Kind.BIGINT, "152", 152),
        (Kind.DECIMAL, "-2E-18", Decimal("-0.000000000000000002")),
        (Kind.DECIMAL, "0.0000000000000000015", Decimal("0.000000000000000002")),
        (Kind.DOUBLE, "35.263158", 35.263158),
        (Kind.BOOL, "TRUE", True),
        (Kind.BOOL, 0, False),
        (Kind.TIMESTAMP, "2024-03-12 5:02:47", datetime(2024, 3, 12, 5, 2, 47, tzinfo=UTC)),
        (Kind.TIMESTAMP, "2024-03-12T15:02:47-0700", datetime(2024, 3, 12, 22, 2, 47, tzinfo=UTC)),
        (Kind.TIMESTAMP, "2022-06-15T13:25:43Z", datetime(2022, 6, 15, 13, 25, 43, tzinfo=UTC)),
        (Kind.TIMESTAMP, "2022-06-15", datetime(2022, 6, 15, tzinfo=UTC)),
        (Kind.TIMESTAMP, "20230424", datetime(2023, 4, 24, tzinfo=UTC)),
        (Kind.TIME, "09:30:00", time(9, 30)),
        (Kind.JSON, "{}", {}),
        (Kind.JSON, "", None),
        (Kind.JSON, "not json", "not json"),
        (Kind.BINARY, "é", "é".encode()),
    ],
)
def test_spellings_of_real_records(kind: Kind, wire: Any, meant: Any) -> None:
    assert normalise(kind, wire) == meant


@pytest.mark.parametrize(
    ("kind", "wire", "error"),
    [
        (Kind.BIGINT, 1.5, "whole number"),
        (Kind.BIGINT, "12a", "expected a number"),
        (Kind.BIGINT, 2**63, "64 bits"),
        (Kind.BIGINT, True, "expected a number"),
        (Kind.DECIMAL, "NaN", "integer digits"),
        (Kind.DECIMAL, "Infinity", "integer digits"),
        (Kind.DECIMAL, "1" + "0" * 20, "20 integer digits"),
        (Kind.DECIMAL, "12,50", "expected a number"),
        (Kind.DECIMAL, False, "expected a number"),
        (Kind.DOUBLE, "inf", "finite"),
        (Kind.BOOL, "maybe", "true or false"),
        (Kind.TIMESTAMP, 1700000000, "as text"),
        (Kind.TIMESTAMP, "1700000000", "got the number"),
        (Kind.TIMESTAMP, "yesterday", "ISO 8601 or RFC 2822"),
        (Kind.DATE, "2022-07-05T10:00:00", "expected a day"),
        (Kind.DATE, "07/05/2022", "ISO 8601 or RFC 2822"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(kind: Kind, wire: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        normalise(kind, wire)
