"""Onboarding: lands every object of a tenant's connections, discovers the tables, and wires those that the registry knows.

What another loader lands is only looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import duckdb

from contracts.catalog import Catalog, catalog
from contracts.errors import did_you_mean
from contracts.source import Source
from engine.adoption import adopt, doubts, objects_of, strangers, table_of
from engine.configuration import check_platforms
from engine.discovery import Drift, LandedTable, discover, landed_tables, wire
from engine.errors import EngineError, LandingError, SettingsError
from engine.landing.gate import Landed
from engine.landing.land import Landing, extraction_for, unclaimed
from engine.library import build
from engine.models.logic_check import check_logic
from engine.settings import Settings, SourceSettings, Tenant, WarehouseExtract
from engine.warehouse import Warehouse
from registry.records import Registry, Route
from registry.store import RegistryStore

Tell = Callable[[str], None]
Begin = Callable[["Job", int, int], None]
"""Told of a job as it begins, how many began before it, and how many there are."""


@dataclass(frozen=True, slots=True)
class Job:
    """One object of one connection, to land or to adopt."""

    connection: SourceSettings
    source: type[Source]

    @property
    def place(self) -> tuple[str, str]:
        """Connection and object."""
        return self.connection.connection, self.source.object

    @property
    def adopts(self) -> bool:
        """Whether another loader lands it."""
        return isinstance(self.connection.extract, WarehouseExtract)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the warehouse after the landing, with all tables that the tenant's connections have there."""

    reader: duckdb.DuckDBPyConnection
    tables: tuple[LandedTable, ...]
    tell: Tell


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job: what landed or why not, and what the table was found to be."""

    job: Job
    landed: Landed | None = None
    error: LandingError | None = None
    table: LandedTable | None = None
    found: Route | Drift | None = None
    master: str | None = None
    """The master model that the table is wired to."""


@dataclass(frozen=True, slots=True)
class Onboarded:
    """The outcomes of one onboarding."""

    tenant: Tenant
    outcomes: tuple[Outcome, ...]

    @property
    def drifts(self) -> tuple[Drift, ...]:
        """The tables that were not wired because nothing is known of their shape."""
        return tuple(outcome.found for outcome in self.outcomes if isinstance(outcome.found, Drift))

    @property
    def errors(self) -> tuple[EngineError, ...]:
        """What could not be landed; one error that stopped several objects counts once."""
        return tuple({str(outcome.error): outcome.error for outcome in self.outcomes if outcome.error}.values())


def onboard(
    settings: Settings,
    warehouse: Warehouse,
    tenant: Tenant,
    tell: Tell,
    *,
    connection: str | None = None,
    object_: str | None = None,
    begin: Begin = lambda _job, _before, _all: None,
) -> Onboarded:
    """Lands what is new, then wires every landed or adopted table whose fingerprint is known.

    An object that cannot be landed, and a table that drifted, keep no other from being landed and wired. ``begin`` may show
    the progress of the jobs. Raises SettingsError for a platform, connection or object that does not exist.
    """
    contracts, store = catalog(), RegistryStore(settings.registry)
    check_platforms(settings, contracts.platforms())
    check_logic(settings, contracts)
    jobs = jobs_of(contracts, tenant, connection, object_)
    # The lock also guards routes.csv: two onboardings at once would each write back only what they had read.
    with warehouse.locked(f"engine onboard {tenant.slug}"):
        registry = current(contracts, store)
        outcomes = _Lander(settings, warehouse, tenant, jobs, tell, begin).outcomes()
        with warehouse.reading() as reader:
            look = Look(reader, landed_tables(reader, [tenant]), tell)
            registry, outcomes = _discovered(look, registry, outcomes)
        for source in tenant.sources:
            for line in strangers(look.tables, source, contracts.objects(source.platform)):
                tell(line)
        store.save(wire(registry, [outcome.found for outcome in outcomes if outcome.found]))
    return Onboarded(tenant, tuple(outcomes))


def jobs_of(contracts: Catalog, tenant: Tenant, connection: str | None = None, object_: str | None = None) -> list[Job]:
    """The objects of a tenant's connections, narrowed to one connection or one object where asked."""
    if not tenant.sources:
        raise SettingsError(f"the tenant {tenant.slug!r} has no sources", where="config.yaml", do="Declare one under its `sources:`.")
    _check(connection, [source.connection for source in tenant.sources], "connection", tenant)
    chosen = [source for source in tenant.sources if connection in (None, source.connection)]
    jobs = [Job(source, contract) for source in chosen for contract in objects_of(source, contracts.objects(source.platform))]
    _check(object_, [job.source.object for job in jobs], "object", tenant)
    return [job for job in jobs if object_ in (None, job.source.object)]


def current(contracts: Catalog, store: RegistryStore) -> Registry:
    """The committed registry; raises EngineError when contracts have changed since the library was built."""
    registry = store.load()
    if build(contracts, registry) != registry:
        raise EngineError(
            "contracts have changed since the library was built", where=str(store.blueprints), do="Run `engine library build`."
        )
    return registry


def _check(wanted: str | None, known: list[str], what: str, tenant: Tenant) -> None:
    if wanted is not None and wanted not in known:
        hint = did_you_mean(wanted, known) or f" Known: {', '.join(sorted(set(known)))}."
        raise SettingsError(f"the tenant {tenant.slug!r} has no {what} {wanted!r}.{hint}", where="config.yaml")


@dataclass(frozen=True, slots=True)
class _Lander:
    """Lands the jobs of a tenant, those of one connection together; what another loader lands is left to it."""

    settings: Settings
    warehouse: Warehouse
    tenant: Tenant
    jobs: Sequence[Job]
    tell: Tell
    begin: Begin

    def outcomes(self) -> list[Outcome]:
        """What became of every job, in their order."""
        connected = groupby(self.jobs, key=lambda job: job.connection.connection)
        return [outcome for _, jobs in connected for outcome in self._connection(list(jobs))]

    def _connection(self, jobs: Sequence[Job]) -> list[Outcome]:
        if jobs[0].adopts:
            return [Outcome(job) for job in jobs]
        try:
            landing = self._landing(jobs[0].connection)
        except LandingError as error:
            return [Outcome(job, error=error) for job in jobs]
        results = landing.land([job.source for job in jobs])
        return [_outcome(job, result) for job, result in zip(jobs, results, strict=True)]

    def _landing(self, connection: SourceSettings) -> Landing:
        extraction = extraction_for(self.settings, self.tenant, connection)
        for line in unclaimed(extraction):
            self.tell(f"{connection.connection}: {line}")

        def begin(source: type[Source]) -> None:
            job = Job(connection, source)
            self.begin(job, self.jobs.index(job), len(self.jobs))

        return Landing(self.warehouse, self.settings, self.tenant, connection, extraction, self.tell, begin)


def _outcome(job: Job, result: Landed | LandingError) -> Outcome:
    return Outcome(job, landed=result) if isinstance(result, Landed) else Outcome(job, error=result)


def _discovered(look: Look, registry: Registry, outcomes: Iterable[Outcome]) -> tuple[Registry, list[Outcome]]:
    found = []
    for outcome in outcomes:
        registry, discovered = (_adopted if outcome.job.adopts else _landed)(look, registry, outcome)
        found.append(discovered)
    return registry, found


def _landed(look: Look, registry: Registry, outcome: Outcome) -> tuple[Registry, Outcome]:
    own = (table for table in look.tables if not table.standing and (table.connection, table.object) == outcome.job.place)
    table = next(own, None)
    if table is None:
        return registry, outcome
    return registry, _wired(outcome, table, discover(registry, table, outcome.job.source.master), registry)


def _adopted(look: Look, registry: Registry, outcome: Outcome) -> tuple[Registry, Outcome]:
    job = outcome.job
    try:
        table = table_of(look.tables, job.connection, job.source)
    except LandingError as error:
        return registry, replace(outcome, error=error)
    if table is None:
        return registry, outcome
    for line in doubts(look.reader, table, job.source):
        look.tell(line)
    registry, found = adopt(registry, table, job.source)
    return registry, _wired(outcome, table, found, registry)


def _wired(outcome: Outcome, table: LandedTable, found: Route | Drift, registry: Registry) -> Outcome:
    blueprint = registry.blueprint(table.fingerprint)
    return replace(outcome, table=table, found=found, master=blueprint.master_model_id if blueprint else None)
