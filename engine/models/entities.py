"""Unified models and the star: for each entity of the contracts, what the routed master models hold of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from contracts.catalog import Catalog
from contracts.entity import Entity, Reads, reference_key
from contracts.logic import Logic
from contracts.roles import Inherited, Key, Reference
from engine import naming
from engine.models.descriptions import described
from engine.models.increment import Grouped, Increment, LookedUp, Records
from engine.models.promises import promises
from engine.models.spec import Kind, ModelSpec, compiled, empty, parsed, physical
from engine.models.staging import masters
from engine.stages import star, unified
from engine.stages.settled import Members, settled
from engine.stages.unified import Feed
from registry.records import Registry


@dataclass(frozen=True, slots=True)
class Star:
    """The unified models and the star over a registry, a catalog and the tenants' logic."""

    registry: Registry
    catalog: Catalog
    logic: Logic

    def unified_models(self) -> Iterator[ModelSpec]:
        """One model an entity that sources feed."""
        for entity in self.catalog.entities:
            if feeds := self._feeds(entity):
                yield _unified(entity, feeds)

    def star_models(self) -> Iterator[ModelSpec]:
        """One model a fact or dimension."""
        for entity in self.catalog.entities:
            yield self._conformed(entity) if entity.conformed else self._tabled(entity)

    def _feeds(self, entity: type[Entity]) -> list[Feed]:
        """Which masters feed an entity is read from the registry and the contracts, whatever the platform."""
        return [
            Feed(naming.sink(master), source, mapping)
            for master in masters(self.registry)
            for source in (self.catalog.source(master),)
            for mapping in source.feeds
            if mapping.entity == entity.name
        ]

    def _conformed(self, entity: type[Entity]) -> ModelSpec:
        return _model(entity, Kind.TABLE, star.conformed(entity, self.logic))

    def _tabled(self, entity: type[Entity]) -> ModelSpec:
        own = self._unified_rows(entity) if self._feeds(entity) else None
        if own is None and entity.derive is None:
            return _model(entity, Kind.TABLE, empty(star.schema(entity)))
        others = {each.entity: self._read(each) for each in entity.reads}
        rows = settled(entity, own, self._members(entity), others, self.logic)
        make = star.fact if entity.is_fact() else star.dimension
        parents = [(column, parent, self._known(entity, parent)) for column, parent in self._parents(entity)]
        increment = self._increment(entity)
        return _model(entity, Kind.KEPT, make(entity, rows, self.logic, parents), increment)

    def _increment(self, entity: type[Entity]) -> Increment:
        own = [Grouped(model=naming.unified(entity.name), by=entity.group, has_candidates=True)] if self._feeds(entity) else []
        read = [each for each in entity.reads if self._stands(each)]
        grouped = [Grouped(model=_name(self.catalog, each), by=each.by, has_candidates=each.stage == "unified") for each in read if each.by]
        return Increment(
            key=entity.key(),
            group=entity.group,
            grouped=(*own, *grouped),
            looked_up=tuple(self._looked_up(entity)),
            whole=tuple(_name(self.catalog, each) for each in read if not each.by),
            promises=tuple(promises(entity)),
        )

    def _looked_up(self, entity: type[Entity]) -> Iterator[LookedUp]:
        through = {role.through for column in entity.playing(Inherited) if (role := column.role(Inherited))}
        for column, parent in self._parents(entity):
            if _makes(entity, parent) or not (parent.derive or self._feeds(parent)):
                continue
            yield LookedUp(
                model=naming.star(parent.table) if parent.derive else naming.unified(parent.name),
                key=parent.key(),
                id=parent.playing(Key)[0].name,
                reference=reference_key(column),
                reference_id=column,
                inherits=column in through,
                has_candidates=parent.derive is None,
            )

    def _members(self, entity: type[Entity]) -> Members:
        """The entities that columns of the entity inherit from, by the reference that leads to them."""
        through = {role.through for column in entity.playing(Inherited) if (role := column.role(Inherited))}
        found = {column: parent for column, parent in self._parents(entity) if column in through}
        return {column: (parent, unified.standing(parent, self._unified_rows(parent))) for column, parent in found.items()}

    def _known(self, entity: type[Entity], parent: type[Entity]) -> ir.Table | None:
        """The members that references may lead to; None where they are made of the entity's own rows."""
        if _makes(entity, parent):
            return None
        return star.table(parent, naming.STAR) if parent.derive else unified.standing(parent, self._unified_rows(parent))

    def _read(self, reads: Reads) -> ir.Table:
        other = self.catalog.entity(reads.entity)
        return star.table(other, naming.STAR) if reads.stage == "star" else unified.standing(other, self._unified_rows(other))

    def _stands(self, reads: Reads) -> bool:
        """Whether there is a model that may change, and not the nothing that stands for an entity that nothing makes."""
        other = self.catalog.entity(reads.entity)
        return bool(self._feeds(other)) or (reads.stage == "star" and other.derive is not None)

    def _unified_rows(self, entity: type[Entity]) -> ir.Table:
        types = unified.stored(entity)
        return _table(types, naming.unified(entity.name)) if self._feeds(entity) else empty(types)

    def _parents(self, entity: type[Entity]) -> list[tuple[str, type[Entity]]]:
        return references(entity, self.catalog)


def references(entity: type[Entity], catalog: Catalog) -> list[tuple[str, type[Entity]]]:
    """An entity's reference columns and the entities that they point to."""
    return [(c.name, catalog.entity(role.entity)) for c in entity.playing(Reference) if (role := c.role(Reference))]


def _unified(entity: type[Entity], feeds: list[Feed]) -> ModelSpec:
    found = unified.candidates(entity, feeds)
    ranked = unified.ranked(entity, ibis.table(found.schema(), name="candidates"))
    types = unified.stored(entity)
    sinks = {feed.sink: feed.source.master for feed in feeds}
    return ModelSpec(
        name=naming.unified(entity.name),
        kind=Kind.KEPT,
        expression=ranked,
        parts={"candidates": (parsed(found),)},
        columns=physical(types),
        description=f"What the newest version of every record says of each {entity.name.replace('_', ' ')}; one row a key stands.",
        column_descriptions=described(entity, types),
        reads=tuple(sorted(sinks)),
        increment=Records(key=entity.key(), sinks=tuple(sorted(sinks.items())), ranked=compiled(ranked)),
    )


def _model(entity: type[Entity], kind: Kind, expression: ir.Table, increment: Increment | None = None) -> ModelSpec:
    types = star.schema(entity)
    return ModelSpec(
        name=naming.star(entity.table),
        kind=kind,
        expression=expression,
        columns=physical(types),
        description=" ".join((entity.__doc__ or entity.name).split()),
        column_descriptions=described(entity, types),
        reads=_models_read(expression),
        grain=(entity.columns[0].name,) if entity.conformed else ("tenant_slug", entity.key()),
        increment=increment,
    )


def _models_read(expression: ir.Table) -> tuple[str, ...]:
    """The models that an expression reads: all tables that it names."""
    tables = expression.op().find(ibis.expr.operations.UnboundTable)
    return tuple(sorted({f"{table.namespace.database}.{table.name}" for table in tables}))


def _makes(entity: type[Entity], parent: type[Entity]) -> bool:
    """Whether the members of the parent are made of the entity's own rows in the star."""
    return parent.derive is not None and any(each.entity == entity.name and each.stage == "star" for each in parent.reads)


def _name(catalog: Catalog, reads: Reads) -> str:
    return naming.unified(reads.entity) if reads.stage == "unified" else naming.star(catalog.entity(reads.entity).table)


def _table(types: Mapping[str, str], name: str) -> ir.Table:
    database, table = name.split(".")
    return ibis.table(types, name=table, database=database)
