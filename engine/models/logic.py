"""The logic of a project: what config.yaml declares, as the value that is compiled into the models, and as a model of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import ibis
import ibis.expr.types as ir

from contracts.calculated import extended
from contracts.catalog import Catalog
from contracts.logic import ChannelRule, Logic, TenantLogic
from engine import naming
from engine.canonical import canonical, digest
from engine.models.spec import Kind, ModelSpec, empty, physical
from engine.settings import Settings, Tenant
from engine.stages import star
from registry.records import Registry

_COLUMNS = {
    "tenant_slug": "Tenant whose logic it is.",
    "logic_digest": "SHA-256 of the logic, by which versions of it are told apart.",
    "logic": "All that the tenant declares, defaults included, as canonical JSON.",
}


def tenant_logic(settings: Settings, registry: Registry) -> Logic:
    """The logic of all tenants that are declared or have data: one that left config.yaml keeps its rows, under the defaults."""
    declared = {tenant.slug: _told(tenant.declared) for tenant in settings.tenants}
    gone = {route.tenant_slug for route in registry.routes} - set(declared)
    left = {slug: TenantLogic(slug, slug) for slug in gone}
    return Logic(tuple(tenant for _, tenant in sorted({**declared, **left}.items())))


def with_calculated(catalog: Catalog, logic: Logic) -> Catalog:
    """The catalog as these tenants have it: its entities with the columns that they calculate."""
    named = {entity for tenant in logic.tenants for entity, _, _ in tenant.calculated}
    return catalog.extended({e.name: extended(e, star.schema(e), logic) for e in catalog.entities if e.name in named})


def logic_of(tenants: Iterable[Tenant]) -> Logic:
    """The logic of some tenants as config.yaml declares them."""
    return Logic(tuple(_told(tenant.declared) for tenant in sorted(tenants, key=lambda tenant: tenant.slug)))


def plain(tenant: TenantLogic) -> dict[str, Any]:
    """A tenant's logic as plain JSON data, equal to what ``Tenant.declared`` of config.yaml gives.

    >>> plain(TenantLogic("acme", calculated=(("order", "order_net", "order_total_amount"),)))["calculated"]
    [['order', 'order_net', 'order_total_amount']]
    """
    return {name: _listed(value) for name, value in asdict(tenant).items()}


def applied_logic(logic: Logic) -> ModelSpec:
    """A view of the logic that the other models of the same plan were compiled with: tenant_slug, logic_digest, logic.

    Nothing reads it but the history: so it alone tells, after a run too, which logic the warehouse has.
    """
    rows = [ibis.struct({"tenant_slug": t.slug, "logic_digest": digest(plain(t)), "logic": canonical(plain(t))}) for t in logic.tenants]
    types = dict.fromkeys(_COLUMNS, "string")
    return ModelSpec(
        name=naming.APPLIED_LOGIC,
        kind=Kind.VIEW,
        expression=_unnested(rows) if rows else empty(types),
        columns=physical(types),
        description="The logic of every tenant that the models are compiled with.",
        column_descriptions=_COLUMNS,
        grain=("tenant_slug",),
    )


def _unnested(rows: list[ir.StructValue]) -> ir.Table:
    members = ibis.array(rows).unnest().name("member").as_table()
    return members.select(**{name: members.member[name] for name in _COLUMNS})


def _told(declared: Mapping[str, Any]) -> TenantLogic:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in declared.items()}
    values["channel_rules"] = tuple(ChannelRule(**rule) for rule in declared["channel_rules"])
    values["calculated"] = tuple(tuple(column) for column in declared["calculated"])
    return TenantLogic(**values)


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple | list) else value
