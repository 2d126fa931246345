"""Report headers: the line of a CSV file that names its columns, below what a vendor's report tool writes before it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from contracts.naming import snake
from contracts.source import Source
from engine.landing.text import printable

_DELIMITERS = ",;\t|"
_DEEPEST = 50
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A header: the line where it stands, from 1, its delimiter, its names, each once, and the contract's columns that they fill."""

    line: int
    delimiter: str
    names: tuple[str, ...]
    columns: tuple[str | None, ...]

    @property
    def known(self) -> int:
        """How many of its names fill a column of the contract."""
        return sum(column is not None for column in self.columns)

    @property
    def is_plain(self) -> bool:
        """Whether it is surely the header, whatever the other lines are."""
        return self.known > 1 and self.known * 2 >= len(self.names)


def take_header(lines: Iterator[str], source: type[Source]) -> tuple[Header | None, list[str]]:
    """The header of a file, and the lines below it that were read to find it; None for a file without any text.

    It is the line whose cells best match the contract's names among the first, and the first one where none does: what a vendor
    writes before it (the report's title, its dates, its filters) matches no more than one.
    """
    columns = _Columns.of(source)
    head, candidates = [], []
    for line in islice(lines, _DEEPEST):
        head.append(line)
        if line.strip():
            candidates.append(columns.header(len(head), line))
            if candidates[-1].is_plain:
                break
    best = max(candidates, key=lambda header: header.known, default=None)
    found = best if best and best.known > 1 else next(iter(candidates), None)
    return found, head[found.line :] if found else []


@dataclass(frozen=True, slots=True)
class _Columns:
    """What names fill the columns of a contract."""

    aliases: dict[str, str]
    names: frozenset[str]

    @classmethod
    def of(cls, source: type[Source]) -> _Columns:
        return cls(
            {alias: column.name for column in source.columns for alias in column.aliases},
            frozenset(column.name for column in source.columns),
        )

    def header(self, number: int, line: str) -> Header:
        text = line.rstrip("\r\n")
        delimiters = [delimiter for delimiter in _DELIMITERS if delimiter in text] or _DELIMITERS[:1]
        return max((self._split(number, text, d) for d in delimiters), key=lambda header: (header.known, len(header.names)))

    def _split(self, number: int, text: str, delimiter: str) -> Header:
        names = _names(_cells(text, delimiter))
        return Header(number, delimiter, names, tuple(self._filled(name) for name in names))

    def _filled(self, name: str) -> str | None:
        column = self.aliases.get(name) or (snake(name) if len(name) <= _LONGEST else None)
        return column if column in self.names else None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Every name once: a second ``id`` is ``id_2``, a cell without a name is ``column_3``."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells, 1):
        name = printable(cell.strip()) or f"column_{place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(names)
