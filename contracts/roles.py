"""The roles that a column of an entity can play; the star, its audits and the semantic layer are generated from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Aggregation = Literal["sum", "count", "count_distinct", "mean", "min", "max"]


@dataclass(frozen=True, slots=True)
class Key:
    """A part of the entity's natural key within one connection of a tenant.

    Where one of ``unless`` has a value the part does not count: an ad is the same one whether or not its campaign is told.
    """

    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The natural id of a member of another entity of the same connection; resolves to its key, or to the unknown member."""

    entity: str


@dataclass(frozen=True, slots=True)
class Inherited:
    """Where a row lacks the value, it takes that of ``column`` of the member that its reference ``through`` leads to."""

    through: str
    column: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column to group and filter by."""


@dataclass(frozen=True, slots=True)
class TimeDimension:
    """The instant or day that an entity happened at; ``main`` ties the fact to the dates dimension."""

    main: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """An aggregate of the column, under the name that people ask for."""

    name: str
    how: Aggregation = "sum"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A 0/1 column that the engine computes: whether the column ``of`` names one of the tenant's conversion events.

    ``also`` is a column with another name of the same event, by which a tenant may know it.
    """

    of: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A column that no source maps: the entity's ``settle`` or ``derive`` fills it, from other rows or other entities."""


@dataclass(frozen=True, slots=True)
class Count:
    """A measure that counts the rows of a fact."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measure that divides one measure by another, each summed first at the asked grain."""

    name: str
    numerator: str
    denominator: str
    description: str


Role = Key | Reference | Inherited | Dimension | TimeDimension | Measure | Conversion | Computed
