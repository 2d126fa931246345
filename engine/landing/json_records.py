"""JSON: the records of a file of JSON lines, of one array, of an envelope around an array, or of objects one after another.

Numbers are read exactly. What is no record is broken, with the line where it stood, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import simplejson

from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.json_stream import Piece, values
from engine.landing.text import CUT, Text, is_utf8, opened, printable

_ENVELOPE_NAMES = ("data", "results", "records", "value")
_AIRBYTE = frozenset({"stream", "data", "emitted_at", "namespace", "meta"})
_AIRBYTE_TABLE = "_airbyte_data"

Read = dict[str, Any] | Broken


def read_json(path: Path, source: type[Source]) -> Iterator[Batch]:
    """The records of a JSON or JSONL file in batches, whichever of its layouts the file has."""
    with opened(path) as text:
        records = _records(text, source)
        while block := list(islice(records, BATCH_SIZE)):
            good = [record for record in block if isinstance(record, dict)]
            yield Batch(good, path.name, tuple(record for record in block if isinstance(record, Broken)))


def _records(text: Text, source: type[Source]) -> Iterator[Read]:
    lines = text.lines()
    head = next((line for line in lines if line.strip()), "")
    pieces = _by_line(head, lines) if _is_line(head, text.path) else values(chain([head], lines), _envelopes(source))
    last: Read | None = None
    for piece in pieces:
        for last in _unwrapped(piece, source, text.path.name):
            yield last
    if text.cut and not isinstance(last, Broken):
        yield Broken("", CUT, text.path.name)


def _is_line(head: str, path: Path) -> bool:
    """Whether every line is a record: the first one is a whole object, or the file says that it holds JSON lines."""
    if {".jsonl", ".ndjson"} & {suffix.lower() for suffix in path.suffixes}:
        return head.strip() not in ("[", "{")
    return isinstance(_decoded(head, 1).value, dict)


def _by_line(head: str, lines: Iterator[str]) -> Iterator[Piece]:
    return (_decoded(line, number) for number, line in enumerate(chain([head], lines), 1) if line.strip())


def _decoded(line: str, number: int) -> Piece:
    try:
        return Piece(simplejson.loads(line, use_decimal=True), line, number)
    except (ValueError, RecursionError) as error:
        return Piece(None, line, number, f"not JSON: {error}")


def _unwrapped(piece: Piece, source: type[Source], place: str) -> Iterator[Read]:
    place = f"{place}:{piece.line}"
    if piece.error or not is_utf8(piece.text):
        yield Broken(printable(piece.text.strip()), piece.error or "expected text in UTF-8, got other bytes", place)
    elif isinstance(piece.value, list):
        for value in piece.value:
            yield from _unwrapped(Piece(value, "", piece.line), source, place.rpartition(":")[0])
    elif isinstance(piece.value, dict):
        yield from _of_object(piece.value, source, place)
    else:
        yield Broken(piece.text.strip() or simplejson.dumps(piece.value), "expected a record, got a single value", place)


def _of_object(value: dict[str, Any], source: type[Source], place: str) -> Iterator[Read]:
    enveloped = _enveloped(value, source)
    if enveloped is not None:
        for record in enveloped:
            yield from _unwrapped(Piece(record, "", int(place.rpartition(":")[2])), source, place.rpartition(":")[0])
    elif isinstance(value.get("record"), dict) and value.get("type") == "RECORD":
        yield from _of_stream(value["record"], source, place)
    else:
        yield from _of_stream(value, source, place)


def _of_stream(value: dict[str, Any], source: type[Source], place: str) -> Iterator[Read]:
    """A record, out of the envelope that Airbyte puts around it."""
    if isinstance(value.get(_AIRBYTE_TABLE), dict):
        yield value[_AIRBYTE_TABLE]
    elif {"stream", "data"} <= value.keys() <= _AIRBYTE and isinstance(value["data"], dict):
        known = value["stream"] == source.object
        yield (
            value["data"]
            if known
            else Broken(simplejson.dumps(value, use_decimal=True), f"a record of the stream {value['stream']!r}", place)
        )
    else:
        yield value


def _enveloped(value: dict[str, Any], source: type[Source]) -> list[Any] | None:
    """The records inside an envelope such as ``{"orders": [...]}``, None where the object is itself a record."""
    names = [name for name in _envelopes(source) if isinstance(value.get(name), list)]
    return value[names[0]] if names and not _own(source) & value.keys() else None


def _envelopes(source: type[Source]) -> tuple[str, ...]:
    return tuple(name for name in (source.object, *_ENVELOPE_NAMES) if name not in _own(source))


def _own(source: type[Source]) -> set[str]:
    return {name for column in source.columns for name in (column.name, *column.aliases)}
