"""Arrival: what one object brings into a load, from its gate to the closing of its books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, Self, runtime_checkable

from contracts.source import Source
from engine.landing.batch import Extraction
from engine.landing.books import Account, Books
from engine.landing.gate import Gate, Landed
from engine.landing.intake import Intake
from engine.landing.load import Frame

_TOLD = 20
"""Lines without a record that are told one by one."""


@runtime_checkable
class Marking(Extraction, Protocol):
    """An extraction of pieces that are landed once, such as files; each has a mark."""

    def marks(self, source: type[Source]) -> frozenset[str]:
        """Marks of the pieces that would be read now."""
        ...

    def beyond(self, landed: frozenset[str]) -> Self:
        """The extraction without pieces that are landed already."""
        ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """One object on its way into a load; ``standing`` says whether its table is whole, so that it need not come empty."""

    gate: Gate
    intake: Intake
    extraction: Extraction
    marks: frozenset[str]
    standing: bool

    @classmethod
    def at(cls, gate: Gate, books: Books, extraction: Extraction, before: int) -> Arrival:
        """The arrival of what is not landed yet, after ``before`` rows of others; a landing that was killed is taken back first."""
        physical = gate.recover(books)
        marks: frozenset[str] = frozenset()
        if isinstance(extraction, Marking):
            extraction = extraction.beyond(gate.landed(books, physical))
            marks = extraction.marks(gate.source)
        return cls(gate, gate.intake(books, physical, before), extraction, marks, gate.stands(physical))

    def frames(self) -> Iterator[Frame]:
        """What the object brings, read as it is taken; none where nothing is new and its table stands."""
        yield from self.intake.frames(self.extraction.batches(self.gate.source, self.intake.since), standing=self.standing)

    @property
    def came(self) -> bool:
        """Whether its frames, all taken by now, brought something."""
        return bool(self.intake.places) or not self.standing

    def enter(self, books: Books, load_id: str) -> None:
        """Enters it in the books, with what its contract refused."""
        books.enter(self.gate.target, load_id)
        books.quarantine(self.gate.target, load_id)

    def close(self, books: Books, load_id: str) -> None:
        """Closes its books; its rows have landed."""
        books.close(self.gate.target, load_id, self.intake.account(), self.marks)

    def landed(self, load_id: str) -> Landed:
        """What became of it."""
        account = self.intake.account() if self.came else Account(0, 0, 0, 0, None)
        object_, table = self.gate.source.object, self.gate.target.table
        return Landed(object_, table, load_id if self.came else "", account.read, account.landed, account.quarantined)

    def told(self) -> Iterator[str]:
        """The figures in a line, and the lines of the source that were no records; silent where nothing came."""
        if not self.came:
            return
        account = self.intake.account()
        quarantined = f", {account.quarantined} quarantined" if account.quarantined else ""
        yield f"{self.gate.target.table}: read {account.read}, landed {account.landed}{quarantined}."
        yield from self.intake.skipped[:_TOLD]
        if (left := len(self.intake.skipped) - _TOLD) > 0:
            yield f"{left} more such lines were no records."
