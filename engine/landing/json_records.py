"""JSON: the records of a file of JSON lines, of one array, of an envelope around an array, or of objects one after another.

Numbers are read exactly. What is no record is broken, with the line where it stood, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import simplejson

from contracts.source import Source
from engine.landing.batch import BATCH_SIZE, Batch, Broken
from engine.landing.json_stream import Piece, decoded, values
from engine.landing.text import CUT, Text, is_utf8, opened, printable

_ENVELOPES = ("data", "results", "records", "value")
_AIRBYTE = frozenset({"stream", "data", "emitted_at", "namespace", "meta"})
_AIRBYTE_TABLE = "_airbyte_data"
_LINES = frozenset({".jsonl", ".ndjson"})

Read = dict[str, Any] | Broken


def read_json(path: Path, source: type[Source]) -> Iterator[Batch]:
    """The records of a JSON or JSONL file in batches, whichever of its layouts the file has."""
    with opened(path) as text:
        records = JsonFile.of(path, source).records(text)
        while block := list(islice(records, BATCH_SIZE)):
            good = [record for record in block if isinstance(record, dict)]
            yield Batch(good, path.name, tuple(record for record in block if isinstance(record, Broken)))


@dataclass(frozen=True, slots=True)
class JsonFile:
    """One file of an object: its path, the contract's names, and the keys under which an envelope may keep its records."""

    path: Path
    object: str
    own: frozenset[str]
    envelopes: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, source: type[Source]) -> JsonFile:
        """A file of the records of a contract, whose own names are never taken for an envelope's."""
        own = frozenset(name for column in source.columns for name in (column.name, *column.aliases))
        # Shopify answers /orders/1/refunds.json with {"refunds": [...]}: the object's last word.
        names = dict.fromkeys((source.object, source.object.rpartition("_")[2], *_ENVELOPES))
        return cls(path, source.object, own, tuple(name for name in names if name not in own))

    def records(self, text: Text) -> Iterator[Read]:
        """Every record of the file and every piece that is none, in their order."""
        lines = text.lines()
        head = next((line for line in lines if line.strip()), "")
        pieces = decoded(chain([head], lines)) if self._is_lines(head) else values(chain([head], lines), self.envelopes)
        last: Read | None = None
        for piece in pieces:
            for last in self._read(piece):
                yield last
        if text.cut and not isinstance(last, Broken):
            yield Broken("", CUT, self.path.name)

    def _is_lines(self, head: str) -> bool:
        """Whether every line is a record: the first one is a whole object, or the file says that it holds JSON lines."""
        if _LINES & {suffix.lower() for suffix in self.path.suffixes}:
            return head.strip() not in ("[", "{")
        return any(isinstance(piece.value, dict) for piece in decoded(iter([head])))

    def _read(self, piece: Piece) -> Iterator[Read]:
        if piece.error:
            yield self._broken(piece, piece.error)
        elif not is_utf8(piece.text):
            yield self._broken(piece, "expected text in UTF-8, got other bytes")
        elif isinstance(piece.value, dict):
            yield from self._of_object(piece)
        elif isinstance(piece.value, list):
            yield from self._each(piece.value, piece)
        else:
            yield self._broken(piece, "expected a record, got a single value")

    def _of_object(self, piece: Piece) -> Iterator[Read]:
        value = piece.value
        if (enveloped := self._enveloped(value)) is not None:
            yield from self._each(enveloped, piece)
        elif (single := self._single(value)) is not None:
            yield self._of_airbyte(single, piece)
        elif isinstance(value.get("record"), dict) and value.get("type") == "RECORD":
            yield self._of_airbyte(value["record"], piece)
        else:
            yield self._of_airbyte(value, piece)

    def _of_airbyte(self, value: dict[str, Any], piece: Piece) -> Read:
        """A record, out of the envelope that Airbyte puts around it."""
        if isinstance(value.get(_AIRBYTE_TABLE), dict):
            return dict(value[_AIRBYTE_TABLE])
        if {"stream", "data"} <= value.keys() <= _AIRBYTE and isinstance(value["data"], dict):
            known = value["stream"] == self.object
            return value["data"] if known else self._broken(piece, f"a record of the stream {value['stream']!r}")
        return value

    def _enveloped(self, value: dict[str, Any]) -> list[Any] | None:
        """The records inside an envelope such as ``{"orders": [...]}``, None where the object is itself a record."""
        name = next((name for name in self.envelopes if isinstance(value.get(name), list)), None)
        return None if name is None or self.own & value.keys() else list(value[name])

    def _single(self, value: dict[str, Any]) -> dict[str, Any] | None:
        """The record that is all there is under the object's singular, as in ``{"order": {...}}``, the answer about one record."""
        key, inner = next(iter(value.items())) if len(value) == 1 else ("", None)
        return inner if isinstance(inner, dict) and f"{key}s" in self.envelopes and key not in self.own else None

    def _each(self, inner: list[Any], piece: Piece) -> Iterator[Read]:
        for value in inner:
            yield from self._read(Piece(value, "", piece.line))

    def _broken(self, piece: Piece, error: str) -> Broken:
        text = piece.text.strip() or ("" if piece.error else simplejson.dumps(piece.value, use_decimal=True))
        return Broken(printable(text), error, f"{self.path.name}:{piece.line}")
