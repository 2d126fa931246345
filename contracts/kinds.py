"""The closed vocabulary of column kinds, shared by what lands (dlt's data types) and what is computed (Ibis types)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

DECIMAL_PRECISION, DECIMAL_SCALE = 38, 18
"""Every landed decimal: 20 integer digits, and the 18 fractional ones that ad platforms do send (``-2E-18``)."""


class Kind(StrEnum):
    """What a landed column holds; the values are dlt's data types."""

    TEXT = "text"
    BIGINT = "bigint"
    DOUBLE = "double"
    DECIMAL = "decimal"
    BOOL = "bool"
    TIMESTAMP = "timestamp"
    DATE = "date"
    TIME = "time"
    JSON = "json"
    BINARY = "binary"

    @property
    def ibis(self) -> str:
        """The Ibis type of a column of this kind."""
        return _IBIS[self]


class Unit(StrEnum):
    """What a number on the wire counts, where the column's kind does not tell."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    MICROSECONDS = "us"
    PERCENT = "%"


Json = Annotated[Any, Kind.JSON]
"""A nested value of the vendor (object, array, or JSON as text), landed as one JSON column."""

EpochSeconds = Annotated[datetime, Unit.SECONDS]
"""An instant that the vendor sends as seconds since 1970 in UTC; a date or time as text is read all the same."""

EpochMilliseconds = Annotated[datetime, Unit.MILLISECONDS]
"""An instant that the vendor sends as milliseconds since 1970 in UTC."""

EpochMicroseconds = Annotated[datetime, Unit.MICROSECONDS]
"""An instant that the vendor sends as microseconds since 1970 in UTC."""

Percent = Annotated[Decimal, Unit.PERCENT]
"""A number of hundredths, with or without its sign: ``"12.50%"`` is 12.5."""

_IBIS = {
    Kind.TEXT: "string",
    Kind.BIGINT: "int64",
    Kind.DOUBLE: "float64",
    Kind.DECIMAL: f"decimal({DECIMAL_PRECISION}, {DECIMAL_SCALE})",
    Kind.BOOL: "boolean",
    Kind.TIMESTAMP: "timestamp('UTC')",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.JSON: "json",
    Kind.BINARY: "binary",
}

_PYTHON: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.BIGINT,
    float: Kind.DOUBLE,
    Decimal: Kind.DECIMAL,
    bool: Kind.BOOL,
    datetime: Kind.TIMESTAMP,
    date: Kind.DATE,
    time: Kind.TIME,
    bytes: Kind.BINARY,
}


def kind_of(annotation: Any) -> Kind | None:
    """The kind that a Python annotation stands for, or None where no column can hold it.

    >>> kind_of(int | None), kind_of(Json | None), kind_of(dict)
    (<Kind.BIGINT: 'bigint'>, <Kind.JSON: 'json'>, None)
    """
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return next((mark for mark in marks if isinstance(mark, Kind)), None) or kind_of(inner)
    if is_optional(annotation):
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return kind_of(inner[0]) if len(inner) == 1 else None
    return _PYTHON.get(annotation)


def unit_of(annotation: Any) -> Unit | None:
    """The unit that a Python annotation carries.

    >>> unit_of(EpochSeconds | None), unit_of(datetime | None)
    (<Unit.SECONDS: 's'>, None)
    """
    marks = [*get_args(annotation), *(mark for part in get_args(annotation) for mark in get_args(part))]
    return next((mark for mark in marks if isinstance(mark, Unit)), None)


def is_optional(annotation: Any) -> bool:
    """Whether an annotation admits None.

    >>> is_optional(int | None), is_optional(int)
    (True, False)
    """
    return get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)
