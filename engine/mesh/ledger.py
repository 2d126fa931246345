"""The ledger: which loads a sink has taken, so that the work of a push follows the new loads and not the history.

It only saves work. Were it lost, every load would be pushed again and nothing would be appended twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine import naming

_TABLE = f"""
CREATE TABLE IF NOT EXISTS {naming.LEDGER} (
  sink TEXT, tenant_slug TEXT, schema_name TEXT, table_name TEXT, fingerprint TEXT, load_id TEXT, rows BIGINT, places HUGEINT
)
"""
_PLACES = f"ALTER TABLE {naming.LEDGER} ADD COLUMN IF NOT EXISTS places HUGEINT"
"""A ledger from before there were places takes every load once more."""
_PLACE = "tenant_slug, schema_name, table_name, fingerprint, load_id"


@dataclass(frozen=True, slots=True)
class Loads:
    """Loads of landed tables with their numbers of rows, and the sums of the rows' places in them.

    Where another loader overwrites rows, one may leave an hour and another one come into it: the sum tells what the number does not.
    """

    rows: tuple[tuple[str, str, str, str, str | None, int, int], ...]
    """Tenant, schema, table, fingerprint, load, number of rows and sum of places."""

    def __bool__(self) -> bool:
        """Whether there is any load."""
        return bool(self.rows)

    @property
    def predicate(self) -> str:
        """SQL that picks these loads' rows, and perhaps more; plain literals on the load id let the scan skip what is older."""
        named = sorted({load for *_, load, _, _ in self.rows if load is not None})
        by_id = f"load_id IN ({', '.join(_text(load) for load in named)})" if named else "FALSE"
        unnamed = " OR load_id IS NULL" if any(load is None for *_, load, _, _ in self.rows) else ""
        places = sorted({(schema, table) for _, schema, table, *_ in self.rows})
        pairs = ", ".join(f"({_text(schema)}, {_text(table)})" for schema, table in places)
        return f"({by_id}{unnamed}) AND (schema_name, table_name) IN ({pairs})"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one sink, known by its physical table."""

    adapter: EngineAdapter
    sink: str

    def unknown(self, query: str) -> Loads:
        """The loads that pushers offer and the sink has not taken, or of which rows came or expired since."""
        self._open()
        offered = f"SELECT {_PLACE}, count(*) AS rows, coalesce(sum(load_row), 0) AS places FROM ({query}) AS pushed GROUP BY ALL"
        taken = f"SELECT {_PLACE}, rows, places FROM {naming.LEDGER} WHERE sink = {self._name}"
        same = " AND ".join(f"o.{column} IS NOT DISTINCT FROM t.{column}" for column in _PLACE.split(", "))
        found = self.adapter.fetchall(
            f"SELECT o.* FROM ({offered}) AS o LEFT JOIN ({taken}) AS t ON {same} "
            "WHERE o.rows IS DISTINCT FROM t.rows OR o.places IS DISTINCT FROM t.places"
        )
        return Loads(tuple(found))

    def record(self, loads: Loads) -> None:
        """Notes that the sink has taken these loads; part of the transaction that appends them."""
        places = [", ".join(_text(value) for value in place) for *place, _, _ in loads.rows]
        values = ", ".join(f"({self._name}, {place}, {rows}, {sum_})" for place, (*_, rows, sum_) in zip(places, loads.rows, strict=True))
        taken = f"(VALUES {', '.join(f'({place})' for place in places)}) AS taken({_PLACE})"
        same = " AND ".join(f"taken.{column} IS NOT DISTINCT FROM known.{column}" for column in _PLACE.split(", "))
        self.adapter.execute(f"DELETE FROM {naming.LEDGER} AS known USING {taken} WHERE known.sink = {self._name} AND {same}")
        self.adapter.execute(f"INSERT INTO {naming.LEDGER} VALUES {values}")

    def forget(self) -> None:
        """Empties the ledger of a sink that is made anew."""
        self._open()
        self.adapter.execute(f"DELETE FROM {naming.LEDGER} WHERE sink = {self._name}")

    @property
    def _name(self) -> str:
        return _text(exp.to_table(self.sink).sql(dialect="duckdb"))

    def _open(self) -> None:
        self.adapter.create_schema(naming.MASTER)
        self.adapter.execute(_TABLE)
        self.adapter.execute(_PLACES)


def _text(value: str | None) -> str:
    return exp.Literal.string(value).sql(dialect="duckdb") if value is not None else "NULL"
