from __future__ import annotations

from dlt.common.normalizers.naming.snake_case import NamingConvention
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.naming import snake, spellings

names = st.text(st.characters(codec="ascii"), max_size=12) | st.text(st.sampled_from("aB1_$+-*@|. éÄ"), max_size=12) | st.text(max_size=8)


@given(names)
@example("metrics.costMicros")
@example("_id_")
@example("2nd")
def test_a_column_is_called_as_dlt_would_call_it(name: str) -> None:
    called = NamingConvention().normalize_identifier(name).strip("_") if name.strip() else ""
    assert snake(name) == (called or "column")


@given(names)
def test_a_columns_own_name_is_its_name(name: str) -> None:
    assert snake(snake(name)) == snake(name)


def test_every_spelling_that_is_there_is_found_once() -> None:
    present = ["Created At", "createdAt", "date", "created_at", "updatedAt"]
    assert spellings("created_at", ("date", "created_at"), present) == ("date", "created_at", "Created At", "createdAt")
    assert spellings("deleted_at", ("deleted",), present) == ()


def test_an_alias_is_found_in_any_case_and_a_path_as_it_is_written() -> None:
    assert spellings("metrics_spend", ("metrics.spend", "spend"), ["SPEND", "metrics spend", "METRICS.SPEND"]) == (
        "SPEND",
        "metrics spend",
        "METRICS.SPEND",
    )
    assert spellings("stat_day", ("dimensions.day",), ["dimensions_day", "day"]) == ()


def test_an_alias_that_is_there_as_it_is_written_takes_no_other_spelling() -> None:
    assert spellings("created_at_2", ("created_at",), ["createdAt", "created_at"]) == ("created_at",)
