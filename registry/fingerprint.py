"""The fingerprint ("relational DNA") of a landed table: an MD5 over its physical column names and kinds.

Kinds are a closed vocabulary, so that loaders may differ in precision, nullability, column order and their own
bookkeeping columns without a table becoming another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import md5

Columns = tuple[tuple[str, str], ...]
"""Column names and kinds, sorted by name."""

LOADER_PREFIXES = ("_dlt_", "_airbyte_", "_fivetran_", "_engine_")
"""Columns with these prefixes belong to the loader, not to the data."""

_PHYSICAL = (
    (r"json|variant|super|struct.*|map.*|.*\[\d*\]", "json"),
    (r"(var)?char.*|text|string|uuid|enum.*", "text"),
    (r"u?(tiny|small|big|huge)int|u?int(eger|\d+)?", "bigint"),
    (r"double.*|float\d*|real", "double"),
    (r"(decimal|numeric|bignumeric).*", "decimal"),
    (r"bool(ean)?", "bool"),
    (r"timestamp.*|datetime.*", "timestamp"),
    (r"date", "date"),
    (r"time.*", "time"),
    (r"blob|bytea|binary.*|varbinary.*|bytes", "binary"),
)


def kind_of_physical(type_: str) -> str:
    """The kind of a physical type of a warehouse's catalog.

    >>> kind_of_physical("DECIMAL(38,18)"), kind_of_physical("TIMESTAMP WITH TIME ZONE"), kind_of_physical("JSON")
    ('decimal', 'timestamp', 'json')
    """
    name = type_.strip().lower()
    return next((kind for pattern, kind in _PHYSICAL if re.fullmatch(pattern, name)), name)


def physical_columns(catalog: Iterable[tuple[str, str]]) -> Columns:
    """A catalog's columns as kinds, sorted by name, without the loader's own.

    >>> physical_columns([("id", "BIGINT"), ("_dlt_load_id", "VARCHAR"), ("currency", "VARCHAR")])
    (('currency', 'text'), ('id', 'bigint'))
    """
    return canonical((name, kind_of_physical(type_)) for name, type_ in catalog)


def canonical(columns: Iterable[tuple[str, str]]) -> Columns:
    """Columns of known kinds in the order that the fingerprint reads, without the loader's own."""
    return tuple(sorted((name, kind) for name, kind in columns if not name.lower().startswith(LOADER_PREFIXES)))


def fingerprint(columns: Iterable[tuple[str, str]]) -> str:
    """The MD5, in hex, over ``name:kind`` lines sorted by name.

    >>> fingerprint([("id", "bigint"), ("currency", "text")]) == fingerprint([("currency", "text"), ("id", "bigint")])
    True
    """
    lines = "\n".join(f"{name}:{kind}" for name, kind in canonical(columns))
    return md5(lines.encode(), usedforsecurity=False).hexdigest()
