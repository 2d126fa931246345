"""Stand-ins: routed tables that this warehouse has not landed yet, made empty so that a plan can be made without them.

The routes are committed; a fresh clone, a colleague's machine or a test server has them before it has the data.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from engine.configuration import read_settings
from engine.errors import WarehouseError
from engine.models.project import pushing
from engine.models.spec import physical
from engine.models.staging import routed
from engine.naming import LOAD_ID
from engine.stages.adopted import kind_of_found
from engine.stages.pusher import landed_types
from engine.warehouse import physical_columns
from registry.records import Blueprint, Route
from registry.store import RegistryStore

_STANDING = """
    SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = current_database()
"""


def stand_in(connection: duckdb.DuckDBPyConnection, root: Path) -> None:
    """Makes every routed table of the project that is absent, in the shape of its blueprint.

    Raises WarehouseError where another loader took columns away that the route reads.
    """
    settings = read_settings(root)
    found = [(b, route) for b, routes in routed(pushing(settings, RegistryStore(settings.registry).load())) for route in routes]
    standing = set(connection.execute(_STANDING).fetchall())
    adopted = physical_columns(connection, {route.schema_name for _, route in found if route.adopted})
    for blueprint, route in found:
        if route.place not in standing:
            _make(connection, blueprint, route)
        elif route.adopted:
            _check(blueprint, route, {name for name, _ in adopted[route.place]})


def _make(connection: duckdb.DuckDBPyConnection, blueprint: Blueprint, route: Route) -> None:
    types = physical(_adopted_types(blueprint, route) if route.adopted else landed_types(blueprint.columns))
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types.items())
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{route.schema_name}"')
    connection.execute(f'CREATE TABLE "{route.schema_name}"."{route.table_name}" ({columns})')


def _adopted_types(blueprint: Blueprint, route: Route) -> dict[str, str]:
    marks = {route.loaded_at: "string" if route.loaded_at == LOAD_ID else "timestamp('UTC')", route.deleted: "boolean"}
    own = {name: kind_of_found(kind).ibis for name, kind in blueprint.columns}
    return {name: type_ for name, type_ in {**marks, **own}.items() if name}


def _check(blueprint: Blueprint, route: Route, columns: set[str]) -> None:
    read = [*dict(blueprint.columns), route.loaded_at, *([route.deleted] if route.deleted else [])]
    if missing := [name for name in read if name not in columns]:
        raise WarehouseError(
            f"its loader took away {', '.join(missing)}, which the route of the tenant {route.tenant_slug!r} reads",
            where=".".join(route.place),
            do=f"Run `engine onboard {route.tenant_slug}`, accept the new shape, then run `sqlmesh -p sqlmesh_project plan --run`.",
        )
