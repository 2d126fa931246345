"""Calculated: what tenants' expressions make of the rows of an entity, each tenant's of its own rows alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, EntityColumn
from contracts.expressions import parsed
from contracts.logic import Logic, TenantLogic
from contracts.roles import Dimension, Measure, Role


def marked(rows: ir.Table, logic: Logic, expressions: Callable[[TenantLogic], tuple[str, ...]]) -> ir.BooleanValue:
    """Whether one of its tenant's expressions holds on a row; false where the tenant has none.

    >>> logic = Logic((TenantLogic("acme", test_orders=("order_coupon == 'STAFF'",)), TenantLogic("stark")))
    >>> rows = ibis.memtable({"tenant_slug": ["acme", "acme", "stark"], "order_coupon": ["STAFF", None, "STAFF"]})
    >>> rows.select(test=marked(rows, logic, lambda tenant: tenant.test_orders)).test.to_pyarrow().to_pylist()
    [True, False, False]
    """
    columns = _types(rows)
    cases = [
        (rows.tenant_slug.isin(slugs), ibis.or_(*(parsed(text, columns).resolve(rows) for text in texts)).fill_null(False))
        for texts, slugs in logic.shared(expressions)
        if texts
    ]
    return ibis.cases(*cases, else_=ibis.literal(False)) if cases else ibis.literal(False)


def calculated(entity: type[Entity], rows: ir.Table, logic: Logic) -> dict[str, ir.Value]:
    """The calculated columns of an entity over rows of it, by name; null for the rows of tenants that declare no such column.

    ``rows`` have tenant_slug and the entity's columns; those that are computed must stand behind a ``.view()``.
    """
    columns = _types(rows)
    return {
        name: ibis.cases(
            *((rows.tenant_slug.isin(slugs), parsed(text, columns).resolve(rows)) for text, slugs in texts.items()),
            else_=ibis.null(parsed(next(iter(texts)), columns).dtype),
        )
        for name, texts in _declared(entity, logic).items()
    }


def calculated_columns(entity: type[Entity], columns: Mapping[str, str], logic: Logic) -> tuple[EntityColumn, ...]:
    """The calculated columns as columns of the star, sorted by name; ``columns`` are those that the expressions may read.

    A number of a fact is a measure that is summed, under the column's name; anything else is a dimension.
    """
    return tuple(
        EntityColumn(name, dtype, _description(list(texts)), (_role(entity, name, dtype),))
        for name, texts in _declared(entity, logic).items()
        for dtype in [parsed(next(iter(texts)), columns, entity.name).dtype]
    )


def _declared(entity: type[Entity], logic: Logic) -> dict[str, dict[str, list[str]]]:
    """Of each calculated column the different expressions, and of these the tenants; all sorted."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    declared = [(name, text, tenant.slug) for tenant in logic.tenants for of, name, text in tenant.calculated if of == entity.name]
    for name, text, slug in sorted(declared):
        found[name][text].append(slug)
    return {name: dict(texts) for name, texts in found.items()}


def _description(texts: list[str]) -> str:
    return f"Calculated: {texts[0]}." if len(texts) == 1 else "Calculated, by each tenant in its own way."


def _role(entity: type[Entity], name: str, dtype: str) -> Role:
    number = dtype in ("int64", "float64") or dtype.startswith("decimal")
    return Measure(name) if number and entity.is_fact() else Dimension()


def _types(rows: ir.Table) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in rows.schema().items()}
