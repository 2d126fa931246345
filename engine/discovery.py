"""Discovery: which landed tables there are, by the warehouse's own catalog, and which of them the registry knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import duckdb

from engine import naming
from engine.settings import Tenant
from engine.warehouse import physical_columns as catalog_columns
from registry.fingerprint import Columns, fingerprint, physical_columns
from registry.records import Difference, Registry, Route


@dataclass(frozen=True)
class LandedTable:
    """A landed table as it physically stands."""

    tenant_slug: str
    connection: str
    platform: str
    object: str
    columns: Columns

    @property
    def schema_name(self) -> str:
        """The tenant's landing schema."""
        return naming.landing_schema(self.tenant_slug)

    @property
    def table_name(self) -> str:
        """The table in that schema."""
        return naming.landing_table(self.connection, self.object)

    @cached_property
    def fingerprint(self) -> str:
        """The relational DNA of the columns."""
        return fingerprint(self.columns)

    def route(self) -> Route:
        """The table with its fingerprint, as the registry keeps it."""
        return Route(self.tenant_slug, self.connection, self.platform, self.schema_name, self.table_name, self.fingerprint)


@dataclass(frozen=True, slots=True)
class Drift:
    """A landed table that no blueprint describes, and the one that comes nearest."""

    table: LandedTable
    difference: Difference | None


def landed_tables(connection: duckdb.DuckDBPyConnection, tenants: Iterable[Tenant]) -> tuple[LandedTable, ...]:
    """The landed tables of the tenants' declared connections, sorted by place."""
    by_schema = {naming.landing_schema(tenant.slug): tenant for tenant in tenants}
    found = catalog_columns(connection, by_schema)
    return tuple(table for (schema, name), columns in sorted(found.items()) for table in _landed(by_schema[schema], name, columns))


def _landed(tenant: Tenant, name: str, columns: Iterable[tuple[str, str]]) -> Iterator[LandedTable]:
    account, _, object_ = name.partition("__")
    for source in tenant.sources:
        if source.connection == account:
            yield LandedTable(tenant.slug, account, source.platform, object_, physical_columns(columns))


def discover(registry: Registry, table: LandedTable, master: str | None) -> Route | Drift:
    """The table's route where its fingerprint is known; else how it drifted, seen from the blueprints of ``master`` if there are any."""
    if registry.blueprint(table.fingerprint):
        return table.route()
    kin = tuple(blueprint for blueprint in registry.blueprints if blueprint.master_model_id == master)
    return Drift(table, replace(registry, blueprints=kin or registry.blueprints).nearest(table.columns))


def wire(registry: Registry, found: list[Route | Drift]) -> Registry:
    """The registry with the routes that were found; a drifted table keeps the route that it had."""
    for route in found:
        if isinstance(route, Route):
            registry = registry.wire(route)
    return registry
