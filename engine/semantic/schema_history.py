"""The physical schema of the landed tables, as the warehouse's own catalog has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import duckdb

from engine.naming import landing_schema
from engine.settings import Settings
from registry.fingerprint import fingerprint, physical_columns
from registry.records import Registry

_LANDED = r"""
SELECT schema_name, table_name, column_name, data_type
FROM duckdb_columns()
WHERE database_name = current_database() AND list_contains(?, schema_name) AND NOT starts_with(table_name, '_dlt_')
ORDER BY schema_name, table_name, column_index
"""


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
    """Every landed table of the tenants that config.yaml or the registry name, sorted by schema and name."""
    slugs = {tenant.slug for tenant in settings.tenants} | {route.tenant_slug for route in registry.routes}
    tenants = {landing_schema(slug): slug for slug in slugs}
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for schema, table, column, type_ in connection.execute(_LANDED, [sorted(tenants)]).fetchall():
        found[schema, table].append((column, type_))
    platforms = _platforms(settings, registry)
    return tuple(_landed(tenants[schema], schema, table, tuple(columns), platforms) for (schema, table), columns in found.items())


def _landed(
    tenant: str, schema: str, table: str, columns: tuple[tuple[str, str], ...], platforms: dict[tuple[str, str], str]
) -> LandedTable:
    connection, _, object_ = table.partition("__")
    return LandedTable(tenant, connection, platforms.get((tenant, connection)), object_, schema, table, columns)


def _platforms(settings: Settings, registry: Registry) -> dict[tuple[str, str], str]:
    declared = {(tenant.slug, source.connection): source.platform for tenant in settings.tenants for source in tenant.sources}
    return declared | {(route.tenant_slug, route.connection): route.platform for route in registry.routes}
