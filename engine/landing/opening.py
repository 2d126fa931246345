"""Opening: nested objects whose members are columns, such as ``{"metrics": {"clicks": "5"}}``, laid out as ``metrics.clicks``.

Vendors nest the parts of a record where a table has columns. A path that a contract spells as an alias is read inside the object,
whether or not another column takes the object whole; an object that no column takes is opened where some member below it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from contracts.source import Source
from engine.landing.columns import snake

Record = dict[str, Any]

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Opening:
    """What a contract knows: the names of its columns, and the paths that its aliases spell."""

    columns: frozenset[str]
    named: frozenset[str]
    paths: tuple[str, ...]

    @classmethod
    def of(cls, source: type[Source]) -> Opening:
        """The opening for the records of a contract."""
        aliases = {alias for column in source.columns for alias in column.aliases}
        columns = frozenset(column.name for column in source.columns)
        return cls(columns, columns | aliases, tuple(sorted(alias for alias in aliases if "." in alias)))

    def opened(self, records: pl.DataFrame | list[Record]) -> pl.DataFrame | list[Record]:
        """The records with their nested columns laid out; the very same where there is nothing to open."""
        if isinstance(records, pl.DataFrame):
            nested = any(isinstance(dtype, pl.Struct) and not self._takes(name) for name, dtype in records.schema.items())
            return self.opened(records.to_dicts()) if nested or self._reads(records.columns) else records
        names = {name for record in records for name, value in record.items() if isinstance(value, dict)}
        worth = any(not self._takes(name) for name in names) or self._reads(names)
        return [self._record(record) for record in records] if worth else records

    def _record(self, record: Record) -> Record:
        laid = {name: value for outer, inner in record.items() for name, value in self._members(outer, inner)}
        read = {path: value for path in self.paths if path not in laid and (value := _at(record, path)) is not None}
        return {**laid, **read}

    def _members(self, path: str, value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
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

    def _takes(self, path: str) -> bool:
        return path in self.named or snake(path) in self.columns

    def _reads(self, names: Iterable[str]) -> bool:
        return bool({path.partition(".")[0] for path in self.paths} & set(names))


def _at(record: Record, path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
