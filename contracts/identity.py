"""Identity: one text that tells a row apart where the vendor gives it no id of its own; a pure Ibis expression, bound or deferred."""

from __future__ import annotations

from typing import Any

import ibis


def composed(*parts: Any) -> Any:
    """The parts as text, joined by bars; a null part is empty between its bars, and where all are null there is no identity.

    >>> event = ibis.memtable({"visitor": ["v1", None, None], "at": ["7", "8", None]})
    >>> composed(event.visitor, event["at"]).name("id").to_pyarrow().to_pylist()
    ['v1|7', '|8', None]
    """
    texts = [part.cast("string") for part in parts]
    joined = texts[0].fill_null("")
    for text in texts[1:]:
        joined = joined + "|" + text.fill_null("")
    return ibis.coalesce(*texts).notnull().ifelse(joined, ibis.null("string"))
