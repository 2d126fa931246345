from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.drafting.guess import guess

CERTAIN: list[tuple[str, list[Any], str]] = [
    ("id", [1, 2], "int"),
    ("id", [2**63], "str"),
    ("id", [12.0, 13.0], "int"),
    ("orderId", ["12", "13"], "str"),
    ("zip", ["94110"], "str"),
    ("note", ["007", "12"], "str"),
    ("quantity", [1, 2], "int"),
    ("ctr", [0, Decimal("0.1")], "Decimal"),
    ("price", ["17.00", 15.69], "Decimal"),
    ("cost", ["-2E-18"], "Decimal"),
    ("rate", ["12.50%", "3"], "Percent"),
    ("paid", [True, None], "bool"),
    ("paid", ["TRUE", "false", ""], "bool"),
    ("created_at", ["2024-03-12T15:02:47-0700"], "datetime"),
    ("created_at", ["Wed, 05 Mar 2025 12:00:00 +0000"], "datetime"),
    ("date_created_gmt", ["2024-03-12T15:02:47"], "datetime"),
    ("start", ["2024-01-05", ""], "date"),
    ("opens", ["09:30:00"], "time"),
    ("tags", [[1], []], "Json"),
    ("receipt", [{"a": 1}, "{}"], "Json"),
    ("day", [{"year": 2024, "month": 1, "day": 5}], "date"),
    ("figures", ["1,204", "904", "--"], "int"),
    ("at", [datetime(2024, 1, 1, tzinfo=UTC)], "datetime"),
    ("at", [date(2024, 1, 1)], "date"),
    ("raw", [b"a"], "bytes"),
    ("size", [1e300], "str"),
]

REVIEWED: list[tuple[str, list[Any], str, str]] = [
    ("created", [1_690_000_000], "EpochSeconds", "since 1970"),
    ("updatedAt", [1_690_000_000_000], "EpochMilliseconds", "since 1970"),
    ("event_timestamp", ["1690000000000000"], "EpochMicroseconds", "since 1970"),
    ("time", [12], "int", ""),
    ("date", [20230208], "date", "YYYYMMDD"),
    ("is_new", [0, 1], "bool", "by name"),
    ("agreed", ["yes", "no"], "bool", "words"),
    ("amount", [1050], "Decimal", "cents"),
    ("cost_micros", [1_000_000], "int", "millionths"),
    ("clicks", ["5"], "int", "sent as text"),
    ("date_created", ["2024-03-12T15:02:47"], "datetime", "read as UTC"),
    ("date", ["31/12/2024"], "str", "No kind reads"),
    ("code", [12, "a"], "str", "numbers and text"),
    ("value", [{"a": 1}, 5], "Json", "several kinds"),
    ("flag", [True, "maybe"], "str", "several kinds"),
    ("note", [None, " "], "str", "no value"),
    ("closed_at", [None], "str", "a date or time"),
]


@pytest.mark.parametrize(("name", "values", "type_"), CERTAIN)
def test_a_type_that_values_and_name_leave_no_doubt_of(name: str, values: list[Any], type_: str) -> None:
    found = guess(name, values)
    assert found.type.name == type_
    assert found.review == "" or type_ in ("int", "str")


@pytest.mark.parametrize(("name", "values", "type_", "review"), REVIEWED)
def test_a_guess_that_a_person_must_look_at(name: str, values: list[Any], type_: str, review: str) -> None:
    found = guess(name, values)
    assert (found.type.name, review in found.review) == (type_, True)
