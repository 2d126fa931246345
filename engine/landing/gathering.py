"""Gathering: what no column of a contract names goes into the one JSON column that takes the rest, where the contract has such.

An analytics tool's properties differ by tenant. The vendor keeps them in one object; connectors lay them out as columns, which
would be a shape of its own for every tenant. Of several spellings of one column a record's first is taken, and the others, which
may be a tenant's property of almost the same name, are properties too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from contracts.naming import spellings
from contracts.normalise import json
from contracts.source import Source
from registry.fingerprint import LOADER_PREFIXES

Record = dict[str, Any]


def gathered(source: type[Source], records: pl.DataFrame | list[Record]) -> pl.DataFrame | list[Record]:
    """The records with what no column names inside the column of the rest; the very same where there is nothing to gather."""
    rest = next((column for column in source.columns if column.name == source.rest), None)
    if rest is None:
        return records
    names = records.columns if isinstance(records, pl.DataFrame) else list(dict.fromkeys(name for record in records for name in record))
    spelled = {column.name: spellings(column.name, column.aliases, names) for column in source.columns}
    gathering = _Gathering(rest.name, tuple(f"{name}." for name in (rest.name, *rest.aliases)), spelled)
    if gathering.knows(names):
        return records
    return [gathering.gather(record) for record in (records.to_dicts() if isinstance(records, pl.DataFrame) else records)]


@dataclass(frozen=True, slots=True)
class _Gathering:
    """The column of the rest, what paths into it begin with, and the names among the records' that each column goes by."""

    rest: str
    paths: tuple[str, ...]
    spelled: Mapping[str, tuple[str, ...]]

    def knows(self, names: Iterable[str]) -> bool:
        """Whether every name is a column's, and the only one of it."""
        settled = {spelled[0] for spelled in self.spelled.values() if len(spelled) == 1}
        return all(name in settled or _of_loader(name) for name in names)

    def gather(self, record: Record) -> Record:
        """A record of nothing but columns; as it came where what should hold the rest is no object."""
        first = {column: name for column in self.spelled if (name := self._first(column, record))}
        whole = json(record[first[self.rest]]) if self.rest in first else None
        if not isinstance(whole, dict | None):
            return record
        taken = {name for column, name in first.items() if column != self.rest}
        columns = {name: value for name, value in record.items() if name in taken or _of_loader(name)}
        left = {name: value for name, value in record.items() if name not in columns and name != first.get(self.rest)}
        inner = {self._inner(name): value for name, value in left.items() if value is not None and not (whole and self._is_path(name))}
        return {**columns, self.rest: {**inner, **whole} if whole is not None else inner or None}

    def _first(self, column: str, record: Record) -> str | None:
        return next((name for name in self.spelled[column] if record.get(name) is not None), None)

    def _is_path(self, name: str) -> bool:
        return name.startswith(self.paths)

    def _inner(self, name: str) -> str:
        return name.partition(".")[2] if self._is_path(name) else name


def _of_loader(name: str) -> bool:
    return name.lower().startswith(LOADER_PREFIXES)
