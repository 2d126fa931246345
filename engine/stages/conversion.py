"""Conversion: values as a table of another loader holds them, brought to the kinds of a contract.

Whatever kind a value has there, it is spelled as text as a record would have sent it (its wire), and the text is read as
`contracts.normalise` reads a wire value, no spelling more. So a record is the same whoever landed it. What cannot be read is null,
and `unreadable` tells where. Three steps, so that a query may take each once: `carried`, `wire`, `read`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from contracts.kinds import Kind, Unit
from engine.stages.builtins import make_timestamptz, to_json, trim, try_strptime
from engine.stages.payload import canonical

_NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"
_DIGITS, _SHORT = "^[+-]?[0-9]{1,18}$", "^[+-]?[0-9]{1,9}([.][0-9]{1,9})?$"
"""Numbers that fit into 64 bits: DuckDB reads them 200 times as fast."""
_WHOLE = r"^[+-]?[0-9]+([.]0*)?([eE][+]?[0-9]+)?$"
_PRINTED = r"[^\pZ\pC\s]"
_WORD = "^(?i:true|t|yes|1|false|f|no|0)$"
_NOT_A_NUMBER = r"^\s*[-+]?(?i:nan|inf)"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
_COMPACT = r"^[0-9]{8}$"
_MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]00:00(:00([.]0+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$"
_RFC_2822 = "^[A-Z][a-z]{2}, "
_RFC_2822_FORM = "%a, %d %b %Y %H:%M:%S %z"
_DAY = "%Y%m%d"
_EXACT = 2**53
"""Microseconds from the epoch, until the year 2255, that a double has exactly."""
_MICROSECONDS = MappingProxyType({Unit.SECONDS: 1_000_000, Unit.MILLISECONDS: 1_000, Unit.MICROSECONDS: 1})


def carried(value: ir.Value, found: str) -> ir.Value:
    """A value of whatever physical type its kind stands for, in the one type in which that kind travels."""
    if found == Kind.BIGINT:
        return value.try_cast("decimal(38, 0)")  # any integer's
    # The text of a float is what was meant: 0.1 as a double would be 0.10000000149.
    own = found in (Kind.DECIMAL, Kind.TIMESTAMP, Kind.DATE, Kind.JSON)
    return value.try_cast(Kind(found).ibis if own else "string")


def wire(value: ir.Value, found: str, kind: Kind) -> ir.Value:
    """A carried value as a record would have sent it, without blanks around it; the value itself where its kind is the contract's."""
    if _is_plain(found, kind):
        return value
    text = _spelled(value, found)
    return text if kind in (Kind.TEXT, Kind.JSON) else trim(text).nullif("")


def read(wire: ir.Value, found: str, kind: Kind, unit: Unit | None) -> ir.Value:
    """A wire as a value of its contract's kind; null where it cannot be read."""
    if kind is Kind.TEXT or _is_plain(found, kind):
        return wire.try_cast(kind.ibis)
    if unit and unit in _MICROSECONDS:
        return ibis.coalesce(_epoch(wire, unit), _timestamp(wire))
    return _READERS[kind](wire.re_replace(r"[ ]*%$", "") if unit is Unit.PERCENT else wire)


def unreadable(value: ir.Value, found: str, kind: Kind, unit: Unit | None) -> ir.BooleanValue:
    """Whether a carried value holds something that the kind of its contract cannot."""
    sent = wire(value, found, kind)
    return sent.notnull() & read(sent, found, kind, unit).isnull()


def _is_plain(found: str, kind: Kind) -> bool:
    return found == kind and kind in (Kind.BIGINT, Kind.DECIMAL, Kind.TIMESTAMP, Kind.DATE, Kind.TEXT)


def _spelled(value: ir.Value, found: str) -> ir.StringValue:
    match found:
        case "double":
            return value.re_replace("[.]0$", "")
        case "json":
            return ibis.coalesce(value.str, value.cast("string")).nullif("null")
        case "decimal" | "timestamp" | "date":
            return canonical(value, found)
        case _:
            return value.cast("string")


def _bigint(text: ir.StringValue) -> ir.IntegerValue:
    return ibis.coalesce(_matching(text, _DIGITS).try_cast("int64"), _matching(text, _WHOLE).try_cast("decimal(38, 0)").try_cast("int64"))


def _decimal(text: ir.StringValue) -> ir.DecimalValue:
    short = _matching(text, _SHORT).try_cast("decimal(18, 9)").cast(Kind.DECIMAL.ibis)
    return ibis.coalesce(short, _matching(text, _NUMBER).try_cast(Kind.DECIMAL.ibis))


def _double(text: ir.StringValue) -> ir.FloatingValue:
    return _matching(text, _NUMBER).try_cast("float64").nullif(float("inf")).nullif(float("-inf"))


def _timestamp(text: ir.StringValue) -> ir.TimestampValue:
    iso = _matching(text, _ISO).try_cast(Kind.TIMESTAMP.ibis)
    mailed = try_strptime(_matching(text, _RFC_2822), _RFC_2822_FORM)
    return ibis.coalesce(iso, _compact(text).cast(Kind.TIMESTAMP.ibis), mailed.cast(Kind.TIMESTAMP.ibis))


def _epoch(text: ir.StringValue, unit: Unit) -> ir.TimestampValue:
    microseconds = (_matching(text, _NUMBER).try_cast("float64") * _MICROSECONDS[unit]).try_cast("int64")
    return make_timestamptz(microseconds.between(-_EXACT, _EXACT).ifelse(microseconds, ibis.null("int64")))


def _date(text: ir.StringValue) -> ir.DateValue:
    return ibis.coalesce(text.re_extract(_MIDNIGHT, 1).nullif("").try_cast("date"), _compact(text).cast("date"))


def _compact(text: ir.StringValue) -> ir.TimestampValue:
    return try_strptime(_matching(text, _COMPACT), _DAY)


def _matching(text: ir.StringValue, pattern: str) -> ir.StringValue:
    return text.re_search(pattern).ifelse(text, ibis.null("string"))


def _json(text: ir.StringValue) -> ir.JSONValue:
    # DuckDB takes NaN and Infinity for JSON.
    nested = text.re_search(_NOT_A_NUMBER).ifelse(ibis.null("string"), text)
    return ibis.coalesce(nested.try_cast("json"), to_json(_matching(text, _PRINTED)))


_READERS: MappingProxyType[Kind, Callable[[ir.StringValue], ir.Value]] = MappingProxyType(
    {
        Kind.BIGINT: _bigint,
        Kind.DECIMAL: _decimal,
        Kind.DOUBLE: _double,
        Kind.BOOL: lambda text: _matching(text, _WORD).try_cast("boolean"),
        Kind.TIMESTAMP: _timestamp,
        Kind.DATE: _date,
        Kind.TIME: lambda text: text.try_cast("time"),
        Kind.JSON: _json,
        Kind.BINARY: lambda text: text.try_cast("binary"),
    }
)
