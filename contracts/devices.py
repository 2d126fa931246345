"""Devices: the kind of a device from what tools know of it, its model or operating system; a pure Ibis expression."""

from __future__ import annotations

from typing import Any

import ibis

_KINDS = (
    ("tablet", r"ipad|tablet|kindle"),
    ("mobile", r"iphone|ipod|\bios\b|android|mobile|phone|blackberry"),
    ("desktop", r"windows|mac|linux|ubuntu|chrome ?os|cros"),
)
"""A kind and what the names of its devices and systems have in them; the first that fits is it: a Windows Phone is no desktop."""


def device_category(*names: Any) -> Any:
    """``mobile``, ``tablet`` or ``desktop``, from the first name that tells; null where none does.

    >>> seen = ibis.memtable({"device": ["iPad", None, "Nexus 5", None], "os": ["iOS", "Mac OS X", "Android", "TempleOS"]})
    >>> device_category(seen.device, seen.os).name("category").to_pyarrow().to_pylist()
    ['tablet', 'desktop', 'mobile', None]
    """
    return ibis.coalesce(*(_kind(name.lower()) for name in names))


def _kind(name: Any) -> Any:
    kind = ibis.null("string")
    for category, pattern in reversed(_KINDS):
        kind = name.re_search(pattern).ifelse(category, kind)
    return kind
