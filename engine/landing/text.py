"""Text: the lines of a file, plain or gz, with any byte order mark taken off, and a note where the file was cut."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import LandingError

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CUT = "the file is cut off: the rest of its compressed data is missing"


@dataclass(slots=True)
class Text:
    """The text of one file, read once from its beginning; ``cut`` tells in the end whether its compressed data broke off."""

    path: Path
    stream: BinaryIO
    cut: bool = False

    def chunks(self) -> Iterator[str]:
        """The text in pieces; bytes that are no UTF-8 stay as lone surrogates."""
        head = self._read()
        mark, encoding = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", "utf-8"))
        decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == "utf-8" else "replace")
        piece = head[len(mark) :]
        while piece:
            yield decoder.decode(piece)
            piece = self._read()
        yield decoder.decode(b"", final=True)

    def lines(self) -> Iterator[str]:
        """The lines, each with its line end; only the last may lack one."""
        rest = ""
        for chunk in self.chunks():
            whole = (rest + chunk).split("\n")
            rest = whole.pop()
            yield from (f"{line}\n" for line in whole)
        if rest:
            yield rest

    def _read(self) -> bytes:
        try:
            return self.stream.read1(_CHUNK)  # type: ignore[attr-defined,no-any-return]
        except EOFError:
            self.cut = True
            return b""
        except (gzip.BadGzipFile, zlib.error) as error:
            raise LandingError(f"not a sound gz file: {error}", where=str(self.path), do="Get the file again, or move it away.") from error


@contextmanager
def opened(path: Path) -> Iterator[Text]:
    """The text of a file, plain or gz; raises LandingError where it cannot be read."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield Text(path, io.BufferedReader(stream) if not hasattr(stream, "read1") else stream)  # type: ignore[arg-type]
    except OSError as error:
        raise LandingError(
            f"the file cannot be read: {error.strerror or error}", where=str(path), do="Check the file and its permissions."
        ) from error


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
