"""Canonical text of plain data, by which versions of it are told apart."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def canonical(data: Any) -> str:
    """JSON text that is the same for the same data.

    >>> canonical({"b": 1, "a": [True, None]})
    '{"a":[true,null],"b":1}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(data: Any) -> str:
    """SHA-256, in hex, of the canonical text.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    return sha256(canonical(data).encode()).hexdigest()
