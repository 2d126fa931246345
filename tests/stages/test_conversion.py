from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import ibis
import ibis.expr.datatypes as dt
import pytest
import simplejson
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contracts.kinds import Kind, Unit
from contracts.normalise import normalise
from engine.models.spec import compiled
from engine.stages.conversion import carried, read, unreadable, wire

EPOCHS = (Unit.SECONDS, Unit.MILLISECONDS, Unit.MICROSECONDS)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'UTC'")
        yield opened


@cache
def conversion(found: str, kind: Kind, unit: Unit | None) -> str:
    given = ibis.table({"value": dt.unknown}, name="given")
    value = carried(given.value, found)
    result = read(wire(value, found, kind), found, kind, unit)
    shown = result.cast("string") if kind is Kind.JSON else result
    return compiled(given.select(shown.name("read"), unreadable(value, found, kind, unit).name("lost")))


def convert(connection: duckdb.DuckDBPyConnection, sql: str, found: str, kind: Kind, unit: Unit | None = None) -> tuple[Any, bool]:
    """What a value, given as SQL, becomes, and whether it was lost."""
    connection.execute(f"CREATE OR REPLACE TABLE given AS SELECT {sql} AS value")
    row = connection.execute(conversion(found, kind, unit)).fetchone()
    assert row is not None
    return row


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("sql", "found", "kind", "expected"),
    [
        ("50.57::DOUBLE", "double", Kind.DECIMAL, Decimal("50.57")),
        ("0.1::FLOAT", "double", Kind.DECIMAL, Decimal("0.1")),
        ("'-2E-18'", "text", Kind.DECIMAL, Decimal("-2E-18")),
        ("1::BIGINT", "bigint", Kind.DECIMAL, Decimal(1)),
        ("12.5::DECIMAL(9, 2)", "decimal", Kind.DECIMAL, Decimal("12.5")),
        ("5010584895677::DOUBLE", "double", Kind.TEXT, "5010584895677"),
        ("5010584895677::BIGINT", "bigint", Kind.TEXT, "5010584895677"),
        ("123.000::DECIMAL(18, 3)", "decimal", Kind.TEXT, "123"),
        ("true", "bool", Kind.TEXT, "true"),
        ("uuid '00000000-0000-0000-0000-00000000000a'", "text", Kind.TEXT, "00000000-0000-0000-0000-00000000000a"),
        ("DATE '2024-01-05'", "date", Kind.TEXT, "2024-01-05"),
        ("12::DOUBLE", "double", Kind.BIGINT, 12),
        ("'12.0'", "text", Kind.BIGINT, 12),
        ("12::HUGEINT", "bigint", Kind.BIGINT, 12),
        ("'0.65'", "text", Kind.DOUBLE, 0.65),
        ("'TRUE'", "text", Kind.BOOL, True),
        ("0::BIGINT", "bigint", Kind.BOOL, False),
        ("'2024-03-12T15:02:47-0700'", "text", Kind.TIMESTAMP, datetime(2024, 3, 12, 22, 2, 47, tzinfo=UTC)),
        ("TIMESTAMP '2024-03-12 15:02:47'", "timestamp", Kind.TIMESTAMP, datetime(2024, 3, 12, 15, 2, 47, tzinfo=UTC)),
        ("'Tue, 20 Jun 2017 10:00:00 +0100'", "text", Kind.TIMESTAMP, datetime(2017, 6, 20, 9, tzinfo=UTC)),
        ("'20230424'", "text", Kind.TIMESTAMP, datetime(2023, 4, 24, tzinfo=UTC)),
        ("DATE '2023-04-24'", "date", Kind.TIMESTAMP, datetime(2023, 4, 24, tzinfo=UTC)),
        ("20230208::BIGINT", "bigint", Kind.DATE, date(2023, 2, 8)),
        ("TIMESTAMP '2024-01-05 00:00:00'", "timestamp", Kind.DATE, date(2024, 1, 5)),
        ("'2024-01-05T00:00:00-08:00'", "text", Kind.DATE, date(2024, 1, 5)),
        ("{'a': [1, 2]}", "json", Kind.JSON, '{"a":[1,2]}'),
        ("[{'b': 'x'}]", "json", Kind.JSON, '[{"b":"x"}]'),
        ("""'{"a": 1}'""", "text", Kind.JSON, '{"a": 1}'),
        ("'plain'", "text", Kind.JSON, '"plain"'),
        ("'null'::JSON", "json", Kind.JSON, None),
        ("""'"plain"'::JSON""", "json", Kind.TEXT, "plain"),
        ("""'{"a":1}'::JSON""", "json", Kind.TEXT, '{"a":1}'),
        ("'7'::JSON", "json", Kind.BIGINT, 7),
        ("NULL::VARCHAR", "text", Kind.BIGINT, None),
        ("' '", "text", Kind.DECIMAL, None),
    ],
)
def test_what_can_be_read_is_read(connection: duckdb.DuckDBPyConnection, sql: str, found: str, kind: Kind, expected: Any) -> None:
    assert convert(connection, sql, found, kind) == (expected, False)


@pytest.mark.parametrize(
    ("sql", "found", "kind"),
    [
        ("1.5::DOUBLE", "double", Kind.BIGINT),
        ("10000000000000000000::HUGEINT", "bigint", Kind.BIGINT),
        ("'nan'::DOUBLE", "double", Kind.DOUBLE),
        ("'-inf'::DOUBLE", "double", Kind.DECIMAL),
        ("true", "bool", Kind.BIGINT),
        ("TIMESTAMP '2024-01-05 10:00:00'", "timestamp", Kind.DATE),
        ("'epoch'", "text", Kind.TIMESTAMP),
        ("1700000000::BIGINT", "bigint", Kind.TIMESTAMP),
        ("'1_000'", "text", Kind.DECIMAL),
        ("2::BIGINT", "bigint", Kind.BOOL),
        ("1e300::DOUBLE", "double", Kind.DECIMAL),
    ],
)
def test_what_cannot_be_read_is_told(connection: duckdb.DuckDBPyConnection, sql: str, found: str, kind: Kind) -> None:
    assert convert(connection, sql, found, kind) == (None, True)


@pytest.mark.parametrize(
    ("unit", "number"), [(Unit.SECONDS, 1_700_000_000), (Unit.MILLISECONDS, 1_700_000_000_123), (Unit.MICROSECONDS, 1_700_000_000_123_456)]
)
def test_an_epoch_number_counts_what_its_contract_says(connection: duckdb.DuckDBPyConnection, unit: Unit, number: int) -> None:
    expected = normalise(Kind.TIMESTAMP, number, unit)
    spelled = {"bigint": f"{number}::BIGINT", "double": f"{number}::DOUBLE", "text": f"'{number}'", "decimal": f"{number}::DECIMAL(38, 9)"}
    for found, sql in spelled.items():
        assert convert(connection, sql, found, Kind.TIMESTAMP, unit) == (expected, False)
    assert convert(connection, "TIMESTAMPTZ '2024-01-01'", "timestamp", Kind.TIMESTAMP, unit) == (datetime(2024, 1, 1, tzinfo=UTC), False)
    assert convert(connection, "'9e300'", "text", Kind.TIMESTAMP, unit) == (None, True)


def test_a_percent_sign_is_read_where_the_contract_counts_hundredths(connection: duckdb.DuckDBPyConnection) -> None:
    assert convert(connection, "'12.50%'", "text", Kind.DECIMAL, Unit.PERCENT) == (Decimal("12.50"), False)
    assert convert(connection, "'12.50%'", "text", Kind.DECIMAL) == (None, True)


numbers = st.decimals(allow_nan=False, allow_infinity=False).map(str) | st.integers(-(10**22), 10**22).map(str)
instants = st.datetimes(datetime(1000, 1, 1)).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000).isoformat())
zoned = st.builds(lambda moment, hours: f"{moment}{timedelta(hours=hours) and f'+{hours:02}:30'}", instants, st.integers(1, 9))
words = st.sampled_from(["yes", "F", "{}", "[1]", "null", "--", "12%", "1_000", "1e3", "now", "2024-1-5", "24:00", "20241301", "0x1F", "½"])
wires = (
    numbers
    | instants
    | zoned
    | st.dates(date(1000, 1, 1)).map(str)
    | words
    | st.text(max_size=4).filter(lambda wire: not any(ord(letter) < 32 for letter in wire))
)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.BINARY, Kind.TIME)])
@settings(max_examples=60, deadline=None)
@given(wire=wires, unit=st.sampled_from([None, *EPOCHS, Unit.PERCENT]))
@example(wire="1700000000.5", unit=Unit.SECONDS)
@example(wire="\xa0", unit=None)
def test_a_text_is_read_as_a_record_would_be(connection: duckdb.DuckDBPyConnection, kind: Kind, wire: str, unit: Unit | None) -> None:
    """Perhaps not, but never as another value."""
    counted = unit if (kind is Kind.TIMESTAMP and unit in EPOCHS) or (kind is Kind.DECIMAL and unit is Unit.PERCENT) else None
    read, lost = convert(connection, text(wire), "text", kind, counted)
    if read is None:
        assert lost or not wire.strip()
        return
    expected = normalise(kind, wire, counted)
    if kind is Kind.DECIMAL:
        assert abs(read - expected) <= Decimal("1E-18"), "DuckDB rounds half up"
    elif counted in EPOCHS:
        assert abs(read - expected) <= timedelta(microseconds=1)
    else:
        assert (simplejson.loads(read, use_decimal=True) if kind is Kind.JSON else read) == expected
