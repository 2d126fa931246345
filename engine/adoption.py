"""Adoption: tables that another loader landed in the warehouse, known by what they hold and not by how it is spelled.

Nothing is copied. A table is known where its own fingerprint is, or where its columns are those of a known shape once they are
called as the contract calls them; then its fingerprint is bound beside. Anything else is drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import duckdb
import ibis.expr.types as ir

from contracts.errors import did_you_mean
from contracts.kinds import Kind
from contracts.source import Source
from engine.discovery import LOADED_AT, Drift, LandedTable, discover
from engine.errors import LandingError, SettingsError
from engine.models.spec import compiled
from engine.settings import SourceSettings, WarehouseExtract
from engine.stages.adopted import AdoptedColumn, adopted_columns, standing
from engine.stages.conversion import carried, unreadable, wire
from registry.fingerprint import Columns, canonical, fingerprint
from registry.records import Blueprint, Registry, Route

ADOPTED = "adopted"
"""Origin of a blueprint that has the columns of another one under another loader's names."""


def objects_of(connection: SourceSettings, contracts: Sequence[type[Source]]) -> list[type[Source]]:
    """The contracts of a connection's platform; where it names its tables, those that it names.

    Raises SettingsError for a name that no contract has.
    """
    extract = connection.extract
    if not isinstance(extract, WarehouseExtract) or not extract.tables:
        return list(contracts)
    known = {name for source in contracts for name in _names(source)}
    for name in extract.tables:
        if name not in known:
            hint = did_you_mean(name, known) or f" Known: {', '.join(sorted(known))}."
            raise SettingsError(
                f"{connection.platform} has no object {name!r}.{hint}", where=f"config.yaml: {connection.connection}.tables"
            )
    return [source for source in contracts if not extract.tables.keys().isdisjoint(_names(source))]


def table_of(tables: Iterable[LandedTable], connection: SourceSettings, source: type[Source]) -> LandedTable | None:
    """The table of an object that a connection adopts; None where there is none.

    Raises LandingError where config.yaml names one that is not there, or where it cannot be read.
    """
    own = {table.object: table for table in tables if table.standing and table.connection == connection.connection}
    found = next((own[name] for name in _names(source) if name in own), None)
    if found is None:
        _refuse_absent(connection, source)
        return None
    return checked(found)


def strangers(tables: Iterable[LandedTable], connection: SourceSettings, contracts: Sequence[type[Source]]) -> tuple[str, ...]:
    """What a connection's schema has that no contract asks for, as one line or none."""
    known = {name for source in contracts for name in _names(source)}
    own = (table for table in tables if table.standing and table.connection == connection.connection)
    unknown = [table.table_name for table in own if table.object not in known]
    return (f"{connection.connection}: no contract for {', '.join(unknown)}: left where they are.",) if unknown else ()


def checked(table: LandedTable) -> LandedTable:
    """The table; raises LandingError where it does not say when its rows were loaded, or holds nothing but what its loader notes."""
    where = ".".join(table.place)
    if not table.columns:
        raise LandingError("the table has no columns but its loader's", where=where, do="Adopt the table that has the vendor's columns.")
    if table.standing and table.standing.loaded_at is None:
        what = f"nothing says when a row was loaded: there is none of the columns {', '.join(LOADED_AT)}, nor a declared one"
        raise LandingError(what, where=where, do="Name the column of the time in config.yaml: `loaded_at: <column>` under `extract:`.")
    return table


def read_as(source: type[Source], columns: Columns) -> Columns:
    """The columns of an adopted table under the names of its contract, with the kinds that they have there."""
    return canonical((column.name, column.found[0][1]) for column in adopted_columns(source, columns))


def adopt(registry: Registry, table: LandedTable, source: type[Source]) -> tuple[Registry, Route | Drift]:
    """The table's route, and the registry that knows its fingerprint; or how it differs from what the contract has."""
    read = read_as(source, table.columns)
    alike = registry.blueprint(fingerprint(read))
    if alike and alike.master_model_id == source.master and not registry.blueprint(table.fingerprint):
        registry = registry.bind(Blueprint.of(source.master, table.columns, ADOPTED))
    found = discover(registry, table, source.master)
    if isinstance(found, Route):
        return registry, found
    seen = discover(registry, replace(table, columns=read), source.master)
    return registry, replace(found, difference=seen.difference) if isinstance(seen, Drift) else found


def doubts(connection: duckdb.DuckDBPyConnection, table: LandedTable, source: type[Source]) -> list[str]:
    """What becomes null or one of an adopted table under its contract, one line a column: a missing key, values of another kind."""
    columns = adopted_columns(source, table.columns)
    return [*_missing_keys(table, source, columns), *_losses(connection, table, list(_doubtful(columns)))]


def _missing_keys(table: LandedTable, source: type[Source], columns: Iterable[AdoptedColumn]) -> Iterator[str]:
    there = {column.name for column in columns}
    if missing := [name for name in source.key if name not in there]:
        rest = (
            "records are one where the rest of the key is" if len(missing) < len(source.key) else "only what a record holds tells it apart"
        )
        yield f"{'.'.join(table.place)}: of the key, {', '.join(missing)} is not there: {rest}."


def _losses(connection: duckdb.DuckDBPyConnection, table: LandedTable, columns: list[tuple[AdoptedColumn, str, str]]) -> list[str]:
    if not columns:
        return []
    row = connection.execute(compiled(_unread(table, columns))).fetchone()
    assert row is not None
    counted = zip(columns, row[::2], row[1::2], strict=True)
    return [_narration(table, column, name, count, example) for (column, name, _), count, example in counted if count]


def _unread(table: LandedTable, columns: list[tuple[AdoptedColumn, str, str]]) -> ir.Table:
    rows = standing(table.columns, None, *table.place)
    values: dict[str, ir.Value] = {}
    for n, (column, name, found) in enumerate(columns):
        value = carried(rows[name], found)
        lost = unreadable(value, found, column.kind, column.unit)
        values[f"lost_{n}"] = lost.sum()
        values[f"such_{n}"] = wire(value, found, column.kind).min(where=lost)
    return rows.aggregate(**values)


def _doubtful(columns: Iterable[AdoptedColumn]) -> Iterator[tuple[AdoptedColumn, str, str]]:
    # Everything has a text, and every text is JSON, if only a string.
    doubtful = (column for column in columns if column.kind not in (Kind.TEXT, Kind.JSON))
    yield from ((column, name, found) for column in doubtful for name, found in column.found if found != column.kind)


def _narration(table: LandedTable, column: AdoptedColumn, name: str, count: int, example: str) -> str:
    values = "value" if count == 1 else "values"
    return f"{'.'.join(table.place)}: {count:,} {values} of {name} cannot be read as {column.kind}, such as {example!r}; null in the star."


def _refuse_absent(connection: SourceSettings, source: type[Source]) -> None:
    extract = connection.extract
    assert isinstance(extract, WarehouseExtract)
    for name in _names(source):
        if name in extract.tables:
            where = f"{extract.schema_name}.{extract.tables[name]}"
            raise LandingError("there is no such table in the warehouse", where=where, do="Check schema and tables in config.yaml.")


def _names(source: type[Source]) -> tuple[str, ...]:
    return source.object, *source.known_as
