"""Drilling across: one aggregate a fact, laid side by side on the asked dimensions.

Joining two facts before aggregating them would multiply their rows; aggregated first, each has at most one row a group.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from engine.semantic.fields import Measured, MeasureField
from engine.semantic.models import Models, divided, read_column
from engine.semantic.request import Order, Request


def answer(models: Models, request: Request) -> ir.Table:
    """The request as one Ibis table: dimensions, then measures, in the order in which they were asked."""
    parts = [_aggregate(models, request, fact) for fact in request.facts]
    table = parts[0] if len(parts) == 1 else _side_by_side(parts, [field.name for field in request.dimensions])
    told = {measure.name: _told(table, measure) for measure in request.measures}
    table = table.select(**{field.name: table[field.name] for field in request.dimensions}, **told)
    table = table.order_by([_sort_key(table, order) for order in request.order]) if request.order else table
    return table if request.limit is None else table.limit(request.limit)


def _aggregate(models: Models, request: Request, fact: str) -> ir.Table:
    """The measures of one fact by the asked dimensions."""
    columns = tuple(dict.fromkeys((field.entity, field.column) for field in request.dimensions))
    measures = request.of_fact(fact)
    needed = {*columns, *((kept.field.entity, kept.field.column) for kept in request.filters)}
    only = {column for _, column in needed} | {column for measure in measures if (column := read_column(measure))}
    query = models.joined(fact, {entity for entity, _ in needed}, only).query(
        dimensions=[f"{entity}.{column}" for entity, column in columns],
        measures=[f"{fact}.{measure.name}" for measure in measures],
        filters=[kept.holds for kept in request.filters],
    )
    table = query.to_untagged()
    # BSL names the columns with or without the model's name, depending on the joins; their order is the asked one.
    found = dict(zip((*columns, *measures), table.columns, strict=True))
    return table.select(
        **{field.name: table[found[field.entity, field.column]] for field in request.dimensions},
        **{measure.name: table[found[measure]] for measure in measures},
    )


def _side_by_side(parts: list[ir.Table], dimensions: list[str]) -> ir.Table:
    """A full outer join on the dimensions in which null meets null, for any number of tables.

    Stacked and grouped: every table has one row a group, so the one value that is not null is the measure.
    """
    types = {name: dtype for part in parts for name, dtype in part.schema().items()}
    measures = [name for name in types if name not in dimensions]
    padded = [
        part.select(*dimensions, **{name: part[name] if name in part.columns else ibis.null(types[name]) for name in measures})
        for part in parts
    ]
    stacked = ibis.union(*padded)
    return stacked.aggregate({name: stacked[name].arbitrary() for name in measures}, by=dimensions)


def _told(table: ir.Table, measure: Measured) -> ir.Value:
    if isinstance(measure, MeasureField):
        return table[measure.name]
    return divided(table[measure.numerator.name], table[measure.denominator.name])


def _sort_key(table: ir.Table, order: Order) -> ir.Value:
    column = table[order.name]
    return column.desc(nulls_first=False) if order.descending else column.asc(nulls_first=False)
