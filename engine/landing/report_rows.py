"""Report rows: what stands among the rows of a report and is no record, such as its totals, which would count everything twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.source import Source
from engine.landing.report_header import Header

_TOTAL = re.compile(r"(grand |overall )?totals?\b", re.IGNORECASE)
_TOTAL_ALONE = re.compile(r"(grand |overall )?totals?(\s*:.*|\s+[-–—]\s.*)?$", re.IGNORECASE)  # noqa: RUF001  vendors do write dashes
_FIGURE = re.compile(r"[^\w]*[\d.,]*[^\w]*|[A-Z]{3}")
_DOUBTFUL = frozenset({"", " ", "\t", "\n", "\r", *"GgOoTt"})
"""What a first cell begins with, where it is blank or may say grand, overall or total."""
_NOTHING = frozenset({"", "-", "--"})


@dataclass(frozen=True, slots=True)
class Rows:
    """What a header tells about its rows: where the columns of the contract's key stand."""

    width: int
    keys: tuple[int, ...]

    @classmethod
    def of(cls, header: Header, source: type[Source]) -> Rows:
        """The rows below a header."""
        return cls(len(header.names), tuple(place for place, column in enumerate(header.columns) if column in source.key))

    def is_plain(self, row: Sequence[str]) -> bool:
        """Whether a row is surely neither: what nearly all rows are, and so what is asked first.

        >>> rows = Rows(3, (0, 1))
        >>> rows.is_plain(["2024-01-05", "7", ""]), rows.is_plain(["Total", "", "12"])
        (True, False)
        """
        return len(row) == self.width > 1 and row[0][:1] not in _DOUBTFUL and bool(row[1].strip())

    def is_total(self, row: Sequence[str]) -> bool:
        """Whether a row sums up others: its first cell says total, and no cell of its key says what else it is of.

        >>> rows = Rows(3, (0, 1))
        >>> rows.is_total(["Total: Account", "--", "1,204"]), rows.is_total(["Total Recall", "2024-01-05", "12"])
        (True, False)
        """
        label = _first(row)
        if len(row) != self.width or not _TOTAL.match(row[label]):
            return False
        others = [place for place in self.keys if place != label]
        if any(row[place].strip() not in _NOTHING for place in others):
            return False
        figures = (cell.strip() for place, cell in enumerate(row) if place != label)
        return bool(others) or bool(_TOTAL_ALONE.match(row[label]) and all(map(_FIGURE.fullmatch, figures)))

    def is_remark(self, row: Sequence[str]) -> bool:
        """Whether a row is a line of words such as a copyright notice, which is no record where it ends the file.

        >>> rows = Rows(3, (0, 1))
        >>> rows.is_remark(["©2024 Microsoft Corporation. All rights reserved."]), rows.is_remark(["2024-01-05"])
        (True, False)
        """
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        return self.width > 1 and len(filled) == 1 and " " in row[filled[0]].strip() and (len(row) == 1 or not self._is_keyed(filled[0]))

    def _is_keyed(self, place: int) -> bool:
        return not self.keys or self.keys == (place,)


def _first(row: Sequence[str]) -> int:
    return next((place for place, cell in enumerate(row) if cell.strip()), 0)
