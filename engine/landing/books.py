"""The landing books: what every load read, landed and quarantined, kept in the warehouse beside the landed tables.

A load is entered before its first row lands and closed after its last. An entry that was never closed is a landing that was
killed: its rows are taken back and the landing is repeated, so that nothing is lost and the accounts always close.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import polars as pl

from engine.landing.batch import BATCH_SIZE
from engine.naming import FILES_TABLE, LANDING, LOADS_TABLE, QUARANTINE_TABLE, landing_schema, landing_table

_TABLES = f"""
CREATE SCHEMA IF NOT EXISTS {LANDING};
CREATE TABLE IF NOT EXISTS {LOADS_TABLE} (
    tenant_slug VARCHAR, connection VARCHAR, platform VARCHAR, object VARCHAR, load_id VARCHAR, places BIGINT, read BIGINT,
    landed BIGINT, quarantined BIGINT, cursor_value VARCHAR, started_at TIMESTAMPTZ, finished_at TIMESTAMPTZ
);
CREATE TABLE IF NOT EXISTS {QUARANTINE_TABLE} (
    tenant_slug VARCHAR, connection VARCHAR, platform VARCHAR, object VARCHAR, place VARCHAR, record VARCHAR, error VARCHAR,
    load_id VARCHAR, quarantined_at TIMESTAMPTZ, replayed_load_id VARCHAR
);
CREATE TABLE IF NOT EXISTS {FILES_TABLE} (
    tenant_slug VARCHAR, connection VARCHAR, object VARCHAR, mark VARCHAR, load_id VARCHAR
);
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an object of a tenant's connection lands."""

    tenant: str
    connection: str
    platform: str
    object: str

    @property
    def schema(self) -> str:
        """The schema of the landed table."""
        return landing_schema(self.tenant)

    @property
    def name(self) -> str:
        """The landed table's own name."""
        return landing_table(self.connection, self.object)

    @property
    def table(self) -> str:
        """The landed table with its schema."""
        return f"{self.schema}.{self.name}"

    @property
    def pipeline(self) -> str:
        """The dlt pipeline, and its schema, that load the tables of this connection."""
        return f"{self.tenant}__{self.connection}"

    @property
    def values(self) -> list[str]:
        """Tenant, connection and object: what a row of the books is found by."""
        return [self.tenant, self.connection, self.object]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not landed: its text, why, and where it stood."""

    record: str
    error: str
    place: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one load read, landed and quarantined, from how many places, and the highest cursor value seen."""

    places: int
    read: int
    landed: int
    quarantined: int
    cursor: str | None


_MINE = "tenant_slug = ? AND connection = ? AND object = ?"


@dataclass(frozen=True, slots=True)
class Books:
    """The books on one open connection that may write."""

    connection: duckdb.DuckDBPyConnection

    def open(self) -> Books:
        """The books, made where there are none yet."""
        self.connection.execute(_TABLES)
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS rejected (object VARCHAR, place VARCHAR, record VARCHAR, error VARCHAR)")
        return self

    def since(self, target: Target) -> str | None:
        """The highest cursor value landed so far."""
        newest = f"SELECT cursor_value FROM {LOADS_TABLE} WHERE {_MINE} AND finished_at IS NOT NULL AND cursor_value IS NOT NULL"
        row = self.connection.execute(f"{newest} ORDER BY load_id DESC LIMIT 1", target.values).fetchone()
        return row[0] if row else None

    def marks(self, target: Target) -> frozenset[str]:
        """Marks of the files that were landed whole."""
        return frozenset(
            mark for (mark,) in self.connection.execute(f"SELECT mark FROM {FILES_TABLE} WHERE {_MINE}", target.values).fetchall()
        )

    def newest_load(self, tenant: str) -> float:
        """The newest load id of a tenant's tables as seconds, 0 where there is none."""
        row = self.connection.execute(f"SELECT max(load_id::DOUBLE) FROM {LOADS_TABLE} WHERE tenant_slug = ?", [tenant]).fetchone()
        return row[0] if row and row[0] is not None else 0.0

    def enter(self, target: Target, load_id: str) -> None:
        """Enters a load before its first row lands."""
        entry = f"INSERT INTO {LOADS_TABLE} (tenant_slug, connection, platform, object, load_id, started_at) VALUES (?, ?, ?, ?, ?, now())"
        self.connection.execute(entry, [target.tenant, target.connection, target.platform, target.object, load_id])

    def close(self, target: Target, load_id: str, account: Account, marks: Iterable[str]) -> None:
        """Closes a load: its account and the files that it took in, in one transaction."""
        closing = "places = ?, read = ?, landed = ?, quarantined = ?, cursor_value = ?, finished_at = now()"
        figures = [account.places, account.read, account.landed, account.quarantined, account.cursor]
        self.connection.begin()
        for mark in marks:
            self.connection.execute(f"INSERT INTO {FILES_TABLE} VALUES (?, ?, ?, ?, ?)", [*target.values, mark, load_id])
        self.connection.execute(f"UPDATE {LOADS_TABLE} SET {closing} WHERE {_MINE} AND load_id = ?", [*figures, *target.values, load_id])
        self.connection.commit()

    def stage(self, object_: str, rejected: Iterable[Rejected]) -> int:
        """Keeps an object's rejected records aside, on disk where they are many, until their load has an id; their number."""
        rows = [(object_, row.place, row.record, row.error) for row in rejected]
        if rows:
            frame = pl.DataFrame(rows, schema=["object", "place", "record", "error"], orient="row")  # noqa: F841  DuckDB finds it by name
            self.connection.execute("INSERT INTO rejected SELECT * FROM frame")
        return len(rows)

    def quarantine(self, target: Target, load_id: str) -> None:
        """Enters the target's staged records in the quarantine, under their load."""
        literals = [target.tenant, target.connection, target.platform, target.object, load_id]
        staged = "SELECT $1, $2, $3, $4, place, record, error, $5, now(), NULL FROM rejected WHERE object = $4"
        self.connection.execute(f"INSERT INTO {QUARANTINE_TABLE} {staged}", literals)

    def quarantined(self, target: Target, skip: int) -> list[tuple[int, str]]:
        """The next records of a target that wait in the quarantine, with their row ids, in the order in which they came."""
        waiting = f"SELECT rowid, record FROM {QUARANTINE_TABLE} WHERE {_MINE} AND replayed_load_id IS NULL"
        order = f"ORDER BY load_id, rowid LIMIT {BATCH_SIZE} OFFSET {skip}"
        return self.connection.execute(f"{waiting} {order}", target.values).fetchall()

    def waiting(self, tenant: str) -> list[Target]:
        """What has records in the quarantine that were not replayed, or a load that was interrupted, perhaps a replay."""
        mine = "SELECT tenant_slug, connection, platform, object FROM {} WHERE tenant_slug = $1 AND {} IS NULL"
        wanted = f"{mine.format(QUARANTINE_TABLE, 'replayed_load_id')} UNION {mine.format(LOADS_TABLE, 'finished_at')} ORDER BY ALL"
        return [Target(*row) for row in self.connection.execute(wanted, [tenant]).fetchall()]

    def replayed(self, outcomes: Iterable[tuple[int, str | None]], load_id: str) -> None:
        """Notes what a replay made of quarantined rows: the error that they still have, or the load that they are in."""
        frame = pl.DataFrame(list(outcomes), schema={"row": pl.Int64, "error": pl.String}, orient="row")  # noqa: F841  DuckDB finds it
        self.connection.execute(
            f"UPDATE {QUARANTINE_TABLE} SET error = coalesce(frame.error, {QUARANTINE_TABLE}.error), "
            f"replayed_load_id = CASE WHEN frame.error IS NULL THEN ? END FROM frame WHERE {QUARANTINE_TABLE}.rowid = frame.row",
            [load_id],
        )

    def interrupted(self, target: Target) -> list[str]:
        """Loads that were entered and never closed."""
        unfinished = f"SELECT load_id FROM {LOADS_TABLE} WHERE {_MINE} AND finished_at IS NULL"
        return [load_id for (load_id,) in self.connection.execute(unfinished, target.values).fetchall()]

    def take_back(self, target: Target, load_id: str, *, landed: bool) -> None:
        """Takes an interrupted load out of the books, and out of the landed table where there is one."""
        self.connection.begin()
        waits = f"UPDATE {QUARANTINE_TABLE} SET replayed_load_id = NULL WHERE {_MINE} AND replayed_load_id = ?"
        self.connection.execute(waits, [*target.values, load_id])
        if landed:
            self.connection.execute(f'DELETE FROM "{target.schema}"."{target.name}" WHERE _dlt_load_id = ?', [load_id])
        for table in (QUARANTINE_TABLE, LOADS_TABLE):
            self.connection.execute(f"DELETE FROM {table} WHERE {_MINE} AND load_id = ?", [*target.values, load_id])
        self.connection.commit()
