"""Columns: which of the vendor's names fills which column of a contract, and what a name is called that no contract has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from contracts.kinds import Kind, Unit
from contracts.naming import distinct, spellings
from contracts.naming import snake as snake  # noqa: PLC0414  the rooms of landing ask for it here
from contracts.source import Source
from registry.fingerprint import LOADER_PREFIXES

NO_EXTRAS: Mapping[str, Kind] = MappingProxyType({})
"""No column beyond the contract."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A physical column, its kind, the names in the records that fill it, the best first, and the unit of its numbers."""

    name: str
    kind: Kind
    names: tuple[str, ...]
    unit: Unit | None = None


def fillings(source: type[Source], wires: Mapping[str, pl.Series], extras: Mapping[str, Kind]) -> tuple[Filling, ...]:
    """Every column that records land in: the contract's, always all of them, and then what no contract has.

    ``extras`` are the kinds of the columns that the landed table already has beyond the contract.
    """
    contracted = tuple(Filling(c.name, c.kind, spellings(c.name, c.aliases, wires), c.unit) for c in source.columns)
    taken = {name for filling in contracted for name in filling.names}
    left = [name for name, wire in wires.items() if name not in taken and wire.null_count() < len(wire) and not _of_loader(name)]
    fresh = distinct((snake(name) for name in left), {c.name for c in source.columns})
    return (*contracted, *(Filling(n, extras.get(n) or inferred(wires[name]), (name,)) for n, name in zip(fresh, left, strict=True)))


def inferred(wire: pl.Series) -> Kind:
    """The kind that holds every value of a column that no contract describes.

    >>> inferred(pl.Series([1, 2])), inferred(pl.Series([[1], [2]])), inferred(pl.Series([1, "a"], dtype=pl.Object))
    (<Kind.BIGINT: 'bigint'>, <Kind.JSON: 'json'>, <Kind.TEXT: 'text'>)
    """
    if wire.dtype == pl.Object:
        return _of_values(value for value in wire.to_list() if value is not None)
    if wire.dtype.is_integer():
        return Kind.BIGINT if wire.dtype != pl.UInt64 else Kind.DECIMAL
    return _OF_DTYPE.get(wire.dtype.base_type(), Kind.JSON if wire.dtype.is_nested() else Kind.TEXT)


def _of_loader(name: str) -> bool:
    return name.lower().startswith(LOADER_PREFIXES)


def _of_values(values: Iterable[object]) -> Kind:
    kinds = {_OF_TYPE.get(type(value).__name__, Kind.JSON) for value in values}
    if kinds == {Kind.BIGINT, Kind.DECIMAL}:
        return Kind.DECIMAL
    return kinds.pop() if len(kinds) == 1 else Kind.TEXT


_OF_TYPE = MappingProxyType({"int": Kind.BIGINT, "Decimal": Kind.DECIMAL, "float": Kind.DOUBLE, "bool": Kind.BOOL, "str": Kind.TEXT})

_OF_DTYPE: Mapping[type[pl.DataType], Kind] = MappingProxyType(
    {
        pl.String: Kind.TEXT,
        pl.Boolean: Kind.BOOL,
        pl.Float32: Kind.DOUBLE,
        pl.Float64: Kind.DOUBLE,
        pl.Decimal: Kind.DECIMAL,
        pl.Datetime: Kind.TIMESTAMP,
        pl.Date: Kind.DATE,
        pl.Time: Kind.TIME,
        pl.Binary: Kind.BINARY,
    }
)
