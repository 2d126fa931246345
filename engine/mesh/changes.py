"""Changes: what each kept table wrote lately, row by row, and how far its readers have followed.

Every table that is written row by row has a log of the rows that went and came, with the number of the batch that moved them. A
reader remembers, of each table below it, the batch that it has seen: the changes since are its work. A table that was made anew
has another generation; whoever reads it then makes itself anew too. So nothing here is needed for being right: where the logs are
lost, or a reader has fallen behind the last batches, more is done than need be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from sqlglot import exp
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine.naming import CHANGES

KEPT_BATCHES = 32
"""How many batches a log holds."""

BATCH, SIGN = "_batch", "_sign"
"""Columns of a log beside those of its table: which batch, and 1 for a row that came, -1 for one that went."""

_TABLES = f"CREATE TABLE IF NOT EXISTS {CHANGES}.tables (name TEXT, generation TEXT, batch BIGINT)"
_MARKS = f"CREATE TABLE IF NOT EXISTS {CHANGES}.marks (reader TEXT, name TEXT, generation TEXT, batch BIGINT)"


@dataclass(frozen=True, slots=True)
class State:
    """Where a table stands: which making of it, and its last batch."""

    generation: str
    batch: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The logs and marks in one warehouse; names are physical ones."""

    adapter: EngineAdapter

    def open(self) -> None:
        """Makes what is not there yet."""
        self.adapter.create_schema(CHANGES)
        self.adapter.execute(_TABLES)
        self.adapter.execute(_MARKS)

    def states(self, names: Iterable[str]) -> dict[str, State]:
        """Where some tables stand; one that keeps no log is not among them."""
        wanted = ", ".join(_text(plain(name)) for name in names) or "NULL"
        rows = self.adapter.fetchall(f"SELECT name, generation, batch FROM {CHANGES}.tables WHERE name IN ({wanted})")
        return {name: State(generation, batch) for name, generation, batch in rows}

    def marks(self, reader: str) -> dict[str, State]:
        """How far a reader has followed each table below it."""
        rows = self.adapter.fetchall(f"SELECT name, generation, batch FROM {CHANGES}.marks WHERE reader = {_text(plain(reader))}")
        return {name: State(generation, batch) for name, generation, batch in rows}

    def mark(self, reader: str, seen: dict[str, State]) -> None:
        """Notes how far a reader has followed; part of the transaction that writes its rows."""
        self.adapter.execute(f"DELETE FROM {CHANGES}.marks WHERE reader = {_text(plain(reader))}")
        values = ", ".join(
            f"({_text(plain(reader))}, {_text(name)}, {_text(state.generation)}, {state.batch})" for name, state in sorted(seen.items())
        )
        if values:
            self.adapter.execute(f"INSERT INTO {CHANGES}.marks VALUES {values}")

    def waiting(self, readers: Iterable[str]) -> list[str]:
        """Those of some readers that have not seen all changes below them, as when their own update failed."""
        named = ", ".join(_text(plain(reader)) for reader in readers) or "NULL"
        rows = self.adapter.fetchall(
            f"SELECT DISTINCT reader FROM {CHANGES}.marks AS seen JOIN {CHANGES}.tables AS now USING (name) "
            f"WHERE reader IN ({named}) AND seen.generation <> '' "
            "AND (seen.generation, seen.batch) <> (now.generation, now.batch) ORDER BY ALL"
        )
        return [reader for (reader,) in rows]

    def anew(self, name: str, like: str) -> None:
        """Begins another generation of a table, with an empty log of the columns that ``like`` (a query) has."""
        self._forget_state(name)
        self.adapter.execute(f"INSERT INTO {CHANGES}.tables VALUES ({_text(plain(name))}, {_text(uuid4().hex)}, 0)")
        marks = f"0::BIGINT AS {BATCH}, 0::TINYINT AS {SIGN}"
        self.adapter.execute(f"CREATE OR REPLACE TABLE {log(name)} AS SELECT {marks}, * FROM ({like}) AS rows LIMIT 0")

    def note(self, name: str, moved: str) -> None:
        """Notes one batch of rows: ``moved`` is a query for the columns of the log after the batch; old batches are let go."""
        self.adapter.execute(f"UPDATE {CHANGES}.tables SET batch = batch + 1 WHERE name = {_text(plain(name))}")
        batch = f"(SELECT batch FROM {CHANGES}.tables WHERE name = {_text(plain(name))})"
        self.adapter.execute(f"DELETE FROM {log(name)} WHERE {BATCH} <= {batch} - {KEPT_BATCHES}")
        self.adapter.execute(f"INSERT INTO {log(name)} SELECT {batch}, * FROM ({moved}) AS moved")

    def forget(self, name: str) -> None:
        """Takes away all that is known of a table, such as one that is dropped or not there yet."""
        self.open()
        self._forget_state(name)
        self.adapter.execute(f"DELETE FROM {CHANGES}.marks WHERE reader = {_text(plain(name))}")
        self.adapter.execute(f"DROP TABLE IF EXISTS {log(name)}")

    def _forget_state(self, name: str) -> None:
        self.adapter.execute(f"DELETE FROM {CHANGES}.tables WHERE name = {_text(plain(name))}")


def behind(seen: State | None, now: State | None) -> bool:
    """Whether a reader that has seen a table so far cannot follow it by its log.

    >>> behind(State("a", 3), State("a", 5)), behind(State("a", 3), State("b", 0)), behind(State("a", 0), State("a", 99))
    (False, True, True)
    """
    return seen is None or now is None or seen.generation != now.generation or now.batch - seen.batch > KEPT_BATCHES


def since(name: str, seen: State) -> str:
    """SQL of the changes of a table that a reader has not seen yet."""
    return f"SELECT * FROM {log(name)} WHERE {BATCH} > {seen.batch}"


def plain(name: str) -> str:
    """A physical table's schema and name, however it is written.

    >>> plain('"warehouse"."sqlmesh__star"."star__fct_orders__12"')
    'sqlmesh__star.star__fct_orders__12'
    """
    table = exp.to_table(name, dialect="duckdb")
    return f"{table.db}.{table.name}"


def log(name: str) -> str:
    """The log of a physical table."""
    return f'{CHANGES}."{plain(name)}"'


def _text(value: str) -> str:
    return str(exp.Literal.string(value).sql(dialect="duckdb"))
