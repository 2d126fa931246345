"""CSV: the rows of a vendor's export; an empty cell is a value that was not sent."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.text import CUT, Text, is_utf8, opened

_DELIMITERS = ",;\t|"


def read_csv(path: Path, _: type[Source]) -> Iterator[Batch]:
    """The rows of a CSV file in batches of text columns; a row of another width than the header is broken."""
    with opened(path) as text:
        lines = text.lines()
        header = next(lines, "").rstrip("\r\n")
        if not header.strip():
            return
        csv.field_size_limit(sys.maxsize)
        delimiter = max(_DELIMITERS, key=header.count)
        names = _names(next(csv.reader([header], delimiter=delimiter)))
        rows = _Rows(path, text, names, delimiter)
        yield from rows.batches(lines)


class _Rows:
    """The rows below one header."""

    def __init__(self, path: Path, text: Text, names: list[str], delimiter: str) -> None:
        self.path, self.text, self.names, self.delimiter = path, text, names, delimiter

    def batches(self, lines: Iterator[str]) -> Iterator[Batch]:
        rows = self._rows(lines)
        while block := list(islice(rows, BATCH_SIZE)):
            good = [row for row in block if isinstance(row, list)]
            broken = tuple(row for row in block if isinstance(row, Broken))
            yield Batch(self._frame(good), self.path.name, broken)

    def _frame(self, rows: list[list[str]]) -> pl.DataFrame:
        columns = zip(*rows, strict=True) if rows else ([] for _ in self.names)
        return pl.DataFrame(
            {name: [cell or None for cell in cells] for name, cells in zip(self.names, columns, strict=True)},
            schema=dict.fromkeys(self.names, pl.String),
        )

    def _rows(self, lines: Iterator[str]) -> Iterator[list[str] | Broken]:
        reader = csv.reader(lines, delimiter=self.delimiter)
        ahead = self._next(reader)
        while ahead is not None:
            row, line = ahead
            ahead = self._next(reader)
            if ahead is None and self.text.cut:
                yield self._broken(row, line, CUT)
            elif row:
                yield self._checked(row, line)

    def _next(self, reader: csv._reader) -> tuple[list[str], int] | None:  # type: ignore[name-defined]
        start = reader.line_num + 2
        row = next(reader, None)
        return None if row is None else (row, start)

    def _checked(self, row: list[str], line: int) -> list[str] | Broken:
        if len(row) != len(self.names):
            return self._broken(row, line, f"expected {len(self.names)} cells as in the header, got {len(row)}")
        if not all(map(is_utf8, row)):
            return self._broken(row, line, "expected text in UTF-8, got other bytes")
        return row

    def _broken(self, row: list[str], line: int, error: str) -> Broken:
        cells = ",".join(row)
        return Broken(cells.encode(errors="backslashreplace").decode(), error, f"{self.path.name}:{line}")


def _names(header: list[str]) -> list[str]:
    """The header with every name once: a second ``id`` is ``id_2``, one without a name is ``column_3``."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names
