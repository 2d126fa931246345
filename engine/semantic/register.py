"""Registration: writes what landed and what it means into the satellites, a version whenever something changed.

The schema history has one row a column of each version of a landed table, so that `since when is this column a text?` is
one WHERE; the manifest history has one row a version, the history of logic one a tenant and version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa

from contracts.catalog import Catalog
from engine.canonical import canonical, digest
from engine.logic_history import record_logic
from engine.models.logic import plain, tenant_logic
from engine.naming import MANIFEST_HISTORY, SATELLITE, SCHEMA_HISTORY
from engine.semantic.manifest import manifest
from engine.semantic.schema_history import LandedTable, landed_tables
from engine.settings import Settings
from engine.warehouse import Warehouse
from registry.store import RegistryStore

_TABLES = f"""
CREATE SCHEMA IF NOT EXISTS {SATELLITE};
CREATE TABLE IF NOT EXISTS {SCHEMA_HISTORY} (
    tenant_slug VARCHAR, connection VARCHAR, platform VARCHAR, object VARCHAR, schema_name VARCHAR, table_name VARCHAR,
    version BIGINT, valid_from TIMESTAMPTZ, shape_digest VARCHAR, fingerprint VARCHAR,
    column_name VARCHAR, physical_type VARCHAR, ordinal BIGINT
);
CREATE TABLE IF NOT EXISTS {MANIFEST_HISTORY} (version BIGINT, valid_from TIMESTAMPTZ, digest VARCHAR, manifest JSON);
"""
_NEWEST_SHAPES = f"SELECT schema_name, table_name, max(version), max_by(shape_digest, version) FROM {SCHEMA_HISTORY} GROUP BY ALL"
_NEWEST_MANIFEST = f"SELECT version, digest FROM {MANIFEST_HISTORY} ORDER BY version DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration found, and what of it was new."""

    tables: int
    """Landed tables seen."""
    changed: tuple[str, ...]
    """Landed tables of which a version was written."""
    manifest_version: int
    manifest_changed: bool
    logic_changed: tuple[str, ...] = ()
    """Tenants of whose logic a version was written."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A version of a landed table's schema that is new."""

    table: LandedTable
    version: int
    digest: str


def register(warehouse: Warehouse, settings: Settings, catalog: Catalog) -> Registered:
    """Writes a version of every landed table's schema, of the manifest and of each tenant's logic that differs; all or nothing.

    Waits for the writer lock; raises WarehouseError when it is kept, and writes nothing where nothing changed.
    """
    registry = RegistryStore(settings.registry).load()
    logic = {tenant.slug: plain(tenant) for tenant in tenant_logic(settings, registry).tenants}
    now = datetime.now(UTC)
    with warehouse.writing("engine semantic register") as connection:
        connection.execute("BEGIN TRANSACTION")
        connection.execute(_TABLES)
        tables = landed_tables(connection, settings, registry)
        changed = _changed(connection, tables)
        if changed:
            connection.register("shapes", pa.Table.from_pylist([row for shape in changed for row in _rows(shape, now)]))
            connection.execute(f"INSERT INTO {SCHEMA_HISTORY} BY NAME SELECT * FROM shapes")
        version, is_new = _write_manifest(connection, catalog, now)
        renewed = record_logic(connection, logic, now)
        connection.execute("COMMIT")
    return Registered(len(tables), tuple(f"{shape.table.schema}.{shape.table.name}" for shape in changed), version, is_new, renewed)


def _changed(connection: duckdb.DuckDBPyConnection, tables: Iterable[LandedTable]) -> list[_Shape]:
    known = {(schema, name): (version, shape) for schema, name, version, shape in connection.execute(_NEWEST_SHAPES).fetchall()}
    found = [(table, digest([table.platform, table.columns]), *known.get((table.schema, table.name), (0, ""))) for table in tables]
    return [_Shape(table, version + 1, shape) for table, shape, version, newest in found if shape != newest]


def _rows(shape: _Shape, now: datetime) -> Iterator[dict[str, Any]]:
    table = shape.table
    for ordinal, (column, type_) in enumerate(table.columns, start=1):
        yield {
            "tenant_slug": table.tenant,
            "connection": table.connection,
            "platform": table.platform,
            "object": table.object,
            "schema_name": table.schema,
            "table_name": table.name,
            "version": shape.version,
            "valid_from": now,
            "shape_digest": shape.digest,
            "fingerprint": table.fingerprint,
            "column_name": column,
            "physical_type": type_,
            "ordinal": ordinal,
        }


def _write_manifest(connection: duckdb.DuckDBPyConnection, catalog: Catalog, now: datetime) -> tuple[int, bool]:
    found = manifest(catalog)
    version, known = connection.execute(_NEWEST_MANIFEST).fetchone() or (0, "")
    if known == digest(found):
        return version, False
    connection.execute(f"INSERT INTO {MANIFEST_HISTORY} VALUES (?, ?, ?, ?)", [version + 1, now, digest(found), canonical(found)])
    return version + 1, True
