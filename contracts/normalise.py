"""Normalisers: how one wire value of a vendor becomes the value of a column's kind, or is refused.

Real records spell one value in many ways (numbers as strings, ``""`` for nothing, dates in three formats); these functions
are the only authority on which spellings are meant. Each takes any JSON value and returns the Python value, or raises
ValueError saying what it expected.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from email.utils import parsedate_to_datetime
from typing import Any

import simplejson

from contracts.kinds import DECIMAL_PRECISION, DECIMAL_SCALE, Kind, Unit

_INT64 = range(-(2**63), 2**63)
_DECIMAL_STEP = Decimal(1).scaleb(-DECIMAL_SCALE)
_DECIMAL_LIMIT = Decimal(10) ** (DECIMAL_PRECISION - DECIMAL_SCALE)
_TRUE = frozenset({"true", "t", "yes", "1"})
_FALSE = frozenset({"false", "f", "no", "0"})
_COMPACT_DATE = re.compile(r"\d{8}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = {Unit.SECONDS: 1_000_000, Unit.MILLISECONDS: 1_000, Unit.MICROSECONDS: 1}
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_DASHES = frozenset({"-", "--"})
_WORDS = frozenset({Kind.TEXT, Kind.JSON, Kind.BOOL, Kind.BINARY})
"""Kinds for which a dash may be a value; where a number or a date is expected, reports write it for nothing."""
_SHORT_OFFSET = re.compile(r"([+-]\d{2})$")
_SHORT_HOUR = re.compile(r"(?<=^\d{4}-\d{2}-\d{2}[ T])(?=\d:)")
"""Where spreadsheets leave the zero out: ``2024-03-01 0:00:00``."""


def normalise(kind: Kind, value: Any, unit: Unit | None = None) -> Any:
    """The value of ``kind`` that a wire value in some unit stands for; None where the vendor sent nothing.

    >>> normalise(Kind.DECIMAL, "102.10"), normalise(Kind.BIGINT, ""), normalise(Kind.DATE, "20230424")
    (Decimal('102.10'), None, datetime.date(2023, 4, 24))
    """
    if value is None or _is_nothing(kind, value.strip() if isinstance(value, str) else value):
        return None
    if unit is Unit.PERCENT:
        return percent(value)
    return epoch(value, unit) if unit else _NORMALISERS[kind](value)


def text(value: Any) -> str:
    """Text as it came; other scalars and nested values by their JSON text.

    >>> text(5010584895677), text(True), text({"id": 1})
    ('5010584895677', 'true', '{"id":1}')
    """
    return value if isinstance(value, str) else simplejson.dumps(value, separators=(",", ":"), ensure_ascii=False, default=str)


def bigint(value: Any) -> int:
    """A whole number within 64 bits; ``"12"`` and ``12.0`` are 12, 1.5 is refused.

    >>> bigint("9007199254740993"), bigint(12.0), bigint("1,204")
    (9007199254740993, 12, 1204)
    """
    number = decimal(value, exact=True)
    if number != number.to_integral_value():
        raise ValueError(f"expected a whole number, got {value!r}")
    if int(number) not in _INT64:
        raise ValueError(f"expected a whole number of 64 bits, got {value!r}")
    return int(number)


def decimal(value: Any, *, exact: bool = False) -> Decimal:
    """A finite decimal, rounded half even at the 18th fractional digit; commas may part its thousands, and nothing else.

    >>> decimal("-2E-18"), decimal(102.1), decimal("1,234.56")
    (Decimal('-2E-18'), Decimal('102.1'), Decimal('1234.56'))
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(f"expected a number, got {value!r}")
    try:
        number = Decimal(_ungrouped(value))
    except InvalidOperation:
        raise ValueError(f"expected a number, got {value!r}") from None
    if not number.is_finite() or number.copy_abs() >= _DECIMAL_LIMIT:  # abs() would round to the 28 digits of the context
        raise ValueError(f"expected a number of at most {DECIMAL_PRECISION - DECIMAL_SCALE} integer digits, got {value!r}")
    return number if exact else _rounded(number)


def double(value: Any) -> float:
    """A finite double.

    >>> double("0.657895")
    0.657895
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(f"expected a number, got {value!r}")
    try:
        number = float(_ungrouped(value))
    except ValueError:
        raise ValueError(f"expected a number, got {value!r}") from None
    if not math.isfinite(number):
        raise ValueError(f"expected a finite number, got {value!r}")
    return number


def boolean(value: Any) -> bool:
    """True or false, also by the words and digits that CSV exports use.

    >>> boolean("TRUE"), boolean(0)
    (True, False)
    """
    word = str(value).strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(f"expected true or false, got {value!r}")


def timestamp(value: Any) -> datetime:
    """An instant in UTC, from ISO 8601 or RFC 2822; without an offset it is UTC, a bare date is its midnight.

    >>> timestamp("2024-03-12T15:02:47-0700").isoformat(), timestamp("20230424").isoformat()
    ('2024-03-12T22:02:47+00:00', '2023-04-24T00:00:00+00:00')
    """
    moment = value if isinstance(value, datetime) else _parsed(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def epoch(value: Any, unit: Unit) -> datetime:
    """An instant in UTC from a number of units since 1970, exact to the microsecond; dates and times as text are read as such.

    >>> epoch(1690000000, Unit.SECONDS).isoformat(), epoch("1690000000123", Unit.MILLISECONDS).isoformat()
    ('2023-07-22T04:26:40+00:00', '2023-07-22T04:26:40.123000+00:00')
    """
    if isinstance(value, datetime) or (isinstance(value, str) and not _NUMBER.fullmatch(value.strip())):
        return timestamp(value)
    microseconds = decimal(value) * _MICROSECONDS[unit]
    try:
        return _EPOCH + timedelta(microseconds=int(microseconds))
    except OverflowError:
        raise ValueError(f"expected a number of {unit.name.lower()} since 1970, got {value!r}") from None


def percent(value: Any) -> Decimal:
    """A number of hundredths, with or without the sign behind it.

    >>> percent("12.50%"), percent(0.5)
    (Decimal('12.50'), Decimal('0.5'))
    """
    return decimal(value.strip().removesuffix("%") if isinstance(value, str) else value)


def day(value: Any) -> date:
    """A calendar day from ``YYYY-MM-DD``, ``YYYYMMDD``, its year, month and day, or an instant at midnight.

    Any other hour is refused: a day would hide it.

    >>> day("2022-07-05"), day(20230208), day({"year": 2024, "month": 1, "day": 5}), day("2022-07-05T00:00:00")
    (datetime.date(2022, 7, 5), datetime.date(2023, 2, 8), datetime.date(2024, 1, 5), datetime.date(2022, 7, 5))
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, dict) and value.keys() == {"year", "month", "day"}:
        return date(**{part: bigint(number) for part, number in value.items()})
    moment = value if isinstance(value, datetime) else _parsed(str(value) if isinstance(value, int) else value)
    if moment.time() != time():
        raise ValueError(f"expected a day, got the instant {value!r}")
    return moment.date()


def clock(value: Any) -> time:
    """A time of day from ISO 8601.

    >>> clock("09:30:00")
    datetime.time(9, 30)
    """
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def json(value: Any) -> Any:
    """A nested value; text that is JSON (``"{}"``) is read, other text stays text, empty text is nothing.

    >>> json("{}"), json("[1]"), json("plain"), json([{"id": 1}])
    ({}, [1], 'plain', [{'id': 1}])
    """
    if not isinstance(value, str):
        return value
    try:
        return simplejson.loads(value, use_decimal=True) if value.strip() else None
    except simplejson.JSONDecodeError:
        return value


def binary(value: Any) -> bytes:
    """Bytes as they came, text by its UTF-8.

    >>> binary("a")
    b'a'
    """
    return value if isinstance(value, bytes) else str(value).encode()


def _is_nothing(kind: Kind, value: Any) -> bool:
    if value == "":
        return kind not in (Kind.TEXT, Kind.JSON)
    if value == {}:
        return kind is not Kind.JSON
    return isinstance(value, str) and value in _DASHES and kind not in _WORDS


def _ungrouped(value: float | str | Decimal) -> str:
    word = str(value).strip()
    return word.replace(",", "") if _GROUPED.fullmatch(word) else word


def _rounded(number: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = DECIMAL_PRECISION
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        return number.quantize(_DECIMAL_STEP, ROUND_HALF_EVEN) if exponent < -DECIMAL_SCALE else number


def _parsed(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"expected a date or time as text, got {value!r}")
    word = value.strip()
    if word.isdigit() and not _COMPACT_DATE.fullmatch(word):
        raise ValueError(f"expected a date or time, got the number {value!r}")
    try:
        return datetime.fromisoformat(_SHORT_HOUR.sub("0", _SHORT_OFFSET.sub(r"\1:00", word)) if "T" in word or ":" in word else word)
    except ValueError:
        return _rfc2822(word)


def _rfc2822(word: str) -> datetime:
    try:
        return parsedate_to_datetime(word)
    except (ValueError, TypeError):
        raise ValueError(f"expected an ISO 8601 or RFC 2822 date or time, got {word!r}") from None


_NORMALISERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: text,
    Kind.BIGINT: bigint,
    Kind.DECIMAL: decimal,
    Kind.DOUBLE: double,
    Kind.BOOL: boolean,
    Kind.TIMESTAMP: timestamp,
    Kind.DATE: day,
    Kind.TIME: clock,
    Kind.JSON: json,
    Kind.BINARY: binary,
}
