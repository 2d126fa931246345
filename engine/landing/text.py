"""Text: the lines of a file, plain or gz, with any byte order mark taken off, and a note where the file was cut."""

from __future__ import annotations

import codecs
import lzma
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO
from zipfile import BadZipFile

from engine.errors import LandingError

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BY_ZEROS = MappingProxyType[tuple[bool, ...], str]({(False, True) * 2: "utf-16-le", (True, False) * 2: "utf-16-be"})
CUT = "the file is cut off: the rest of its compressed data is missing"


@dataclass(slots=True)
class Text:
    """The text of one file, read once from its beginning; ``cut`` tells in the end whether its compressed data broke off."""

    where: str
    stream: BinaryIO
    cut: bool = False

    def chunks(self) -> Iterator[str]:
        """The text in pieces; bytes that are no UTF-8 stay as lone surrogates. Raises LandingError where it cannot be unpacked."""
        head = self._read()
        mark, encoding = _encoding(head)
        decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == "utf-8" else "replace")
        piece = head[len(mark) :]
        while piece:
            yield decoder.decode(piece)
            piece = self._read()
        yield decoder.decode(b"", final=True)

    def lines(self) -> Iterator[str]:
        """The lines, each with its line end; only the last may lack one."""
        return lines(self.chunks())

    def _read(self) -> bytes:
        try:
            return self.stream.read1(_CHUNK)  # type: ignore[attr-defined,no-any-return]
        except EOFError:
            self.cut = True
            return b""
        except (BadZipFile, zlib.error, lzma.LZMAError, OSError) as error:
            raise LandingError(f"not a sound file: {error}", where=self.where, do="Get the file again, or move it away.") from error


def lines(chunks: Iterable[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces, each with its line end; only the last may lack one.

    >>> list(lines(["a\\nb", "c", "\\nd"]))
    ['a\\n', 'bc\\n', 'd']
    """
    begun: list[str] = []
    for chunk in chunks:
        first, *whole = chunk.split("\n")
        begun.append(first)
        if whole:
            yield f"{''.join(begun)}\n"
            begun = [whole.pop()]
            yield from (f"{line}\n" for line in whole)
    if last := "".join(begun):
        yield last


def _encoding(head: bytes) -> tuple[bytes, str]:
    """The byte order mark that a text begins with, and its encoding; UTF-16 is also told by the zeros in its first letters."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return mark, name
    zeros = tuple(byte == 0 for byte in head[:4])
    return b"", _BY_ZEROS.get(zeros, "utf-8")


def is_utf8(text: str) -> bool:
    """Whether a text can be written as UTF-8: it holds no byte that was none, and no half of a surrogate pair.

    >>> is_utf8("ä"), is_utf8("\\udcff")
    (True, False)
    """
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def printable(text: str) -> str:
    """A text that can be written as UTF-8: what cannot stands as its escape.

    >>> printable("\\udcff")
    '\\\\udcff'
    """
    return text.encode(errors="backslashreplace").decode()
