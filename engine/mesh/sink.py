"""The materialization of a sink: append-only, atomic, idempotent, whatever SQLMesh is asked to do.

In production one transaction inserts the new versions of the loads that the ledger does not know yet. In a development
environment the sink is a view of production plus a delta table of its own, so nothing is copied and production is not written.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
from sqlglot import exp
from sqlmesh import CustomMaterialization
from sqlmesh.core.console import get_console
from sqlmesh.core.engine_adapter.shared import DataObjectType
from sqlmesh.core.model import Model
from sqlmesh.core.snapshot import Snapshot

from engine.mesh.changes import Changes
from engine.mesh.kind import ImmutableSinkKind
from engine.mesh.ledger import Ledger
from engine.mesh.transaction import transaction
from engine.models.spec import compiled, physical
from engine.stages.master import new_places, new_versions
from engine.stages.pusher import SINK_COLUMNS

NAME = "immutable_sink"
_PUSHED, _PLACES = "engine_pushed", "engine_places"
_COMPARED = "_schema_tmp"
_COLUMNS = ", ".join(f'"{name}"' for name in SINK_COLUMNS)


class ImmutableSink(CustomMaterialization[ImmutableSinkKind]):
    """Appends what is new of the pushed rows; deletes, rewrites and drops nothing in production."""

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
        """Creates an absent sink, whose ledger is then empty; a development view is made when its rows are known."""
        if not self._deployable(kwargs) and self._production(kwargs):
            return
        if (sink := _beside(table_name)) and self._is_current(sink):
            return
        if self.adapter.get_data_object(exp.to_table(table_name)) is None:
            Ledger(self.adapter, table_name).forget()
            Changes(self.adapter).forget(table_name)
        # Without SQLMesh's trial of the query: the push itself follows.
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
        """Appends the new versions of the loads that are not in the ledger; ``is_first_insert`` changes nothing."""
        query = query_or_df.sql(dialect=self.adapter.dialect)
        if not self._deployable(kwargs) and (production := self._production(kwargs)):
            self._preview(table_name, production, query)
        else:
            self._append(table_name, query)

    def append(self, table_name: str, query_or_df: Any, model: Model, render_kwargs: dict[str, Any], **kwargs: Any) -> None:
        """The same as an insert: there is only one way in."""
        self.insert(table_name, query_or_df, model, False, render_kwargs, **kwargs)

    def migrate(self, target_table_name: str, source_table_name: str, snapshot: Snapshot, **kwargs: Any) -> None:
        """Brings a sink of an older engine to today's columns; there is nothing to do, nor to compare with, where it has them."""
        if not self._is_current(target_table_name):
            super().migrate(target_table_name, source_table_name, snapshot, **kwargs)

    def delete(self, name: str, **kwargs: Any) -> None:
        """Drops a development view and its delta; a sink itself is kept, whoever asks."""
        table = self.adapter.get_data_object(exp.to_table(name))
        if table is not None and table.type == DataObjectType.VIEW:
            self.adapter.drop_view(name)
            self.adapter.drop_table(_delta(name), exists=True)
        elif table is not None:
            get_console().log_warning(f"The sink {name} is kept: it holds the history of its records.")

    def _append(self, table_name: str, query: str) -> None:
        ledger, changes = Ledger(self.adapter, table_name), Changes(self.adapter)
        loads = ledger.unknown(query)
        changes.open()
        if not changes.states([table_name]):
            changes.anew(table_name, f"SELECT record_id FROM {_quoted(table_name)}")
        if not loads:
            return
        with transaction(self.adapter):
            self._stage(f"SELECT {_COLUMNS} FROM ({query}) AS pushed WHERE {loads.predicate}")
            places = compiled(new_places(_bound(_PUSHED), _bound(table_name)))
            self.adapter.execute(f"CREATE OR REPLACE TEMP TABLE {_PLACES} AS {places}")
            fresh = f"FROM {_PUSHED} WHERE rowid IN (SELECT place FROM {_PLACES})"
            self.adapter.execute(f"INSERT INTO {_quoted(table_name)} ({_COLUMNS}) SELECT {_COLUMNS} {fresh}")
            if self.adapter.fetchone(f"SELECT 1 FROM {_PLACES} LIMIT 1"):
                changes.note(table_name, f"SELECT DISTINCT 1::TINYINT, record_id {fresh}")
            ledger.record(loads)
            self.adapter.execute(f"DROP TABLE {_PUSHED}")
            self.adapter.execute(f"DROP TABLE {_PLACES}")

    def _preview(self, table_name: str, production: str, query: str) -> None:
        loads = Ledger(self.adapter, production).unknown(query)
        delta = _delta(table_name)
        known = self.adapter.get_data_object(exp.to_table(table_name))
        if known is not None and known.type != DataObjectType.VIEW:
            self.adapter.drop_table(table_name)
        with transaction(self.adapter):
            self._stage(f"SELECT {_COLUMNS} FROM ({query}) AS pushed WHERE {loads.predicate if loads else 'FALSE'}")
            fresh = compiled(new_versions(_bound(_PUSHED), _bound(production)))
            self.adapter.execute(f"CREATE OR REPLACE TABLE {_quoted(delta)} AS {fresh}")
            self.adapter.execute(f"CREATE OR REPLACE VIEW {_quoted(table_name)} AS {compiled(_history(production, delta))}")
            self.adapter.execute(f"DROP TABLE {_PUSHED}")

    def _stage(self, query: str) -> None:
        """Bundles the pushed rows once: the rule reads them more than once."""
        self.adapter.execute(f"CREATE OR REPLACE TEMP TABLE {_PUSHED} AS {query}")

    def _is_current(self, table_name: str) -> bool:
        return {name: type_.sql("duckdb") for name, type_ in self.adapter.columns(table_name).items()} == physical(SINK_COLUMNS)

    def _deployable(self, kwargs: Any) -> bool:
        index = kwargs.get("deployability_index")
        return index is None or bool(index.is_deployable(kwargs["snapshot"]))

    def _production(self, kwargs: Any) -> str | None:
        """The production table behind a development one, if there is one."""
        production = str(kwargs["snapshot"].table_name(is_deployable=True))
        return production if self.adapter.get_data_object(exp.to_table(production)) else None


def _history(production: str, delta: str) -> ir.Table:
    """Production's rows and those of the delta that production has not taken meanwhile."""
    taken, own = _bound(production), _bound(delta)
    return ibis.union(taken, own.anti_join(taken, ["record_id", "load_id", "digest"]))


def _beside(name: str) -> str | None:
    """The sink whose columns SQLMesh compares with those of this table, made for it at every plan; None for any other table.

    >>> _beside('"warehouse"."sqlmesh__master"."sales__1_schema_tmp"'), _beside("sales__1")
    ('"warehouse"."sqlmesh__master"."sales__1"', None)
    """
    table = exp.to_table(name)
    if not table.name.endswith(_COMPARED):
        return None
    table.set("this", exp.to_identifier(table.name.removesuffix(_COMPARED), quoted=True))
    return str(table.sql(dialect="duckdb"))


def _bound(name: str) -> ir.Table:
    table = exp.to_table(name)
    return ibis.table(SINK_COLUMNS, name=table.name, catalog=table.catalog or None, database=table.db or None)


def _quoted(name: str) -> str:
    return exp.to_table(name).sql(dialect="duckdb", identify=True)


def _delta(name: str) -> str:
    table = exp.to_table(name)
    table.set("this", exp.to_identifier(f"{table.name}__delta", quoted=True))
    return str(table.sql(dialect="duckdb", identify=True))
