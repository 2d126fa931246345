"""Checked expressions: what they give on real rows, what is refused and why, and that nothing else happens."""

from __future__ import annotations

import builtins
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import ContractError
from contracts.expression_methods import METHODS
from contracts.expressions import parsed

COLUMNS = {
    "order_id": "string",
    "order_coupon": "string",
    "order_amount": "decimal(38, 9)",
    "order_lines": "int64",
    "order_is_test": "boolean",
    "order_placed_at": "timestamp('UTC')",
    "order_day": "date",
    "order_note": "json",
}
PHYSICAL = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "decimal(38, 9)": "DECIMAL(38,9)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp('UTC')": "TIMESTAMP WITH TIME ZONE",
}
LONG = "VALUES ('a', ' Staff ', 12345678901234.123456789, 3, true, TIMESTAMPTZ '2025-01-31 23:00:00+00', DATE '2025-01-31', '{}')"


@pytest.fixture(scope="module")
def rows() -> ir.Table:
    """One row with every value, one with other values, one of nulls; sorted as inserted."""
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'UTC'")
    table = connection.create_table("orders", schema=ibis.schema(COLUMNS))
    connection.con.execute(f"INSERT INTO orders {LONG}")
    connection.con.execute("INSERT INTO orders VALUES ('b', 'x', 0, 0, false, TIMESTAMPTZ '2024-02-29 00:00:00+00', '2024-02-29', NULL)")
    connection.con.execute("INSERT INTO orders (order_id) VALUES ('c')")
    return table


def told(rows: ir.Table, text: str) -> list[Any]:
    """What an expression gives on the three rows, in the very type that it promised."""
    expression = parsed(text, COLUMNS, "order")
    found = rows.select("order_id", value=expression.resolve(rows)).order_by("order_id").select("value")
    [(_, physical, *_)] = rows.get_backend().con.execute(f"DESCRIBE {ibis.to_sql(found)}").fetchall()  # type: ignore[attr-defined]
    assert physical == PHYSICAL[expression.dtype]
    return list(found.value.to_pyarrow().to_pylist())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order_amount > 500 and order_id == 'a'", [True, False, False]),
        ("_.order_coupon.strip().upper() == 'STAFF'", [True, False, None]),
        ("order_coupon.contains('taf') or order_is_test", [True, False, None]),
        ("not order_is_test", [False, True, None]),
        ("1 < order_lines <= 3", [True, False, None]),
        ("order_id in ['a', 'c']", [True, False, True]),
        ("order_lines not in (0, 1)", [True, False, None]),
        ("order_coupon is None", [False, False, True]),
        ("order_note is not None", [True, False, False]),
        ("order_is_test == True", [True, False, None]),
        ("(order_amount - order_lines) / 100", [Decimal("123456789012.311228416"), Decimal(0), None]),
        ("order_amount * 1.2345", [Decimal("15240740603573.525407406"), Decimal(0), None]),
        ("order_amount / order_lines", [Decimal("4115226300411.374731264"), None, None]),
        ("order_lines / 2", [1.5, 0.0, None]),
        ("order_lines % 2", [1, 0, None]),
        ("-order_lines + 1", [-2, 1, None]),
        ("100000 * 100000", [10**10] * 3),
        ("order_amount if order_is_test else 0", [Decimal("12345678901234.123456789"), Decimal(0), Decimal(0)]),
        ("None if order_is_test else order_id", [None, "b", "c"]),
        ("coalesce(order_coupon, order_id, '')", [" Staff ", "x", "c"]),
        ("order_id + '!'", ["a!", "b!", "c!"]),
        ("order_placed_at >= '2025-01-31T23:00:00+00:00'", [True, False, None]),
        ("order_placed_at.date() == '2024-02-29'", [False, True, None]),
        ("order_day < '2025-01-01'", [False, True, None]),
        ("order_placed_at.hour()", [23, 0, None]),
        ("order_day.year() * 100 + order_day.month()", [202501, 202402, None]),
        ("order_coupon.re_search('(?i)^.?STAFF')", [True, False, None]),
        ("order_coupon.like('% ')", [True, False, None]),
        ("order_coupon.startswith('x') or order_coupon.endswith(' ')", [True, True, None]),
        ("order_coupon.replace('x', 'yz').length()", [7, 2, None]),
        ("order_coupon.substr(1, 2).lower()", ["st", "", None]),
        ("order_amount.round(1)", [Decimal("12345678901234.1"), Decimal(0), None]),
        ("order_lines.nullif(0).fill_null(-1).abs()", [3, 1, 1]),
        ("order_lines.between(0, 2)", [False, True, None]),
        ("order_lines.isin([3]) or order_lines.isnull()", [True, False, True]),
        ("order_id.cast('bigint').notnull()", [False, False, False]),
        ("order_is_test.cast('bigint')", [1, 0, None]),
    ],
)
def test_an_expression_gives_what_it_says(rows: ir.Table, text: str, expected: list[Any]) -> None:
    assert told(rows, text) == expected


@pytest.mark.parametrize("text", ["order_amount * order_amount * order_amount", "order_lines + 9223372036854775807"])
def test_what_overflows_is_null_and_stops_no_other_row(rows: ir.Table, text: str) -> None:
    first, second, _ = told(rows, text)
    assert first is None
    assert second is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("order_amont > 5", "order has no column 'order_amont'. Did you mean 'order_amount'?"),
        ("_.nothing", "order has no column 'nothing'."),
        ("order_id < 5", "two values of one kind, not text and a number"),
        ("order_id and order_is_test", "takes true or false, not text"),
        ("order_id * 2", "arithmetic takes a number, not text"),
        ("order_coupon == None", "say `is None`"),
        ("'x' in order_coupon", "say column.contains('part')"),
        ("order_id in []", "takes a list"),
        ("order_coupon.uper()", "there is no method 'uper'. Did you mean 'upper'?"),
        ("order_coupon.lower", "is not called: write lower(...)"),
        ("order_lines.upper()", "upper() is not for a number, but for text"),
        ("order_coupon.upper(1)", "upper() takes no arguments, not 1"),
        ("order_coupon.contains(part='x')", "is not let through"),
        ("order_coupon.re_search('(?=x)')", "looks around itself"),
        ("order_coupon.like(order_id)", "like() takes a text between quotes"),
        ("order_amount.round(12)", "at most 9 digits"),
        ("order_amount.cast('jsn')", "there is no kind 'jsn'. Known: text, bigint"),
        ("order_amount.cast('bool')", "a number cannot be cast to bool"),
        ("order_lines / 0", "nothing can be divided by 0"),
        ("order_placed_at > 'soon'", "'soon' is not an instant, such as '2025-01-31'"),
        ("order_is_test < True", "not before or after each other"),
        ("order_note", "which no column can be made of"),
        ("None", "which no column can be made of"),
        ("order_amount * 0.12345678901", "more digits than an amount can have"),
        ("2 ** 64", "is not let through"),
        ("order_coupon[0]", "is not let through"),
        ("", "is no expression"),
        ("order_id ==", "is no expression"),
        ("x = 1", "is no expression"),
        ("order_id == 'a'\nimport os", "is no expression"),
        ("-" * 300 + "1", "more than 200 parts or 25 levels"),
        ("(" * 300 + "1" + ")" * 300, "is no expression"),
        ("order_is_test or " * 70 + "order_is_test", "it has 1203 characters, more than 1000"),
    ],
)
def test_a_wrong_expression_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ContractError) as caught:
        parsed(text, COLUMNS, "order")
    assert reason in "\n".join(caught.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "order_id.__class__.__mro__",
        "().__class__.__bases__[0].__subclasses__()",
        "order_id.format(order_id)",
        "order_id.op()",
        "order_id.to_pandas()",
        "order_id.execute()",
        "_.order_id.as_table()",
        "_.count()",
        "(lambda: 1)()",
        "[c for c in order_id]",
        "f'{order_id}'",
        "(order_id := 1)",
        "await order_id",
        "print",
        "order_id.contains(*['a'])",
        "order_id.contains(**{})",
        "getattr(order_id, 'upper')()",
        "coalesce.__call__(order_id)",
    ],
)
def test_nothing_but_the_known_gets_through(text: str) -> None:
    with pytest.raises(ContractError):
        parsed(text, COLUMNS, "order")


def test_every_unknown_column_is_told_at_once() -> None:
    with pytest.raises(ContractError) as caught:
        parsed("totl > 5 and curency == 'EUR' and totl < 9", {"total": "int64", "currency": "string"}, "order")
    assert len(caught.value.problems) == 2


def test_the_columns_that_it_reads_are_told() -> None:
    assert parsed("_.order_lines + order_amount", COLUMNS).reads == ("order_amount", "order_lines")


def test_a_table_without_the_column_is_refused() -> None:
    expression = parsed("order_lines > 1", COLUMNS)
    with pytest.raises(ContractError, match="has no column 'order_lines'"):
        expression.resolve(ibis.table({"other": "int64"}, name="t"))


TOKENS = st.sampled_from(
    [*COLUMNS, *METHODS, "_", ".", "(", ")", "[", "]", ",", "==", "<", "+", "-", "*", "/", "%", "and", "or", "not", "in", "is", "None"]
) | st.sampled_from(
    ["if", "else", "True", "1", "1.5", "'a'", "'2025-01-01'", "'text'", "coalesce", "lambda", ":", "__class__", "print", "{", "}", "f'"]
)
SAID = st.recursive(
    st.sampled_from([*COLUMNS, "1", "0", "2.5", "'a'", "None", "True", "'2025-01-31'"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "%", "==", "<", "and", "or"]), inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("{}.{}()".format, inner, st.sampled_from(list(METHODS))),
        st.builds("{}.{}({})".format, inner, st.sampled_from(list(METHODS)), inner),
        st.builds("(not {})".format, inner),
        st.builds("(-{})".format, inner),
        st.builds("({} in [{}, {}])".format, inner, inner, inner),
        st.builds("coalesce({}, {})".format, inner, inner),
    ),
    max_leaves=8,
)


@given(text=st.one_of(st.text(max_size=40), st.lists(TOKENS, max_size=14).map(" ".join), st.lists(TOKENS, max_size=14).map("".join)))
def test_no_text_ends_in_anything_but_a_value_or_a_refusal(text: str) -> None:
    called: list[str] = []
    kept = builtins.print
    builtins.print = lambda *_, **__: called.append("print")
    try:
        parsed(text, COLUMNS, "order")
    except ContractError as error:
        assert error.problems
    finally:
        builtins.print = kept
    assert not called


@given(text=SAID)
def test_what_is_let_through_the_warehouse_computes(rows: ir.Table, text: str) -> None:
    try:
        parsed(text, COLUMNS, "order")
    except ContractError:
        return
    assert len(told(rows, text)) == 3
