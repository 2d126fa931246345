"""Schema types: what a property is taken for by its schema, and by its name where the schema leaves the unit open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from engine.drafting.field_types import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    EPOCH_MICROSECONDS,
    EPOCH_MILLISECONDS,
    EPOCH_SECONDS,
    INT,
    JSON,
    STR,
    TIME,
    Guess,
)
from engine.drafting.fields import DATE_PARTS
from engine.drafting.schema_document import Schema
from engine.drafting.topics import is_identifier, is_micros, is_money, is_time

_NESTED = frozenset({"object", "array"})
_TEXT_FORMATS = MappingProxyType(
    {
        "date-time": DATETIME,
        "datetime": DATETIME,
        "google-datetime": DATETIME,
        "date": DATE,
        "time": TIME,
        "int32": INT,
        "int64": INT,
        "uint32": INT,
        "uint64": INT,
        "integer": INT,
        "decimal": DECIMAL,
        "double": DECIMAL,
        "float": DECIMAL,
        "money": DECIMAL,
        "number": DECIMAL,
    }
)
_SINCE_1970 = re.compile(r"epoch|unix|1970", re.IGNORECASE)
_UNITS = (("micro", EPOCH_MICROSECONDS), ("milli", EPOCH_MILLISECONDS), ("", EPOCH_SECONDS))


def told(name: str, schemas: Sequence[Schema]) -> Guess:
    """What a property is whose value satisfies one of the schemas.

    >>> told("created", [{"type": ["string", "null"], "format": "date-time"}]).type.name, told("tags", [{"type": "array"}]).type.name
    ('datetime', 'Json')
    """
    typed = [(type_, schema) for schema in schemas for type_ in types(schema)]
    names = {type_ for type_, _ in typed}
    if not names:
        return Guess(JSON, "any type, by its schema")
    if names <= _NESTED:
        return Guess(DATE if all(schema.get("properties", {}).keys() == DATE_PARTS for schema in schemas) else JSON)
    if names <= {"integer", "number"}:
        return Guess(DECIMAL) if "number" in names else _whole(name, typed[0][1])
    if names == {"boolean"}:
        return Guess(BOOL)
    if names == {"string"}:
        found = {_TEXT_FORMATS.get(str(schema.get("format")), STR) for _, schema in typed}
        return Guess(found.pop()) if len(found) == 1 else Guess(STR, "texts of several formats")
    return Guess(JSON if names & _NESTED else STR, f"one of {', '.join(sorted(names))}")


def types(schema: Schema) -> list[str]:
    """The types of a value, without null.

    >>> types({"type": ["integer", "null"]}), types({"enum": ["on", "off"]}), types({"properties": {}})
    (['integer'], ['string'], ['object'])
    """
    said = schema.get("type")
    if said is None and ("enum" in schema or "const" in schema):
        said = [_type_of(value) for value in schema.get("enum", [schema.get("const")])]
    elif said is None:
        said = ["object"] if "properties" in schema else ["array"] if "items" in schema else []
    listed = said if isinstance(said, list) else [said]
    return list(dict.fromkeys(str(type_) for type_ in listed if type_ not in ("null", "any")))


def _whole(name: str, schema: Schema) -> Guess:
    described = f"{schema.get('format', '')} {schema.get('description', '')}"
    if is_identifier(name):
        return Guess(INT)
    if is_micros(name):
        return Guess(INT, "millionths of the currency, by name: `micros(...)` in feeds")
    if _SINCE_1970.search(described):
        unit = next(type_ for word, type_ in _UNITS if word in described.lower())
        return Guess(unit, "a number since 1970, by its description; check unit and time zone")
    if is_time(name):
        return Guess(INT, "an instant? then EpochSeconds or EpochMilliseconds")
    return Guess(DECIMAL, "whole amounts: major units, or cents?") if is_money(name) else Guess(INT)


def _type_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object", list: "array"}
    return names.get(type(value), "null")
