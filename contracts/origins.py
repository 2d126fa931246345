"""Origins: where a visit came from, as source, medium and campaign that belong together; pure Ibis expressions."""

from __future__ import annotations

from typing import Any

import ibis

_ORIGIN = "struct<source: string, medium: string, campaign: string>"
_NOTHING = ("", "(not set)")
"""How tools spell nothing."""


def origin(source: Any, medium: Any, campaign: Any) -> Any:
    """Where a visit came from, null when none of the three is told.

    >>> visit = ibis.memtable({"utm_source": ["news", "(not set)"], "utm_medium": ["email", None], "utm_campaign": ["", None]})
    >>> origin(visit.utm_source, visit.utm_medium, visit.utm_campaign).name("origin").to_pyarrow().to_pylist()
    [{'source': 'news', 'medium': 'email', 'campaign': None}, None]
    """
    parts = {"source": _told(source), "medium": _told(medium), "campaign": _told(campaign)}
    return ibis.coalesce(*parts.values()).notnull().ifelse(ibis.struct(parts), ibis.null(_ORIGIN))


def google_click(gclid: Any) -> Any:
    """The origin of a click on a Google ad that carries nothing but its click id."""
    ad = ibis.struct({"source": "google", "medium": "cpc", "campaign": ibis.null(str)})
    return _told(gclid).notnull().ifelse(ad, ibis.null(_ORIGIN))


def _told(text: Any) -> Any:
    for nothing in _NOTHING:
        text = text.nullif(nothing)
    return text
