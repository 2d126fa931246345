"""The semantic models: BSL models on the star's Ibis tables, one a fact, joined to the entities that it reaches."""

from __future__ import annotations

import operator
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis.expr.types as ir
from boring_semantic_layer import Dimension, Measure, SemanticModel
from boring_semantic_layer.expr import SemanticTable

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.roles import Aggregation
from engine.semantic.fields import DimensionField, MeasureField, RatioField, dimension_fields
from engine.semantic.graph import Join, tenant_column, way
from engine.semantic.star import PublishedStar, measured
from engine.semantic.vocabulary import Vocabulary
from engine.stages.star import UNKNOWN

_AGGREGATES: dict[Aggregation, Callable[[Any], ir.Scalar]] = {
    "sum": lambda column: column.sum(),
    "count": lambda column: column.count(),
    "count_distinct": lambda column: column.nunique(),
    # A decimal's mean would be rounded to the decimal's own scale.
    "mean": lambda column: column.cast("float64").mean(),
    "min": lambda column: column.min(),
    "max": lambda column: column.max(),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """The condition under which rows of two entities meet: pairs of equal columns, the reference first.

    A value and no closure: Ibis keeps every condition that it ever saw, and with a closure the star that it closes over.
    """

    equal: tuple[tuple[str, str], ...]
    is_first: bool
    """Whether it is a step from the fact itself; past it a row may have found nobody, and what lies behind is unknown too."""

    def __call__(self, left: Any, right: Any) -> ir.BooleanValue:
        """The condition on two tables."""
        (column, key), *others = self.equal
        reference = getattr(left, column)
        met = (reference if self.is_first else reference.coalesce(UNKNOWN)) == getattr(right, key)
        return reduce(operator.and_, (getattr(left, one) == getattr(right, other) for one, other in others), met)


@dataclass(frozen=True, slots=True)
class Models:
    """The semantic models of one star, for one tenant or (``tenant`` None) for all."""

    star: PublishedStar
    catalog: Catalog
    vocabulary: Vocabulary
    tenant: str | None

    def all(self) -> dict[str, SemanticTable]:
        """Every fact's model, joined to all that it reaches, by name."""
        return {fact: self.joined(fact, self.vocabulary.reach(fact)) for fact in self.vocabulary.joins}

    def joined(self, fact: str, entities: AbstractSet[str], only: AbstractSet[str] | None = None) -> SemanticTable:
        """A fact's model, joined to some of the entities that it reaches; ``only`` narrows the columns.

        BSL joins everything as soon as there is a filter, and reads every column: what a query does not need is left out here.
        """
        steps, root = way(self.vocabulary.joins[fact], entities), self.catalog.entity(fact)
        read = None if only is None else {root.key(), *only, *(column for step in steps for column in (step.column, step.key))}
        model: SemanticTable = self._model(fact, read, is_fact=True)
        for step in steps:
            model = model.join_one(self._model(step.entity, read, is_fact=False), on=self._meeting(root, step))
        return model

    def _meeting(self, fact: type[Entity], step: Join) -> Meeting:
        entity = self.catalog.entity(step.entity)
        equal = [(step.column, step.key)]
        if self.tenant is None and (entity.by_tenant or not entity.conformed):
            equal.append((tenant_column(fact), tenant_column(entity)))
        return Meeting(tuple(equal), is_first=step.source == fact.name)

    def _model(self, name: str, only: AbstractSet[str] | None, *, is_fact: bool) -> SemanticModel:
        entity = self.catalog.entity(name)
        table = self.star.table(entity, self.tenant, only)
        # A fact that others refer to takes part in their models without its measures: joined, they would count its rows many times.
        told = [measure for measure in self.vocabulary.measures.values() if is_fact and measure.entity == name]
        bases = {measure.name: measure for measure in told if isinstance(measure, MeasureField) and _stands_on(table, measure)}
        ratios = [ratio for ratio in told if isinstance(ratio, RatioField) and {part.name for part in ratio.parts} <= bases.keys()]
        model = SemanticModel(
            table=table,
            name=name,
            description=(entity.__doc__ or "").strip(),
            dimensions={field.column: _dimension(field) for field in dimension_fields(entity) if field.column in table.columns},
            measures={name: _measure(measure) for name, measure in bases.items()},
        )
        return model.with_measures(**{ratio.name: _calculated(ratio) for ratio in ratios})


def divided(numerator: ir.Value, denominator: ir.Value) -> ir.Value:
    """A ratio as a double; null where nothing divides."""
    return numerator.cast("float64") / denominator.nullif(0)


def read_column(measure: MeasureField) -> str | None:
    """The column of the fact's Ibis table that a measure aggregates."""
    return measured(measure.column) if measure.column else None


def _stands_on(table: ir.Table, measure: MeasureField) -> bool:
    return measure.column is None or read_column(measure) in table.columns


def _dimension(dimension: DimensionField) -> Dimension:
    return Dimension(
        expr=lambda table: table[dimension.column],
        description=dimension.description,
        is_time_dimension=dimension.is_time,
        smallest_time_grain=("TIME_GRAIN_DAY" if dimension.dtype == "date" else "TIME_GRAIN_SECOND") if dimension.is_time else None,
    )


def _measure(measure: MeasureField) -> Measure:
    return Measure(
        expr=lambda table: _AGGREGATES[measure.how](table[column]) if (column := read_column(measure)) else table.count(),
        description=measure.description,
        metadata={"unit": measure.unit},
    )


def _calculated(ratio: RatioField) -> Measure:
    def quotient(table: Any) -> ir.Value:
        return divided(getattr(table, ratio.numerator.name), getattr(table, ratio.denominator.name))

    return Measure(expr=quotient, description=ratio.description)
