"""The materialization of unified models and the star: each run makes anew what the changes below touched, and writes what differs.

The first time, and whenever a table cannot follow, it is made whole. Either way all of it happens in one transaction, after the
promises were looked at; a row that comes out as it was is neither written nor told to those above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlglot import exp
from sqlmesh import CustomKind, CustomMaterialization
from sqlmesh.core.engine_adapter.base import EngineAdapter
from sqlmesh.core.model import Model
from sqlmesh.core.snapshot import Snapshot

from engine.mesh.changes import SIGN, Changes, State, behind, plain
from engine.mesh.following import SCRATCH, Below, Groups, NewRecords
from engine.mesh.promises import keep_promises, keep_unique
from engine.mesh.transaction import transaction
from engine.models.increment import Increment, Records
from engine.models.promises import ROWS

NAME = "kept"
PROPERTY = "follows"
"""Property of a kept model's kind: an ``Increment`` or ``Records`` as JSON."""

_MOVED = "engine_moved"
_UNCHANGING = State("", 0)
"""Where a table stands that is the same as long as its model is."""


class KeptTable(CustomMaterialization[CustomKind]):
    """Keeps a table up to date by the changes of those below it."""

    NAME = NAME

    def create(
        self,
        table_name: str,
        model: Model,
        is_table_deployable: bool,
        render_kwargs: dict[str, Any],
        skip_grants: bool = False,
        **kwargs: Any,
    ) -> None:
        """Creates an absent table, of which nothing is known then."""
        if not self.adapter.table_exists(table_name):
            Changes(self.adapter).forget(table_name)
        self.adapter.create_table(
            table_name,
            target_columns_to_types=model.columns_to_types_or_raise,
            table_description=model.description if is_table_deployable else None,
            column_descriptions=model.column_descriptions if is_table_deployable else None,
        )

    def insert(
        self,
        table_name: str,
        query_or_df: Any,
        model: Model,
        is_first_insert: bool,
        render_kwargs: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        """Brings the table up to date; the first time, and after a restatement, it is made whole."""
        Update(
            self.adapter,
            table_name,
            model.name,
            tuple(model.columns_to_types_or_raise),
            _follows(model),
            query_or_df,
            _below(model, kwargs),
        ).apply(anew=is_first_insert)

    def append(self, table_name: str, query_or_df: Any, model: Model, render_kwargs: dict[str, Any], **kwargs: Any) -> None:
        """The same as an insert: there is only one way in."""
        self.insert(table_name, query_or_df, model, False, render_kwargs, **kwargs)

    def migrate(self, target_table_name: str, source_table_name: str, snapshot: Snapshot, **kwargs: Any) -> None:
        """Nothing: a model with other columns has another table."""

    def delete(self, name: str, **kwargs: Any) -> None:
        """Drops the table and its log."""
        self.adapter.drop_table(name, exists=True)
        Changes(self.adapter).forget(name)


@dataclass(frozen=True)
class Update:
    """One update of one kept table."""

    adapter: EngineAdapter
    table: str
    model: str
    columns: tuple[str, ...]
    follows: Increment | Records
    query: exp.Query
    below: Mapping[str, str]
    """The physical tables of all models that are read, by the models' names."""

    def apply(self, *, anew: bool) -> None:
        """Does what is to be done, if anything is."""
        self._changes.open()
        seen, now = self._changes.marks(self.table), self._now
        anew = anew or not self._standing
        if not anew and seen == now and len(now) == len(self.below):
            return
        with transaction(self.adapter):
            if anew or self._is_behind(seen, now):
                self._make()
            elif self._is_whole(seen, now):
                self._compare(f"SELECT * FROM {self.table}", self.query.sql(dialect="duckdb"))
            else:
                self._follow(seen)
            self._changes.mark(self.table, now)

    @cached_property
    def _listed(self) -> str:
        return ", ".join(f'"{name}"' for name in self.columns)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.adapter)

    @cached_property
    def _now(self) -> dict[str, State]:
        watched = {plain(self.below[model]) for model in self.follows.watched}
        states = self._changes.states(watched)
        unchanging = {plain(table) for table in self.below.values()} - watched
        return states | dict.fromkeys(unchanging, _UNCHANGING)

    @cached_property
    def _standing(self) -> bool:
        """Whether the table has been made, and its log begun."""
        return bool(self._changes.states([self.table]))

    def _is_behind(self, seen: Mapping[str, State], now: Mapping[str, State]) -> bool:
        return any(behind(seen.get(plain(table)), now.get(plain(table))) for table in self.below.values())

    def _is_whole(self, seen: Mapping[str, State], now: Mapping[str, State]) -> bool:
        if isinstance(self.follows, Records):
            return False
        if not self.follows.group:
            return True
        return any(seen[name] != now[name] for model in self.follows.whole for name in (plain(self.below[model]),))

    def _make(self) -> None:
        self.adapter.execute(f"TRUNCATE {self.table}")
        self.adapter.execute(f"INSERT INTO {self.table} ({self._listed}) {self.query.sql(dialect='duckdb')}")
        if isinstance(self.follows, Increment):
            keep_promises(self.adapter, self.model, self.follows, f"SELECT * FROM {self.table}", self.below)
            keep_unique(self.adapter, self.model, self.follows.grain, f"SELECT * FROM {self.table}")
        self._changes.anew(self.table, f"SELECT * FROM {self.table}")

    def _follow(self, seen: Mapping[str, State]) -> None:
        below = Below(self.below, seen)
        way = (
            NewRecords(self.table, self.follows, self.query, below)
            if isinstance(self.follows, Records)
            else Groups(self.table, self.follows, self.query, below)
        )
        for statement in way.statements():
            self.adapter.execute(statement)
        self._compare(way.old, way.new)
        for table in SCRATCH:
            self.adapter.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _compare(self, old: str, new: str) -> None:
        """Writes what differs between the rows that stand and those that should."""
        columns = self._listed
        self.adapter.execute(f"CREATE OR REPLACE TEMP TABLE {ROWS} AS SELECT {columns} FROM ({new}) AS made")
        both = f"SELECT -1 AS s, {columns} FROM ({old}) AS old UNION ALL SELECT 1 AS s, {columns} FROM {ROWS}"
        moved = f"SELECT sign(sum(s))::TINYINT AS {SIGN}, {columns} FROM ({both}) AS rows GROUP BY {columns} HAVING sum(s) <> 0"
        self.adapter.execute(f"CREATE OR REPLACE TEMP TABLE {_MOVED} AS {moved}")
        if self.adapter.fetchone(f"SELECT 1 FROM {_MOVED} LIMIT 1"):
            self._write()
            self._changes.note(self.table, f"SELECT {SIGN}, {columns} FROM {_MOVED}")
        for table in (ROWS, _MOVED):
            self.adapter.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _write(self) -> None:
        """Takes away the rows that went, and lays in those that came; of candidates, all that tell of the same keys."""
        columns, key = self._listed, ", ".join(self.follows.grain)
        same = " AND ".join(f"o.{column} = m.{column}" for column in self.follows.grain)
        gone = f"DELETE FROM {self.table} AS o USING (SELECT DISTINCT {key} FROM {_MOVED}"
        into = f"INSERT INTO {self.table} ({columns}) SELECT"
        if isinstance(self.follows, Records):
            self.adapter.execute(f"{gone}) AS m WHERE {same}")
            self.adapter.execute(f"{into} o.* FROM {ROWS} AS o SEMI JOIN {_MOVED} AS m ON {same}")
            return
        keep_promises(self.adapter, self.model, self.follows, f"SELECT * FROM {ROWS}", self.below)
        # A row that merely has the key of one that came, in a group that nobody touched, stays, and is found below.
        self.adapter.execute(f"{gone} WHERE {SIGN} < 0) AS m WHERE {same}")
        self.adapter.execute(f"{into} {columns} FROM {_MOVED} WHERE {SIGN} > 0")
        moved = f"SELECT o.* FROM {self.table} AS o SEMI JOIN {_MOVED} AS m ON {same}"
        keep_unique(self.adapter, self.model, self.follows.grain, moved)


def _follows(model: Model) -> Increment | Records:
    given = model.custom_materialization_properties[PROPERTY]
    text = given.name if isinstance(given, exp.Expression) else str(given)
    return Records.model_validate_json(text) if '"sinks"' in text else Increment.model_validate_json(text)


def _below(model: Model, kwargs: Mapping[str, Any]) -> dict[str, str]:
    """The physical tables of the models that a model reads, by their names."""
    index, snapshots = kwargs["deployability_index"], kwargs["snapshots"]
    known = {snapshot.name: snapshot for snapshot in snapshots.values()}
    found = [known[name] for name in model.depends_on]
    return {each.model.name: str(each.table_name(is_deployable=index.is_deployable(each))) for each in found}
