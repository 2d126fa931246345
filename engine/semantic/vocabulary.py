"""The vocabulary: every dimension and measure of a star by the name that people ask for, and which measure reaches which dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.errors import ContractError, did_you_mean
from contracts.roles import Ratio
from engine.errors import QueryError
from engine.semantic.fields import DimensionField, Measured, MeasureField, RatioField, dimension_fields, measure_fields
from engine.semantic.graph import DATE, TENANT, Join, joins


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be asked: names to fields, and the joins from each fact to the entities that it reaches."""

    dimensions: dict[str, DimensionField]
    measures: dict[str, Measured]
    joins: dict[str, tuple[Join, ...]]
    absent: frozenset[str] = frozenset()
    """Names that the contracts declare on tables that this star does not have (yet)."""

    @classmethod
    def of(cls, catalog: Catalog, *, tenants: bool = False) -> Vocabulary:
        """The vocabulary of a whole catalog; ``tenants`` adds the tenants dimension. Raises ContractError on names that clash."""
        entities = [entity for entity in catalog.entities if tenants or entity.name != TENANT]
        dimensions = _dimensions(entities)
        measures = _measures(catalog)
        if clashes := sorted(dimensions.keys() & measures.keys()):
            raise ContractError("semantic layer", [f"{name!r} is both a dimension and a measure: rename one." for name in clashes])
        facts = (entity for entity in catalog.entities if entity.is_fact())
        return cls(dimensions, measures, {fact.name: joins(catalog, fact, tenants=tenants) for fact in facts})

    def within(self, part: Vocabulary) -> Vocabulary:
        """The part of this vocabulary that a star can answer, knowing what is absent from it."""
        missing = (self.dimensions.keys() - part.dimensions.keys()) | (self.measures.keys() - part.measures.keys())
        return Vocabulary(part.dimensions, part.measures, part.joins, frozenset(missing))

    def dimension(self, name: str) -> DimensionField:
        """The dimension with a name; raises QueryError with the nearest one."""
        if name not in self.dimensions:
            raise self._unknown("dimension", name, self.dimensions, self.measures)
        return self.dimensions[name]

    def measure(self, name: str) -> Measured:
        """The measure with a name; raises QueryError with the nearest one."""
        if name not in self.measures:
            raise self._unknown("measure", name, self.measures, self.dimensions)
        return self.measures[name]

    def reach(self, fact: str) -> frozenset[str]:
        """The entities whose dimensions a fact's measures can be grouped and filtered by: itself, and those it leads to."""
        return frozenset({fact, *(join.entity for join in self.joins[fact])})

    def shared(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The dimensions that every one of some facts reaches, the shortcuts first."""
        entities = frozenset.intersection(*(self.reach(fact) for fact in facts))
        reached = [field for field in self.dimensions.values() if field.entity in entities]
        return tuple(field.name for field in sorted(reached, key=lambda field: field.name == field.column))

    def _unknown(self, kind: str, name: str, known: Iterable[str], other: Mapping[str, object]) -> QueryError:
        if name in self.absent:
            return QueryError(
                f"the {kind} {name!r} is declared, but its table is not in this star",
                do="Load its sources and run `sqlmesh -p sqlmesh_project plan`.",
            )
        if name in other:
            return QueryError(f"{name!r} is not a {kind}", do=f"Ask for it as a {'dimension' if kind == 'measure' else 'measure'}.")
        return QueryError(f"there is no {kind} {name!r}", do=did_you_mean(name, known).strip() or "`engine semantic models` lists them.")


def _dimensions(entities: Iterable[type[Entity]]) -> dict[str, DimensionField]:
    fields = [field for entity in entities for field in dimension_fields(entity)]
    return {field.name: field for field in (*_shortcuts(fields), *fields)}


def _shortcuts(fields: Iterable[DimensionField]) -> Iterator[DimensionField]:
    """``month`` for ``date_month``, and so on; ``tenant`` for ``tenant_slug``."""
    for field in fields:
        if field.entity == DATE:
            name = field.column.removeprefix(f"{DATE}_")
            yield DimensionField(name, DATE, field.column, field.dtype, field.description, field.is_time)
        elif field.entity == TENANT and field.column == "tenant_slug":
            yield DimensionField(TENANT, TENANT, field.column, field.dtype, field.description)


def _measures(catalog: Catalog) -> dict[str, Measured]:
    bases: dict[str, MeasureField] = {}
    ratios = [*catalog.metrics]
    for entity in catalog.entities:
        for field in measure_fields(entity):
            if field.name in bases:
                raise ContractError(
                    "semantic layer", [f"the measure {field.name!r} stands on {bases[field.name].entity} and {entity.name}."]
                )
            bases[field.name] = field
        ratios += [measure for measure in entity.measures if isinstance(measure, Ratio)]
    told = {
        ratio.name: RatioField(ratio.name, bases[ratio.numerator], bases[ratio.denominator], ratio.description)
        for ratio in ratios
        if {ratio.numerator, ratio.denominator} <= bases.keys()
    }
    return {**bases, **told}
