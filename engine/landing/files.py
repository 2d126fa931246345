"""Files: the vendor's own records in a folder, found by the object's name, in the order of their names."""

from __future__ import annotations

import re
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
from engine.landing.parquet_records import read_parquet

Reader = Callable[[Path, type[Source]], Iterator[Batch]]

_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".jsonl": read_json,
        ".ndjson": read_json,
        ".json": read_json,
        ".csv": read_csv,
        ".tsv": read_csv,
        ".parquet": read_parquet,
    }
)
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FilesExtraction:
    """The records of one connection in a folder: ``orders.jsonl``, ``orders_2024-01.csv.gz``, ``orders/*.parquet``.

    ``objects`` are all objects that the platform has: a file belongs to the longest name that it begins with, so that
    ``ads_insights.json`` is none of ``ads``. ``landed`` are marks (name and SHA-256) of files that are not read again.
    """

    folder: Path
    objects: tuple[str, ...]
    landed: frozenset[str] = frozenset()

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object's files that are not landed yet, whole files, whatever ``since`` says."""
        for path in self._pending(source.object):
            yield from _READERS[_format(path)](path, source)

    def marks(self, source: type[Source]) -> frozenset[str]:
        """Marks of the files that `batches` would read now."""
        return frozenset(self._mark(path) for path in self._pending(source.object))

    def beyond(self, landed: frozenset[str]) -> FilesExtraction:
        """The extraction without files that are landed already."""
        return replace(self, landed=landed)

    def strangers(self) -> tuple[str, ...]:
        """Names of files and folders that belong to no object of the platform."""
        return tuple(path.name for path in self._entries() if self._object(path) is None)

    def _pending(self, object_: str) -> list[Path]:
        files = (file for entry in self._entries() if self._object(entry) == object_ for file in _files(entry))
        return [file for file in files if self._mark(file) not in self.landed]

    def _entries(self) -> list[Path]:
        if not self.folder.is_dir():
            raise LandingError(
                "the folder of the files does not exist",
                where=str(self.folder),
                do="Check extract.path in config.yaml, or make the folder.",
            )
        try:
            return sorted((p for p in self.folder.iterdir() if p.is_dir() or _format(p)), key=_natural)
        except OSError as error:
            raise LandingError(
                f"the folder cannot be read: {error.strerror}", where=str(self.folder), do="Check its permissions."
            ) from error

    def _object(self, path: Path) -> str | None:
        name = _words(path.name if path.is_dir() else path.name.split(".")[0] + "." + path.name.partition(".")[2])
        fitting = [known for known in self.objects if name == _words(known) or name.startswith(f"{_words(known)}_")]
        return max(fitting, key=len, default=None)

    def _mark(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                return f"{path.relative_to(self.folder)} {file_digest(file, 'sha256').hexdigest()}"
        except OSError as error:
            raise LandingError(f"the file cannot be read: {error.strerror}", where=str(path), do="Check its permissions.") from error


def _files(entry: Path) -> list[Path]:
    return sorted((p for p in entry.rglob("*") if p.is_file() and _format(p)), key=_natural) if entry.is_dir() else [entry]


def _format(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    known = [suffix for suffix in (suffixes[:-1] if suffixes[-1:] == [".gz"] else suffixes)[-1:] if suffix in _READERS]
    return known[0] if known and not path.name.startswith(".") else ""


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """Numbers in a name by their value: part 2 comes before part 10."""
    parts = (part for part in _NUMBERS.split(path.as_posix().lower()) if part)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _words(name: str) -> str:
    return _SEPARATORS.sub("_", name.lower()).strip("_")
