"""Load: typed frames into landed tables by dlt, with the contracts as its hints.

Every load runs in a pipeline without memory: what dlt must know stands in the hints and in the warehouse, so a pipeline folder
that a killed process left behind, or a warehouse that was replaced, cannot mislead it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
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
    "DATA_WRITER__BUFFER_MAX_ITEMS": "1",  # each frame goes to its file at once: a load of many tables would hold the last of each
}
_CLOCK_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A typed frame on its way into the landed table, with the kinds of all its columns."""

    data: pl.DataFrame
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Load:
    """One dlt load of landed tables of one connection: extracted first, which gives it its id, then finished."""

    pipeline: Any
    load_id: str
    where: str

    @classmethod
    def extract(cls, folder: Path, database: Path, targets: Sequence[Target], frames: Iterable[tuple[Target, Frame]], after: float) -> Load:
        """Writes all frames into dlt's load package, whose id is higher than ``after``; nothing reaches the warehouse yet.

        The frames of one target follow each other; ``targets`` are all that may come.
        """
        name, dataset = targets[0].pipeline, targets[0].schema
        where = ", ".join(target.table for target in targets)
        _await_clock(after, where)
        os.environ.update(_SETTINGS)
        shutil.rmtree(folder / name, ignore_errors=True)
        destination = dlt.destinations.duckdb(str(database))
        pipeline = dlt.pipeline(name, pipelines_dir=str(folder), destination=destination, dataset_name=dataset)
        try:
            info = pipeline.extract(_resource(name, frames))
        except PipelineStepFailed as error:
            raise _own(error, where) from error
        return cls(pipeline, max(info.loads_ids), where)

    def finish(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Lands the package in the warehouse, over a connection of the caller's: dlt's own would give up where a reader stands."""
        try:
            self.pipeline.normalize()
            self.pipeline.load(destination=dlt.destinations.duckdb(connection))
        except PipelineStepFailed as error:
            raise _own(error, self.where) from error
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


def _resource(name: str, frames: Iterable[tuple[Target, Frame]]) -> Any:
    def tables() -> Iterator[Any]:
        for target, group in groupby(frames, key=itemgetter(0)):
            for frame in evened(frame for _, frame in group):
                arrow = frame.data.to_arrow(compat_level=pl.CompatLevel.oldest())
                hints = dlt.mark.make_hints(table_name=target.name, columns=_hints(frame.kinds), write_disposition="append")
                yield dlt.mark.with_hints(arrow, hints, create_table_variant=True)

    return dlt.resource(tables, name=name, max_table_nesting=0)


def _hints(kinds: Mapping[str, Kind]) -> Any:
    return [{"name": name, "data_type": kind.value, "nullable": True, **_size(kind)} for name, kind in kinds.items()]


def _size(kind: Kind) -> dict[str, int]:
    return {"precision": DECIMAL_PRECISION, "scale": DECIMAL_SCALE} if kind is Kind.DECIMAL else {}


def _await_clock(after: float, where: str) -> None:
    behind = after - time.time()
    if behind > _CLOCK_PATIENCE:
        raise LandingError(
            f"the clock is {behind:.0f} s behind the newest load; loads must be in the order of time",
            where=where,
            do="Set the machine's clock and land again.",
        )
    while time.time() <= after:
        time.sleep(0.01)


def _own(error: BaseException, where: str) -> EngineError:
    cause = error
    while not isinstance(cause, EngineError) and (deeper := cause.__cause__ or cause.__context__):
        cause = deeper
    if isinstance(cause, EngineError):
        return cause
    reason = f"{type(cause).__name__}: {str(cause).strip().partition(chr(10))[0]}"
    return LandingError(f"dlt could not load ({reason})", where=where, do="Nothing was booked: mend the cause and land again.")
