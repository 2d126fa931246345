"""Fields: what a semantic query can name, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.entity import Entity, EntityColumn
from contracts.roles import Aggregation, Count, Dimension, Key, Measure, TimeDimension


@dataclass(frozen=True, slots=True)
class DimensionField:
    """A column to group and filter by; ``name`` is what people ask for, ``column`` the physical name."""

    name: str
    entity: str
    column: str
    dtype: str
    description: str
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class MeasureField:
    """An aggregate over the rows of one fact; without a column it counts them."""

    name: str
    entity: str
    column: str | None
    how: Aggregation
    unit: str
    description: str

    @property
    def parts(self) -> tuple[MeasureField, ...]:
        """Itself: what must be aggregated before it can be told."""
        return (self,)


@dataclass(frozen=True, slots=True)
class RatioField:
    """A measure divided by another, each aggregated first at the asked grain; ``entity`` is None where they are of two facts."""

    name: str
    numerator: MeasureField
    denominator: MeasureField
    description: str

    @property
    def parts(self) -> tuple[MeasureField, ...]:
        """The two measures that must be aggregated before it can be told."""
        return (self.numerator, self.denominator)

    @property
    def entity(self) -> str | None:
        """The one fact that both measures are of."""
        return self.numerator.entity if self.numerator.entity == self.denominator.entity else None


Measured = MeasureField | RatioField


def dimension_fields(entity: type[Entity]) -> Iterator[DimensionField]:
    """The dimensions of an entity: what its columns declare, and what the engine adds to it."""
    yield from (_declared(entity, column) for column in entity.columns if _is_dimension(column))
    if not entity.conformed:
        yield from _added(entity)


def measure_fields(entity: type[Entity]) -> Iterator[MeasureField]:
    """The measures of a fact that are no ratios; none where the entity is no fact."""
    if not entity.is_fact():
        return
    for column in entity.playing(Measure):
        role = column.role(Measure)
        assert role is not None
        yield MeasureField(role.name, entity.name, column.name, role.how, role.unit, column.description)
    counts = (measure for measure in entity.measures if isinstance(measure, Count))
    yield from (MeasureField(count.name, entity.name, None, "count", "", count.description) for count in counts)


def _is_dimension(column: EntityColumn) -> bool:
    return any(isinstance(role, Dimension | TimeDimension | Key) for role in column.roles)


def _declared(entity: type[Entity], column: EntityColumn) -> DimensionField:
    is_time = column.role(TimeDimension) is not None
    return DimensionField(column.name, entity.name, column.name, column.dtype, column.description, is_time)


def _added(entity: type[Entity]) -> Iterator[DimensionField]:
    name, label = entity.name, entity.name.replace("_", " ")
    added = {
        entity.key(): f"Key of the {label}, unique within the tenant: the connection and its natural key.",
        f"{name}_platform": f"Platform that the {label} came from, such as shopify.",
        f"{name}_connection": f"The tenant's own name of the account or shop that the {label} came from.",
    }
    yield from (DimensionField(column, name, column, "string", description) for column, description in added.items())
    if entity.is_fact() and (happened := entity.happened()):
        yield DimensionField(entity.day(), name, entity.day(), "date", f"Day of {happened.name} in the tenant's time zone.", True)
