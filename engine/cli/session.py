"""What every command shares: the project it works on, and the two ways out, data on stdout and narration on stderr.

A command finds it as ``click.get_current_context().obj``, or through ``@click.pass_obj``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from numbers import Number
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from engine.settings import Settings
    from engine.warehouse import Warehouse

_PIPE_WIDTH = 1000
"""Width of a table that no terminal limits: nothing is cut or folded."""


@dataclass(frozen=True)
class Session:
    """One call of the command line."""

    project: Path | None = None
    """``--project``: the folder of config.yaml, or one below it; None looks from the current folder."""
    json: bool = False
    """``--json``: data as JSON, for machines."""

    @cached_property
    def root(self) -> Path:
        """The project's folder; raises SettingsError when there is none."""
        from engine.configuration import find_root

        return find_root(self.project)

    @cached_property
    def settings(self) -> Settings:
        """config.yaml as a value; raises SettingsError naming every line that is wrong."""
        from engine.configuration import read_settings

        return read_settings(self.root)

    @cached_property
    def warehouse(self) -> Warehouse:
        """The project's warehouse, not opened yet."""
        from engine.warehouse import Warehouse

        return Warehouse.of(self.settings)

    def say(self, text: str) -> None:
        """One line of narration on stderr; rich markup is not read."""
        self.narrator.print(text, markup=False, highlight=False, soft_wrap=True)

    def emit(self, data: Any) -> None:
        """Data on stdout: JSON with exact decimals under ``--json`` or for nested data, plain text for text."""
        print_out(data if isinstance(data, str) and not self.json else dumps(data))

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A table on stdout; under ``--json`` a list with one object a row."""
        cells = [tuple(row) for row in rows]
        if self.json:
            self.emit([dict(zip(columns, row, strict=True)) for row in cells])
        else:
            console(sys.stdout).print(_table(title, columns, cells))

    def tables(self, tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> None:
        """Several tables on stdout by title; under ``--json`` one object that holds them."""
        if self.json:
            objects = {name: [dict(zip(columns, row, strict=True)) for row in rows] for name, (columns, rows) in tables.items()}
            self.emit(objects)
        else:
            for title, (columns, rows) in tables.items():
                self.table(title, columns, rows)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A rich progress display on stderr, with bars where a terminal reads it."""
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
        with Progress(*columns, console=self.narrator, transient=True, disable=not sys.stderr.isatty()) as progress:
            yield progress

    @cached_property
    def narrator(self) -> Console:
        """The console on stderr."""
        return console(sys.stderr)


def console(stream: TextIO) -> Console:
    """A rich console on a stream, wide open where no terminal reads it."""
    from rich.console import Console

    return Console(file=stream, width=None if stream.isatty() else _PIPE_WIDTH)


def dumps(data: Any) -> str:
    """JSON text of plain data: decimals exact, days and instants by ISO 8601.

    >>> from decimal import Decimal
    >>> dumps({"revenue": Decimal("999999999999999.99")})
    '{"revenue": 999999999999999.99}'
    """
    import simplejson

    return simplejson.dumps(data, use_decimal=True, ensure_ascii=False, default=_plain, ignore_nan=True)


def print_out(text: str) -> None:
    """Text on stdout, whole and unstyled."""
    sys.stdout.write(f"{text}\n")


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for position, column in enumerate(columns):
        numeric = any(isinstance(row[position], Number) and not isinstance(row[position], bool) for row in rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


def cell(value: Any) -> str:
    """A value as people read it in a table.

    >>> from decimal import Decimal
    >>> cell(None), cell(1234567), cell(Decimal("1234.500000000")), cell(True), cell(2.0)
    ('', '1,234,567', '1,234.50', 'yes', '2.00')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Number):
        return f"{value:,.2f}"
    return str(value)
