"""The wire: what a script says under a contract's own column names, spelled as the vendor sends it.

Scripts know the domain, contracts know names and kinds, a `Spelling` knows the vendor's hand. So no script writes a vendor's
record, and none can tell of a column that its contract does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from email.utils import format_datetime
from types import MappingProxyType
from typing import Any

from contracts.errors import ContractError, did_you_mean
from contracts.kinds import Kind, Unit
from contracts.source import Column, Source

Facts = Mapping[str, Any]
"""What is known of a record: values in Python's own types by column."""

Wire = dict[str, Any]
"""A record as the vendor sends it."""

Write = Callable[[Any], Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso(at: datetime) -> str:
    """An instant in ISO 8601, with its offset."""
    return at.isoformat()


def spaced(at: datetime) -> str:
    """An instant as UTC without saying so.

    >>> spaced(datetime(2025, 3, 1, 9, 30, 0, 5, UTC))
    '2025-03-01 09:30:00'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def rfc2822(at: datetime) -> str:
    """An instant as mails are dated.

    >>> rfc2822(datetime(2025, 3, 1, 9, 30, tzinfo=UTC))
    'Sat, 01 Mar 2025 09:30:00 +0000'
    """
    return format_datetime(at.astimezone(UTC))


def since_epoch(step: timedelta) -> Write:
    """Instants as whole steps since 1970.

    >>> since_epoch(timedelta(milliseconds=1))(datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC))
    2000
    """
    return lambda at: (at - _EPOCH) // step


_JSON: Mapping[Kind | Unit, Write] = MappingProxyType(
    {
        Kind.DECIMAL: float,
        Kind.TIMESTAMP: iso,
        Kind.DATE: date.isoformat,
        Kind.TIME: time.isoformat,
        Unit.SECONDS: since_epoch(timedelta(seconds=1)),
        Unit.MILLISECONDS: since_epoch(timedelta(milliseconds=1)),
        Unit.MICROSECONDS: since_epoch(timedelta(microseconds=1)),
        Unit.PERCENT: "{}%".format,
    }
)
"""How JSON APIs write what JSON itself does not have, where the vendor has no manner of its own."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a vendor writes.

    ``case`` spells each part of a name; ``objects`` are the objects that columns without an alias stand in, by the prefix of their
    names; ``values`` writes values by unit or kind. An unknown value is left out, or written as ``nothing``, and where the vendor
    sends ``whole`` records that holds for every column of the contract.
    """

    case: Callable[[str], str] = str
    objects: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[Kind | Unit, Write] = field(default_factory=dict)
    nothing: tuple[Any, ...] = ()
    whole: bool = False

    def path(self, column: Column) -> tuple[str, ...]:
        """Where a column's value stands in a record: the names of the objects around it, and its own.

        >>> Spelling(objects={"metrics_": "metrics"}).path(Column("metrics_clicks", Kind.BIGINT, (), ""))
        ('metrics', 'clicks')
        """
        return tuple(self.case(part) for part in (column.aliases[0] if column.aliases else self._dotted(column.name)).split("."))

    def _dotted(self, name: str) -> str:
        prefix = max((prefix for prefix in self.objects if name.startswith(prefix)), key=len, default=None)
        return f"{self.objects[prefix]}.{name.removeprefix(prefix)}" if prefix else name

    def write(self, column: Column) -> Write:
        """How a column's values are written."""
        known = {**_JSON, **self.values}
        return known.get(column.unit or column.kind) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class Writer:
    """The facts of one contract's records, written by a spelling."""

    source: type[Source]
    spelling: Spelling
    cells: Mapping[str, tuple[tuple[str, ...], Write]]

    @classmethod
    def of(cls, source: type[Source], spelling: Spelling) -> Writer:
        """The writer of a contract."""
        return cls(source, spelling, {c.name: (spelling.path(c), spelling.write(c)) for c in source.columns})

    def record(self, facts: Facts) -> Wire:
        """The record that says the facts; raises ContractError where the contract has no such column."""
        if strangers := facts.keys() - self.cells.keys():
            problems = [f"has no column {name!r}.{did_you_mean(name, self.cells)}" for name in sorted(strangers)]
            raise ContractError(f"{self.source.__module__}.{self.source.__name__}", problems)
        record: Wire = {}
        for name in self.cells if self.spelling.whole else facts:
            self._put(record, name, facts.get(name))
        return record

    def _put(self, record: Wire, name: str, value: Any) -> None:
        if value is None and not self.spelling.nothing:
            return
        (*outer, own), write = self.cells[name]
        for part in outer:
            record = record.setdefault(part, {})
        written = self.spelling.nothing[0] if value is None else write(value)
        # an object that is told whole may have members that are told on their own
        record[own] = {**record[own], **written} if isinstance(record.get(own), dict) and isinstance(written, dict) else written
