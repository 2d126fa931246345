"""Wrappers: what loading tools put around a vendor's record, such as Airbyte's ``{"stream": ..., "data": {...}}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import polars as pl
import simplejson

from engine.landing.batch import Batch, Broken

_RAW = "_airbyte_data"
"""The column of Airbyte's raw tables and files that holds the record, as an object or as its JSON text."""
_AIRBYTE = frozenset({"stream", "data", "emitted_at", "namespace", "meta"})
_CONTROL: Mapping[str, str] = MappingProxyType(
    {
        "ACTIVATE_VERSION": "version",
        "CATALOG": "catalog",
        "CONNECTION_STATUS": "connectionStatus",
        "CONTROL": "control",
        "LOG": "log",
        "SCHEMA": "schema",
        "SPEC": "spec",
        "STATE": "state",
        "TRACE": "trace",
    }
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What was inside: the record, None where a tool tells of itself, and the stream that it came on, if one is named.

    ``beside`` are names outside that no tool is known to write; where a contract knows one, the whole is the record.
    """

    record: dict[str, Any] | None
    stream: str | None = None
    beside: frozenset[str] = frozenset()


def unwrapped(value: dict[str, Any]) -> Unwrapped | None:
    """What a wrapper holds; None for a value that is no wrapper. Airbyte's and Singer's messages are known.

    >>> unwrapped({"stream": "orders", "data": {"id": 1}, "emitted_at": 1700000000000})
    Unwrapped(record={'id': 1}, stream='orders', beside=frozenset())
    >>> unwrapped({"type": "STATE", "state": {}}).record, unwrapped({"id": 1})
    (None, None)
    """
    if _RAW in value:
        record = _object(value[_RAW])
        return Unwrapped(record) if record is not None else None
    if isinstance(stream := value.get("stream"), str) and isinstance(data := value.get("data"), dict):
        return Unwrapped(data, stream, frozenset(value.keys() - _AIRBYTE))
    if value.get("type") == "RECORD" and isinstance(record := value.get("record"), dict):
        inside = unwrapped(record)
        return inside if inside and inside.stream else Unwrapped(record, value.get("stream"))
    return Unwrapped(None) if _is_control(value) else None


def taken_out(batch: Batch) -> Batch:
    """A batch of a raw table of Airbyte's as the records inside of it; any other batch as it is."""
    if not isinstance(batch.records, pl.DataFrame) or _RAW not in batch.records.columns:
        return batch
    inside = [(value, _object(value)) for value in batch.records[_RAW]]
    broken = tuple(Broken(str(value), "expected a record as JSON", batch.place) for value, record in inside if record is None)
    return replace(batch, records=[record for _, record in inside if record is not None], broken=(*batch.broken, *broken))


def _is_control(value: dict[str, Any]) -> bool:
    kind = value.get("type")
    return isinstance(kind, str) and _CONTROL.get(kind) in value


def _object(value: Any) -> dict[str, Any] | None:
    try:
        read = simplejson.loads(value, use_decimal=True) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
