"""Parquet: the typed rows of a vendor's export or of another warehouse."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import BATCH_SIZE, Batch


def read_parquet(path: Path, _: type[Source]) -> Iterator[Batch]:
    """The rows of a Parquet file in batches; raises LandingError where the file is not sound."""
    try:
        source = BytesIO(gzip.decompress(path.read_bytes())) if path.suffix.lower() == ".gz" else path
        with pq.ParquetFile(source) as file:
            for batch in file.iter_batches(BATCH_SIZE):
                frame = pl.from_arrow(batch)
                assert isinstance(frame, pl.DataFrame)
                yield Batch(frame, path.name)
    except (pa.ArrowException, pl.exceptions.PolarsError, OSError, EOFError) as error:
        raise LandingError(
            f"not a sound Parquet file: {str(error).splitlines()[0]}", where=str(path), do="Get the file again, or move it away."
        ) from error
