"""Fields: what the records of a sample hold, nested objects that are rather a few columns opened as landing opens them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.naming import snake
from registry.fingerprint import LOADER_PREFIXES

Record = Mapping[str, Any]

_WORD = re.compile(r"\$?[A-Za-z_][A-Za-z0-9_]*")
DATE_PARTS = frozenset({"year", "month", "day"})
_CUSTOM = frozenset({"metadata", "custom_fields", "custom_attributes", "event_properties", "user_properties"})
"""Objects whose members every customer of the vendor names himself, whatever they are in a sample."""
_MOST_MEMBERS = 400
"""An object with more members is a dictionary of the vendor's data, not a part of its schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """What the vendor sends under a name: a value for every record, None where it sent nothing.

    ``opened`` is the path of the object that the field was found in, empty at the top.
    """

    name: str
    values: Sequence[Any]
    opened: str = ""


def fields(records: Sequence[Record], *, opening: bool = True) -> tuple[Field, ...]:
    """The fields of records, in the order in which the vendor sends them.

    >>> [field.name for field in fields([{"campaign": {"id": 1, "name": "Spring"}, "tags": []}])]
    ['campaign.id', 'campaign.name', 'tags']
    """
    names = dict.fromkeys(name for record in records for name in record if not name.lower().startswith(LOADER_PREFIXES))
    top = [Field(name, [record.get(name) for record in records]) for name in names]
    if not opening:
        return tuple(top)
    rows_of_objects = all(_objects(field) for field in top)
    found = [inner for field in top for inner in _opened(field, nested=rows_of_objects)]
    return tuple(top if clash(found) else found)


def _opened(field: Field, *, nested: bool = False) -> Iterator[Field]:
    """The members of an object that is opened, or the field itself; ``nested`` opens an object that holds objects, too."""
    objects = [] if snake(field.name) in _CUSTOM else _objects(field)
    if not objects or not (_is_flat(objects) or (nested and all(objects) and _is_named(objects))):
        yield field
        return
    for name in dict.fromkeys(name for value in objects for name in value):
        values = [value.get(name) if isinstance(value, dict) else None for value in field.values]
        inner = Field(f"{field.name}.{name}", values, field.name)
        yield from _opened(inner)


def _objects(field: Field) -> list[Record]:
    """The objects of a field that holds nothing else, and at least one that is not empty."""
    held = [value for value in field.values if value is not None]
    return held if all(isinstance(value, dict) for value in held) and any(held) else []


def _is_flat(objects: Sequence[Record]) -> bool:
    """Whether objects are a few columns: the same words in every one, nothing nested below them, and no date in parts."""
    names = {frozenset(value) for value in objects}
    flat = not any(isinstance(inner, dict | list) for value in objects for inner in value.values())
    return flat and len(names) == 1 and names != {DATE_PARTS} and _is_named(objects)


def _is_named(objects: Sequence[Record]) -> bool:
    """Whether objects are parts of a schema: every one has members, whose names are words."""
    return all(objects) and are_words({name for value in objects for name in value})


def are_words(names: Collection[str]) -> bool:
    """Whether names are such as a schema gives, and not the vendor's data.

    >>> are_words({"id", "networkSettings"}), are_words({"2024-01-05", "2024-01-06"})
    (True, False)
    """
    return 0 < len(names) <= _MOST_MEMBERS and all(_WORD.fullmatch(name) for name in names)


def clash(found: Sequence[Field]) -> bool:
    """Whether an opened object, or a member of one, is called as another column."""
    columns = Counter(snake(field.name) for field in found)
    outer = {snake(field.opened) for field in found if field.opened}
    return any(columns[snake(field.name)] > 1 for field in found if field.opened) or not outer.isdisjoint(columns)
