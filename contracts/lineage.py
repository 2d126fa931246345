"""Lineage: which columns of a table an expression reads, so that nothing else need be taken out of a payload."""

from __future__ import annotations

from collections.abc import Iterable

import ibis.expr.operations as ops
import ibis.expr.types as ir


def columns_read(expression: ir.Table, base: ir.Table) -> frozenset[str]:
    """The columns of ``base`` that the columns of ``expression`` are made of.

    >>> import ibis
    >>> orders = ibis.table({"id": "int64", "total": "float64", "note": "string"}, name="orders")
    >>> sorted(columns_read(orders.mutate(net=orders.total * 2).select("id", "net"), orders))
    ['id', 'total']
    """
    found: set[str] = set()
    seen: set[tuple[ops.Relation, str]] = set()
    waiting = [(expression.op(), name) for name in expression.columns]
    while waiting:
        relation, name = place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if relation == base.op():
            found.add(name)
        else:
            waiting.extend(_parents(relation, name))
    return frozenset(found)


def _parents(relation: ops.Relation, name: str) -> Iterable[tuple[ops.Relation, str]]:
    match relation:
        case ops.Project():
            return [field for value in _evaluated(relation, name) for field in _fields(value)]
        case ops.SelfReference():
            return [(relation.parent, name)]
        case ops.Filter():
            return [(relation.parent, name), *(field for predicate in relation.predicates for field in _fields(predicate))]
        case _:  # of any other relation, all that stands below is taken to be read
            return [(parent, column) for parent in relation.find_below(ops.Relation) for column in parent.schema.names]


def _evaluated(project: ops.Project, name: str) -> Iterable[ops.Value]:
    """What must stand to give one column: itself and all that is computed, of which an unnest even makes rows.

    Columns that are only handed on count where they are chosen, and not where a ``mutate`` or ``rename`` takes all that its table has.
    """
    handed = {value.name for value in project.values.values() if isinstance(value, ops.Field)}
    takes_all = handed | set(project.values) >= set(project.parent.schema.names)
    return [value for own, value in project.values.items() if own == name or not takes_all or not isinstance(value, ops.Field)]


def _fields(value: ops.Value) -> list[tuple[ops.Relation, str]]:
    below = [(query.rel, name) for query in value.find(ops.Subquery, filter=ops.Value) for name in query.rel.schema.names]
    return [*((field.rel, field.name) for field in value.find(ops.Field, filter=ops.Value)), *below]
