"""Hold: records against their contract. What fits becomes a typed frame, what does not is rejected with its reasons.

The contract's normalisers decide; the lanes of `engine.landing.lanes` only spare them the cells that are plain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import polars as pl
import simplejson

from contracts.kinds import Kind
from contracts.normalise import normalise
from contracts.source import Source
from engine.landing import lanes
from engine.landing.batch import Batch
from engine.landing.books import Rejected
from engine.landing.columns import NO_EXTRAS, Filling, fillings
from engine.landing.gathering import gathered
from engine.landing.opening import Opening
from engine.landing.rules import Refusals, ruled

_DTYPES: Mapping[type, Any] = {int: pl.Int64, str: pl.String, bool: pl.Boolean, float: pl.Float64}

Reasons = dict[int, str]
"""Why the cell of a row is refused."""


@dataclass(frozen=True, slots=True)
class Held:
    """Records that fit their contract as a typed frame with the kinds of its columns, and the records that do not."""

    frame: pl.DataFrame
    kinds: Mapping[str, Kind]
    refusals: Refusals
    rejected: tuple[Rejected, ...]


def hold(source: type[Source], batch: Batch, extras: Mapping[str, Kind] = NO_EXTRAS) -> Held:
    """A batch held to its contract; every record is either in the frame or rejected.

    The frame has all columns of the contract in its order, then the columns that no contract has, if they hold anything.
    ``extras`` are the kinds that such columns have in the landed table already.
    """
    opened = replace(batch, records=gathered(source, Opening.of(source).opened(batch.records)))
    normal, refused_whole = ruled(source, opened)
    wires = _wires(normal.records)
    columns, kinds, refusals = (
        [],
        {},
        defaultdict[int, dict[str, str]](dict, {row: dict(reasons) for row, reasons in refused_whole.items()}),
    )
    for filling in fillings(source, wires, extras):
        column, refused = _hold_column(filling, wires, len(batch.records))
        columns.append(column)
        kinds[filling.name] = filling.kind
        for row, reason in refused.items():
            refusals[row][filling.name] = reason
    frame = pl.DataFrame(columns)
    rejected = (Rejected(_record(batch.records, row), _whys(refusals[row]), batch.place) for row in sorted(refusals))
    broken = (Rejected(broken.text, broken.error, broken.place) for broken in batch.broken)
    return Held(_without(frame, sorted(refusals)), kinds, refusals, (*broken, *rejected))


def _whys(reasons: Mapping[str, str]) -> str:
    return "; ".join(f"{column}: {reason}" for column, reason in reasons.items())


def json_text(value: Any) -> str:
    """The JSON text of a value: decimals exact, dates and times in ISO 8601.

    >>> from decimal import Decimal
    >>> json_text({"price": Decimal("1.50"), "on": date(2024, 1, 1)})
    '{"price":1.50,"on":"2024-01-01"}'
    """
    return _ENCODER.encode(value)


def _wires(records: pl.DataFrame | list[dict[str, Any]]) -> dict[str, pl.Series]:
    if isinstance(records, pl.DataFrame):
        return {column.name: column for column in records.iter_columns()}
    names = dict.fromkeys(name for record in records for name in record)
    return {name: _wire(name, [record.get(name) for record in records]) for name in names}


def _wire(name: str, values: list[Any]) -> pl.Series:
    types = {type(value) for value in values if value is not None}
    dtype = _DTYPES.get(next(iter(types)), pl.Object) if len(types) == 1 else pl.Object if types else pl.Null
    try:
        return pl.Series(name, values, dtype=dtype)
    except (OverflowError, UnicodeEncodeError, pl.exceptions.PolarsError, TypeError):
        return pl.Series(name, values, dtype=pl.Object)


def _hold_column(filling: Filling, wires: Mapping[str, pl.Series], height: int) -> tuple[pl.Series, Reasons]:
    if not filling.names:
        return pl.Series(filling.name, [None], dtype=lanes.PHYSICAL[filling.kind]).new_from_index(0, height), {}
    held = [_hold_wire(filling, wires[name]) for name in filling.names]
    column, reasons = held[0]
    for other, refused in held[1:]:
        reasons = {**reasons, **refused, **_contradictions(column, other)}
        column = column.zip_with(column.is_not_null(), other)
    return column, reasons


def _contradictions(column: pl.Series, other: pl.Series) -> Reasons:
    rows = (column.is_not_null() & other.is_not_null() & (column != other)).arg_true()
    return dict.fromkeys(rows, "is sent under two names with two values")


def _hold_wire(filling: Filling, wire: pl.Series) -> tuple[pl.Series, Reasons]:
    column = lanes.cast(filling.kind, wire, filling.unit).alias(filling.name)
    if column.null_count() == wire.null_count():
        return column, {}
    undecided = wire.is_not_null() & column.is_null()
    if wire.dtype == pl.String and filling.kind not in (Kind.TEXT, Kind.JSON):
        undecided &= ~lanes.blank(wire)
    rows = undecided.arg_true()
    values, reasons = _normalised(filling, rows, wire)
    return column.scatter(rows, pl.Series(values, dtype=column.dtype)), reasons


def _normalised(filling: Filling, rows: pl.Series, wire: pl.Series) -> tuple[list[Any], Reasons]:
    values, reasons = [], Reasons()
    cells = wire.to_list()
    for row in rows:
        try:
            values.append(_physical(filling, cells[row]))
        except (ValueError, ArithmeticError, RecursionError) as error:
            values.append(None)
            reasons[row] = _reason(filling.kind, cells[row], error)
    return values, reasons


def _physical(filling: Filling, cell: Any) -> Any:
    kind = filling.kind
    value = normalise(kind, _spelled(cell) if kind in (Kind.TEXT, Kind.JSON) and isinstance(cell, _TYPED) else cell, filling.unit)
    if kind is Kind.JSON and value is not None:
        value = json_text(value)
    if isinstance(value, str):
        value.encode()
    return value


def _reason(kind: Kind, cell: Any, error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "expected text that UTF-8 can write, got half of a surrogate pair"
    if isinstance(error, ValueError):
        return str(error)
    return f"expected a {kind.value}, got {str(cell)[:100]!r}"


_TYPED = (date, datetime, time, bytes)


def _spelled(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="surrogateescape")
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


_ENCODER = simplejson.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=_spelled)


def _without(frame: pl.DataFrame, rows: list[int]) -> pl.DataFrame:
    return frame.filter(~pl.int_range(pl.len()).is_in(rows)) if rows else frame


def _record(records: pl.DataFrame | list[dict[str, Any]], row: int) -> str:
    record = records.row(row, named=True) if isinstance(records, pl.DataFrame) else records[row]
    return record_text(record)


def record_text(record: Any) -> str:
    """A record as the quarantine keeps it: JSON text that any UTF-8 file can hold, also where the record could not."""
    text = simplejson.dumps(record, ensure_ascii=False, use_decimal=True, allow_nan=True, default=_spelled)
    return text if _encodable(text) else simplejson.dumps(record, use_decimal=True, allow_nan=True, default=_spelled)


def _encodable(text: str) -> bool:
    try:
        return bool(text.encode()) or True
    except UnicodeEncodeError:
        return False
