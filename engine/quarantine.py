"""The quarantine as people look at it: refused records of a tenant that were not replayed yet, read-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from engine import naming


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """Records of one object that were refused for one reason."""

    connection: str
    object: str
    records: int
    newest: datetime
    error: str


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """One refused record, where it stood, why it was refused, and itself as JSON or raw text."""

    connection: str
    object: str
    place: str
    error: str
    quarantined_at: datetime
    record: str


_WAITING = f"FROM {naming.QUARANTINE_TABLE} WHERE tenant_slug = ? AND replayed_load_id IS NULL"


def refused_kinds(connection: duckdb.DuckDBPyConnection, tenant: str) -> list[RefusedKind]:
    """How many records of a tenant wait, by object and reason."""
    if not _exists(connection):
        return []
    query = f"SELECT connection, object, count(*), max(quarantined_at), error {_WAITING} GROUP BY ALL ORDER BY 1, 2, 3 DESC, 5"
    return [RefusedKind(*row) for row in connection.execute(query, [tenant]).fetchall()]


def refused_records(connection: duckdb.DuckDBPyConnection, tenant: str, object_: str | None, limit: int) -> list[RefusedRecord]:
    """The newest records of a tenant that wait, of one object where asked."""
    if not _exists(connection):
        return []
    columns = "connection, object, place, error, quarantined_at, record"
    query = f"SELECT {columns} {_WAITING} AND object = coalesce(?, object) ORDER BY quarantined_at DESC, place LIMIT ?"
    return [RefusedRecord(*row) for row in connection.execute(query, [tenant, object_, limit]).fetchall()]


def _exists(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT 1 FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?"
    return connection.execute(query, [naming.QUARANTINE_TABLE]).fetchone() is not None
