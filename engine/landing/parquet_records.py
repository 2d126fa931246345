"""Parquet: the typed rows of a vendor's export or of another warehouse."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import polars as pl
import polars.selectors as cs
import pyarrow as pa
import pyarrow.parquet as pq

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import BATCH_SIZE, Batch
from engine.landing.record_file import RecordFile

_INDEX = "__index_level_"
"""What pandas calls its row numbers, a column that no vendor sent."""
_UNSOUND = (
    BadZipFile,
    EOFError,
    OSError,
    ValueError,
    pa.ArrowException,
    pl.exceptions.PanicException,
    pl.exceptions.PolarsError,
    zlib.error,
)


def read_parquet(file: RecordFile, _: type[Source]) -> Iterator[Batch]:
    """The rows of a Parquet file in batches; raises LandingError where the file is not sound."""
    try:
        with pq.ParquetFile(_seekable(file)) as parquet:
            for batch in parquet.iter_batches(BATCH_SIZE):
                frame = pl.from_arrow(_narrowed(batch))
                assert isinstance(frame, pl.DataFrame)
                yield Batch(frame.drop(cs.starts_with(_INDEX)), file.name)
    except _UNSOUND as error:
        raise LandingError(
            f"not a sound Parquet file: {error}".splitlines()[0], where=file.where, do="Get the file again, or move it away."
        ) from error


def _narrowed(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch whose decimals of more digits than a frame can hold are text."""
    for place, field in enumerate(batch.schema):
        if pa.types.is_decimal256(field.type):
            batch = batch.set_column(place, field.name, batch.column(place).cast(pa.string()))
    return batch


def _seekable(file: RecordFile) -> Path | BytesIO:
    """Parquet is read from its end, which a compressed file has only once it is unpacked."""
    if not file.is_packed:
        return file.path
    with file.opened() as stream:
        return BytesIO(stream.read())
