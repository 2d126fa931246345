"""The fast lane: whole columns cast at once, where the contract's normaliser would surely give the same value.

Each lane answers with a column of the kind's physical type in which a cell is null where the lane cannot tell; those cells
go to `contracts.normalise`, the only authority. So a lane may be timid, and must never be bold.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import duckdb
import polars as pl

from contracts.kinds import DECIMAL_PRECISION, DECIMAL_SCALE, Kind, Unit

PHYSICAL: MappingProxyType[Kind, pl.DataType] = MappingProxyType(
    {
        Kind.TEXT: pl.String(),
        Kind.BIGINT: pl.Int64(),
        Kind.DOUBLE: pl.Float64(),
        Kind.DECIMAL: pl.Decimal(DECIMAL_PRECISION, DECIMAL_SCALE),
        Kind.BOOL: pl.Boolean(),
        Kind.TIMESTAMP: pl.Datetime("us", "UTC"),
        Kind.DATE: pl.Date(),
        Kind.TIME: pl.Time(),
        Kind.JSON: pl.String(),
        Kind.BINARY: pl.Binary(),
    }
)
"""What a column of each kind is in the frame that is landed; JSON is its text."""

_BLANK = r"^[ \t\r\n]*$"
_WHOLE = r"^-?[0-9]{1,18}$"
_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_EXACT = r"^-?[0-9]{1,19}(\.[0-9]{1,18})?$"
_DAY = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_COMPACT_DAY = r"^[12][0-9]{7}$"
_INSTANT = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}[T ][0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-][01][0-9]:?[0-5][0-9])$"
_MICROSECONDS: MappingProxyType[Unit | None, int] = MappingProxyType(
    {Unit.SECONDS: 1_000_000, Unit.MILLISECONDS: 1_000, Unit.MICROSECONDS: 1}
)
_FARTHEST = 4_102_444_800_000_000
"""Microseconds from 1970 to 2100: what is later is left to the normaliser."""
_LENIENT_JSON = r"(?i)[:\[,]\s*[-+]?(nan|inf)|,\s*[\]}]"


def blank(wire: pl.Series) -> pl.Series:
    """Where a text column holds nothing but white space, which no kind but text and JSON takes for a value."""
    return wire.str.contains(_BLANK).fill_null(False)


def cast(kind: Kind, wire: pl.Series, unit: Unit | None = None) -> pl.Series:
    """A column in the physical type of its kind; null where it is null, blank, or the normaliser must say.

    >>> cast(Kind.BIGINT, pl.Series(["12", " 7", "x"])).to_list()
    [12, None, None]
    """
    if wire.dtype == PHYSICAL[kind] and kind not in (Kind.JSON, Kind.DOUBLE):
        return wire
    if wire.dtype in (pl.Categorical, pl.Enum):
        return cast(kind, wire.cast(pl.String), unit)
    if unit in _MICROSECONDS and wire.dtype.is_integer():
        return _since_1970(wire, _MICROSECONDS[unit])
    lane = _LANES.get((kind, wire.dtype.base_type()))
    return lane(wire) if lane else pl.Series(wire.name, [None], dtype=PHYSICAL[kind]).new_from_index(0, len(wire))


def _matching(wire: pl.Series, pattern: str) -> pl.Series:
    return wire.set(~wire.str.contains(pattern).fill_null(False), None)


def _plain(kind: Kind) -> Callable[[pl.Series], pl.Series]:
    return lambda wire: wire.cast(PHYSICAL[kind], strict=False)


def _shaped(kind: Kind, pattern: str) -> Callable[[pl.Series], pl.Series]:
    return lambda wire: _matching(wire, pattern).cast(PHYSICAL[kind], strict=False)


def _by_text(lane: Callable[[pl.Series], pl.Series]) -> Callable[[pl.Series], pl.Series]:
    return lambda wire: lane(wire.cast(pl.String))


def _finite(wire: pl.Series) -> pl.Series:
    return wire.cast(pl.Float64).set(~wire.is_finite().fill_null(True), None)


def _small_scale(wire: pl.Series) -> pl.Series:
    assert isinstance(wire.dtype, pl.Decimal)
    lane = _plain if wire.dtype.scale <= DECIMAL_SCALE else lambda _: lambda wire: wire.clear(len(wire)).cast(PHYSICAL[Kind.DECIMAL])
    return lane(Kind.DECIMAL)(wire)


def _words(wire: pl.Series) -> pl.Series:
    return wire.replace_strict({"true": True, "True": True, "false": False, "False": False}, default=None, return_dtype=pl.Boolean)


def _bits(wire: pl.Series) -> pl.Series:
    return wire.replace_strict({1: True, 0: False}, default=None, return_dtype=pl.Boolean)


def _instants(wire: pl.Series) -> pl.Series:
    text = _matching(wire, _INSTANT).str.replace("Z$", "+00:00").str.replace(" ", "T", literal=True)
    return text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", time_zone="UTC", strict=False)


def _moments(wire: pl.Series) -> pl.Series:
    assert isinstance(wire.dtype, pl.Datetime)
    zoned = wire.dt.convert_time_zone("UTC") if wire.dtype.time_zone else wire.dt.replace_time_zone("UTC")
    return zoned.cast(PHYSICAL[Kind.TIMESTAMP])


def _since_1970(wire: pl.Series, microseconds: int) -> pl.Series:
    plain = wire.cast(pl.Int64, strict=False)
    plain = plain.set(~plain.is_between(0, _FARTHEST // microseconds).fill_null(False), None)
    return (plain * microseconds).cast(PHYSICAL[Kind.TIMESTAMP])


def _midnights(wire: pl.Series) -> pl.Series:
    return wire.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _days(wire: pl.Series) -> pl.Series:
    dashed = _matching(wire, _DAY).str.to_date("%Y-%m-%d", strict=False)
    return dashed.zip_with(dashed.is_not_null(), _matching(wire, _COMPACT_DAY).str.to_date("%Y%m%d", strict=False))


def _valid_json(wire: pl.Series) -> pl.Series:
    text = _matching(wire, r"^[\[{]")
    with duckdb.connect() as connection:
        frame = text.to_frame("text")  # noqa: F841  DuckDB finds it by name
        valid = connection.execute("SELECT coalesce(json_valid(text), false) AS valid FROM frame").pl()["valid"]
    return text.set(~valid | text.str.contains(_LENIENT_JSON).fill_null(False), None)


_INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)

_LANES: MappingProxyType[tuple[Kind, type[pl.DataType]], Callable[[pl.Series], pl.Series]] = MappingProxyType(
    {
        **{(kind, integer): _plain(kind) for kind in (Kind.TEXT, Kind.BIGINT, Kind.DOUBLE, Kind.DECIMAL) for integer in _INTEGERS},
        **{(Kind.BOOL, integer): _bits for integer in _INTEGERS},
        **{(Kind.DATE, integer): _by_text(_days) for integer in _INTEGERS},
        (Kind.TEXT, pl.Boolean): _plain(Kind.TEXT),
        (Kind.BIGINT, pl.String): _shaped(Kind.BIGINT, _WHOLE),
        (Kind.BIGINT, pl.Decimal): _by_text(_shaped(Kind.BIGINT, _WHOLE)),
        (Kind.DOUBLE, pl.String): _shaped(Kind.DOUBLE, _NUMBER),
        (Kind.DOUBLE, pl.Float64): _finite,
        (Kind.DOUBLE, pl.Float32): _finite,
        (Kind.DECIMAL, pl.String): _shaped(Kind.DECIMAL, _EXACT),
        (Kind.DECIMAL, pl.Float64): _by_text(_shaped(Kind.DECIMAL, _EXACT)),
        (Kind.DECIMAL, pl.Decimal): _small_scale,
        (Kind.BOOL, pl.String): _words,
        (Kind.TIMESTAMP, pl.String): _instants,
        (Kind.TIMESTAMP, pl.Datetime): _moments,
        (Kind.TIMESTAMP, pl.Date): _midnights,
        (Kind.DATE, pl.String): _days,
        (Kind.JSON, pl.String): _valid_json,
        (Kind.BINARY, pl.String): _shaped(Kind.BINARY, "[!-~]"),
    }
)
