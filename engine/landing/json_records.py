"""JSON: the records of a file of JSON lines, of one array, of an envelope around an array, or of objects one after another.

Numbers are read exactly. What is no record is broken, with the line where it stood, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import simplejson
from pydantic.alias_generators import to_camel, to_pascal

from contracts.naming import snake
from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.json_stream import Piece, decoded, values
from engine.landing.object_names import ObjectNames
from engine.landing.record_file import RecordFile
from engine.landing.text import CUT, Text, is_utf8, lines, printable
from engine.landing.wrappers import Unwrapped, unwrapped

_ENVELOPES = ("data", "results", "records", "value", "elements", "list", "items")
_LINES = frozenset({".jsonl", ".ndjson"})

Read = dict[str, Any] | Broken


def read_json(file: RecordFile, source: type[Source]) -> Iterator[Batch]:
    """The records of a JSON or JSONL file in batches, whichever of its layouts the file has."""
    with file.opened() as stream:
        yield from batched(JsonFile.of(file, source).records(Text(file.where, stream)), file.name)


def batched(records: Iterator[Read], place: str) -> Iterator[Batch]:
    """Records and broken pieces in batches."""
    while block := list(islice(records, BATCH_SIZE)):
        good = [record for record in block if isinstance(record, dict)]
        yield Batch(good, place, tuple(record for record in block if isinstance(record, Broken)))


def pieces(file: RecordFile, text: Text, envelopes: tuple[str, ...] = (), wanted: Callable[[str], object] = str.strip) -> Iterator[Piece]:
    """The JSON values of a file; where it holds JSON lines, those of the lines that are wanted."""
    chunks = text.chunks()
    start = next(chunks, "")
    if _is_lines(file, start):
        return decoded(lines(chain([start], chunks)), wanted)
    return values(chain([start], chunks), envelopes)


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A file of one object: the names that the contract knows, and the keys under which an envelope may keep its records."""

    file: RecordFile
    names: ObjectNames
    own: frozenset[str]
    envelopes: tuple[str, ...]

    @classmethod
    def of(cls, file: RecordFile, source: type[Source]) -> JsonFile:
        """A file of the records of a contract, whose own names are never taken for an envelope's."""
        own = frozenset(name for column in source.columns for name in (column.name, *column.aliases))
        # Shopify answers /orders/1/refunds.json with {"refunds": [...]}: the object's last words.
        words = source.object.split("_")
        ends = ("_".join(words[start:]) for start in range(len(words)))
        names = [spelled for end in ends for spelled in (end, to_camel(end), to_pascal(end))]
        return cls(file, ObjectNames.of([source]), own, tuple(name for name in dict.fromkeys([*names, *_ENVELOPES]) if name not in own))

    def records(self, text: Text) -> Iterator[Read]:
        """Every record of the file and every piece that is none, in their order."""
        last: Read | None = None
        for piece in pieces(self.file, text, self.envelopes):
            for last in self._read(piece):
                yield last
        if text.cut and not isinstance(last, Broken):
            yield Broken("", CUT, self.file.name)

    def _read(self, piece: Piece) -> Iterator[Read]:
        if fault := fault_of(piece):
            yield broken(self.file, piece, fault)
        elif isinstance(piece.value, list):
            yield from self._each(piece.value, piece)
        else:
            yield from self._of_object(piece)

    def _of_object(self, piece: Piece) -> Iterator[Read]:
        value = piece.value
        if (inside := unwrapped(value)) and not self._is_record(inside.beside):
            yield from self._of_wrapper(inside, piece)
        elif (enveloped := self._enveloped(value)) is not None:
            yield from self._each(enveloped, piece)
        elif (single := self._single(value)) is not None:
            yield from self._each([single], piece)
        else:
            yield value

    def _of_wrapper(self, inside: Unwrapped, piece: Piece) -> Iterator[Read]:
        if inside.stream and not self.names.of_stream(inside.stream):
            yield broken(self.file, piece, f"a record of the stream {inside.stream!r}")
        elif inside.record is not None:
            yield inside.record

    def _enveloped(self, value: dict[str, Any]) -> list[Any] | None:
        """The records inside an envelope such as ``{"data": [...]}`` or ``{"data": {"list": [...]}}``."""
        if (array := self._array(value)) is not None or self._is_record(value):
            return array
        arrays = (self._array(value[name]) for name in self.envelopes if isinstance(value.get(name), dict))
        return next((array for array in arrays if array is not None), None)

    def _array(self, value: dict[str, Any]) -> list[Any] | None:
        array = next((value[name] for name in self.envelopes if isinstance(value.get(name), list)), None)
        if array is None:
            return None
        # Stripe's {"object": "list", "data": [...]} tells something that its records tell too, and they tell more.
        inside = next((self._known(each) for each in array if isinstance(each, dict)), 0)
        return list(array) if inside > self._known(value) or not self._is_record(value) else None

    def _single(self, value: dict[str, Any]) -> dict[str, Any] | None:
        """The record that is all there is under the object's singular, as in ``{"order": {...}}``, the answer about one record."""
        key, inner = next(iter(value.items())) if len(value) == 1 else ("", None)
        named = f"{key}s" in self.envelopes and key not in self.own
        # Where no column is called as a member alone, the columns are paths that begin with the key: Google's campaign.id.
        return inner if named and isinstance(inner, dict) and self._is_record(inner) else None

    def _is_record(self, names: Iterable[str]) -> bool:
        return self._known(names) > 0

    def _known(self, names: Iterable[str]) -> int:
        return sum(name in self.own or snake(name) in self.own for name in names)

    def _each(self, inner: list[Any], piece: Piece) -> Iterator[Read]:
        for value in inner:
            yield from self._read(Piece(value, "", piece.line))


def broken(file: RecordFile, piece: Piece, error: str) -> Broken:
    """A piece of a file that is no record, with its text and line."""
    text = piece.text.strip() or ("" if piece.error else simplejson.dumps(piece.value, use_decimal=True))
    return Broken(printable(text), error, f"{file.name}:{piece.line}")


def fault_of(piece: Piece) -> str:
    """Why a piece holds no record; empty where it holds an object, or an array that may hold some."""
    if piece.error:
        return piece.error
    if not is_utf8(piece.text):
        return "expected text in UTF-8, got other bytes"
    return "" if isinstance(piece.value, dict | list) else "expected a record, got a single value"


def _is_lines(file: RecordFile, start: str) -> bool:
    """Whether every line is a record: the first one is a whole object, or the file says that it holds JSON lines."""
    head = next((line for line in lines([start]) if line.strip()), "")
    if _LINES.intersection(file.suffixes):
        return head.strip() not in ("[", "{")
    return head.endswith("\n") and any(isinstance(piece.value, dict) for piece in decoded([head]))
