"""Load: typed frames into the landed table by dlt, with the contract as its hints.

Every load runs in a pipeline without memory: what dlt must know stands in the hints and in the warehouse, so a pipeline folder
that a killed process left behind, or a warehouse that was replaced, cannot mislead it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import dlt
import duckdb
import polars as pl
from dlt.pipeline.exceptions import PipelineStepFailed

from contracts.kinds import DECIMAL_PRECISION, DECIMAL_SCALE, Kind
from engine.errors import EngineError, LandingError
from engine.landing.books import Target

_ROW_GROUP = 122_880
"""DuckDB's own: it writes whole groups in parallel, and odd ones twice."""
_ENOUGH_BYTES = 1 << 28
_SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "NORMALIZE__PARQUET_NORMALIZER__ADD_DLT_LOAD_ID": "true",
    "SCHEMA__NAMING": "direct",
    "RESTORE_FROM_DESTINATION": "false",
    "DATA_WRITER__ARROW_CONCAT_PROMOTE_OPTIONS": "default",
}
_CLOCK_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A typed frame on its way into the landed table, with the kinds of all its columns."""

    data: pl.DataFrame
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Load:
    """One dlt load of one landed table: extracted first, which gives it its id, then finished."""

    pipeline: Any
    load_id: str

    @classmethod
    def extract(cls, folder: Path, database: Path, target: Target, frames: Iterable[Frame], after: float) -> Load:
        """Writes all frames into dlt's load package, whose id is higher than ``after``; nothing reaches the warehouse yet."""
        _await_clock(after, target)
        os.environ.update(_SETTINGS)
        shutil.rmtree(folder / target.pipeline, ignore_errors=True)
        destination = dlt.destinations.duckdb(str(database))
        pipeline = dlt.pipeline(target.pipeline, pipelines_dir=str(folder), destination=destination, dataset_name=target.schema)
        try:
            info = pipeline.extract(_resource(target, frames))
        except PipelineStepFailed as error:
            raise _own(error, target) from error
        return cls(pipeline, max(info.loads_ids))

    def finish(self, target: Target, connection: duckdb.DuckDBPyConnection) -> None:
        """Lands the package in the warehouse, over a connection of the caller's: dlt's own would give up where a reader stands."""
        try:
            self.pipeline.normalize()
            self.pipeline.load(destination=dlt.destinations.duckdb(connection))
        except PipelineStepFailed as error:
            raise _own(error, target) from error
        shutil.rmtree(self.pipeline.working_dir, ignore_errors=True)


def evened(frames: Iterable[Frame], size: int = _ROW_GROUP) -> Iterator[Frame]:
    """The same rows in frames of ``size`` rows each, but for the last ones of a shape and where rows are very large."""
    for _, alike in groupby(frames, key=lambda frame: frame.data.schema):
        rest: Frame | None = None
        for frame in alike:
            rest = Frame(pl.concat([rest.data, frame.data], rechunk=False), frame.kinds) if rest else frame
            whole = len(rest.data) // size * size
            yield from (Frame(rest.data.slice(start, size), rest.kinds) for start in range(0, whole, size))
            rest = Frame(rest.data.slice(whole), rest.kinds) if whole else rest
            if rest.data.estimated_size() > _ENOUGH_BYTES:
                yield rest
                rest = None
        if rest is not None:
            yield rest


def _resource(target: Target, frames: Iterable[Frame]) -> Any:
    def tables() -> Iterator[Any]:
        for frame in evened(frames):
            arrow = frame.data.to_arrow(compat_level=pl.CompatLevel.oldest())
            yield dlt.mark.with_hints(arrow, dlt.mark.make_hints(columns=_hints(frame.kinds)))

    return dlt.resource(tables, name=target.name, write_disposition="append", max_table_nesting=0)


def _hints(kinds: Mapping[str, Kind]) -> Any:
    return [{"name": name, "data_type": kind.value, "nullable": True, **_size(kind)} for name, kind in kinds.items()]


def _size(kind: Kind) -> dict[str, int]:
    return {"precision": DECIMAL_PRECISION, "scale": DECIMAL_SCALE} if kind is Kind.DECIMAL else {}


def _await_clock(after: float, target: Target) -> None:
    behind = after - time.time()
    if behind > _CLOCK_PATIENCE:
        raise LandingError(
            f"the clock is {behind:.0f} s behind the newest load; loads must be in the order of time",
            where=target.table,
            do="Set the machine's clock and land again.",
        )
    while time.time() <= after:
        time.sleep(0.01)


def _own(error: BaseException, target: Target) -> EngineError:
    cause = error
    while not isinstance(cause, EngineError) and (deeper := cause.__cause__ or cause.__context__):
        cause = deeper
    if isinstance(cause, EngineError):
        return cause
    reason = f"{type(cause).__name__}: {str(cause).strip().partition(chr(10))[0]}"
    return LandingError(f"dlt could not load ({reason})", where=target.table, do="Nothing was booked: mend the cause and land again.")
