"""The physical schema of the landed tables, as the warehouse's own catalog has it, and of those that other loaders landed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from engine.naming import landing_schema
from engine.settings import Settings, WarehouseExtract
from engine.warehouse import physical_columns as catalog_columns
from registry.fingerprint import fingerprint, physical_columns
from registry.records import Registry


@dataclass(frozen=True, slots=True)
class LandedTable:
    """A landed table: whose it is, and its columns with their physical types in their order."""

    tenant: str
    connection: str
    platform: str | None
    """None where neither the registry nor config.yaml knows the connection any more."""
    object: str
    schema: str
    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """The registry's fingerprint of these columns."""
        return fingerprint(physical_columns(self.columns))


def landed_tables(connection: duckdb.DuckDBPyConnection, settings: Settings, registry: Registry) -> tuple[LandedTable, ...]:
    """Every landed table of the tenants that config.yaml or the registry name, sorted by schema and name; then the adopted ones."""
    slugs = {tenant.slug for tenant in settings.tenants} | {route.tenant_slug for route in registry.routes}
    tenants = {landing_schema(slug): slug for slug in slugs}
    platforms = _platforms(settings, registry)
    found = sorted(catalog_columns(connection, tenants).items())
    landed = (_landed(tenants[schema], schema, table, columns, platforms) for (schema, table), columns in found)
    return (*landed, *_adopted(connection, settings, registry))


def _landed(
    tenant: str, schema: str, table: str, columns: tuple[tuple[str, str], ...], platforms: dict[tuple[str, str], str]
) -> LandedTable:
    connection, _, object_ = table.partition("__")
    return LandedTable(tenant, connection, platforms.get((tenant, connection)), object_, schema, table, columns)


def _adopted(connection: duckdb.DuckDBPyConnection, settings: Settings, registry: Registry) -> Iterator[LandedTable]:
    routes = [route for route in registry.routes if route.adopted]
    found = catalog_columns(connection, {route.schema_name for route in routes}) if routes else {}
    extracts = {(tenant.slug, source.connection): source.extract for tenant in settings.tenants for source in tenant.sources}
    for route in sorted(routes, key=lambda route: route.place):
        extract = extracts.get((route.tenant_slug, route.connection))
        object_ = extract.claims(route.table_name) if isinstance(extract, WarehouseExtract) else None
        if route.place in found:
            whose = route.tenant_slug, route.connection, route.platform, object_ or route.table_name
            yield LandedTable(*whose, *route.place, found[route.place])


def _platforms(settings: Settings, registry: Registry) -> dict[tuple[str, str], str]:
    declared = {(tenant.slug, source.connection): source.platform for tenant in settings.tenants for source in tenant.sources}
    return declared | {(route.tenant_slug, route.connection): route.platform for route in registry.routes}
