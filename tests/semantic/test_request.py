"""What is refused, and how it is said."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.catalog import Catalog
from contracts.errors import ContractError
from contracts.roles import Count, Ratio
from engine.errors import QueryError
from engine.semantic.filters import OPERATORS, Filter
from engine.semantic.request import Order, Request
from engine.semantic.vocabulary import Vocabulary

REFUSED: dict[str, dict[str, Any]] = {
    "a dimension that a measure does not reach": {"dimensions": ["sale_status"], "measures": ["sales", "cost"]},
    "a filter that a measure does not reach": {"measures": ["visits", "units"], "filters": ["buyer_country=x"]},
    "a metric of two facts": {"dimensions": ["buyer_country"], "measures": ["return_on_cost"]},
    "a dimension with a slip": {"dimensions": ["monht"], "measures": ["sales"]},
    "a measure with a slip": {"measures": ["turnovr"]},
    "a name like no other": {"measures": ["qqqqqqqq"]},
    "a measure as a dimension": {"dimensions": ["turnover"], "measures": ["sales"]},
    "a dimension as a measure": {"measures": ["month"]},
    "no measure": {"dimensions": ["month"]},
    "a text for a list": {"measures": "sales"},
    "an operator": {"measures": ["sales"], "filters": [{"field": "month", "operator": "~", "value": "x"}]},
    "a filter that is none": {"measures": ["sales"], "filters": ["month"]},
    "a filter with other keys": {"measures": ["sales"], "filters": [{"field": "month", "op": "="}]},
    "a day that is none": {"measures": ["sales"], "filters": ["month>=yesterday"]},
    "no value": {"measures": ["sales"], "filters": [{"field": "month", "operator": "=", "value": None}]},
    "one value for a list": {"measures": ["sales"], "filters": [{"field": "sale_status", "operator": "in", "value": "done"}]},
    "a value for is null": {"measures": ["sales"], "filters": [{"field": "sale_status", "operator": "is null", "value": "x"}]},
    "a text with a zero": {"measures": ["sales"], "filters": [{"field": "sale_status", "operator": "=", "value": "a\0b"}]},
    "an order by what is not asked": {"measures": ["sales"], "order_by": ["month"]},
    "an order in no direction": {"measures": ["sales"], "order_by": ["sales upwards"]},
    "an order that is none": {"measures": ["sales"], "order_by": [("sales", "desc", "please")]},
    "an order by itself": {"measures": ["sales"], "order_by": "sales desc"},
    "a filter by itself": {"measures": ["sales"], "filters": {"field": "month", "operator": "=", "value": "2025-01-01"}},
    "an empty order": {"measures": ["sales"], "order_by": [""]},
    "a limit below nothing": {"measures": ["sales"], "limit": -1},
    "a limit that is no number": {"measures": ["sales"], "limit": "10"},
}


@pytest.fixture(scope="module")
def vocabulary(small: Catalog) -> Vocabulary:
    return Vocabulary.of(small)


def test_every_refusal_says_where_what_and_what_to_do(vocabulary: Vocabulary, snapshot: SnapshotAssertion) -> None:
    said = {}
    for case, asked in REFUSED.items():
        with pytest.raises(QueryError) as refused:
            Request.of(vocabulary, **{"dimensions": [], "measures": [], **asked})
        said[case] = {"where": refused.value.where, "what": refused.value.what, "do": refused.value.do}
    assert said == snapshot


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["month", "sales", "in", "=", "sale_size"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["field", "operator", "value"]), inner, max_size=3),
    max_leaves=6,
)


@given(asked=st.dictionaries(st.sampled_from(["dimensions", "filters", "order_by", "limit"]), JSON), measures=st.just(["sales"]) | JSON)
def test_nothing_that_is_asked_breaks_the_layer(vocabulary: Vocabulary, asked: dict[str, Any], measures: Any) -> None:
    with suppress(QueryError):
        hash(Request.of(vocabulary, **{"dimensions": [], **asked, "measures": measures}))


FIELDS = st.sampled_from(["month", "year", "sale_size", "sale_is_gift", "sale_sold_at", "sale_status"])


@given(field=FIELDS, operator=st.sampled_from(OPERATORS), value=JSON | st.datetimes() | st.binary())
def test_no_value_of_a_filter_breaks_the_layer(vocabulary: Vocabulary, field: str, operator: str, value: Any) -> None:
    with suppress(QueryError):
        hash(Filter.of(vocabulary, {"field": field, "operator": operator, "value": value}))


def test_names_asked_twice_count_once(vocabulary: Vocabulary) -> None:
    request = Request.of(vocabulary, ["month", "month"], ["sales", "average_sale", "sales"])
    assert [field.name for field in request.dimensions] == ["month"]
    assert [part.name for part in request.parts] == ["sales", "turnover"]


def test_the_dimensions_end_the_order(vocabulary: Vocabulary) -> None:
    request = Request.of(vocabulary, ["month", "sale_status"], ["sales"], order_by=["sale_status desc"])
    assert request.order == (Order("sale_status", descending=True), Order("month"))


def test_equal_questions_are_one_key(vocabulary: Vocabulary) -> None:
    as_text = Request.of(vocabulary, ["day"], ["sales"], filters=["day in 2025-01-01,2025-01-02"])
    as_values = Request.of(
        vocabulary, ("day",), ("sales",), filters=[{"field": "day", "operator": "in", "value": ["20250101", "20250102"]}]
    )
    assert {as_text: 1}[as_values] == 1


def test_a_metric_of_absent_measures_is_not_offered(small: Catalog) -> None:
    assert "lost" not in Vocabulary.of(Catalog(small.entities, (), (Ratio("lost", "sales", "nowhere", ""),))).measures


def test_one_name_for_two_things_is_refused(small: Catalog) -> None:
    sale = small.entity("sale")
    double = type("Double", (sale,), {"measures": (Count("visits", ""),), "__module__": __name__}, name="double", table="fct_doubles")
    with pytest.raises(ContractError, match="'turnover' stands on double and sale"):
        Vocabulary.of(Catalog((double, *small.entities), (), ()))
    month = type("Month", (sale,), {"measures": (Count("month", ""),), "__module__": __name__}, name="sale", table="fct_sales")
    others = tuple(entity for entity in small.entities if entity.name != "sale")
    with pytest.raises(ContractError, match="'month' is both a dimension and a measure"):
        Vocabulary.of(Catalog((month, *others), (), ()))
