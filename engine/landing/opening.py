"""Opening: nested objects whose members are columns, such as ``{"metrics": {"clicks": "5"}}``, laid out as ``metrics.clicks``.

Vendors nest the parts of a record where a table has columns. A path that a contract spells as an alias is read inside the object,
whether or not another column takes the object whole; an object that no column takes is opened where some member below it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from contracts.normalise import json
from contracts.source import Source
from engine.landing.columns import snake

Record = dict[str, Any]

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Opening:
    """What a contract knows: the names of its columns, and the paths that its aliases spell, with the objects that these begin in."""

    columns: frozenset[str]
    named: frozenset[str]
    paths: tuple[str, ...]
    outer: frozenset[str]

    @classmethod
    def of(cls, source: type[Source]) -> Opening:
        """The opening for the records of a contract."""
        aliases = {alias for column in source.columns for alias in column.aliases}
        columns = frozenset(column.name for column in source.columns)
        paths = tuple(sorted(alias for alias in aliases if "." in alias))
        return cls(columns, columns | aliases, paths, frozenset(path.partition(".")[0] for path in paths))

    def opened(self, records: pl.DataFrame | list[Record]) -> pl.DataFrame | list[Record]:
        """The records with their nested columns laid out; the very same where there is nothing to open."""
        if isinstance(records, pl.DataFrame):
            nested = {name for name, dtype in records.schema.items() if isinstance(dtype, pl.Struct)}
            return self.opened(records.to_dicts()) if self._worth(records.columns, nested) else records
        names = {name for record in records for name in record}
        nested = {name for record in records for name, value in record.items() if isinstance(value, dict)}
        return [self._record(record) for record in records] if self._worth(names, nested) else records

    def _worth(self, names: Iterable[str], nested: set[str]) -> bool:
        return bool(self.outer & set(names)) or not all(map(self._takes, nested))

    def _record(self, record: Record) -> Record:
        laid = {name: value for outer, inner in record.items() for name, value in self._members(outer, inner)}
        objects = {outer: _object(record[outer]) for outer in self.outer if outer in record}
        read = {path: value for path in self.paths if path not in laid and (value := _at(objects, path)) is not None}
        return {**laid, **read}

    def _members(self, path: str, value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
        if value == {} and self._lies_above(path):
            return
        if depth < _DEEPEST and isinstance(value, dict) and not self._takes(path) and self._knows_below(path, value, depth):
            for name, inner in value.items():
                yield from self._members(f"{path}.{name}", inner, depth + 1)
        else:
            yield path, value

    def _knows_below(self, path: str, value: Record, depth: int) -> bool:
        return any(
            self._takes(below := f"{path}.{name}")
            or (isinstance(inner, dict) and depth < _DEEPEST and self._knows_below(below, inner, depth + 1))
            for name, inner in value.items()
        )

    def _lies_above(self, path: str) -> bool:
        return not self._takes(path) and any(name.startswith((f"{snake(path)}_", f"{path}.")) for name in self.named)

    def _takes(self, path: str) -> bool:
        return path in self.named or snake(path) in self.columns


def _object(value: Any) -> Any:
    """A nested object, also where a CSV file or a table keeps it as text."""
    return json(value) if isinstance(value, str) else value


def _at(record: Record, path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
