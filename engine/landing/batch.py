"""Batches: records as the vendor wrote them, on their way from an extraction to a contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from contracts.source import Source

BATCH_SIZE = 10_240
"""Records of one batch that is read from a file, where they may be large: what bounds the memory of a landing."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A piece of input that is not even a record: its text, why, and where it stood."""

    text: str
    error: str
    place: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one object under the vendor's own names, all from one place (a file, a simulated day).

    ``skipped`` tells of each piece of the place that is no record and should not be one, such as a report's totals.
    """

    records: pl.DataFrame | list[dict[str, Any]]
    place: str
    broken: tuple[Broken, ...] = ()
    skipped: tuple[str, ...] = ()


class Extraction(Protocol):
    """Where the records of one connection come from."""

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object, in the order in which they are to be believed.

        ``since`` is the highest cursor value landed so far (ISO text), None at the first landing.
        """
        ...
