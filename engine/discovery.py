"""Discovery: which landed tables there are, by the warehouse's own catalog, and which of them the registry knows.

Tables that another loader landed (``extract: {kind: warehouse}``) are found in the schema that config.yaml names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import duckdb

from engine import naming
from engine.settings import Tenant, WarehouseExtract
from engine.warehouse import physical_columns as catalog_columns
from registry.fingerprint import Columns, fingerprint, physical_columns
from registry.records import Difference, Registry, Route

LOADED_AT = (naming.LOAD_ID, "_airbyte_extracted_at", "_airbyte_emitted_at", "_fivetran_synced")
"""Columns by which loaders say when a row was loaded."""

DELETED = "_fivetran_deleted"
"""Column by which a loader flags the rows of records that the vendor does not have any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a table stands that another loader landed, and what it says of its rows."""

    schema_name: str
    table_name: str
    loaded_at: str | None
    """Column of the time at which a row was loaded; None where it has none that is known."""
    deleted: str | None
    """Column that flags rows as deleted; None where it has none."""


@dataclass(frozen=True)
class LandedTable:
    """A landed table as it physically stands."""

    tenant_slug: str
    connection: str
    platform: str
    object: str
    columns: Columns
    standing: Standing | None = None
    """Of an adopted table, which another loader landed."""

    @property
    def schema_name(self) -> str:
        """The tenant's landing schema, or that of the other loader."""
        return self.standing.schema_name if self.standing else naming.landing_schema(self.tenant_slug)

    @property
    def table_name(self) -> str:
        """The table in that schema."""
        return self.standing.table_name if self.standing else naming.landing_table(self.connection, self.object)

    @property
    def place(self) -> tuple[str, str]:
        """Where the table stands."""
        return self.schema_name, self.table_name

    @property
    def called(self) -> str:
        """What people call it: with its schema where another loader landed it, whose tables may be called alike."""
        return ".".join(self.place) if self.standing else self.table_name

    @cached_property
    def fingerprint(self) -> str:
        """The relational DNA of the columns."""
        return fingerprint(self.columns)

    def route(self) -> Route:
        """The table with its fingerprint, as the registry keeps it."""
        said = (self.standing.loaded_at or "", self.standing.deleted or "") if self.standing else ("", "")
        return Route(self.tenant_slug, self.connection, self.platform, self.schema_name, self.table_name, self.fingerprint, *said)


@dataclass(frozen=True, slots=True)
class Drift:
    """A landed table that no blueprint describes, and the one that comes nearest."""

    table: LandedTable
    difference: Difference | None


def landed_tables(connection: duckdb.DuckDBPyConnection, tenants: Iterable[Tenant]) -> tuple[LandedTable, ...]:
    """The landed tables of the tenants' declared connections, sorted by place; then those that they adopt, likewise."""
    declared = tuple(tenants)
    by_schema = {naming.landing_schema(tenant.slug): tenant for tenant in declared}
    found = catalog_columns(connection, by_schema)
    own = (table for (schema, name), columns in sorted(found.items()) for table in _landed(by_schema[schema], name, columns))
    return (*own, *_adopted(connection, declared))


def _landed(tenant: Tenant, name: str, columns: Iterable[tuple[str, str]]) -> Iterator[LandedTable]:
    account, _, object_ = name.partition("__")
    for source in tenant.sources:
        if source.connection == account:
            yield LandedTable(tenant.slug, account, source.platform, object_, physical_columns(columns))


def _adopted(connection: duckdb.DuckDBPyConnection, tenants: Iterable[Tenant]) -> Iterator[LandedTable]:
    extracts = [(t, s, s.extract) for t in tenants for s in t.sources if isinstance(s.extract, WarehouseExtract)]
    found = catalog_columns(connection, {extract.schema_name for *_, extract in extracts}) if extracts else {}
    for (schema, name), columns in sorted(found.items()):
        for tenant, source, extract in extracts:
            object_ = extract.claims(name) if schema == extract.schema_name else None
            if object_:
                standing = _standing(schema, name, {column for column, _ in columns}, extract.loaded_at)
                yield LandedTable(tenant.slug, source.connection, source.platform, object_, physical_columns(columns), standing)


def _standing(schema: str, name: str, columns: Collection[str], declared: str | None) -> Standing:
    said = (declared,) if declared else LOADED_AT
    loaded_at = next((column for column in said if column in columns), None)
    return Standing(schema, name, loaded_at, DELETED if DELETED in columns else None)


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
