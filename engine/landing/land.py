"""Land: the objects of a tenant's connection, from their extraction into the landed tables, with the books closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from contracts.catalog import Catalog
from contracts.catalog import catalog as installed
from contracts.source import Source
from engine.errors import LandingError
from engine.landing.arrival import Arrival
from engine.landing.batch import Extraction
from engine.landing.books import Books, Target
from engine.landing.files import FilesExtraction
from engine.landing.gate import Gate, Landed, extract
from engine.landing.load import Frame
from engine.settings import FilesExtract, Settings, SourceSettings, Tenant
from engine.warehouse import Warehouse

Tell = Callable[[str], None]
Begin = Callable[[type[Source]], None]


@dataclass(frozen=True, slots=True)
class Landing:
    """The landing of one connection: what its extraction has that is new since the last one.

    The objects land in one load, since a load costs a quarter of a second whatever it holds. ``tell`` gets a line or more for
    each that landed, ``begin`` each object as its turn to be read comes.
    """

    warehouse: Warehouse
    settings: Settings
    tenant: Tenant
    connection: SourceSettings
    extraction: Extraction
    tell: Tell
    begin: Begin = lambda _: None

    def land(self, sources: Sequence[type[Source]]) -> list[Landed | LandingError]:
        """Lands objects, and answers for each in turn; one that cannot be landed keeps no other from it.

        It spoils the load that it is in, so they land one by one then. Raises WarehouseError where the warehouse cannot be written.
        """
        try:
            return [*self.together(sources)]
        except LandingError as error:
            if len(sources) == 1:
                return [error]
        return [outcome for source in sources for outcome in self.land([source])]

    def together(self, sources: Sequence[type[Source]]) -> list[Landed]:
        """Lands objects in one load, all or none; a landing that was killed is taken back and repeated.

        Raises LandingError where a source cannot be read or a column cannot take its contract's kind, WarehouseError where the
        warehouse cannot be written.
        """
        gates = [Gate(self.warehouse, self.settings, self._target(source), source) for source in sources]
        with self.warehouse.writing(f"land {self.tenant.slug} {self.connection.connection}") as opened:
            books, arrivals = Books(opened).open(), list[Arrival]()
            frames = self._frames(books, gates, arrivals)
            first = next(frames, None)
            load_id = self._load(books, arrivals, [gate.target for gate in gates], chain([first], frames)) if first else ""
        for line in (line for arrival in arrivals for line in arrival.told()):
            self.tell(line)
        return [arrival.landed(load_id) for arrival in arrivals]

    def _target(self, source: type[Source]) -> Target:
        return Target(self.tenant.slug, self.connection.connection, self.connection.platform, source.object)

    def _frames(self, books: Books, gates: Sequence[Gate], arrivals: list[Arrival]) -> Iterator[tuple[Target, Frame]]:
        """The frames of one object after the other, read as they are taken: they are never all in memory."""
        for gate in gates:
            self.begin(gate.source)
            before = sum(arrival.intake.landed for arrival in arrivals)
            arrivals.append(arrival := Arrival.at(gate, books, self.extraction, before))
            for frame in arrival.frames():
                yield gate.target, frame

    def _load(self, books: Books, arrivals: list[Arrival], targets: Sequence[Target], frames: Iterator[tuple[Target, Frame]]) -> str:
        load = extract(self.warehouse, self.settings, books, targets, frames)
        came = [arrival for arrival in arrivals if arrival.came]
        for arrival in came:
            arrival.enter(books, load.load_id)
        load.finish(books.connection)
        for arrival in came:
            arrival.close(books, load.load_id)
        return load.load_id


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
