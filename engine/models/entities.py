"""Unified models and the star: for each entity of the contracts, what the routed master models hold of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from contracts.catalog import Catalog
from contracts.entity import Entity, reference_key
from contracts.roles import Inherited, Reference
from engine import naming
from engine.models.spec import Audit, Kind, ModelSpec, empty, physical
from engine.models.staging import masters
from engine.stages import star, unified
from engine.stages.unified import Feed
from registry.records import Registry

GENERATED = {
    "tenant_slug": "Tenant that the row belongs to.",
    "key": "Key of the row within its tenant: connection and the platform's own id.",
    "platform": "Platform that the row came from.",
    "connection": "The tenant's own name of the connected shop, ad account or property.",
    "loaded_at": "Time of the load that brought the newest version, in UTC.",
    "day": "Day in the tenant's time zone; 1900-01-01 where the time is missing, or not within 1970 to 2099.",
}


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """What the star must know of a tenant."""

    slug: str
    name: str
    time_zone: str
    currency: str
    conversion_events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Star:
    """The unified models and the star over a registry, a catalog and the tenants."""

    registry: Registry
    catalog: Catalog
    tenants: tuple[TenantFacts, ...]

    def unified_models(self) -> Iterator[ModelSpec]:
        """One model an entity that comes from sources or from another entity."""
        for entity in self._entities():
            expression, reads = self._derived(entity) if entity.derived_from else self._fed(entity)
            yield ModelSpec(
                name=naming.unified(entity.name),
                kind=Kind.TABLE if self._is_parent(entity) else Kind.VIEW,
                expression=expression,
                columns=physical(unified.schema(entity)),
                description=f"Newest version of every {entity.name.replace('_', ' ')} of all sources and tenants.",
                column_descriptions=described(entity, unified.schema(entity)),
                reads=reads,
            )

    def star_models(self) -> Iterator[ModelSpec]:
        """One model a fact or dimension."""
        for entity in self.catalog.entities:
            expression, reads = self._conformed(entity) if entity.conformed else self._tabled(entity)
            yield ModelSpec(
                name=naming.star(entity.table),
                kind=Kind.TABLE,
                expression=expression,
                columns=physical(star.schema(entity)),
                description=" ".join((entity.__doc__ or entity.name).split()),
                column_descriptions=described(entity, star.schema(entity)),
                reads=reads,
                grain=_grain(entity),
                audits=tuple(_audits(entity, self.catalog)),
            )

    def _entities(self) -> list[type[Entity]]:
        return [entity for entity in self.catalog.entities if not entity.conformed]

    def _is_parent(self, entity: type[Entity]) -> bool:
        """Whether other models read the entity's unified rows too: those of an entity that derives or inherits from it."""
        return any(other.derived_from == entity.name or entity in self._parents(other).values() for other in self.catalog.entities)

    def _fed(self, entity: type[Entity]) -> tuple[ir.Table, tuple[str, ...]]:
        """Which masters feed an entity is read from the registry and the contracts, whatever the platform."""
        feeds = [
            Feed(naming.sink(master), source, mapping)
            for master in masters(self.registry)
            for source in (self.catalog.source(master),)
            for mapping in source.feeds
            if mapping.entity == entity.name
        ]
        if not feeds:
            return empty(unified.schema(entity)), ()
        conversions = {tenant.slug: tenant.conversion_events for tenant in self.tenants}
        members = self._members(entity)
        reads = {feed.sink for feed in feeds} | {naming.unified(parent.name) for parent, _ in members.values()}
        return unified.unify(entity, feeds, conversions, members), tuple(sorted(reads))

    def _members(self, entity: type[Entity]) -> dict[str, tuple[type[Entity], ir.Table]]:
        parents = self._parents(entity)
        return {name: (parent, _table(unified.schema(parent), naming.unified(parent.name))) for name, parent in parents.items()}

    def _parents(self, entity: type[Entity]) -> dict[str, type[Entity]]:
        """The entities that columns of an entity inherit from, by the reference that leads to them."""
        through = {role.through for column in entity.playing(Inherited) if (role := column.role(Inherited))}
        return {name: parent for name, parent in references(entity, self.catalog) if name in through}

    def _derived(self, entity: type[Entity]) -> tuple[ir.Table, tuple[str, ...]]:
        assert entity.derived_from
        parent = self.catalog.entity(entity.derived_from)
        name = naming.unified(parent.name)
        derived = unified.derive(entity, _table(unified.schema(parent), name))
        fed, reads = self._fed(entity)
        return (unified.unite(entity, fed, derived), (name, *reads)) if reads else (derived, (name,))

    def _conformed(self, entity: type[Entity]) -> tuple[ir.Table, tuple[str, ...]]:
        members = [(t.slug, t.name, t.time_zone, t.currency) for t in self.tenants]
        known = star.tenants(members) if members else empty(star.schema(entity))
        tables: Mapping[str, ir.Table] = {"dim_dates": star.dates(), "dim_tenants": known}
        return tables[entity.table], ()

    def _tabled(self, entity: type[Entity]) -> tuple[ir.Table, tuple[str, ...]]:
        rows = _table(unified.schema(entity), naming.unified(entity.name))
        tenants = _table(dict.fromkeys(star.TENANT_COLUMNS, "string"), naming.star("dim_tenants"))
        parents = [(column, parent, star.table(parent, naming.STAR)) for column, parent in references(entity, self.catalog)]
        make = star.fact if entity.is_fact() else star.dimension
        reads = {naming.star(parent.table) for _, parent, _ in parents} | {naming.unified(entity.name), naming.star("dim_tenants")}
        return make(entity, rows, tenants, parents), tuple(sorted(reads))


def references(entity: type[Entity], catalog: Catalog) -> Sequence[tuple[str, type[Entity]]]:
    """An entity's reference columns and the entities that they point to."""
    return [(c.name, catalog.entity(role.entity)) for c in entity.playing(Reference) if (role := c.role(Reference))]


def described(entity: type[Entity], columns: Iterable[str]) -> dict[str, str]:
    """A description for each of some columns of an entity, declared or generated."""
    declared = {column.name: column.description for column in entity.columns}
    if entity.conformed:
        return declared
    keys = {
        reference_key(column.name): f"Key of the {role.entity.replace('_', ' ')}, 'unknown' where there is none."
        for column in entity.playing(Reference)
        if (role := column.role(Reference))
    }
    generated = {name if name == "tenant_slug" else f"{entity.name}_{name}": text for name, text in GENERATED.items()}
    known = {**generated, **declared, **keys}
    return {name: known[name] for name in columns}


def _table(types: Mapping[str, str], name: str) -> ir.Table:
    database, table = name.split(".")
    return ibis.table(types, name=table, database=database)


def _grain(entity: type[Entity]) -> tuple[str, ...]:
    if entity.conformed:
        return (entity.columns[0].name,)
    return ("tenant_slug", entity.key())


def _audits(entity: type[Entity], catalog: Catalog) -> Iterator[Audit]:
    grain = _grain(entity)
    yield Audit("not_null", {"columns": grain})
    yield Audit("unique_combination_of_columns", {"columns": grain})
    for column, parent in references(entity, catalog):
        yield Audit("references_resolve", {"reference": reference_key(column), "member": parent.key()}, naming.star(parent.table))
