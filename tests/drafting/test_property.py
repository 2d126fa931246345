from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.drafting.trial import contract_of
from engine.landing.batch import Batch
from engine.landing.hold import hold

from .made import drafted

FIGURES = ["1.5", "12", "007", "12.5%", "--", "1,234", "1e400"]
WORDS = ["true", "yes", "2024-01-05", "2024-01-05T10:00:00", "20240105", "10:00", "{}", "[1", "NaN"]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from([*FIGURES, *WORDS])
NUMBERS = st.integers() | st.sampled_from([0, 1, 20240105, 1704448800, 1704448800000]) | st.decimals(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
SPELLED = ["id", "ID", "createdAt", "created_at", "CTR", "CTR (%)", "a", "a.b", "a_b", "price", "is_new", "1d"]
RESERVED = ["date", "key", "version", "class", "micros"]
NAMES = st.sampled_from([*SPELLED, *RESERVED]) | st.text(st.characters(codec="utf-8"), max_size=4)
NESTED = st.lists(SCALARS, max_size=2) | st.dictionaries(NAMES, SCALARS | st.dictionaries(NAMES, SCALARS, max_size=2), max_size=3)
RECORDS = st.lists(st.dictionaries(NAMES, SCALARS | NESTED, max_size=5), min_size=1, max_size=4).filter(any)


@settings(max_examples=150, deadline=None)
@given(RECORDS)
@example([{"campaign": {"id": 1}}, {"campaign_id": 2}])
@example([{"a_b": {"c": 1}, "a": {"b": 2}}])
@example([{"created_at": "x", "createdAt": "y"}])
@example([{"a": "NaN"}, {"a": {}}, {"a": Decimal("1.5")}])
def test_every_record_lands_under_the_contract_that_was_drafted_from_it(records: list[dict[str, Any]]) -> None:
    draft = drafted(*records)
    contract = contract_of(draft.text)
    held = hold(contract, Batch(records, "here"))
    assert held.rejected == ()
    assert len(held.frame) == len(records)
    assert held.frame.columns == [column.name for column in contract.columns]
