"""The published star: one environment's facts and dimensions in a file of their own, opened to read and to do nothing else."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from contracts.catalog import Catalog
from contracts.entity import Entity, reference_key
from contracts.roles import Key, Measure, Reference
from engine.errors import QueryError
from engine.naming import STAR
from engine.semantic.fields import dimension_fields
from engine.semantic.graph import TENANT, TENANT_COLUMN, tenant_column

_CATALOG = "published"


@dataclass(frozen=True, slots=True)
class PublishedStar:
    """A published star: its connection, and its tables as Ibis sees them."""

    path: Path
    identity: tuple[int, int]
    """Device and inode: a star that is published anew has another."""
    connection: duckdb.DuckDBPyConnection
    tables: dict[str, ir.Table]

    @classmethod
    def open(cls, path: Path) -> PublishedStar:
        """Opens a published star; raises QueryError where there is none, or it cannot be read."""
        if not path.is_file():
            raise QueryError("there is no published star", where=str(path), do="Run `sqlmesh -p sqlmesh_project plan` first.")
        identity = _identity(path)
        try:
            # Attached to a database in memory, not opened: DuckDB would give a second opener in this process the replaced file again.
            connection = duckdb.connect(":memory:")
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {_CATALOG} (READ_ONLY)")
        except duckdb.Error as error:
            raise QueryError(f"the published star cannot be read: {str(error).splitlines()[0]}", where=str(path)) from error
        backend = ibis.duckdb.from_connection(connection)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return cls(path, identity, connection, _tables(backend))

    @property
    def is_current(self) -> bool:
        """Whether the path leads to no other file than the one that is open."""
        try:
            return _identity(self.path) == self.identity
        except FileNotFoundError:
            return True

    def has_tenant(self, slug: str) -> bool:
        """Whether the tenants dimension has a tenant."""
        if f"dim_{TENANT}s" not in self.tables:
            return False
        query = f"SELECT count(*) FROM {_CATALOG}.{STAR}.dim_{TENANT}s WHERE {TENANT_COLUMN} = ?"
        return self.connection.cursor().execute(query, [slug]).fetchall() != [(0,)]

    def part_of(self, catalog: Catalog) -> Catalog:
        """The catalog without the entities that this star lacks, or has in an older shape; calculated columns may be missing."""
        found = {name: set(table.columns) for name, table in self.tables.items()}
        whole = [
            [shape for shape in _shapes(entity) if set(contracted(shape).values()) <= found.get(shape.table, set())]
            for entity in catalog.entities
        ]
        return Catalog(tuple(shapes[0] for shapes in whole if shapes), catalog.sources, catalog.metrics)

    def table(self, entity: type[Entity], tenant: str | None, only: AbstractSet[str] | None = None) -> ir.Table:
        """An entity's contracted columns: a tenant's rows without the tenant column, or all rows with it under a name of its own.

        ``only`` narrows them to some.
        """
        table = self.tables[entity.table]
        columns = {name: table[column] for name, column in contracted(entity).items() if only is None or name in only}
        if TENANT_COLUMN not in table.columns:
            return table.select(**columns)
        if tenant is None:
            return table.select(**columns | {tenant_column(entity): table[TENANT_COLUMN]})
        return table.filter(table[TENANT_COLUMN] == tenant).select(**columns)

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()


def contracted(entity: type[Entity]) -> dict[str, str]:
    """The names that the semantic layer reads an entity's columns by, and the physical columns.

    A measured column has a name apart: a measure may be called like its column.
    """
    dimensions = {name: name for name in (*(field.column for field in dimension_fields(entity)), *_joining(entity))}
    return dimensions | {measured(column.name): column.name for column in entity.playing(Measure)}


def _shapes(entity: type[Entity]) -> list[type[Entity]]:
    """The entity, and what it is without the columns that tenants calculate."""
    plain = [base for base in entity.__bases__ if issubclass(base, Entity) and getattr(base, "name", None) == entity.name]
    return [entity, *plain]


def _joining(entity: type[Entity]) -> list[str]:
    """The columns by which an entity is joined to others."""
    if entity.conformed:
        return [column.name for column in entity.playing(Key)]
    day = [entity.day()] if entity.is_fact() and entity.happened() else []
    return [entity.key(), *day, *(reference_key(column.name) for column in entity.playing(Reference))]


def measured(column: str) -> str:
    """The name that a measured column is read by.

    >>> measured("session_revenue")
    'session_revenue__measured'
    """
    return f"{column}__measured"


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _tables(backend: Backend) -> dict[str, ir.Table]:
    place = (_CATALOG, STAR)
    return {name: backend.table(name, database=place) for name in backend.list_tables(database=place)}
