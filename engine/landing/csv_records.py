"""CSV: the rows of a vendor's export or report; an empty cell is a value that was not sent."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice

import polars as pl

from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.record_file import RecordFile
from engine.landing.report_header import Header, take_header
from engine.landing.report_rows import Rows
from engine.landing.text import CUT, Text, is_utf8, printable


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines of a report that are no record: what they are, and where they stand."""

    what: str
    place: str


Read = list[str] | Broken | Skipped


def read_csv(file: RecordFile, source: type[Source]) -> Iterator[Batch]:
    """The rows of a CSV file in batches of text columns; a row of another width than the header is broken."""
    with file.opened() as stream:
        text = Text(file.where, stream)
        lines = text.lines()
        header, below = take_header(lines, source)
        if header:
            csv.field_size_limit(sys.maxsize)
            yield from CsvFile(file, text, header, Rows.of(header, source)).batches(chain(below, lines))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file below its header."""

    file: RecordFile
    text: Text
    header: Header
    rows: Rows

    def batches(self, lines: Iterator[str]) -> Iterator[Batch]:
        """The records of the lines below the header, what is broken among them, and what was skipped as no record."""
        reads = chain(self._preamble(), self._read(lines))
        while block := list(islice(reads, BATCH_SIZE)):
            good = [row for row in block if isinstance(row, list)]
            broken = tuple(row for row in block if isinstance(row, Broken))
            skipped = tuple(f"{row.place} {row.what}" for row in block if isinstance(row, Skipped))
            yield Batch(self._frame(good), self.file.name, broken, skipped)

    def _frame(self, rows: list[list[str]]) -> pl.DataFrame:
        columns = zip(*rows, strict=True) if rows else ([] for _ in self.header.names)
        return pl.DataFrame(
            {name: [cell or None for cell in cells] for name, cells in zip(self.header.names, columns, strict=True)},
            schema=dict.fromkeys(self.header.names, pl.String),
        )

    def _preamble(self) -> Iterator[Skipped]:
        if self.header.line > 1:
            yield Skipped(f"has its header in line {self.header.line}: what stands above it is no record", self.file.name)

    def _read(self, lines: Iterator[str]) -> Iterator[Read]:
        """The rows in their order; remarks wait for what comes behind them, since only at the end they are no record."""
        remarks: list[tuple[list[str], int]] = []
        parsed = self._parsed(lines)
        ahead = next(parsed, None)
        while ahead is not None:
            row, line, error = ahead
            ahead = next(parsed, None)
            error = error or (CUT if ahead is None and self.text.cut else "")
            if not error and not self.rows.is_plain(row) and self.rows.is_remark(row):
                remarks.append((row, line))
            elif row:
                if remarks:
                    yield from (self._judged(*remark) for remark in remarks)
                    remarks.clear()
                yield row if self._is_sound(row, error) else self._judged(row, line, error)
        yield from (self._skipped(*remark) for remark in remarks)

    def _is_sound(self, row: list[str], error: str) -> bool:
        return not error and self.rows.is_plain(row) and is_utf8("".join(row))

    def _judged(self, row: list[str], line: int, error: str = "") -> Read:
        while len(row) > self.rows.width and not row[-1].strip():
            row.pop()
        if not error and self.rows.is_total(row):
            return self._skipped(row, line)
        if error := error or self._fault(row):
            return Broken(self._text(row), error, f"{self.file.name}:{line}")
        return row

    def _skipped(self, row: list[str], line: int) -> Skipped:
        label = next(cell.strip() for cell in row if cell.strip())
        return Skipped(f"is no record: {printable(label)}", f"{self.file.name}:{line}")

    def _parsed(self, lines: Iterator[str]) -> Iterator[tuple[list[str], int, str]]:
        """Rows with the line that they begin at, and what kept the parser from reading them."""
        seen: list[str] = []
        reader = csv.reader((seen.append(line) or line for line in lines), delimiter=self.header.delimiter)  # type: ignore[func-returns-value]
        while True:
            start = reader.line_num + self.header.line + 1
            seen.clear()
            try:
                yield next(reader), start, ""
            except StopIteration:
                return
            except csv.Error as error:
                yield ["".join(seen).rstrip("\r\n")], start, f"not CSV: {error}"

    def _fault(self, row: list[str]) -> str:
        if len(row) != self.rows.width:
            return f"expected {self.rows.width} cells as in the header, got {len(row)}"
        return "" if is_utf8("".join(row)) else "expected text in UTF-8, got other bytes"

    def _text(self, row: list[str]) -> str:
        if len(row) == 1:
            return printable(row[0])
        text = StringIO()
        csv.writer(text, delimiter=self.header.delimiter, lineterminator="\n").writerow(row)
        return printable(text.getvalue().removesuffix("\n"))
