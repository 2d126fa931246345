"""Segments: what tells apart the rows of one report that are about the same subject, as one text."""

from __future__ import annotations

from typing import Any

import ibis

_BAR = "|"


def segments(**values: Any) -> Any:
    """The named values as ``name=value`` joined by bars, in the order given; a null is left out, null where all are.

    >>> row = ibis.memtable({"hour": [13, None], "network": ["SEARCH", None]})
    >>> segments(network=row.network, hour=row.hour.cast("int64")).name("segment").to_pyarrow().to_pylist()
    ['network=SEARCH|hour=13', None]
    """
    parts = [ibis.coalesce(f"{_BAR}{name}=" + value.cast("string"), "") for name, value in values.items()]
    text = parts[0]
    for part in parts[1:]:
        text = text + part
    return text.re_replace(r"^\|", "").nullif("")
