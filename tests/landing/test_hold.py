from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
import simplejson
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import field_validator, model_validator

from contracts.kinds import Kind
from engine.landing import lanes
from engine.landing.batch import Batch, Broken
from engine.landing.hold import Held, hold

from .shop_contracts import Order, Shop


def held(*records: dict[str, Any], extras: dict[str, Kind] | None = None) -> Held:
    return hold(Order, Batch(list(records), "here"), extras or {})


def test_all_columns_of_the_contract_are_there_in_its_order_with_their_types() -> None:
    frame = held({"id": 1}).frame
    assert frame.schema == pl.Schema({column.name: lanes.PHYSICAL[column.kind] for column in Order.columns})
    assert held().frame.schema == frame.schema


def test_values_are_exact() -> None:
    nested = [{"price": Decimal("1.50"), "id": 2**63 + 1, "name": "名前 👩‍🚀", "none": None}]
    record = {"id": "9007199254740993", "number": 12, "total": Decimal("99999999999999999999.999999999999999999"), "lines": nested}
    frame = held({**record, "updated_at": "2024-03-12T15:02:47.123456-0700", "day": 20240229}, {"total": "-2E-18"}).frame
    assert frame["id"][0] == 9007199254740993
    assert frame["number"][0] == "12"
    assert frame["total"].to_list() == [Decimal("99999999999999999999.999999999999999999"), Decimal("-2E-18")]
    assert frame["updated_at"][0] == datetime(2024, 3, 12, 22, 2, 47, 123456, tzinfo=UTC)
    assert frame["day"][0] == date(2024, 2, 29)
    assert simplejson.loads(frame["lines"][0], use_decimal=True) == nested
    assert '"price":1.50' in frame["lines"][0]


def test_a_row_that_cannot_be_held_is_rejected_with_every_reason() -> None:
    result = held({"id": 1}, {"id": "x", "total": "free", "number": "n"}, {"id": 3})
    assert result.frame["id"].to_list() == [1, 3]
    (rejected,) = result.rejected
    assert simplejson.loads(rejected.record) == {"id": "x", "total": "free", "number": "n"}
    assert rejected.error == "id: expected a number, got 'x'; total: expected a number, got 'free'"
    assert rejected.place == "here"


@pytest.mark.parametrize(
    "cell",
    [
        {"id": 2**63},
        {"id": True},
        {"id": 1.5},
        {"total": "1e400"},
        {"rate": Decimal("1e400")},
        {"total": [1]},
        {"updated_at": 1700000000},
        {"updated_at": "0001-01-01T00:00:00+14:00"},
        {"day": "2024-02-30"},
        {"number": "\ud83d"},
        {"lines": ["\ud83d"]},
        {"hour": "25:00"},
    ],
)
def test_garbage_in_a_cell_is_rejected_not_fatal(cell: dict[str, Any]) -> None:
    result = held({"number": "good"}, cell)
    assert len(result.frame) == len(result.rejected) == 1
    result.rejected[0].record.encode()


def test_columns_are_found_by_name_alias_or_spelling() -> None:
    frame = held({"ID": 1, "formattedGateway": "a"}, {"id": 2, "Gateway Name": "b"}, {"id": 3, "formatted_gateway": "c"}).frame
    assert frame["id"].to_list() == [1, 2, 3]
    assert frame["formatted_gateway"].to_list() == ["a", "b", "c"]
    assert held({"Updated At": "2024-01-01"}).frame["updated_at"][0] == datetime(2024, 1, 1, tzinfo=UTC)


def test_one_column_under_two_names_must_not_say_two_things() -> None:
    result = held({"formattedGateway": "a", "formatted_gateway": "b"}, {"formattedGateway": "a", "formatted_gateway": "a"})
    assert result.frame["formatted_gateway"].to_list() == ["a"]
    assert "two names" in result.rejected[0].error


def test_what_no_contract_has_lands_beside_it() -> None:
    records = [
        {"whole": 1, "mixed": 1, "nested": {"a": 1}, "some": Decimal("1.5"), "none": None, "New One": True, "_dlt_id": "x"},
        {"mixed": "a"},
    ]
    result = held(*records)
    beyond = {name: result.kinds[name] for name in result.frame.columns[len(Order.columns) :]}
    assert beyond == {"whole": Kind.BIGINT, "mixed": Kind.TEXT, "nested": Kind.JSON, "some": Kind.DECIMAL, "new_one": Kind.BOOL}
    assert result.frame["mixed"].to_list() == ["1", "a"]
    assert result.frame["nested"][0] == '{"a":1}'


def test_an_unknown_column_keeps_the_kind_that_the_table_has() -> None:
    result = held({"whole": "7"}, {"whole": "seven"}, extras={"whole": Kind.BIGINT})
    assert result.frame["whole"].to_list() == [7]
    assert result.rejected[0].error == "whole: expected a number, got 'seven'"
    assert held({"text": 7}, extras={"text": Kind.TEXT}).frame["text"].to_list() == ["7"]


def test_unknown_columns_never_share_a_name() -> None:
    frame = held({"id": 1, "a b": 1, "a-b": 2, "aB": 3, "": 4, " ": 5}).frame
    assert frame.columns[len(Order.columns) :] == ["a_b", "a_b_2", "a_b_3", "column", "column_2"]


def test_a_frame_is_held_like_records() -> None:
    frame = pl.DataFrame(
        {"id": ["1", "x"], "total": [1.1, 2.0], "day": [datetime(2024, 1, 1), datetime(2024, 1, 1, 5)], "lines": [[1], []]}
    )
    result = hold(Order, Batch(frame, "f"))
    assert result.frame.select("id", "total", "day", "lines").rows() == [(1, Decimal("1.1"), date(2024, 1, 1), "[1]")]
    assert simplejson.loads(result.rejected[0].record)["id"] == "x"
    assert "id: " in result.rejected[0].error
    assert "day: expected a day" in result.rejected[0].error


def test_typed_values_of_a_frame_become_text_as_iso() -> None:
    frame = pl.DataFrame({"number": [datetime(2024, 1, 1, 5, tzinfo=UTC)], "lines": [{"on": date(2024, 1, 1)}]})
    assert hold(Order, Batch(frame, "f")).frame.select("number", "lines").row(0) == ("2024-01-01T05:00:00+00:00", '{"on":"2024-01-01"}')


def test_a_frame_that_fits_already_is_not_copied() -> None:
    frame = held({"id": 1, "total": "1.5"}).frame.with_columns(rate=pl.lit(0.5))
    again = hold(Order, Batch(frame, "f")).frame
    assert again.equals(frame)
    assert again["total"]._get_buffers()["values"]._get_buffer_info() == frame["total"]._get_buffers()["values"]._get_buffer_info()


def test_broken_pieces_are_rejected_where_they_stood() -> None:
    result = hold(Order, Batch([], "f", (Broken("{", "not JSON", "f:3"),)))
    assert [(r.record, r.error, r.place) for r in result.rejected] == [("{", "not JSON", "f:3")]


class Percent(Shop, object="rates", key="id"):
    id: int | None = None
    rate: float | None = None

    @field_validator("rate", mode="before")
    @classmethod
    def _of_percent(cls, value: Any) -> Any:
        return float(value[:-1]) / 100 if isinstance(value, str) and value.endswith("%") else value

    @model_validator(mode="after")
    def _has_id(self) -> Percent:
        if self.id is None:
            raise ValueError("a rate without an id")
        return self


def test_rules_of_a_contract_are_kept() -> None:
    records = [{"id": "1", "rate": "50%", "more": 1}, {"rate": 1}, {"id": "x"}, {"id": 2, "rate": None}]
    result = hold(Percent, Batch(records, "p"))
    assert result.frame.rows() == [(1, 0.5, 1), (2, None, None)]
    assert [(r.record, r.error) for r in result.rejected] == [
        ('{"rate": 1}', "record: Value error, a rate without an id"),
        ('{"id": "x"}', "id: Value error, expected a number, got 'x'"),
    ]


SCALARS = st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=3), SCALARS, max_size=2)
NAMES = st.sampled_from([*Order.model_fields, "formattedGateway", "ID", "extra", "Extra"]) | st.text(max_size=4)
RECORDS = st.lists(st.dictionaries(NAMES, VALUES, max_size=6), max_size=6)


@settings(max_examples=120, deadline=None)
@given(RECORDS)
def test_every_record_is_held_or_rejected_and_is_what_the_contract_makes_of_it(records: list[dict[str, Any]]) -> None:
    result = hold(Order, Batch(records, "p"))
    assert len(result.frame) + len(result.rejected) == len(records)
    kept = [record for row, record in enumerate(records) if row not in result.refusals]
    for row, record in zip(result.frame.iter_rows(named=True), kept, strict=True):
        if record.keys() <= Order.model_fields.keys():
            contracted = Order.model_validate(record).model_dump()
            assert {**row, "lines": None} == {**dict.fromkeys(row), **contracted, "lines": None}
