"""Sample: the records that a draft is made from, read by landing's own readers before there is a contract."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import create_model

from contracts.naming import snake
from contracts.source import Api, Source
from engine.drafting.naming import is_free
from engine.drafting.topics import singular
from engine.errors import LandingError
from engine.landing.batch import Batch
from engine.landing.files import read_records
from engine.landing.mixed_streams import is_mixed, read_mixed
from engine.landing.object_names import ObjectNames
from engine.landing.record_file import RecordFile, record_files
from engine.landing.text import Text

_DELIMITERS = ",;\t|"
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Sample:
    """Records of a file or a folder, at most so many, and why some of what was read is none."""

    files: tuple[RecordFile, ...]
    limit: int
    records: tuple[dict[str, Any], ...]
    broken: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more records than were looked at."""
        return len(self.records) == self.limit

    def batches(self, contract: type[Source]) -> Iterator[Batch]:
        """The same records as landing reads them once there is a contract."""
        return _limited((batch for file in self.files for batch in _read(file, contract)), self.limit)


def read_sample(path: Path, object_: str, limit: int) -> Sample:
    """The first records of a file, an archive or all files of a folder; raises LandingError where there is none."""
    files = tuple(part for file in _files(path) for part in file.parts() if part.format)
    batches = list(_limited((batch for file in files for batch in _read(file, _stand_in(object_, file))), limit))
    records = tuple(record for batch in batches for record in _plain(batch))
    broken = tuple(f"{broken.place}: {broken.error}" for batch in batches for broken in batch.broken)
    if not any(records):
        why = broken[0] if broken else "it holds no record with a value" if files else "no kind of file that holds records"
        do = "Give a file of JSON, JSON lines, CSV or Parquet, plain, gz or zip, a folder of them, or a JSON Schema."
        raise LandingError(f"nothing to draft from: {why}", where=str(path), do=do)
    return Sample(files, limit, records, broken)


def _files(path: Path) -> list[RecordFile]:
    return record_files(path) if path.is_dir() else [RecordFile(path, path.name)]


def _read(file: RecordFile, contract: type[Source]) -> Iterator[Batch]:
    """The records of a file; out of several streams, those of the contract's object."""
    names = ObjectNames.of([contract])
    return read_mixed(file, contract, names, whole=False) if is_mixed(file) else read_records(file, contract)


def _limited(batches: Iterator[Batch], limit: int) -> Iterator[Batch]:
    for batch in batches:
        yield Batch(batch.records[:limit], batch.place, batch.broken)
        limit -= len(batch.records)
        if limit <= 0:
            return


def _plain(batch: Batch) -> list[dict[str, Any]]:
    return batch.records.to_dicts() if isinstance(batch.records, pl.DataFrame) else batch.records


def _stand_in(object_: str, file: RecordFile) -> type[Source]:
    """A contract for the readers, with names by which they tell a record from what a vendor puts around it."""
    likely = ("id", "uuid", f"{singular(object_)}_id", *(map(snake, _widest_line(file)) if file.format in (".csv", ".tsv") else ()))
    names: dict[str, Any] = {name: (str | None, None) for name in likely if is_free(name)}
    facts = {"api": Api("drafting", ("drafting",)), "object": object_, "key": "id"}
    return create_model("StandIn", __base__=Source, __cls_kwargs__=facts, **names)


def _widest_line(file: RecordFile) -> list[str]:
    """The cells of the first line with the most of them: the header of a report, whose title and dates are shorter."""
    with file.opened() as stream:
        lines = [line.rstrip("\r\n") for line in islice(Text(file.where, stream).lines(), _DEEPEST)]
    delimiter = max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=delimiter))
    return max(rows, key=len, default=[])
