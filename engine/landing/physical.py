"""The landed table as it stands in the warehouse, and how it is brought to the kinds of today's contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import duckdb

from contracts.kinds import DECIMAL_PRECISION, DECIMAL_SCALE, Kind
from contracts.source import Source
from engine.errors import LandingError
from engine.landing.books import Target
from registry.fingerprint import physical_columns

SQL_TYPES = MappingProxyType(
    {
        Kind.TEXT: "VARCHAR",
        Kind.BIGINT: "BIGINT",
        Kind.DOUBLE: "DOUBLE",
        Kind.DECIMAL: f"DECIMAL({DECIMAL_PRECISION},{DECIMAL_SCALE})",
        Kind.BOOL: "BOOLEAN",
        Kind.TIMESTAMP: "TIMESTAMPTZ",
        Kind.DATE: "DATE",
        Kind.TIME: "TIME",
        Kind.JSON: "JSON",
        Kind.BINARY: "BLOB",
    }
)
"""What the columns of each kind are in DuckDB."""

_TEXTS: MappingProxyType[Kind, Callable[[str], str]] = MappingProxyType(
    {
        Kind.DECIMAL: lambda column: f"regexp_replace(regexp_replace({column}::VARCHAR, '(\\.\\d*?)0+$', '\\1'), '\\.$', '')",
        Kind.JSON: lambda column: f"CASE WHEN json_type({column}) = 'VARCHAR' THEN {column}->>'$' ELSE {column}::VARCHAR END",
    }
)


def physical_kinds(connection: duckdb.DuckDBPyConnection, target: Target) -> dict[str, str]:
    """Kinds of the landed table's columns, without the loader's own; empty where there is no table."""
    catalog = "SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal AND schema_name = ? AND table_name = ?"
    return dict(physical_columns(connection.execute(catalog, [target.schema, target.name]).fetchall()))


def forget(connection: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Makes dlt look at the landed table itself: a table that it remembers may have been dropped or changed."""
    remembered = "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = '_dlt_version'"
    if connection.execute(remembered, [target.schema]).fetchone():
        connection.execute(f'DELETE FROM "{target.schema}"._dlt_version')


def reconcile(connection: duckdb.DuckDBPyConnection, target: Target, source: type[Source]) -> dict[str, str]:
    """Gives the columns of the landed table the kinds that the contract has now; answers with the kinds of all its columns.

    Only where every value survives it: a contract that was mended from int to str finds its ints as text. Raises
    LandingError where a value would be lost.
    """
    found = physical_kinds(connection, target)
    for column in source.columns:
        kind = found.get(column.name, column.kind)
        if kind != column.kind:
            _convert(connection, target, column.name, Kind(kind), column.kind)
            found[column.name] = column.kind.value
    return found


def become_text(connection: duckdb.DuckDBPyConnection, target: Target, columns: Mapping[str, Kind]) -> None:
    """Makes columns of the landed table text, which holds what any kind held."""
    for name, kind in columns.items():
        _convert(connection, target, name, kind, Kind.TEXT)


def _convert(connection: duckdb.DuckDBPyConnection, target: Target, name: str, old: Kind, new: Kind) -> None:
    table, column = f'"{target.schema}"."{target.name}"', f'"{name}"'
    converted = _conversion(column, old, new)
    spelling = new if (old, new) == (Kind.TEXT, Kind.DECIMAL) else old  # 1.50 and 1.5 are one decimal
    spelled = f"{_text(column, spelling)} IS DISTINCT FROM {_text(f'({converted})', new)}"
    reverted = f"{column} IS DISTINCT FROM TRY_CAST(({converted}) AS {SQL_TYPES[old]})"
    lost = f"SELECT {column}::VARCHAR FROM {table} WHERE {spelled} AND {reverted} LIMIT 1"
    if row := connection.execute(lost).fetchone():
        raise LandingError(
            f"the column {name!r} holds {old.value} and its contract now says {new.value}, which cannot hold {row[0]!r}",
            where=target.table,
            do=f"Let the contract say a kind that holds both, or drop the table {target.table}: its history stays in the sink.",
        )
    connection.execute(f"ALTER TABLE {table} ALTER {column} SET DATA TYPE {SQL_TYPES[new]} USING {converted}")


def _conversion(column: str, old: Kind, new: Kind) -> str:
    if new is Kind.TEXT:
        return _text(column, old)
    if new is Kind.JSON:
        text = _text(column, old)
        return f"CASE WHEN json_valid({text}) THEN {text}::JSON ELSE to_json({text}) END"
    return f"TRY_CAST({column} AS {SQL_TYPES[new]})"


def _text(column: str, kind: Kind) -> str:
    spelling = _TEXTS.get(kind)
    return spelling(column) if spelling else f"{column}::VARCHAR"
