"""Onboarding: lands every object of a tenant's connections, discovers the tables, and wires those that the registry knows.

What another loader lands is only looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb

from contracts.catalog import Catalog, catalog
from contracts.errors import did_you_mean
from contracts.source import Source
from engine.adoption import adopt, doubts, objects_of, strangers, table_of
from engine.configuration import check_platforms
from engine.discovery import Drift, LandedTable, discover, landed_tables, wire
from engine.errors import EngineError, LandingError, SettingsError
from engine.landing.batch import Extraction
from engine.landing.gate import Landed
from engine.landing.land import extraction_for, land, unclaimed
from engine.library import build
from engine.settings import Settings, SourceSettings, Tenant, WarehouseExtract
from engine.warehouse import Warehouse
from registry.records import Registry, Route
from registry.store import RegistryStore

Tell = Callable[[str], None]


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
    track: Callable[[Sequence[Job]], Iterable[Job]] = iter,
) -> Onboarded:
    """Lands what is new, then wires every landed or adopted table whose fingerprint is known.

    An object that cannot be landed, and a table that drifted, keep no other from being landed and wired. ``track`` may show
    the progress of the jobs. Raises SettingsError for a platform, connection or object that does not exist.
    """
    contracts, store = catalog(), RegistryStore(settings.registry)
    check_platforms(settings, contracts.platforms())
    jobs = jobs_of(contracts, tenant, connection, object_)
    # The lock also guards routes.csv: two onboardings at once would each write back only what they had read.
    with warehouse.locked(f"engine onboard {tenant.slug}"):
        registry = current(contracts, store)
        outcomes = _land_all(settings, warehouse, tenant, track(jobs), tell)
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


def _land_all(settings: Settings, warehouse: Warehouse, tenant: Tenant, jobs: Iterable[Job], tell: Tell) -> list[Outcome]:
    extractions: dict[str, Extraction] = {}
    outcomes = []
    for job in jobs:
        name = job.connection.connection
        if job.adopts:
            outcomes.append(Outcome(job))
            continue
        try:
            if name not in extractions:
                extractions[name] = extraction_for(settings, tenant, job.connection)
                for line in unclaimed(extractions[name]):
                    tell(f"{name}: {line}")
            landed = land(warehouse, settings, tenant, job.connection, job.source, extractions[name], tell)
            outcomes.append(Outcome(job, landed))
        except LandingError as error:
            outcomes.append(Outcome(job, error=error))
    return outcomes


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
