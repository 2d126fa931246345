"""Functions of the warehouse that Ibis has no name for; the bodies are the warehouse's own."""

from __future__ import annotations

import ibis
import ibis.expr.datatypes as dt

INSTANT = dt.Timestamp("UTC")


@ibis.udf.scalar.builtin
def timezone(zone: str, moment: INSTANT) -> dt.timestamp:  # type: ignore[valid-type]
    """Local time of an instant."""


@ibis.udf.scalar.builtin
def to_timestamp(seconds: float) -> INSTANT:  # type: ignore[valid-type]
    """The instant some seconds after the epoch."""


@ibis.udf.scalar.builtin
def rtrim(text: str, characters: str) -> str:
    """Text without given characters at its end."""


@ibis.udf.scalar.builtin
def trim(text: str) -> str:
    """Text without blanks around it."""


@ibis.udf.scalar.builtin
def lpad(text: str, length: int, filling: str) -> str:
    """Text of a length, filled at its beginning."""


@ibis.udf.scalar.builtin(name="hex")
def hexadecimal(value: bytes) -> str:
    """Bytes as hexadecimal text."""


@ibis.udf.scalar.builtin
def unhex(text: str) -> bytes:
    """Bytes of hexadecimal text."""


@ibis.udf.scalar.builtin
def try_strptime(text: str, form: str) -> dt.timestamp:
    """Local time that a text spells in a form; null where it does not."""


@ibis.udf.scalar.builtin
def make_timestamptz(microseconds: int) -> INSTANT:  # type: ignore[valid-type]
    """The instant some microseconds after the epoch."""


@ibis.udf.scalar.builtin
def epoch_us(moment: INSTANT) -> int:  # type: ignore[valid-type]
    """Microseconds from the epoch to an instant."""


@ibis.udf.scalar.builtin
def to_json(text: str) -> dt.json:
    """A text as a JSON string."""
