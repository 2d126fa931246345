"""Devices: the kind of a device and its operating system, from what tools know of it; pure Ibis expressions."""

from __future__ import annotations

from typing import Any

import ibis

_KINDS = (
    ("tablet", r"ipad|tablet|kindle"),
    ("mobile", r"iphone|ipod|\bios\b|android|mobile|phone|blackberry"),
    ("desktop", r"windows|mac|linux|ubuntu|chrome ?os|cros"),
)
"""A kind and what the names of its devices and systems have in them; the first that fits is it: a Windows Phone is no desktop."""

_SYSTEMS = (
    ("iOS", r"iphone|ipad|ipod|\bios\b"),
    ("Android", r"android"),
    ("Windows", r"windows"),
    ("Chrome OS", r"chrome ?os|chromium os|\bcros\b"),
    ("Macintosh", r"mac"),
    ("Linux", r"linux|ubuntu"),
)
"""Google Analytics' name of a system, and what the names of it and its devices have in them; the first that fits is it."""


def device_category(*names: Any) -> Any:
    """``mobile``, ``tablet`` or ``desktop``, from the first name that tells; null where none does.

    >>> seen = ibis.memtable({"device": ["iPad", None, "Nexus 5", None], "os": ["iOS", "Mac OS X", "Android", "TempleOS"]})
    >>> device_category(seen.device, seen.os).name("category").to_pyarrow().to_pylist()
    ['tablet', 'desktop', 'mobile', None]
    """
    return ibis.coalesce(*(_kind(name.lower(), _KINDS) for name in names))


def operating_system(*names: Any) -> Any:
    """The operating system, from the first name that tells; null where none does.

    >>> seen = ibis.memtable({"os": ["Mac OS X", "Mobile Safari", "TempleOS"], "device": [None, "Apple iPhone", None]})
    >>> operating_system(seen.os, seen.device).name("system").to_pyarrow().to_pylist()
    ['Macintosh', 'iOS', None]
    """
    return ibis.coalesce(*(_kind(name.lower(), _SYSTEMS) for name in names))


def _kind(name: Any, kinds: tuple[tuple[str, str], ...]) -> Any:
    kind = ibis.null("string")
    for category, pattern in reversed(kinds):
        kind = name.re_search(pattern).ifelse(category, kind)
    return kind
