"""Filters: values of the dimension's own type, from Python, JSON or the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalog import Catalog
from engine.semantic.filters import OPERATORS, Filter, parse
from engine.semantic.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary(small: Catalog) -> Vocabulary:
    return Vocabulary.of(small)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("month>=2025-02-01", date(2025, 2, 1)),
        ("month = 20250201", date(2025, 2, 1)),
        ("year<2025", 2025),
        ("sale_is_gift=true", True),
        ("sale_sold_at > 2025-01-01T10:00:00+02:00", datetime(2025, 1, 1, 8, tzinfo=UTC)),
        ("sale_status=in > out", "in > out"),
        ("sale_status=", ""),
        ("sale_size not in 1,2", (1, 2)),
        ('sale_status IN "a,b", c', ("a,b", "c")),
        ("sale_status is not null", None),
        ("sale_status  is  null ", None),
    ],
)
def test_text_becomes_a_value_of_the_dimensions_type(vocabulary: Vocabulary, text: str, value: Any) -> None:
    assert Filter.of(vocabulary, text).value == value


@pytest.mark.parametrize("value", ["2025-02-01", date(2025, 2, 1), datetime(2025, 2, 1), "2025-02-01T00:00:00Z"])
def test_one_day_written_in_many_ways_is_one_filter(vocabulary: Vocabulary, value: Any) -> None:
    given_ = {"field": "month", "operator": ">=", "value": value}
    assert Filter.of(vocabulary, given_) == Filter.of(vocabulary, "month>=2025-02-01")


@given(
    operator=st.sampled_from([operator for operator in OPERATORS if not operator[0].isalpha()]), value=st.text(max_size=12).map(str.strip)
)
def test_what_follows_the_sign_is_the_value(operator: str, value: str) -> None:
    if value.startswith("=") and operator in "<>":
        operator += "="
        value = value[1:].strip()
    assert parse(f"sale_status {operator} {value}") == {"field": "sale_status", "operator": operator, "value": value}
