"""Calculated: what tenants' expressions make of the rows of an entity, each tenant's of its own rows alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any

import ibis
import ibis.expr.types as ir
from pydantic import Field, create_model

from contracts.entity import Entity, EntityColumn
from contracts.expressions import parsed
from contracts.logic import Logic, TenantLogic
from contracts.roles import Computed, Dimension, Measure, Role

_PYTHON: Mapping[str, Any] = MappingProxyType(
    {
        "string": str,
        "int64": int,
        "float64": float,
        "decimal": Decimal,
        "boolean": bool,
        "date": date,
        "timestamp": datetime,
    }
)
"""The annotations of calculated columns, by the names of their Ibis types."""


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


def extended(entity: type[Entity], columns: Mapping[str, str], logic: Logic) -> type[Entity]:
    """The entity with the columns that tenants calculate of it, itself where there are none."""
    if not (found := calculated_columns(entity, columns, logic)):
        return entity
    fields: dict[str, Any] = {
        c.name: (Annotated[(_PYTHON[c.dtype.partition("(")[0]] | None, *c.roles)], Field(None, description=c.description)) for c in found
    }
    kept = {name: getattr(entity, name) for name in ("name", "table", "reads", "group", "conformed", "by_tenant", "history")}
    made: type[Entity] = create_model(
        entity.__name__, __base__=entity, __doc__=entity.__doc__, __module__=entity.__module__, __cls_kwargs__=kept, **fields
    )
    return made


def calculated_columns(entity: type[Entity], columns: Mapping[str, str], logic: Logic) -> tuple[EntityColumn, ...]:
    """The calculated columns as columns of the star, sorted by name; ``columns`` are those that the expressions may read.

    A number of a fact is a measure that is summed, under the column's name; anything else is a dimension.
    """
    return tuple(
        EntityColumn(name, dtype, _description(list(texts)), (_role(entity, name, dtype), Computed()))
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
