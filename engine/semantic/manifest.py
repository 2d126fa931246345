"""The manifest: the semantic models as plain data, for agents and for the record of what a number once meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.roles import Key
from engine.semantic.fields import DimensionField, Measured, RatioField, dimension_fields
from engine.semantic.graph import Join
from engine.semantic.vocabulary import Vocabulary


def manifest(catalog: Catalog) -> dict[str, Any]:
    """Everything that can be asked, JSON-ready and sorted by name.

    ``models``: per fact its table, grain, keys, joins, dimensions of its own and measures. ``dimensions``: per joined entity
    the same without measures. ``metrics``: ratios of measures of two facts. ``shortcuts``: short names of conformed columns.
    """
    vocabulary = Vocabulary.of(catalog, tenants=True)
    facts, others = _split(catalog.entities)
    return {
        "models": {fact.name: {**_entity(fact), **_measuring(vocabulary, fact)} for fact in facts},
        "dimensions": {entity.name: _entity(entity) for entity in others},
        "metrics": _measures(measure for measure in vocabulary.measures.values() if measure.entity is None),
        "shortcuts": {name: field.column for name, field in sorted(vocabulary.dimensions.items()) if name != field.column},
    }


def _split(entities: Iterable[type[Entity]]) -> tuple[list[type[Entity]], list[type[Entity]]]:
    ordered = sorted(entities, key=lambda entity: entity.name)
    return [e for e in ordered if e.is_fact()], [e for e in ordered if not e.is_fact()]


def _entity(entity: type[Entity]) -> dict[str, Any]:
    natural = [column.name for column in entity.playing(Key)]
    return {
        "table": entity.table,
        "description": (entity.__doc__ or "").strip(),
        "key": natural[0] if entity.conformed else entity.key(),
        "grain": natural,
        "dimensions": {field.name: _dimension(field) for field in sorted(dimension_fields(entity), key=lambda field: field.name)},
    }


def _measuring(vocabulary: Vocabulary, fact: type[Entity]) -> dict[str, Any]:
    return {
        "joins": {join.entity: _join(join) for join in sorted(vocabulary.joins[fact.name], key=lambda join: join.entity)},
        "measures": _measures(measure for measure in vocabulary.measures.values() if measure.entity == fact.name),
    }


def _join(join: Join) -> dict[str, str]:
    return {"from": join.source, "column": join.column, "key": join.key, "cardinality": "many to one"}


def _dimension(field: DimensionField) -> dict[str, Any]:
    return {"type": field.dtype, "description": field.description, "time": field.is_time}


def _measures(measures: Iterable[Measured]) -> dict[str, Any]:
    return {measure.name: _measure(measure) for measure in sorted(measures, key=lambda measure: measure.name)}


def _measure(measure: Measured) -> dict[str, Any]:
    if isinstance(measure, RatioField):
        numerator, denominator = measure.numerator.name, measure.denominator.name
        kind: dict[str, Any] = {"aggregation": "ratio", "numerator": numerator, "denominator": denominator, "unit": ""}
    else:
        kind = {"aggregation": measure.how, "column": measure.column, "unit": measure.unit}
    return {**kind, "expression": expression(measure), "description": measure.description}


def expression(measure: Measured) -> str:
    """What a measure computes, for people.

    >>> from engine.semantic.fields import MeasureField
    >>> expression(MeasureField("revenue", "order", "order_total_amount", "sum", "currency", ""))
    'sum(order_total_amount)'
    """
    if isinstance(measure, RatioField):
        return f"{measure.numerator.name} / {measure.denominator.name}"
    return f"{measure.how}({measure.column or '*'})"
