from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.nested import AMOUNT, amount, elements, exploded, looked_up, part, summed, total

ODD = [None, "null", "[]", "{}", '"text"', "3", "[null]", "[3]", '["a"]', "[[]]", '[{"other": 1}]']
"""Values where an array of objects with a price was expected, none of which has one."""


@pytest.fixture(scope="module")
def database() -> Any:
    return ibis.duckdb.connect()


def nested(database: Any, *texts: str | None) -> ir.Table:
    table = database.create_table("nested", schema={"n": "int64", "j": "json"}, overwrite=True)
    database.con.executemany("INSERT INTO nested VALUES (?, ?)", [[n, text] for n, text in enumerate(texts)])
    return table


def values(table: ir.Table, value: ir.Value) -> list[Any]:
    column: list[Any] = table.order_by("n").select(value=value).to_pyarrow()["value"].to_pylist()
    return column


def test_elements_take_numbers_as_text_and_as_numbers(database: Any) -> None:
    table = nested(database, '[{"id": 9007199254740993, "price": "12.50"}, {"id": "17", "price": 2.25, "more": 1}, {"id": 5}]')
    assert values(table, elements(table.j, id="int64", price="string")) == [
        [{"id": 9007199254740993, "price": "12.50"}, {"id": 17, "price": "2.25"}, {"id": 5, "price": None}]
    ]


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_have_no_price_and_stop_nothing(database: Any, odd: str | None) -> None:
    table = nested(database, odd, '[{"price": 1}]')
    assert values(table, summed(elements(table.j, price="string"), lambda line: line.price)) == [None, Decimal(1)]


@settings(deadline=None, max_examples=40)
@given(prices=st.lists(st.decimals(-(10**15), 10**15, places=9), min_size=1, max_size=8))
def test_a_sum_is_exact(database: Any, prices: list[Decimal]) -> None:
    table = nested(database, json.dumps([{"price": f"{price:f}"} for price in prices]))
    assert values(table, summed(elements(table.j, price="string"), lambda line: line.price)) == [sum(prices)]


def test_a_total_is_nothing_only_without_an_array(database: Any) -> None:
    table = nested(database, "[]", None, '[{"price": "0.10"}, {"price": 0.2}, {"price": "x"}]')
    assert values(table, total(elements(table.j, price="string"), lambda line: line.price)) == [Decimal(0), None, Decimal("0.30")]


@pytest.mark.parametrize(
    ("text", "exact"),
    [("12.505", Decimal("12.505")), ("1e-05", Decimal("0.00001")), ("", None), ("12,50", None), ("1e30", None), (None, None)],
)
def test_an_amount_is_exact_or_nothing(database: Any, text: str | None, exact: Decimal | None) -> None:
    table = nested(database, None)
    assert values(table, amount(ibis.literal(text, type="string"))) == [exact]
    assert amount(ibis.literal(text, type="string")).type() == ibis.dtype(AMOUNT)


def test_a_part_is_read_along_its_path(database: Any) -> None:
    table = nested(database, '{"shop_money": {"amount": "1.10"}}', '{"shop_money": {"amount": 1.5}}', '{"shop_money": null}', "3", None)
    assert values(table, part(table.j, "shop_money.amount")) == ["1.10", "1.5", None, None, None]


def test_a_part_keeps_large_whole_numbers(database: Any) -> None:
    table = nested(database, '{"id": 9223372036854775807}', '{"id": "9007199254740993"}', '{"id": 12.0}')
    assert values(table, part(table.j, "id", "int64")) == [9223372036854775807, 9007199254740993, 12]


def test_exploded_rows_keep_their_columns(database: Any) -> None:
    table = nested(database, '[{"price": 1}, {"price": 2}]', *ODD[:5], "[null]")
    lines = exploded(table, "j", "line", price="string")
    assert lines.columns == ("n", "j", "line")
    assert lines.order_by(lines.line.price).select("n", price=lines.line.price).to_pyarrow().to_pylist() == [
        {"n": 0, "price": "1"},
        {"n": 0, "price": "2"},
    ]


def test_the_first_of_a_key_is_looked_up(database: Any) -> None:
    pairs = '[{"key": "a", "value": "1"}, {"key": null, "value": "2"}, {"value": "3"}, {"key": "b", "value": 4}, {"key": "b", "value": 5}]'
    table = nested(database, pairs, "[]", None)
    assert values(table, looked_up(elements(table.j, key="string", value="string"), "b")) == ["4", None, None]
