"""Stand-ins: routed tables that this warehouse has not landed yet, made empty so that a plan can be made without them.

The routes are committed; a fresh clone, a colleague's machine or a test server has them before it has the data.
"""

from __future__ import annotations

from pathlib import Path

from sqlglot import exp
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine.configuration import read_settings
from engine.models.project import pushing
from engine.models.spec import DIALECT, physical
from engine.models.staging import routed
from engine.stages.pusher import LANDED_COLUMNS, PHYSICAL
from registry.records import Blueprint, Route
from registry.store import RegistryStore


def stand_in(adapter: EngineAdapter, root: Path) -> None:
    """Makes every routed table that is absent, in the shape of its blueprint."""
    places = set(adapter.fetchall("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"))
    views = set(adapter.fetchall("SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = current_database()"))
    settings = read_settings(root)
    for blueprint, routes in routed(pushing(settings, RegistryStore(settings.registry).load())):
        for route in routes:
            if route.place not in places | views:
                _make(adapter, blueprint, route)


def _make(adapter: EngineAdapter, blueprint: Blueprint, route: Route) -> None:
    types = {**{name: PHYSICAL[kind] for name, kind in blueprint.columns}, **LANDED_COLUMNS}
    adapter.create_schema(route.schema_name)
    table = exp.table_(route.table_name, db=route.schema_name, quoted=True)
    adapter.create_table(table, {name: exp.DataType.build(type_, dialect=DIALECT) for name, type_ in physical(types).items()})
