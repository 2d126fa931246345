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
            return _fields(relation.values[name])
        case ops.Filter():
            return [(relation.parent, name), *(field for predicate in relation.predicates for field in _fields(predicate))]
        case _:  # of any other relation, all that stands below is taken to be read
            return [(parent, column) for parent in relation.find_below(ops.Relation) for column in parent.schema.names]


def _fields(value: ops.Value) -> list[tuple[ops.Relation, str]]:
    return [(field.rel, field.name) for field in value.find(ops.Field, filter=ops.Value)]
