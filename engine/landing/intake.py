"""Intake: the way of the batches into a load, held to their contract, numbered and counted, the rejected set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from contracts.kinds import Kind
from contracts.normalise import normalise
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.books import Account, Books
from engine.landing.hold import Held, hold
from engine.landing.load import Frame
from engine.naming import LOAD_ROW


@dataclass(slots=True)
class Intake:
    """What one load takes in of an object; ``extras`` are the kinds of the landed table's columns beyond the contract.

    Its rows are numbered on from the ``before`` rows of the load's other objects: load and number are one place only, and of two
    objects that tell of one thing the later is believed.
    """

    source: type[Source]
    books: Books
    extras: dict[str, Kind]
    since: str | None
    before: int = 0
    newest: Any = None
    places: set[str] = field(default_factory=set)
    landed: int = 0
    quarantined: int = 0
    skipped: list[str] = field(default_factory=list)

    def frames(self, batches: Iterable[Batch], *, standing: bool) -> Iterator[Frame]:
        """Typed frames for the load; an empty one where no batch comes and the table does not stand yet."""
        for batch in batches:
            self.places.add(batch.place)
            self.skipped += batch.skipped
            held = hold(self.source, batch, self.extras)
            self.quarantined += self.books.stage(self.source.object, held.rejected)
            yield self.take(held)
        if not self.places and not standing:
            yield self._frame(hold(self.source, Batch([], "")))

    def account(self) -> Account:
        """The figures of the load, and the highest cursor value of this and all earlier ones."""
        return Account(len(self.places), self.landed + self.quarantined, self.landed, self.quarantined, self._cursor())

    def take(self, held: Held) -> Frame:
        """What was held, numbered and counted; the cursor and the kinds beyond the contract move on with it."""
        if self.source.cursor:
            seen = (self.newest, held.frame[self.source.cursor].max())
            self.newest = max((value for value in seen if value is not None), default=None)
        contracted = {column.name for column in self.source.columns}
        self.extras.update((name, kind) for name, kind in held.kinds.items() if name not in contracted)
        return self._frame(held)

    def _frame(self, held: Held) -> Frame:
        first = self.before + self.landed + 1
        numbered = held.frame.with_columns(pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(LOAD_ROW))
        self.landed += len(held.frame)
        return Frame(numbered, {**held.kinds, LOAD_ROW: Kind.BIGINT})

    def _cursor(self) -> str | None:
        earlier = normalise(self._cursor_kind(), self.since) if self.source.cursor else None
        newest = max((value for value in (earlier, self.newest) if value is not None), default=None)
        return newest.isoformat() if isinstance(newest, date) else None if newest is None else str(newest)

    def _cursor_kind(self) -> Kind:
        return next(column.kind for column in self.source.columns if column.name == self.source.cursor)


def kinds_beyond(source: type[Source], physical: Mapping[str, str]) -> dict[str, Kind]:
    """Kinds of a landed table's columns that the contract does not have."""
    contracted = {column.name for column in source.columns}
    return {name: Kind(kind) for name, kind in physical.items() if name not in contracted}
