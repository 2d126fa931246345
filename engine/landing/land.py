"""Land: one object of a tenant's connection, from its extraction into the landed table, with the books closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Protocol, Self, runtime_checkable

from contracts.catalog import Catalog
from contracts.catalog import catalog as installed
from contracts.source import Source
from engine.landing.batch import Batch, Extraction
from engine.landing.books import Account, Books, Target
from engine.landing.files import FilesExtraction
from engine.landing.gate import Gate, Landed
from engine.landing.intake import Intake
from engine.settings import FilesExtract, Settings, SourceSettings, Tenant
from engine.warehouse import Warehouse

Tell = Callable[[str], None]

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


def land(  # noqa: PLR0917
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
            intake = gate.intake(books)
            extraction, marks = _unlanded(extraction, source, gate.landed(books))
            batches = _new(extraction.batches(source, intake.since))
            if batches is None and gate.stands(books):
                return Landed(source.object, target.table, "", 0, 0, 0)
            load = gate.extract(books, intake.frames(batches or ()))
            books.quarantine(target, load.load_id)
        account = intake.account()
        with warehouse.writing(f"land {target.table}") as opened:
            load.finish(target, opened)
            Books(opened).close(target, load.load_id, account, marks)
    for line in (_narration(target, account), *_skipped(intake)):
        tell(line)
    return Landed(source.object, target.table, load.load_id, account.read, account.landed, account.quarantined)


def extraction_for(settings: Settings, tenant: Tenant, connection: SourceSettings, catalog: Catalog | None = None) -> Extraction:
    """The extraction that a connection asks for; ``catalog`` is by default that of this installation."""
    if isinstance(connection.extract, FilesExtract):
        folder = (settings.root / connection.extract.path).resolve()
        return FilesExtraction(folder, (catalog or installed()).objects(connection.platform))
    from engine.landing.demo import DemoExtraction

    return DemoExtraction(tenant, connection)


def unclaimed(extraction: Extraction) -> tuple[str, ...]:
    """What an extraction finds that no contract asks for, one line each, to be told once a connection."""
    strangers = extraction.strangers() if isinstance(extraction, FilesExtraction) else ()
    return tuple(f"no contract for {stranger}: it is left where it is." for stranger in strangers)


def _unlanded(extraction: Extraction, source: type[Source], landed: frozenset[str]) -> tuple[Extraction, frozenset[str]]:
    if not isinstance(extraction, Marking):
        return extraction, frozenset()
    beyond = extraction.beyond(landed)
    return beyond, beyond.marks(source)


def _new(batches: Iterator[Batch]) -> Iterator[Batch] | None:
    first = next(batches, None)
    return None if first is None else chain([first], batches)


def _skipped(intake: Intake) -> Iterator[str]:
    yield from intake.skipped[:_TOLD]
    if (left := len(intake.skipped) - _TOLD) > 0:
        yield f"{left} more such lines were no records."


def _narration(target: Target, account: Account) -> str:
    quarantined = f", {account.quarantined} quarantined" if account.quarantined else ""
    return f"{target.table}: read {account.read}, landed {account.landed}{quarantined}."
