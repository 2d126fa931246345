"""Settled rows: what stands of an entity with all that other rows and other entities add to it.

Fed rows inherit from their parents, are settled, and where other entities make the entity too, the two are united by key.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Values

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Tables, reference_key
from contracts.logic import Logic
from contracts.roles import Conversion, Inherited, Reference
from engine.stages.unified import key_of, key_parts, schema, standing

Members = Values[str, tuple[type[Entity], ir.Table]]
"""The entities that reference columns lead to, with what stands of them."""


def settled(entity: type[Entity], fed: ir.Table | None, members: Members, others: Tables, logic: Logic) -> ir.Table:
    """One row a key of the entity; ``fed`` is its unified model, if any source feeds it, ``others`` are the entities that it reads."""
    derived = _derived(entity, others, logic) if entity.derive else None
    told = _fed(entity, fed, members, others, logic) if fed is not None else None
    if told is not None and derived is not None:
        return _united(entity, told, derived)
    whole = told if told is not None else derived
    assert whole is not None
    return whole


def _fed(entity: type[Entity], fed: ir.Table, members: Members, others: Tables, logic: Logic) -> ir.Table:
    rows = _inherited(entity, standing(entity, fed), members)
    known = rows.mutate(**_conversions(entity, rows, logic))
    done = entity.settle(known, others, logic) if entity.settle else known
    computed = [column.name for column in entity.playing(Reference) if column.is_computed]
    return _typed(entity, done.mutate(**_reference_keys(entity, done, computed))).select(*schema(entity))


def _derived(entity: type[Entity], others: Tables, logic: Logic) -> ir.Table:
    assert entity.derive is not None
    rows = entity.derive(others, logic)
    own = {entity.key(): key_of(rows[f"{entity.name}_connection"], key_parts(entity, rows))} if entity.key() not in rows.columns else {}
    missing = [column.name for column in entity.playing(Reference) if reference_key(column.name) not in rows.columns]
    return _typed(entity, rows.mutate(**own, **_reference_keys(entity, rows, missing))).select(*schema(entity))


def _reference_keys(entity: type[Entity], rows: ir.Table, columns: Iterable[str]) -> dict[str, ir.Value]:
    """Keys of the members that some columns tell the ids of, in the row's own connection."""
    return {reference_key(name): key_of(rows[f"{entity.name}_connection"], [rows[name]]) for name in columns}


def _typed(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """Rows with all columns of the entity in their types; what nothing told or computed is null."""
    types = schema(entity)
    cast = {
        name: rows[name].cast(type_) if name in rows.columns else ibis.null(type_)
        for name, type_ in types.items()
        if name not in rows.columns or rows[name].type() != ibis.dtype(type_)
    }
    return rows.mutate(**cast) if cast else rows


def _united(entity: type[Entity], fed: ir.Table, derived: ir.Table) -> ir.Table:
    """Rows of sources and derived rows of one entity, by key; where both have a value the source's holds."""
    both = fed.outer_join(derived, ["tenant_slug", entity.key()], rname="derived_{name}")
    return both.select(**{name: ibis.coalesce(both[name], both[f"derived_{name}"]) for name in schema(entity)})


def _inherited(entity: type[Entity], rows: ir.Table, members: Members) -> ir.Table:
    """Rows with what they lack taken from their parents, the finest parent first: its own parents may be known by it alone."""
    for column, role in sorted(_heirs(entity), key=lambda heir: _depth(entity, heir[0])):
        parent, table = members[role.through]
        taken = {column: table[role.column]}
        if reference_key(column) in rows.columns:
            taken[reference_key(column)] = table[reference_key(role.column)]
        own = table.select(_tenant=table.tenant_slug, _member=table[parent.key()], **{f"_{name}": value for name, value in taken.items()})
        joined = rows.left_join(own, [rows.tenant_slug == own["_tenant"], rows[reference_key(role.through)] == own["_member"]])
        both = joined.select(*rows.columns, *(f"_{name}" for name in taken))
        rows = both.select(**{name: ibis.coalesce(both[name], both[f"_{name}"]) if name in taken else both[name] for name in rows.columns})
    return rows


def _heirs(entity: type[Entity]) -> list[tuple[str, Inherited]]:
    return [(column.name, role) for column in entity.columns if (role := column.role(Inherited))]


def _depth(entity: type[Entity], column: str) -> int:
    role = dict(_heirs(entity)).get(column)
    return 1 + _depth(entity, role.through) if role else 0


def _conversions(entity: type[Entity], rows: ir.Table, logic: Logic) -> dict[str, ir.Value]:
    roles = {column.name: role for column in entity.columns if (role := column.role(Conversion))}
    return {name: _converted(rows, role, logic).cast("int64") for name, role in roles.items()}


def _converted(rows: ir.Table, role: Conversion, logic: Logic) -> ir.Value:
    """Whether one of the tenant's conversion events is named; tenants that declare the same events share a condition."""
    names = [name for name in (role.of, role.also) if name]
    shared = [(events, slugs) for events, slugs in logic.shared(lambda tenant: tenant.conversion_events) if events]
    hits = [rows.tenant_slug.isin(slugs) & ibis.or_(*(rows[name].isin(events) for name in names)) for events, slugs in shared]
    return ibis.or_(*hits).fill_null(False) if hits else ibis.literal(False)
