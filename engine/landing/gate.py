"""Gate: the way into landed tables, for landings and replays alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.source import Source
from engine.landing.books import Books, Target
from engine.landing.intake import Intake, kinds_beyond
from engine.landing.load import Frame, Load
from engine.landing.physical import forget, physical_kinds, reconcile
from engine.settings import Settings
from engine.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of one object: read = landed + quarantined; ``load_id`` is empty where there was nothing to land."""

    object: str
    table: str
    load_id: str
    read: int
    landed: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Gate:
    """The way into one landed table, under the writer lock."""

    warehouse: Warehouse
    settings: Settings
    target: Target
    source: type[Source]

    def recover(self, books: Books) -> dict[str, str]:
        """Takes back what a killed landing left, and brings the landed table to today's contract.

        Answers with the kinds of the table's columns as they stand then, empty where there is no table.
        """
        forget(books.connection, self.target)
        if interrupted := books.interrupted(self.target):
            standing = bool(physical_kinds(books.connection, self.target))
            for load_id in interrupted:
                books.take_back(self.target, load_id, landed=standing)
        return reconcile(books.connection, self.target, self.source)

    def intake(self, books: Books, physical: Mapping[str, str], before: int = 0) -> Intake:
        """An intake that knows the landed table and the cursor; where the table was dropped, everything comes again."""
        since = books.since(self.target) if physical else None
        return Intake(self.source, books, kinds_beyond(self.source, physical), since, before)

    def landed(self, books: Books, physical: Mapping[str, str]) -> frozenset[str]:
        """Marks of what was landed into the table that stands."""
        return books.marks(self.target) if physical else frozenset()

    def stands(self, physical: Mapping[str, str]) -> bool:
        """Whether the landed table is there with all columns of the contract."""
        return all(column.name in physical for column in self.source.columns)


def extract(
    warehouse: Warehouse, settings: Settings, books: Books, targets: Sequence[Target], frames: Iterable[tuple[Target, Frame]]
) -> Load:
    """Takes all frames for tables of one connection into a load; nothing has landed yet."""
    after = books.newest_load(targets[0].tenant)
    return Load.extract(settings.state / "dlt", warehouse.path, targets, frames, after)
