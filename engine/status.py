"""Status: how far every object of every tenant has come, read from the warehouse without a contract or a model being loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import duckdb

from engine import naming
from engine.discovery import LandedTable, landed_tables
from engine.errors import WarehouseError
from engine.settings import Settings, Tenant, WarehouseExtract
from engine.warehouse import Warehouse
from registry.records import Registry
from registry.store import RegistryStore

PATIENCE = 2.0
"""Seconds to wait for a writer."""

Place = tuple[str, str]
"""Schema and table."""


@dataclass(frozen=True, slots=True)
class ObjectStatus:
    """One landed object of one connection of one tenant."""

    tenant: str
    connection: str
    object: str
    landed: int
    quarantined: int
    """Refused records that were not replayed yet."""
    newest_load: datetime | None
    fingerprint: str
    master_model: str | None
    """Where its route leads; None where it was never wired."""
    pushed: int
    """Rows of this table in the sink of production, all versions."""
    drifted: bool
    """Whether no blueprint has its shape."""
    push_due: bool
    """Whether a load has landed that readers of production cannot see yet."""

    @property
    def state(self) -> str:
        """The one thing to know first."""
        if self.drifted:
            return "drifted"
        if self.master_model is None:
            return "not wired"
        return "push due" if self.push_due else "up to date"


def read_status(settings: Settings, tenants: Sequence[Tenant]) -> tuple[ObjectStatus, ...]:
    """The status of the tenants' landed objects; empty where nothing landed. Raises WarehouseError while someone writes."""
    warehouse = Warehouse.of(settings, PATIENCE)
    if not settings.database.exists():
        return ()
    registry = RegistryStore(settings.registry).load()
    try:
        with warehouse.reading() as connection:
            tables = _known(landed_tables(connection, tenants), tenants, registry)
            return _statuses(_Reader(connection, _relations(connection)), registry, tables)
    except WarehouseError as error:
        raise _held(warehouse, error) from error


@dataclass(frozen=True, slots=True)
class Adopted:
    """How far a table of another loader has come."""

    newest: datetime | None
    push_due: bool


def _alike(one: str, other: str) -> str:
    names = ("schema_name", "table_name", "fingerprint", "load_id")
    return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in names)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Counts by landed table; a relation that is not there yet counts nothing."""

    connection: duckdb.DuckDBPyConnection
    relations: frozenset[str]

    def landed(self, tables: Sequence[LandedTable]) -> dict[Place, int]:
        """Rows of the landed tables."""
        parts = [f"SELECT {_text(t.schema_name)}, {_text(t.table_name)}, count(*) FROM {_relation(t)}" for t in tables]
        return self._counts(" UNION ALL ".join(parts))

    def pushed(self, masters: Sequence[str]) -> dict[Place, int]:
        """Rows in the sinks, by the table that they landed in."""
        sinks = [naming.sink(master) for master in masters]
        parts = [f"SELECT schema_name, table_name, count(*) FROM {sink} GROUP BY ALL" for sink in sinks if sink in self.relations]
        return self._counts(" UNION ALL ".join(parts))

    def quarantined(self) -> dict[Place, int]:
        """Refused records that were not replayed."""
        query = f"SELECT {_PLACE}, count(*) FROM {naming.QUARANTINE_TABLE} WHERE replayed_load_id IS NULL GROUP BY ALL"
        return self._counts(query if naming.QUARANTINE_TABLE in self.relations else "")

    def newest(self) -> dict[Place, datetime]:
        """When the newest load of each table was finished."""
        if naming.LOADS_TABLE not in self.relations:
            return {}
        query = f"SELECT {_PLACE}, max(finished_at) FROM {naming.LOADS_TABLE} GROUP BY ALL"
        return {(schema, table): moment for schema, table, moment in self.connection.execute(query).fetchall()}

    def unpushed(self, tables: Sequence[LandedTable], routes: Mapping[Place, str]) -> dict[Place, int]:
        """Loads of the landed tables that were not published, in the shape that they are routed by, or with other numbers of rows."""
        loads = self._loads(tables, routes)
        if not loads or naming.PUBLISHED not in self.relations:
            return self._counts(f"SELECT schema_name, table_name, count(*) FROM ({loads}) GROUP BY ALL" if loads else "")
        taken = f"SELECT schema_name, table_name, fingerprint, load_id, max(rows) AS rows FROM {naming.PUBLISHED} GROUP BY ALL"
        missing = f"SELECT l.* FROM ({loads}) AS l LEFT JOIN ({taken}) AS t ON {_alike('l', 't')} WHERE l.rows IS DISTINCT FROM t.rows"
        return self._counts(f"SELECT schema_name, table_name, count(*) FROM ({missing}) GROUP BY ALL")

    def adopted(self, pushers: Iterable[str]) -> dict[Place, Adopted]:
        """What the pushers of other loaders' tables offer; nothing of those that cannot be read, such as one that is yet to be planned."""
        found: dict[Place, Adopted] = {}
        for pusher in pushers:
            with suppress(duckdb.Error):
                rows = self.connection.execute(_OFFERED.format(pusher=pusher)).fetchall()
                found |= {(schema, table): Adopted(newest, due) for schema, table, newest, due in rows}
        return found

    def _loads(self, tables: Sequence[LandedTable], routes: Mapping[Place, str]) -> str:
        marked = set(self.connection.execute(_MARKED).fetchall())
        parts = [
            f"SELECT {_text(table.schema_name)} AS schema_name, {_text(table.table_name)} AS table_name, "
            f"{_text(routes.get((table.schema_name, table.table_name), ''))} AS fingerprint, "
            f"{naming.LOAD_ID if (table.schema_name, table.table_name) in marked else 'NULL::TEXT'} AS load_id, count(*) AS rows "
            f"FROM {_relation(table)} GROUP BY ALL HAVING count(*) > 0"
            for table in tables
        ]
        return " UNION ALL ".join(parts)

    def _counts(self, query: str) -> dict[Place, int]:
        rows = self.connection.execute(query).fetchall() if query else []
        return {(schema, table): count for schema, table, count in rows}


_OFFERED = f"""
    WITH offered AS (
      SELECT schema_name, table_name, fingerprint, load_id, count(*) AS rows, coalesce(sum(load_row), 0) AS places, max(loaded_at) AS newest
      FROM {{pusher}} GROUP BY ALL
    )
    SELECT o.schema_name, o.table_name, max(o.newest), bool_or(o.rows IS DISTINCT FROM t.rows OR o.places IS DISTINCT FROM t.places)
    FROM offered AS o LEFT JOIN {naming.PUBLISHED} AS t
    ON {_alike("o", "t")} GROUP BY ALL
"""

_PLACE = (
    f"'{naming.landing_schema('')}' || tenant_slug AS schema_name, connection || '{naming.landing_table('', '')}' || object AS table_name"
)

_MARKED = f"SELECT schema_name, table_name FROM duckdb_columns() WHERE column_name = '{naming.LOAD_ID}'"

_RELATIONS = """
    SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
"""


def _known(tables: Sequence[LandedTable], tenants: Sequence[Tenant], registry: Registry) -> list[LandedTable]:
    """The landed tables, and of another loader's those that config.yaml names or that are routed: no contract is asked for the others."""
    named = {
        (tenant.slug, source.connection)
        for tenant in tenants
        for source in tenant.sources
        if isinstance(source.extract, WarehouseExtract) and source.extract.tables
    }
    routed = {route.place for route in registry.routes}
    return [t for t in tables if not t.standing or t.place in routed or (t.tenant_slug, t.connection) in named]


def _statuses(reader: _Reader, registry: Registry, tables: Sequence[LandedTable]) -> tuple[ObjectStatus, ...]:
    bound = {blueprint.fingerprint: blueprint.master_model_id for blueprint in registry.blueprints}
    masters = {route.place: bound[route.fingerprint] for route in registry.routes}
    landed, pushed = reader.landed(tables), reader.pushed(sorted(set(masters.values())))
    own = [table for table in tables if not table.standing]
    unpushed = reader.unpushed(own, {route.place: route.fingerprint for route in registry.routes})
    adopters = {naming.adopter(masters[route.place], route.fingerprint) for route in registry.routes if route.adopted}
    quarantined, newest, adopted = reader.quarantined(), reader.newest(), reader.adopted(sorted(adopters))
    return tuple(
        ObjectStatus(
            tenant=table.tenant_slug,
            connection=table.connection,
            object=table.object,
            landed=landed.get(table.place, 0),
            quarantined=quarantined.get(table.place, 0),
            newest_load=seen.newest if seen else newest.get(table.place),
            fingerprint=table.fingerprint,
            master_model=masters.get(table.place),
            pushed=pushed.get(table.place, 0),
            drifted=table.fingerprint not in bound,
            push_due=seen.push_due if seen else bool(unpushed.get(table.place)) or bool(table.standing and landed.get(table.place)),
        )
        for table in tables
        for seen in [adopted.get(table.place)]
    )


def _relations(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(_RELATIONS).fetchall())


def _relation(table: LandedTable) -> str:
    return ".".join('"' + name.replace('"', '""') + '"' for name in table.place)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _held(warehouse: Warehouse, error: WarehouseError) -> WarehouseError:
    process = re.search(r"PID (\d+)", error.what)
    holder = warehouse.holder()
    # The note outlives its writer: only the process that DuckDB names is believed.
    if process is None or f"process {process[1]}," not in holder:
        return error
    return WarehouseError(f"the warehouse is being written by {holder}", where=error.where, do="Try again when it has finished.")
