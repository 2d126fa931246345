from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contracts.kinds import Kind
from engine.models.spec import compiled, physical
from engine.stages.payload import bundle, digest, identity, parsed, unbundle

COLUMNS = tuple((f"a_{kind}", kind.value) for kind in Kind)
TYPES = {f"a_{kind}": kind.ibis for kind in Kind}
ROWS = ibis.table({"place": "int64", **TYPES}, name="landed")
PUSHED = ibis.table({"place": "int64", "payload": "json"}, name="pushed")

TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("|=\"'\\\x00\n☃"), max_size=12)
DECIMALS = st.integers(-(10**38) + 1, 10**38 - 1).map(lambda digits: Decimal(f"{digits}E-18"))
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | TEXTS | DECIMALS.map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
).filter(lambda value: value is not None)

VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.BIGINT: st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]),
    Kind.DOUBLE: st.floats(allow_nan=False, allow_infinity=False),
    Kind.DECIMAL: DECIMALS | st.sampled_from([Decimal("-2E-18"), Decimal(0), Decimal(100), Decimal("0.10")]),
    Kind.BOOL: st.booleans(),
    Kind.TIMESTAMP: st.datetimes(timezones=st.just(UTC)),
    Kind.DATE: st.dates(),
    Kind.TIME: st.times(),
    Kind.JSON: NESTED,
    Kind.BINARY: st.binary(max_size=8),
}
RECORDS = st.tuples(*(st.none() | VALUES[kind] for kind in Kind))

PAYLOADS = compiled(ROWS.select("place", payload=bundle(ROWS, COLUMNS)))
DIGESTS = compiled(ROWS.order_by("place").select(digest=digest(ROWS, COLUMNS)))
BACK = compiled(PUSHED.order_by("place").select(**unbundle(parsed(PUSHED.payload, TYPES), TYPES)))
STORED = f"SELECT {', '.join(TYPES)} FROM landed ORDER BY place"
# Compiled once: it is DuckDB that the properties are about.


@pytest.fixture(scope="module")
def landing() -> duckdb.DuckDBPyConnection:
    """A database of one landed table with a column of every kind."""
    database = duckdb.connect()
    columns = ", ".join(f"{name} {type_}" for name, type_ in physical(TYPES).items())
    database.execute(f"SET TimeZone = 'UTC'; CREATE TABLE landed (place BIGINT, {columns})")
    return database


def land(database: duckdb.DuckDBPyConnection, records: Iterable[Sequence[Any]]) -> None:
    """Lands records in the place of those before."""
    database.execute("TRUNCATE landed")
    marks = ", ".join(f"?::{type_}" for type_ in physical(TYPES).values())
    database.executemany(f"INSERT INTO landed VALUES (?, {marks})", [[n, *map(written, Kind, record)] for n, record in enumerate(records)])


def written(kind: Kind, value: Any) -> Any:
    if value is None or kind in (Kind.BINARY, Kind.DOUBLE):
        return value
    return json.dumps(value) if kind is Kind.JSON else str(value)


def read(record: Sequence[Any]) -> tuple[Any, ...]:
    """A row as Python values, JSON parsed."""
    return tuple(json.loads(v) if kind is Kind.JSON and v is not None else v for kind, v in zip(Kind, record, strict=True))


@settings(max_examples=60, deadline=None)
@given(records=st.lists(RECORDS, min_size=1, max_size=8))
def test_a_payload_gives_back_every_value_that_was_bundled(landing: duckdb.DuckDBPyConnection, records: list[tuple[Any, ...]]) -> None:
    land(landing, records)
    landing.execute(f"CREATE OR REPLACE TABLE pushed AS {PAYLOADS}")
    assert [read(row) for row in landing.execute(BACK).fetchall()] == records


def test_a_payload_gives_back_the_declared_types() -> None:
    unbundled = unbundle(parsed(PUSHED.payload, TYPES), TYPES)
    assert {name: value.type() for name, value in unbundled.items()} == {name: ibis.dtype(type_) for name, type_ in TYPES.items()}


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"])
@settings(max_examples=15, deadline=None)
@given(records=st.lists(RECORDS, min_size=1, max_size=4))
def test_payload_and_digest_are_the_same_in_every_time_zone(
    landing: duckdb.DuckDBPyConnection, zone: str, records: list[tuple[Any, ...]]
) -> None:
    land(landing, records)
    here = landing.execute(f"{PAYLOADS} ORDER BY place").fetchall(), landing.execute(DIGESTS).fetchall()
    with session_in(landing, zone):
        assert (landing.execute(f"{PAYLOADS} ORDER BY place").fetchall(), landing.execute(DIGESTS).fetchall()) == here


@contextmanager
def session_in(database: duckdb.DuckDBPyConnection, zone: str) -> Iterator[None]:
    database.execute(f"SET TimeZone = '{zone}'")
    yield
    database.execute("SET TimeZone = 'UTC'")


@settings(max_examples=60, deadline=None)
@given(records=st.lists(RECORDS, min_size=2, max_size=8))
def test_digests_are_equal_exactly_where_the_records_are(landing: duckdb.DuckDBPyConnection, records: list[tuple[Any, ...]]) -> None:
    land(landing, [*records, records[0]])
    found = landing.execute(DIGESTS).fetchall()
    stored = landing.execute(STORED).fetchall()
    assert [[a == b for a in found] for b in found] == [[alike(a, b) for a in stored] for b in stored]


def alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two rows hold the same, where -0.0 is not 0.0: the sign is a part of a double."""
    return repr(one) == repr(other)


NASTY = st.none() | st.text("|=ab:\\", max_size=4)


LETTERS = ibis.table({"place": "int64", "a": "string", "b": "string", "c": "string"}, name="letters")
TEXT_COLUMNS = [(name, "text") for name in "abc"]
TEXT_DIGESTS = compiled(LETTERS.order_by("place").select(digest=digest(LETTERS, TEXT_COLUMNS)))
IDENTITIES = compiled(LETTERS.order_by("place").select(id=identity([LETTERS.a, LETTERS.b, LETTERS.c])))


def of_texts(sql: str, *records: Sequence[str | None]) -> list[Any]:
    """What a query makes of records of three texts."""
    with duckdb.connect() as database:
        database.execute("CREATE TABLE letters (place BIGINT, a TEXT, b TEXT, c TEXT)")
        database.executemany("INSERT INTO letters VALUES (?, ?, ?, ?)", [[n, *record] for n, record in enumerate(records)])
        return database.execute(sql).fetchall()


@settings(max_examples=80, deadline=None)
@given(st.tuples(NASTY, NASTY, NASTY), st.tuples(NASTY, NASTY, NASTY))
@example(("x|", "y", None), ("x", "|y", None))
@example(("x|b=y", None, None), ("x", "y", None))
@example(("", None, None), (None, None, None))
@example((None, "x", None), (None, None, "x"))
def test_values_that_shift_across_columns_have_other_digests(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> None:
    first, second = of_texts(TEXT_DIGESTS, one, other)
    assert (first == second) == (one == other)


@settings(max_examples=80, deadline=None)
@given(st.tuples(NASTY, NASTY, NASTY), st.tuples(NASTY, NASTY, NASTY))
@example(("x|", "y", None), ("x", "|y", None))
@example(("x", "", "y|"), ("x|", "y", ""))
@example(("x", None, "y"), ("x", "y", None))
def test_identities_are_equal_exactly_where_the_parts_are(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> None:
    first, second = of_texts(IDENTITIES, one, other)
    blank = [[part or "" for part in parts] for parts in (one, other)]
    assert (first == second) == (blank[0] == blank[1])


def test_a_column_of_nulls_changes_no_digest() -> None:
    fewer = compiled(LETTERS.select(digest=digest(LETTERS, [column for column in TEXT_COLUMNS if column[0] != "b"])))
    assert of_texts(fewer, ("x", None, "z")) == of_texts(TEXT_DIGESTS, ("x", None, "z"))


def test_the_order_of_the_columns_changes_no_digest() -> None:
    back = compiled(LETTERS.select(digest=digest(LETTERS, TEXT_COLUMNS[::-1])))
    assert of_texts(back, ("x", "y", "z")) == of_texts(TEXT_DIGESTS, ("x", "y", "z"))


def unbundled(payload: str, **types: str) -> tuple[Any, ...]:
    """One payload's values."""
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute("CREATE TABLE pushed AS SELECT 0::BIGINT AS place, ?::JSON AS payload", [payload])
        return database.execute(compiled(PUSHED.select(**unbundle(parsed(PUSHED.payload, types), types)))).fetchall()[0]


def test_what_a_payload_lacks_is_null_and_what_it_has_besides_is_ignored() -> None:
    assert unbundled('{"id": 7, "gone": [1]}', id="int64", name="string", total="decimal(38, 18)") == (7, None, None)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("int64", '"seven"'),
        ("int64", "9223372036854775808"),
        ("decimal(38, 18)", '"a lot"'),
        ("decimal(38, 18)", '"1e30"'),
        ("timestamp('UTC')", '"yesterday"'),
        ("date", '"2024-02-30"'),
        ("time", '"noon"'),
        ("boolean", '"maybe"'),
        ("binary", '"no hex"'),
    ],
)
def test_a_value_that_does_not_fit_is_null_and_leaves_its_neighbours(type_: str, value: str) -> None:
    payload = f'{{"id": 7, "odd": {value}, "day": "2024-02-29"}}'
    assert unbundled(payload, id="int64", odd=type_, day="date") == (7, None, date(2024, 2, 29))


def test_text_that_looks_like_something_else_stays_text() -> None:
    payload = '{"number": "007", "null": "null", "json": "{}", "moment": "2024-01-01"}'
    assert unbundled(payload, number="string", null="string", json="string", moment="string") == ("007", "null", "{}", "2024-01-01")


def test_a_moment_is_the_same_whatever_offset_it_is_written_with() -> None:
    payload = '{"moment": "2024-03-10 01:30:00.000001-08:00"}'
    assert unbundled(payload, moment="timestamp('UTC')") == (datetime(2024, 3, 10, 9, 30, 0, 1, tzinfo=UTC),)
