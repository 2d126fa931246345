"""Record files: the files of records below a folder, those inside of zip archives too, which are read where they lie."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from engine.errors import LandingError
from engine.landing.text import printable

FORMATS = frozenset({".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".tsv"})
"""Suffixes of the files that hold records, before any ``.gz``."""
_ARCHIVE, _GZ = ".zip", ".gz"
_METADATA = frozenset({"__MACOSX", "_delta_log", "_spark_metadata", "_temporary"})
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records, or an archive of such files; ``name`` is its path as people are told, ``member`` its name in an archive."""

    path: Path
    name: str
    member: str = ""

    @property
    def suffixes(self) -> list[str]:
        """Its suffixes in lower case, without that of its compression."""
        suffixes = [suffix.lower() for suffix in PurePosixPath(self.name).suffixes]
        return suffixes[:-1] if suffixes[-1:] == [_GZ] else suffixes

    @property
    def format(self) -> str:
        """The suffix that tells how it is read; empty where it holds no records."""
        return next((suffix for suffix in self.suffixes[-1:] if suffix in FORMATS), "")

    @property
    def is_packed(self) -> bool:
        """Whether its bytes are not those on disk."""
        return bool(self.member) or self.name.lower().endswith(_GZ)

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip archive, whose members hold the records."""
        return self.name.lower().endswith(_ARCHIVE)

    @property
    def where(self) -> str:
        """Its place on the machine, for an error."""
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    def parts(self) -> list[RecordFile]:
        """The file itself, or the files of records inside of it where it is an archive; raises LandingError where it is not sound."""
        if not self.is_archive:
            return [self]
        with self._sound(), ZipFile(self.path) as archive:
            members = [self._member(name) for name in dict.fromkeys(archive.namelist()) if not name.endswith("/")]
        read = sorted((member for member in members if member.is_read), key=lambda member: natural(member.name))
        if inner := next((member for member in read if member.is_archive), None):
            raise LandingError("an archive inside of an archive is not read", where=inner.where, do=f"Unpack {self.path.name}.")
        return read

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked as they are read; raises LandingError where it cannot be opened."""
        with ExitStack() as stack:
            with self._sound():
                file = self._stored(stack)
            yield cast(BinaryIO, stack.enter_context(gzip.open(file))) if self.name.lower().endswith(_GZ) else file

    def _stored(self, stack: ExitStack) -> BinaryIO:
        if not self.member:
            return stack.enter_context(self.path.open("rb"))
        archive = stack.enter_context(ZipFile(self.path))
        return cast(BinaryIO, stack.enter_context(archive.open(self.member)))

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what, do = f"the file cannot be read: {error.strerror or error}", "Check the file and its permissions."
            raise LandingError(what, where=self.where, do=do) from error
        except (BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
            what, do = f"not a zip archive that can be read: {error}", "Get the file again, unpack it yourself, or move it away."
            raise LandingError(what, where=self.where, do=do) from error

    def _member(self, member: str) -> RecordFile:
        within = member.replace("\\", "/")  # as Windows writes it
        return RecordFile(self.path, f"{self.name}/{printable(within)}", member)

    @property
    def is_read(self) -> bool:
        """Whether its name says that it holds records, and is no hidden one nor a tool's own."""
        *folders, name = PurePosixPath(self.name).parts
        hidden = any(folder in _METADATA or (folder.startswith(".") and folder != "..") for folder in folders)
        return bool(self.format or self.is_archive) and not hidden and not name.startswith(".")


def record_files(folder: Path) -> list[RecordFile]:
    """The files of records and the archives below a folder, in the order of their names; raises LandingError where it cannot be read."""
    if not folder.is_dir():
        raise LandingError(
            "the folder of the files does not exist",
            where=str(folder),
            do="Check extract.path in config.yaml, or make the folder.",
        )
    try:
        names = sorted((path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()), key=natural)
    except OSError as error:
        raise LandingError(f"the folder cannot be read: {error.strerror}", where=str(folder), do="Check its permissions.") from error
    files = (RecordFile(folder / name, printable(name)) for name in names)
    return [file for file in files if file.is_read]


def natural(name: str) -> list[list[tuple[int, int, str]]]:
    """A sort key by which numbers in a path count by their value: part 2 comes before part 10.

    >>> sorted(["a/part10", "a/part2", "a.json"], key=natural)
    ['a/part2', 'a/part10', 'a.json']
    """
    return [[_piece(piece) for piece in _NUMBERS.split(part) if piece] for part in name.lower().split("/")]


def _piece(piece: str) -> tuple[int, int, str]:
    return (0, int(piece), "") if piece.isdecimal() else (1, 0, piece)
