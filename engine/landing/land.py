"""Land: one object of a tenant's connection, from its extraction into the landed table, with the books closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, Self, runtime_checkable

from contracts.catalog import Catalog
from contracts.catalog import catalog as installed
from contracts.source import Source
from engine.landing.batch import Batch, Extraction
from engine.landing.books import Account, Books, Target
from engine.landing.files import FilesExtraction
from engine.landing.intake import Intake, kinds_beyond
from engine.landing.load import Load
from engine.landing.physical import physical_kinds, reconcile
from engine.settings import FilesExtract, Settings, SourceSettings, Tenant
from engine.warehouse import Warehouse

Tell = Callable[[str], None]


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
    """The way into one landed table: entered, loaded and closed under the writer lock."""

    warehouse: Warehouse
    settings: Settings
    target: Target
    source: type[Source]

    def recover(self, books: Books) -> None:
        """Takes back what a killed landing left, and brings the landed table to today's contract."""
        standing = bool(physical_kinds(books.connection, self.target))
        for load_id in books.interrupted(self.target):
            books.take_back(self.target, load_id, landed=standing)
        reconcile(books.connection, self.target, self.source)

    def intake(self, books: Books) -> Intake:
        """An intake that knows the landed table and the cursor."""
        physical = physical_kinds(books.connection, self.target)
        return Intake(self.source, books, kinds_beyond(self.source, physical), books.since(self.target))

    def extract(self, books: Books, intake: Intake, batches: Iterable[Batch]) -> Load:
        """Reads and holds all batches, and enters the load that they make; nothing has landed yet."""
        folder = self.settings.state / "dlt"
        after = books.newest_load(self.target.tenant)
        load = Load.extract(folder, self.settings.database, self.target, intake.frames(batches), after)
        books.enter(self.target, load.load_id)
        return load


def land(
    warehouse: Warehouse,
    settings: Settings,
    tenant: Tenant,
    connection: SourceSettings,
    source: type[Source],
    extraction: Extraction,
    tell: Tell,
) -> Landed:
    """Lands one object: what is new at its extraction since the last landing.

    A landing that was killed is taken back and repeated. Raises LandingError where a source cannot be read or a column cannot
    take its contract's kind, WarehouseError where the warehouse cannot be written.
    """
    target = Target(tenant.slug, connection.connection, connection.platform, source.object)
    gate = Gate(warehouse, settings, target, source)
    with warehouse.locked(f"land {target.table}"):
        with warehouse.writing(f"land {target.table}") as opened:
            books = Books(opened).open()
            gate.recover(books)
            extraction, marks = _unlanded(extraction, source, books.marks(target))
            intake = gate.intake(books)
            batches = _new(extraction.batches(source, intake.since))
            if batches is None and _stands(gate, books):
                return Landed(source.object, target.table, "", 0, 0, 0)
            load = gate.extract(books, intake, batches or ())
            books.quarantine(target, load.load_id)
        load.finish(target)
        account = intake.account()
        with warehouse.writing(f"land {target.table}") as opened:
            Books(opened).close(target, load.load_id, account, marks)
    tell(_narration(target, account))
    return Landed(source.object, target.table, load.load_id, account.read, account.landed, account.quarantined)


def land_connection(
    warehouse: Warehouse, settings: Settings, tenant: Tenant, connection: SourceSettings, catalog: Catalog, tell: Tell
) -> tuple[Landed, ...]:
    """Lands every object of one connection that has a contract, and says which files have none."""
    extraction = extraction_for(settings, tenant, connection, catalog)
    if isinstance(extraction, FilesExtraction):
        for stranger in extraction.strangers():
            tell(f"{connection.connection}: no contract for {stranger}; it is left where it is.")
    return tuple(land(warehouse, settings, tenant, connection, source, extraction, tell) for source in catalog.objects(connection.platform))


def extraction_for(settings: Settings, tenant: Tenant, connection: SourceSettings, catalog: Catalog | None = None) -> Extraction:
    """The extraction that a connection asks for; ``catalog`` is by default that of this installation."""
    if isinstance(connection.extract, FilesExtract):
        folder = (settings.root / connection.extract.path).resolve()
        return FilesExtraction(folder, tuple(source.object for source in (catalog or installed()).objects(connection.platform)))
    from engine.landing.demo import DemoExtraction

    return DemoExtraction(tenant, connection)


def _unlanded(extraction: Extraction, source: type[Source], landed: frozenset[str]) -> tuple[Extraction, frozenset[str]]:
    if not isinstance(extraction, Marking):
        return extraction, frozenset()
    beyond = extraction.beyond(landed)
    return beyond, beyond.marks(source)


def _new(batches: Iterator[Batch]) -> Iterator[Batch] | None:
    first = next(batches, None)
    return None if first is None else chain([first], batches)


def _stands(gate: Gate, books: Books) -> bool:
    physical = physical_kinds(books.connection, gate.target)
    return all(column.name in physical for column in gate.source.columns)


def _narration(target: Target, account: Account) -> str:
    quarantined = f", {account.quarantined} quarantined" if account.quarantined else ""
    return f"{target.table}: read {account.read}, landed {account.landed}{quarantined}."
