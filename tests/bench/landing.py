"""Landing: a typed frame into its landed table, by the engine and by DuckDB's own ``CREATE TABLE AS``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.land import Landing
from engine.settings import FilesExtract, Settings, SourceSettings, Tenant
from engine.warehouse import Warehouse

from .records import Sale, frame
from .timing import Comparison, Work, in_turn

_JSON = ("address",)


@dataclass(frozen=True, slots=True)
class Given:
    """An extraction of one frame."""

    records: pl.DataFrame

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The frame."""
        yield Batch(self.records, "bench")


def compare(folder: Path, rows: int, repetitions: int) -> Iterator[Comparison]:
    """The landing of a frame, contract, numbers and books included, against a copy of it into a table of the same types."""
    records, own, plain = frame(rows), folder / "landed", folder / "plain.duckdb"
    works = {
        "engine": Work(lambda: _land(own, records), lambda: shutil.rmtree(own)),
        "plain": Work(lambda: _copy(plain, records), plain.unlink),
    }
    seconds = in_turn(works, repetitions)
    yield Comparison(f"land {rows:,} rows x {records.width}", "CREATE TABLE AS", seconds["engine"], seconds["plain"], goal=1.5)


def _land(root: Path, records: pl.DataFrame) -> None:
    connection = SourceSettings(platform="bench", extract=FilesExtract(kind="files", path=root))
    tenant = Tenant(slug="bench", name="Bench", sources=(connection,))
    settings = Settings(root=root, tenants=(tenant,))
    (landed,) = Landing(Warehouse(settings.database), settings, tenant, connection, Given(records), lambda _: None).together([Sale])
    assert landed.landed == records.height


def _copy(path: Path, records: pl.DataFrame) -> None:
    typed = ", ".join(f"{name}::JSON AS {name}" for name in _JSON)
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE TABLE sales AS SELECT * REPLACE ({typed}) FROM records")
