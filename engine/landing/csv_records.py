"""CSV: the rows of a vendor's export; an empty cell is a value that was not sent."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

import polars as pl

from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.text import CUT, Text, is_utf8, opened, printable

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
        rows = self._parsed(lines)
        ahead = next(rows, None)
        while ahead is not None:
            row, line, error = ahead
            ahead = next(rows, None)
            if error or (error := self._fault(row, last=ahead is None)):
                yield Broken(self._text(row), error, f"{self.path.name}:{line}")
            elif row:
                yield row

    def _parsed(self, lines: Iterator[str]) -> Iterator[tuple[list[str], int, str]]:
        """Rows with the line that they begin at, and what kept the parser from reading them."""
        seen: list[str] = []
        reader = csv.reader((seen.append(line) or line for line in lines), delimiter=self.delimiter)  # type: ignore[func-returns-value]
        while True:
            start = reader.line_num + 2
            seen.clear()
            try:
                yield next(reader), start, ""
            except StopIteration:
                return
            except csv.Error as error:
                yield ["".join(seen).rstrip("\r\n")], start, f"not CSV: {error}"

    def _fault(self, row: list[str], *, last: bool) -> str:
        if last and self.text.cut:
            return CUT
        if row and len(row) != len(self.names):
            return f"expected {len(self.names)} cells as in the header, got {len(row)}"
        return "" if is_utf8("".join(row)) else "expected text in UTF-8, got other bytes"

    def _text(self, row: list[str]) -> str:
        if len(row) == 1:
            return printable(row[0])
        text = StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\n").writerow(row)
        return printable(text.getvalue().removesuffix("\n"))


def _names(header: list[str]) -> list[str]:
    """The header with every name once: a second ``id`` is ``id_2``, one without a name is ``column_3``."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names
