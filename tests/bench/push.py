"""Push: 100,000 landed rows into a sink, by the engine and by one ``INSERT ... ANTI JOIN`` in DuckDB's SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlglot import exp
from sqlmesh.core.config import DuckDBConnectionConfig
from sqlmesh.core.engine_adapter.base import EngineAdapter

from engine.mesh.ledger import Ledger
from engine.mesh.sink import ImmutableSink
from engine.models.spec import physical, query
from engine.models.staging import pushers, sinks
from engine.stages.pusher import SINK_COLUMNS
from registry.records import Blueprint, Registry, Route

from .records import CATALOG, Sale, sales
from .timing import Comparison, Seconds, Work, in_turn

_LANDED = "raw_bench.sales"
_SINK = "master.sink"
_COLUMNS = ", ".join(SINK_COLUMNS)
_CHUNK = 1_000_000
_FIRST_LOAD, _NEW_LOAD = 1_770_000_000, "1780000000.5"


@dataclass(frozen=True, slots=True)
class Bench:
    """A warehouse with a sink of ``known`` records, and ``pushed`` landed rows: half of them changed records, half new ones."""

    adapter: EngineAdapter
    known: int
    pushed: int

    def prepare(self) -> None:
        """Fills the sink: the first million by the pusher itself, more by copies under other ids; then lands the rows to push."""
        for schema in ("raw_bench", "staging", "master"):
            self.adapter.execute(f"CREATE SCHEMA {schema}")
        self.adapter.execute(f"CREATE TABLE {_SINK} ({', '.join(f'{name} {type_}' for name, type_ in physical(SINK_COLUMNS).items())})")
        self._land("SELECT 0 AS n", 0, "")
        self.adapter.execute(f"CREATE VIEW {_pusher().sql(dialect='duckdb')} AS {_pushing().sql(dialect='duckdb')}")
        real = min(self.known, _CHUNK)
        self._land(f"SELECT range AS n FROM range({real})", 0, f"{_FIRST_LOAD}.5")
        self.adapter.execute(f"INSERT INTO {_SINK} SELECT {_COLUMNS} FROM {_pusher().sql(dialect='duckdb')}")
        for n in range(1, self.known // real):
            other = "uuid() AS record_id, uuid() AS digest"
            load = f"'{_FIRST_LOAD + n}.5' AS load_id, loaded_at + to_seconds({n}) AS loaded_at"
            self.adapter.execute(f"INSERT INTO {_SINK} SELECT * REPLACE ({other}, {load}) FROM {_SINK} WHERE load_id = '{_FIRST_LOAD}.5'")
        half, stride = self.pushed // 2, real // (self.pushed // 2)
        numbers = f"SELECT range * {stride} AS n FROM range({half}) UNION ALL SELECT {self.known} + range FROM range({half})"
        self._land(numbers, 1, _NEW_LOAD)
        self.adapter.execute("CHECKPOINT")

    def works(self) -> dict[str, Work]:
        """The engine's push and the plain one, each taken back afterwards."""
        return {f"engine {self.known}": Work(self._push, self._take_back), f"plain {self.known}": Work(self._insert, self._take_back)}

    def _land(self, numbers: str, version: int, load_id: str) -> None:
        rows = f"SELECT *, '{load_id}' AS _dlt_load_id, row_number() OVER () AS _engine_row FROM ({sales(numbers, version)})"
        self.adapter.execute(f"CREATE OR REPLACE TABLE {_LANDED} AS {rows}")

    def _push(self) -> None:
        model: Any = None  # a sink looks at its rows alone
        ImmutableSink(self.adapter).insert(_SINK, _offered(), model, is_first_insert=False, render_kwargs={})

    def _insert(self) -> None:
        self.adapter.execute(f"""
            INSERT INTO {_SINK} SELECT {_COLUMNS} FROM {_pusher().sql(dialect="duckdb")} AS pushed
            ANTI JOIN {_SINK} AS sink ON pushed.record_id = sink.record_id AND pushed.digest = sink.digest""")

    def _take_back(self) -> None:
        assert self.adapter.fetchone(f"SELECT count(*) FROM {_SINK}") == (self.known + self.pushed,)
        self.adapter.execute(f"DELETE FROM {_SINK} WHERE load_id = '{_NEW_LOAD}'")
        Ledger(self.adapter, _SINK).forget()
        self.adapter.execute("CHECKPOINT")


def compare(folder: Path, known: tuple[int, int], pushed: int, repetitions: int) -> Iterator[Comparison]:
    """The push into a small and a large sink against plain SQL, and the large one against the small one."""
    small, large = known
    with _bench(folder, small, pushed) as one, _bench(folder, large, pushed) as other:
        seconds = in_turn(one.works() | other.works(), repetitions)
    for rows in known:
        name = f"push {pushed:,} rows into {rows:,}"
        yield Comparison(name, "INSERT ... ANTI JOIN", seconds[f"engine {rows}"], seconds[f"plain {rows}"], goal=1.3)
    yield _growth(small, large, seconds)


def _growth(small: int, large: int, seconds: dict[str, Seconds]) -> Comparison:
    return Comparison(
        f"push into {large:,}", f"the engine's push into {small:,}", seconds[f"engine {large}"], seconds[f"engine {small}"], goal=1.3
    )


@contextmanager
def _bench(folder: Path, known: int, pushed: int) -> Iterator[Bench]:
    config = DuckDBConnectionConfig(database=str(folder / f"sink_{known}.duckdb"), connector_config={"TimeZone": "UTC"})
    bench = Bench(config.create_engine_adapter(), known, pushed)
    bench.prepare()
    yield bench
    bench.adapter.close()


def _registry() -> Registry:
    blueprint = Blueprint.of(Sale.master, Sale.shape(), "contract")
    schema, table = _LANDED.split(".")
    return Registry.of([blueprint], [Route("bench", "bench", "bench", schema, table, blueprint.fingerprint)])


def _pusher() -> exp.Table:
    return exp.to_table(next(pushers(_registry(), CATALOG)).name)


def _pushing() -> exp.Query:
    spec = next(pushers(_registry(), CATALOG))
    return query(spec, spec.expression)


def _offered() -> exp.Query:
    """What SQLMesh hands to the sink."""
    spec = next(sinks(_registry()))
    return query(spec, spec.expression)
