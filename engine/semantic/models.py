"""The semantic models: BSL models on the star's Ibis tables, one a fact, joined to the entities that it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import ibis.expr.types as ir
from boring_semantic_layer import Dimension, Measure, SemanticModel
from boring_semantic_layer.expr import SemanticTable

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.roles import Aggregation
from engine.semantic.fields import DimensionField, MeasureField, RatioField, dimension_fields
from engine.semantic.graph import UNKNOWN, Join, tenant_column, way
from engine.semantic.star import PublishedStar, measured
from engine.semantic.vocabulary import Vocabulary

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
class Models:
    """The semantic models of one star, for one tenant or (``tenant`` None) for all."""

    star: PublishedStar
    catalog: Catalog
    vocabulary: Vocabulary
    tenant: str | None
    _plain: dict[tuple[str, bool], SemanticModel] = field(default_factory=dict)

    def all(self) -> dict[str, SemanticTable]:
        """Every fact's model, joined to all that it reaches, by name."""
        return {fact: self.joined(fact, set(self.vocabulary.reach(fact))) for fact in self.vocabulary.joins}

    def joined(self, fact: str, entities: set[str]) -> SemanticTable:
        """A fact's model, joined to some of the entities that it reaches: BSL itself would join all as soon as there is a filter."""
        model: SemanticTable = self._model(fact, is_fact=True)
        for step in way(self.vocabulary.joins[fact], entities):
            model = model.join_one(self._model(step.entity, is_fact=False), on=partial(self._meets, self.catalog.entity(fact), step))
        return model

    def _meets(self, fact: type[Entity], step: Join, left: Any, right: Any) -> ir.BooleanValue:
        reference = getattr(left, step.column)
        # Past the first step a row may have found nobody; what lies behind is unknown too.
        known = reference if step.source == fact.name else reference.coalesce(UNKNOWN)
        same = known == getattr(right, step.key)
        entity = self.catalog.entity(step.entity)
        if self.tenant is not None or entity.conformed:
            return same
        return same & (getattr(left, tenant_column(fact)) == getattr(right, tenant_column(entity)))

    def _model(self, name: str, *, is_fact: bool) -> SemanticModel:
        if (name, is_fact) not in self._plain:
            self._plain[name, is_fact] = self._made(self.catalog.entity(name), is_fact=is_fact)
        return self._plain[name, is_fact]

    def _made(self, entity: type[Entity], *, is_fact: bool) -> SemanticModel:
        # A fact that others refer to takes part in their models without its measures: joined, they would count its rows many times.
        told = [measure for measure in self.vocabulary.measures.values() if is_fact and measure.entity == entity.name]
        model = SemanticModel(
            table=self.star.table(entity, self.tenant),
            name=entity.name,
            description=(entity.__doc__ or "").strip(),
            dimensions={dimension.column: _dimension(dimension) for dimension in dimension_fields(entity)},
            measures={measure.name: _measure(measure) for measure in told if isinstance(measure, MeasureField)},
        )
        return model.with_measures(**{ratio.name: _calculated(ratio) for ratio in told if isinstance(ratio, RatioField)})


def divided(numerator: ir.Value, denominator: ir.Value) -> ir.Value:
    """A ratio as a double; null where nothing divides."""
    return numerator.cast("float64") / denominator.nullif(0)


def _dimension(dimension: DimensionField) -> Dimension:
    return Dimension(
        expr=lambda table: table[dimension.column],
        description=dimension.description,
        is_time_dimension=dimension.is_time,
        smallest_time_grain=("TIME_GRAIN_DAY" if dimension.dtype == "date" else "TIME_GRAIN_SECOND") if dimension.is_time else None,
    )


def _measure(measure: MeasureField) -> Measure:
    return Measure(
        expr=lambda table: table.count() if measure.column is None else _AGGREGATES[measure.how](table[measured(measure.column)]),
        description=measure.description,
        metadata={"unit": measure.unit},
    )


def _calculated(ratio: RatioField) -> Measure:
    def quotient(table: Any) -> ir.Value:
        return divided(getattr(table, ratio.numerator.name), getattr(table, ratio.denominator.name))

    return Measure(expr=quotient, description=ratio.description)
