"""Stand-ins: routed tables that this warehouse has not landed yet, made empty so that a plan can be made without them.

The routes are committed; a fresh clone, a colleague's machine or a test server has them before it has the data.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from engine.configuration import read_settings
from engine.models.project import pushing
from engine.models.spec import physical
from engine.models.staging import routed
from engine.stages.pusher import landed_types
from registry.records import Blueprint, Route
from registry.store import RegistryStore

_STANDING = """
    SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = current_database()
"""


def stand_in(connection: duckdb.DuckDBPyConnection, root: Path) -> None:
    """Makes every routed table of the project that is absent, in the shape of its blueprint."""
    settings = read_settings(root)
    standing = set(connection.execute(_STANDING).fetchall())
    for blueprint, routes in routed(pushing(settings, RegistryStore(settings.registry).load())):
        for route in routes:
            if route.place not in standing:
                _make(connection, blueprint, route)


def _make(connection: duckdb.DuckDBPyConnection, blueprint: Blueprint, route: Route) -> None:
    types = physical(landed_types(blueprint.columns))
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types.items())
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{route.schema_name}"')
    connection.execute(f'CREATE TABLE "{route.schema_name}"."{route.table_name}" ({columns})')
