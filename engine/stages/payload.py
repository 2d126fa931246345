"""Payload: typed columns bundled into one JSON value and back without loss, and the digests that tell records and versions apart.

Decimals, dates and timestamps travel as canonical text, since JSON numbers are read back as doubles and timestamps depend on
the session; whole numbers, booleans, text and nested values travel as JSON's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from contracts.kinds import Kind
from engine.stages.builtins import hexadecimal, rtrim, timezone, unhex

SEPARATOR = "|"
"""Stands between the parts of a digest; doubled inside a text."""

Columns = Iterable[tuple[str, str]]
"""Column names and kinds (the closed vocabulary of landed columns)."""


def canonical(value: ir.Value, kind: str) -> ir.StringValue:
    """The one text of a value, the same in every session: what digests and payloads are made of."""
    match kind:
        case "text":
            return value.cast("string")
        case "decimal":
            return rtrim(rtrim(value.cast(Kind.DECIMAL.ibis).cast("string"), "0"), ".")
        case "timestamp":
            return timezone("UTC", value.cast("timestamp('UTC')")).strftime("%Y-%m-%d %H:%M:%S.%f") + "+00:00"
        case "date":
            return value.cast("date").strftime("%Y-%m-%d")
        case "binary":
            return hexadecimal(value)
        case _:
            return value.cast("string")


def bundle(table: ir.Table, columns: Columns) -> ir.JSONValue:
    """One JSON object of a table's columns."""
    own = {"bigint", "bool", "double", "json", "text"}
    fields = {name: table[name] if kind in own else canonical(table[name], kind) for name, kind in columns}
    return ibis.struct(fields).cast("json")


def parsed(payload: ir.JSONValue, types: Mapping[str, str]) -> ir.StructValue:
    """The wanted columns of a payload by their Ibis types, parsed in one go into what they travel as."""
    return payload.try_cast(dt.Struct({name: _carrier(type_) for name, type_ in types.items()}))


def unbundle(record: ir.StructValue, types: Mapping[str, str]) -> dict[str, ir.Value]:
    """The columns of a parsed payload; what it lacks or cannot hold is null."""
    return {name: _read(record[name], type_) for name, type_ in types.items()}


def digest(table: ir.Table, columns: Columns) -> ir.UUIDValue:
    """128 bits over the columns that hold a value; a column that is null is as one that is not there."""
    return _md5(ibis.literal(f"{name}=") + _escaped(table[name], kind) for name, kind in sorted(columns))


def identity(parts: Iterable[ir.StringValue]) -> ir.UUIDValue:
    """128 bits over the parts of a key, in order; null and empty are one."""
    # The sign before each part tells a separator from the end of a text: 'x|', 'y' is not 'x', '|y'.
    return _md5(ibis.literal("=") + _doubled(part.fill_null("")) for part in parts)


def _md5(parts: Iterable[ir.StringValue]) -> ir.UUIDValue:
    return ibis.literal(SEPARATOR).join(list(parts)).hexdigest("md5").cast("uuid")


def _escaped(value: ir.Value, kind: str) -> ir.StringValue:
    text = canonical(value, kind)
    return _doubled(text) if kind in ("text", "json") else text


def _doubled(text: ir.StringValue) -> ir.StringValue:
    return text.replace(SEPARATOR, SEPARATOR * 2)


def _carrier(type_: str) -> dt.DataType:
    """The type under which a value travels inside the JSON."""
    wanted = dt.dtype(type_)
    plain = wanted.is_integer() or wanted.is_boolean() or wanted.is_floating() or wanted.is_json() or wanted.is_string()
    return wanted if plain else dt.string


def _read(value: ir.Value, type_: str) -> ir.Value:
    wanted = dt.dtype(type_)
    if wanted.is_binary():
        return value.re_search("^([0-9A-F]{2})*$").ifelse(unhex(value), ibis.null("binary"))
    return value if value.type() == wanted else value.try_cast(wanted)
