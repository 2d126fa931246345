"""Publishing: after a plan or run, the environment's star is copied into a file that readers open without meeting a writer.

The file is replaced in one step. Whoever has the old one open keeps its answers; whoever opens it next sees the new ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlglot import exp
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine import naming
from engine.settings import published_star

_ALIAS = "engine_published"
_PRODUCTION = "prod"


def publish(adapter: EngineAdapter, environment: str, views: Iterable[str]) -> None:
    """Copies the star's views of one environment beside the warehouse's file."""
    star = [view for view in map(exp.to_table, views) if view.db.split("__")[0] == naming.STAR]
    target = published_star(_state(adapter), environment)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    adapter.execute(f"ATTACH {exp.Literal.string(str(fresh)).sql()} AS {_ALIAS}")
    try:
        adapter.execute(f"CREATE SCHEMA {_ALIAS}.{naming.STAR}")
        for view in star:
            adapter.execute(f"CREATE TABLE {_ALIAS}.{naming.STAR}.{view.name} AS {_rows(adapter, view)}")
    finally:
        adapter.execute(f"DETACH {_ALIAS}")
    fresh.replace(target)
    _forget_dropped(adapter, target)
    if environment == _PRODUCTION and adapter.table_exists(naming.LEDGER):
        adapter.execute(f"CREATE OR REPLACE TABLE {naming.PUBLISHED} AS SELECT * FROM {naming.LEDGER}")


def _rows(adapter: EngineAdapter, view: exp.Table) -> str:
    # A tenant's rows side by side: a layer that asks for one tenant skips the row groups of the others.
    order = " ORDER BY tenant_slug" if "tenant_slug" in adapter.columns(view) else ""
    return f"SELECT * FROM {view.sql(dialect='duckdb')}{order}"


def _forget_dropped(adapter: EngineAdapter, published: Path) -> None:
    """Takes away the files of environments whose schema is gone."""
    schemas = {schema for (schema,) in adapter.fetchall("SELECT schema_name FROM duckdb_schemas()")}
    for other in published.parent.glob(f"*{published.suffix}"):
        if other.stem != _PRODUCTION and other != published and f"{naming.STAR}__{other.stem}" not in schemas:
            other.unlink()


def _state(adapter: EngineAdapter) -> Path:
    row = adapter.fetchone("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
    assert row is not None
    return Path(row[0]).parent
