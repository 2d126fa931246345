"""Files: the vendor's own records in a folder, found by the object's name, in the order of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from types import MappingProxyType

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import Batch
from engine.landing.csv_records import read_csv
from engine.landing.json_records import read_json
from engine.landing.mixed_streams import is_mixed, read_mixed, streams
from engine.landing.object_names import ObjectNames
from engine.landing.parquet_records import read_parquet
from engine.landing.record_file import RecordFile, record_files
from engine.landing.text import printable
from engine.landing.wrappers import taken_out

Reader = Callable[[RecordFile, type[Source]], Iterator[Batch]]

_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".csv": read_csv,
        ".json": read_json,
        ".jsonl": read_json,
        ".ndjson": read_json,
        ".parquet": read_parquet,
        ".tsv": read_csv,
    }
)


@dataclass(frozen=True, slots=True)
class FilesExtraction:
    """The records of one connection in a folder: ``orders.jsonl``, ``orders_2024-01.csv.gz``, ``orders/*.parquet``, ``export.zip``.

    ``sources`` are the contracts of all objects that the platform has: a file belongs to the object that the first of its
    folders, its archive or its own name stands for. Where none does, a JSON file may hold the streams of several objects.
    ``landed`` are marks (name and SHA-256) of files on disk that are not read again.
    """

    folder: Path
    sources: tuple[type[Source], ...]
    landed: frozenset[str] = frozenset()

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object's files that are not landed yet, whole files, whatever ``since`` says."""
        names = self._names()
        for file in self._pending(source):
            if names.of_path(file.name):
                yield from read_records(file, source)
            else:
                yield from read_mixed(file, source, names, whole=source is self.sources[0])

    def marks(self, source: type[Source]) -> frozenset[str]:
        """Marks of the files that `batches` would read now."""
        return frozenset(self._mark(path) for path in {file.path for file in self._pending(source)})

    def beyond(self, landed: frozenset[str]) -> FilesExtraction:
        """The extraction without files that are landed already."""
        return replace(self, landed=landed)

    def strangers(self) -> tuple[str, ...]:
        """Names of files, folders and streams that belong to no object of the platform."""
        names = self._names()
        mixed, free, claimed = [], [], set()
        for file in self._claimable(names):
            if names.of_path(file.name):
                claimed.add(_top(file.name))
            elif is_mixed(file):
                claimed.add(_top(file.name))
                mixed.append(file)
            else:
                free.append(file.name)
        files = (name if _top(name) in claimed else _top(name) for name in free)
        unknown = (f"the stream {s!r} in {file.name}" for file in mixed for s in streams(file) if not names.of_stream(s))
        return tuple(dict.fromkeys((*files, *unknown)))

    def _pending(self, source: type[Source]) -> list[RecordFile]:
        names = self._names()
        held = [file for file in self._claimable(names) if names.of_path(file.name) == source.object or _is_shared(file, names)]
        marks = {path: self._mark(path) for path in {file.path for file in held}}
        return [part for file in held if marks[file.path] not in self.landed for part in file.parts()]

    def _claimable(self, names: ObjectNames) -> Iterator[RecordFile]:
        """The files as they are claimed by their names: archives whole where their own name says whose they are."""
        for file in record_files(self.folder):
            yield from [file] if names.of_path(file.name) else file.parts()

    def _mark(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                return f"{printable(str(path.relative_to(self.folder)))} {file_digest(file, 'sha256').hexdigest()}"
        except OSError as error:
            raise LandingError(f"the file cannot be read: {error.strerror}", where=str(path), do="Check its permissions.") from error

    def _names(self) -> ObjectNames:
        return ObjectNames.of(self.sources)


def read_records(file: RecordFile, source: type[Source]) -> Iterator[Batch]:
    """The records of one file of a format that is read, for a contract, out of what a loading tool put around them."""
    return map(taken_out, _READERS[file.format](file, source))


def _is_shared(file: RecordFile, names: ObjectNames) -> bool:
    return not names.of_path(file.name) and is_mixed(file)


def _top(name: str) -> str:
    return name.partition("/")[0]
