"""Publishing: after a plan or run, the environment's star is copied into a file that readers open without meeting a writer.

What changed since the last time is written into a copy of the file that stands, which then takes its place in one step. Whoever has
the old one open keeps its answers; whoever opens it next sees the new ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlglot import exp, parse_one
from sqlmesh.core.console import get_console
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine import naming
from engine.logic_history import record_applied
from engine.mesh.changes import Changes, State, behind, plain, since
from engine.settings import published_star

_ALIAS = "engine_published"
_MARKS = f"{_ALIAS}.{naming.CHANGES}.published"
_KEYS = "engine_keys"
_PRODUCTION = "prod"
_UNCHANGING = State("", 0)
"""Where a table stands that is the same as long as its name is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table of the star as an environment shows it: the view, the physical table behind it, and where that stands."""

    view: exp.Table
    table: str
    state: State

    @property
    def place(self) -> str:
        """Where it stands in the published file."""
        return f'{_ALIAS}.{naming.STAR}."{self.view.name}"'


def publish(adapter: EngineAdapter, environment: str, views: Iterable[str]) -> None:
    """Brings the published star of one environment up to date; a star in which nothing changed keeps its file.

    Production's file stays as it was too where a run stopped midway, as at a broken promise: its tables would contradict each other.
    """
    changes = Changes(adapter)
    changes.open()
    shown = _shown(adapter, changes, views)
    target = published_star(_state(adapter), environment)
    if environment == _PRODUCTION and target.exists() and (waiting := changes.waiting(each.table for each in shown)):
        names = ", ".join(f"{each.view.db}.{each.view.name}" for each in shown if plain(each.table) in waiting)
        get_console().log_warning(f"The published star stays as it was: {names} could not follow what changed below.")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    if not target.exists() or not _is_current(adapter, target, shown):
        fresh.unlink(missing_ok=True)
        if target.exists():
            shutil.copyfile(target, fresh)
        _write(adapter, fresh, shown)
        fresh.replace(target)
    _forget_dropped(adapter, target)
    if environment == _PRODUCTION and adapter.table_exists(naming.LEDGER):
        adapter.execute(f"CREATE OR REPLACE TABLE {naming.PUBLISHED} AS SELECT * FROM {naming.LEDGER}")
        record_applied(adapter.fetchall, datetime.now(UTC))


def _shown(adapter: EngineAdapter, changes: Changes, views: Iterable[str]) -> list[Shown]:
    star = [view for view in map(exp.to_table, views) if view.db.split("__")[0] == naming.STAR]
    behind_them = {view.name: _physical(adapter, view) for view in star}
    states = changes.states(behind_them.values())
    return [Shown(view, table, states.get(plain(table), _UNCHANGING)) for view in star for table in (behind_them[view.name],)]


def _physical(adapter: EngineAdapter, view: exp.Table) -> str:
    """The table that a view of SQLMesh's virtual layer shows."""
    found = adapter.fetchone(
        "SELECT sql FROM duckdb_views() WHERE database_name = current_database() "
        f"AND schema_name = {exp.Literal.string(view.db).sql()} AND view_name = {exp.Literal.string(view.name).sql()}"
    )
    assert found is not None
    table = parse_one(found[0], dialect="duckdb").expression.find(exp.Table)
    assert table is not None
    return str(table.sql(dialect="duckdb", comments=False))


def _is_current(adapter: EngineAdapter, target: Path, shown: Iterable[Shown]) -> bool:
    # Read only: readers have the file open too.
    marks = _attached(adapter, target, " (READ_ONLY)")
    try:
        return marks == {each.view.name: (plain(each.table), each.state) for each in shown}
    finally:
        adapter.execute(f"DETACH {_ALIAS}")


def _attached(adapter: EngineAdapter, path: Path, how: str = "") -> Mapping[str, tuple[str, State]]:
    """Attaches a published file; what it says of its tables: whose rows each has, and as of when."""
    adapter.execute(f"ATTACH {exp.Literal.string(str(path)).sql()} AS {_ALIAS}{how}")
    if not adapter.fetchone(f"SELECT 1 FROM duckdb_tables() WHERE database_name = '{_ALIAS}' AND schema_name = '{naming.CHANGES}'"):
        return {}
    return {name: (table, State(generation, batch)) for name, table, generation, batch in adapter.fetchall(f"SELECT * FROM {_MARKS}")}


def _write(adapter: EngineAdapter, path: Path, shown: list[Shown]) -> None:
    marks = _attached(adapter, path)
    try:
        adapter.execute(f"CREATE SCHEMA IF NOT EXISTS {_ALIAS}.{naming.STAR}")
        adapter.execute(f"CREATE SCHEMA IF NOT EXISTS {_ALIAS}.{naming.CHANGES}")
        for name in marks.keys() - {each.view.name for each in shown}:
            adapter.execute(f'DROP TABLE {_ALIAS}.{naming.STAR}."{name}"')
        for each in shown:
            table, state = marks.get(each.view.name, ("", None))
            if table == plain(each.table) and state == each.state:
                continue
            if table == plain(each.table) and state and not behind(state, each.state):
                _follow(adapter, each, state)
            else:
                adapter.execute(f"CREATE OR REPLACE TABLE {each.place} AS {_rows(adapter, each, each.table)}")
                _describe(adapter, each)
        adapter.execute(f"CREATE OR REPLACE TABLE {_MARKS} (name TEXT, physical TEXT, generation TEXT, batch BIGINT)")
        values = ", ".join(f"('{e.view.name}', '{plain(e.table)}', '{e.state.generation}', {e.state.batch})" for e in shown)
        if values:
            adapter.execute(f"INSERT INTO {_MARKS} VALUES {values}")
    finally:
        adapter.execute(f"DETACH {_ALIAS}")


def _describe(adapter: EngineAdapter, shown: Shown) -> None:
    """Takes the table's and its columns' descriptions along."""
    table = exp.to_table(shown.table, dialect="duckdb")
    at = f"WHERE schema_name = '{table.db}' AND table_name = '{table.name}' AND comment IS NOT NULL"
    own = adapter.fetchall(f"SELECT comment FROM duckdb_tables() {at} AND database_name = current_database()")
    columns = adapter.fetchall(f"SELECT column_name, comment FROM duckdb_columns() {at} AND database_name = current_database()")
    for (comment,) in own:
        adapter.execute(f"COMMENT ON TABLE {shown.place} IS {exp.Literal.string(comment).sql(dialect='duckdb')}")
    for column, comment in columns:
        adapter.execute(f'COMMENT ON COLUMN {shown.place}."{column}" IS {exp.Literal.string(comment).sql(dialect="duckdb")}')


def _follow(adapter: EngineAdapter, shown: Shown, seen: State) -> None:
    """Takes the rows of all keys that moved out of the published table, and puts in what stands of them now."""
    key = next(name for name in adapter.columns(shown.table) if name.endswith("_key"))
    adapter.execute(
        f"CREATE OR REPLACE TEMP TABLE {_KEYS} AS SELECT DISTINCT tenant_slug, {key} FROM ({since(shown.table, seen)}) AS moved"
    )
    same = f"o.tenant_slug = k.tenant_slug AND o.{key} = k.{key}"
    adapter.execute(f"DELETE FROM {shown.place} AS o USING {_KEYS} AS k WHERE {same}")
    rows = f"(SELECT o.* FROM {shown.table} AS o SEMI JOIN {_KEYS} AS k ON {same})"
    adapter.execute(f"INSERT INTO {shown.place} {_rows(adapter, shown, rows)}")
    adapter.execute(f"DROP TABLE temp.{_KEYS}")


def _rows(adapter: EngineAdapter, shown: Shown, rows: str) -> str:
    # A tenant's rows side by side: a layer that asks for one tenant skips the row groups of the others.
    order = " ORDER BY tenant_slug" if "tenant_slug" in adapter.columns(shown.table) else ""
    return f"SELECT * FROM {rows} AS rows{order}"


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
