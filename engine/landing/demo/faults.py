"""Faults on demand: what goes wrong between a vendor and a warehouse, done to any platform's records, the same at every run.

Late records come one extraction later, before what that extraction brings itself, and those of the last one in an extraction of
their own: in the end nothing is missing. Duplicates come twice. Garbage comes on top of the true records, with a value that the
contract refuses. After drift every record has a column that no contract knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any

from contracts.kinds import Kind
from contracts.naming import snake
from contracts.source import Source
from engine.landing.demo.script import Window
from engine.landing.demo.wire import Wire
from engine.settings import Faults

GARBAGE, BROKEN_TEXT = "garbage", "\ud83d"
"""A value that no kind takes but text, JSON and bytes; and half a sign, which no kind takes."""

UNHEARD_OF = "sim_unheard_of"
"""The column that drift adds."""

_PERMISSIVE = frozenset({Kind.TEXT, Kind.JSON, Kind.BINARY})

Extracted = tuple[Window, list[Wire]]
"""What one extraction brings."""

Draws = Callable[[str, object], Random]
"""A generator of its own for each fault and extraction."""


@dataclass(frozen=True, slots=True)
class Mishaps:
    """The faults of one connection's object."""

    faults: Faults
    source: type[Source]
    draws: Draws

    def befall(self, extractions: Iterator[Extracted]) -> Iterator[Extracted]:
        """The extractions with their faults; without any they are as they were."""
        belated: list[Wire] = []
        window = None
        for window, true in extractions:
            records = self._drifted(window, true)
            late = self._chosen("late", window, len(records), self.faults.late)
            kept = [record for row, record in enumerate(records) if row not in late]
            yield window, self._spoiled(window, [*belated, *kept], records)
            belated = [records[row] for row in sorted(late)]
        if window and belated:
            yield Window(window.end, window.end), belated

    def _spoiled(self, window: Window, records: list[Wire], true: list[Wire]) -> list[Wire]:
        twice = self._chosen("duplicates", window, len(records), self.faults.duplicates)
        repeated = [record for row, record in enumerate(records) for _ in range(1 + (row in twice))]
        broken = self._chosen("garbage", window, len(true), self.faults.garbage)
        return [*repeated, *(self._broken(window, true[row]) for row in sorted(broken))]

    def _chosen(self, fault: str, window: Window, count: int, share: float) -> frozenset[int]:
        """As many rows as the share asks for, rounded up."""
        return frozenset(self.draws(fault, window.start).sample(range(count), ceil(share * count))) if share else frozenset()

    def _drifted(self, window: Window, records: list[Wire]) -> list[Wire]:
        if not self.faults.drift or window.end <= self.faults.drift:
            return records
        return [{**record, UNHEARD_OF: "new"} for record in records]

    def _broken(self, window: Window, record: Wire) -> Wire:
        draws, kinds = self.draws("broken", window.start), dict(_told(self.source, record))
        strict = [place for place, kind in kinds.items() if kind not in _PERMISSIVE]
        return _with(record, draws.choice(strict), GARBAGE) if strict else _with(record, draws.choice(list(kinds)), BROKEN_TEXT)


def _told(source: type[Source], record: Wire) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """Where a record tells something of the contract, and of what kind."""
    named = {name: column.kind for column in source.columns for name in (column.name, *column.aliases)}
    for place, value in _places(record, named):
        path = ".".join(place)
        kind = named.get(path) or named.get(snake(path))
        if kind and value not in (None, ""):
            yield place, kind


def _places(record: Wire, named: Mapping[str, Kind], outer: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in record.items():
        place = (*outer, name)
        path = ".".join(place)
        # a column that takes the object whole hides what is in it, but for what is named
        hidden = path in named and not any(other.startswith(f"{path}.") for other in named)
        if isinstance(value, dict) and not hidden:
            yield from _places(value, named, place)
        else:
            yield place, value


def _with(record: Wire, place: tuple[str, ...], value: Any) -> Wire:
    name, *inner = place
    return {**record, name: _with(record[name], tuple(inner), value) if inner else value}
