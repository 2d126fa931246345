"""JSON values one after another out of a text of any length, holding no more of it than the value at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import simplejson

_ENVELOPE = r'\{{\s*"({names})"\s*:\s*\['
_NEXT_RECORD = re.compile(r"\n[ \t]{0,2}(?=\{)")
_SPACE = " \t\r\n,"
_REOPENED = '{"":0'
_READ_AHEAD = 1 << 20
_OPENING = 1 << 10
_LONGEST_RECORD = 1 << 26


@dataclass(frozen=True, slots=True)
class Piece:
    """One JSON value or the text that is none, the line where it begins, and why it is none."""

    value: Any
    text: str
    line: int
    error: str = ""


def decoded(lines: Iterable[str], wanted: Callable[[str], object] = str.strip) -> Iterator[Piece]:
    """The value of every line that is wanted, by default of those that are not blank."""
    decoder = _decoder()
    for number, line in enumerate(lines, 1):
        if wanted(line):
            try:
                yield Piece(decoder.decode(line), line, number)
            except (ValueError, RecursionError) as error:
                yield Piece(None, line, number, f"not JSON: {error}")


def values(chunks: Iterator[str], envelopes: tuple[str, ...]) -> Iterator[Piece]:
    """The values of a text: the elements of an array, of the array in an envelope, or objects one after another.

    ``envelopes`` are the keys under which an envelope may keep its array.
    """
    buffer = Buffer(chunks)
    while not buffer.ended():
        if buffer.enter(r"\["):
            yield from _elements(buffer)
        elif buffer.enter(_ENVELOPE.format(names="|".join(map(re.escape, envelopes)))):
            yield from _elements(buffer)
            buffer.leave_envelope()
        else:
            yield buffer.take()


def _elements(buffer: Buffer) -> Iterator[Piece]:
    piece = None
    while not buffer.ended():
        if buffer.enter(r"\]"):
            return
        yield (piece := buffer.take())
    if not (piece and piece.error):
        yield Piece(None, "", buffer.line, "the file is cut off: its array is never closed")


def _decoder() -> simplejson.JSONDecoder:
    """A decoder that keeps numbers exact and refuses NaN, which is no JSON."""
    return simplejson.JSONDecoder(parse_float=Decimal)


class Buffer:
    """A window on a text that is read on demand."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self.chunks, self.text, self.position, self.line = chunks, "", 0, 1
        self.decoder = _decoder()

    def enter(self, pattern: str) -> bool:
        """Steps behind what a pattern describes, if that is what stands here."""
        if len(self.text) - self.position < _OPENING:
            self._fill(_READ_AHEAD)
        found = re.compile(pattern).match(self.text, self.position)
        self._skip(found.end() - self.position if found else 0)
        return bool(found)

    def leave_envelope(self) -> None:
        """Steps behind what an envelope holds after its array; what does not close it stays here."""
        while True:
            try:
                _, end = self.decoder.raw_decode(_REOPENED + self.text[self.position :])
                return self._skip(end - len(_REOPENED))
            except ValueError:
                if not self._fill(_READ_AHEAD):
                    return None

    def ended(self) -> bool:
        """Whether nothing but white space and commas is left."""
        while True:
            end = self.position
            while end < len(self.text) and self.text[end] in _SPACE:
                end += 1
            self._skip(end - self.position)
            if self.position < len(self.text):
                return False
            if not self._fill(_READ_AHEAD):
                return True

    def take(self) -> Piece:
        """The value at hand, or the broken text up to where the next record seems to begin."""
        size = _READ_AHEAD
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.position)
                if end < len(self.text) or not self._fill(size):
                    return self._piece(value, end)
            except (ValueError, RecursionError) as error:
                if len(self.text) - self.position > _LONGEST_RECORD or not self._fill(size):
                    return self._broken(str(error))
            size *= 2

    def _piece(self, value: Any, end: int) -> Piece:
        piece = Piece(value, self.text[self.position : end], self.line)
        self._skip(end - self.position)
        return piece

    def _broken(self, error: str) -> Piece:
        following = _NEXT_RECORD.search(self.text, self.position + 1)
        end = following.end() if following else len(self.text)
        piece = Piece(None, self.text[self.position : end], self.line, f"not JSON: {error}")
        self._skip(end - self.position)
        return piece

    def _skip(self, length: int) -> None:
        self.line += self.text.count("\n", self.position, self.position + length)
        self.position += length

    def _fill(self, size: int) -> bool:
        """Reads on by about ``size`` characters, letting go of what is behind; whether there was any more."""
        more = []
        while size > 0 and (chunk := next(self.chunks, None)) is not None:
            more.append(chunk)
            size -= len(chunk)
        if more:
            self.text, self.position = self.text[self.position :] + "".join(more), 0
        return bool(more)
