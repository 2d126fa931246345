"""Mixed streams: the records of several objects in one JSON file, each in a wrapper that names its stream, as loading tools write them.

Every object takes its own stream's records. What is no record at all is broken for one of them, so that it is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import Batch, Broken
from engine.landing.json_records import Read, batched, broken, fault_of, pieces
from engine.landing.json_stream import Piece
from engine.landing.object_names import ObjectNames
from engine.landing.record_file import RecordFile
from engine.landing.text import CUT, Text
from engine.landing.wrappers import Unwrapped, unwrapped

_FORMATS = frozenset({".json", ".jsonl", ".ndjson"})
_FIRST = 200
_STREAM = re.compile(r'"stream"\s*:\s*"([^"]*)"')


def is_mixed(file: RecordFile) -> bool:
    """Whether a file holds records in wrappers that name their streams; a file that cannot be read holds none."""
    if file.format not in _FORMATS:
        return False
    with suppress(LandingError), file.opened() as stream:
        inside = (_inside(piece) for piece in islice(pieces(file, Text(file.where, stream)), _FIRST))
        return any(message.stream for message in inside if message)
    return False


def streams(file: RecordFile) -> list[str]:
    """The streams that a file holds records of, in the order in which they begin."""
    with file.opened() as stream:
        inside = (_inside(piece) for piece in pieces(file, Text(file.where, stream), wanted=_STREAM.search))
        return list(dict.fromkeys(message.stream for message in inside if message and message.stream))


def read_mixed(file: RecordFile, source: type[Source], names: ObjectNames, *, whole: bool) -> Iterator[Batch]:
    """The records of one object in batches; ``whole`` asks for what is no record, too."""
    with file.opened() as stream:
        text = Text(file.where, stream)
        yield from batched(MixedFile(file, source.object, names, whole).records(text), file.name)


@dataclass(frozen=True, slots=True)
class MixedFile:
    """A file of several streams, one of which is wanted."""

    file: RecordFile
    object: str
    names: ObjectNames
    whole: bool

    def records(self, text: Text) -> Iterator[Read]:
        """Every record of the object, and what is no record where that is asked for."""
        for piece in pieces(self.file, text, wanted=str.strip if self.whole else self._is_worth_reading):
            yield from self._read(piece)
        if text.cut and self.whole:
            yield Broken("", CUT, self.file.name)

    def _is_worth_reading(self, line: str) -> bool:
        return any(self.names.of_stream(stream) == self.object for stream in _STREAM.findall(line))

    def _read(self, piece: Piece) -> Iterator[Read]:
        inside = _inside(piece)
        if inside is None or (inside.record is not None and not inside.stream):
            if self.whole:
                yield broken(self.file, piece, fault_of(piece) or "expected a record with the name of its stream")
        elif inside.record is not None and self.names.of_stream(inside.stream or "") == self.object:
            yield inside.record


def _inside(piece: Piece) -> Unwrapped | None:
    return unwrapped(piece.value) if not fault_of(piece) and isinstance(piece.value, dict) else None
