"""Values of checked expressions: the few families of them that people tell apart, and how two of them are brought together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from contracts.entity import MONEY

FINEST = 9
"""Digits after the point that a number may have: those of every decimal of the star."""

INSTANT = "timestamp('UTC')"


class Refused(Exception):
    """Why a part of an expression is not let through."""


class Family(StrEnum):
    """What a value is, as people say it."""

    TEXT = "text"
    NUMBER = "a number"
    TRUTH = "true or false"
    TIME = "an instant"
    DAY = "a day"
    NOTHING = "None"
    OTHER = "a value of another kind"


_DTYPES = MappingProxyType({Family.TEXT: "string", Family.TRUTH: "boolean", Family.TIME: INSTANT, Family.DAY: "date"})


def family(value: ir.Value) -> Family:
    """The family of a value, by its type.

    >>> family(ibis.literal("EUR")), family(ibis.literal(2))
    (<Family.TEXT: 'text'>, <Family.NUMBER: 'a number'>)
    """
    dtype = value.type()
    tests = {
        Family.TEXT: dtype.is_string(),
        Family.TRUTH: dtype.is_boolean(),
        Family.NUMBER: dtype.is_numeric(),
        Family.TIME: dtype.is_timestamp(),
        Family.DAY: dtype.is_date(),
        Family.NOTHING: dtype.is_null(),
    }
    return next((found for found, holds in tests.items() if holds), Family.OTHER)


def expect(value: ir.Value, wanted: Family, where: str) -> ir.Value:
    """The value, if it is of a family; raises Refused otherwise."""
    if (found := family(value)) is not wanted:
        raise Refused(f"{where} takes {wanted}, not {found}")
    return value


def literal(constant: Any) -> ir.Value:
    """A Python constant as a value; numbers are 64 bits wide or exact decimals. Raises Refused for what no column holds."""
    match constant:
        case None:
            return ibis.null()
        case bool():
            return ibis.literal(constant)
        case int() if -(2**63) <= constant < 2**63:
            return ibis.literal(constant, type="int64")
        case float():
            return ibis.literal(_exact(constant), type=MONEY)
        case str() if constant.isprintable():
            return ibis.literal(constant)
    raise Refused(f"{str(constant)[:40]!a} is no text, number or day")


def alike(left: ir.Value, right: ir.Value, where: str) -> tuple[ir.Value, ir.Value]:
    """Two values of one family, where a text that spells a day or an instant becomes one beside one; raises Refused otherwise."""
    left, right = _spelled(left, family(right)), _spelled(right, family(left))
    if family(left) is not family(right):
        raise Refused(f"{where} takes two values of one kind, not {family(left)} and {family(right)}")
    if family(left) in (Family.NOTHING, Family.OTHER):
        raise Refused(f"{where} does not take {family(left)}")
    return left, right


def finished(value: ir.Value) -> ir.Value:
    """A value in the type that a column of the star has; raises Refused where there is none."""
    if family(value) in (Family.NOTHING, Family.OTHER):
        raise Refused(f"it gives {family(value)}, which no column can be made of")
    return value if isinstance(value.op(), ops.Field) and value.type() == ibis.dtype(dtype_of(value)) else whole(value, dtype_of(value))


def whole(value: ir.Value, dtype: str) -> ir.Value:
    """A value cast whatever type Ibis takes it for: a warehouse makes small numbers of small literals, and fine ones of products."""
    return ops.Cast(value, to=dtype).to_expr()


def dtype_of(value: ir.Value) -> str:
    """The type of the star in which a value is kept.

    >>> dtype_of(ibis.literal(1, type="int8"))
    'int64'
    """
    if family(value) is not Family.NUMBER:
        return _DTYPES[family(value)]
    dtype = value.type()
    return "int64" if dtype.is_integer() else MONEY if dtype.is_decimal() else "float64"


def text_of(value: ir.Value) -> str | None:
    """The text of a value that is a literal one."""
    constant = _constant(value)
    return constant if isinstance(constant, str) else None


def number_of(value: ir.Value) -> int | None:
    """The whole number of a value that is a literal one."""
    constant = _constant(value)
    return constant if isinstance(constant, int) and not isinstance(constant, bool) else None


def _constant(value: ir.Value) -> object:
    node = value.op()
    return node.value if isinstance(node, ops.Literal) else None


def _exact(number: float) -> Decimal:
    exact = Decimal(repr(number))
    if not exact.is_finite() or abs(exact) >= 10**20 or exact != round(exact, FINEST):
        raise Refused(f"the number {number} has more digits than an amount can have, 20 before the point and {FINEST} after it")
    return exact


def _spelled(value: ir.Value, beside: Family) -> ir.Value:
    text = text_of(value)
    if text is None or beside not in (Family.TIME, Family.DAY):
        return value
    try:
        if beside is Family.DAY:
            return ibis.literal(date.fromisoformat(text), type="date")
        moment = datetime.fromisoformat(text)
        return ibis.literal(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC), type=INSTANT)
    except (ValueError, OverflowError):
        raise Refused(f"{text!r} is not {beside}, such as '2025-01-31'") from None
