"""Unified models and the star: for each entity of the contracts, what the routed master models hold of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from contracts.calculated import calculated
from contracts.catalog import Catalog
from contracts.entity import Entity, Reads, reference_key
from contracts.logic import Logic
from contracts.rates import Rate
from contracts.roles import Inherited, Key, Reference
from engine import naming
from engine.models.descriptions import described
from engine.models.increment import Grouped, Increment, LookedUp, Records
from engine.models.promises import promises
from engine.models.spec import Kind, ModelSpec, compiled, empty, parsed, physical
from engine.models.staging import masters
from engine.stages import conformed, star, unified
from engine.stages.settled import Members, settled
from engine.stages.unified import Feed
from registry.records import Registry


@dataclass(frozen=True, slots=True)
class Star:
    """The unified models and the star over a registry, a catalog and the tenants' logic."""

    registry: Registry
    catalog: Catalog
    logic: Logic
    rates: Mapping[str, Sequence[Rate]] = field(default_factory=dict)
    """Exchange rates of tenants that declare their own."""

    def unified_models(self) -> Iterator[ModelSpec]:
        """One model an entity that sources feed."""
        remembered = {each.entity for entity in self.catalog.entities for each in entity.reads if each.stage == "history"}
        for entity in self.catalog.entities:
            if feeds := self._feeds(entity):
                yield _unified(entity, feeds)
            if entity.name in remembered and (known := self._remembered(entity)):
                yield _history(entity, known)

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

    def _remembered(self, entity: type[Entity]) -> list[Feed]:
        """The feeds that tell a history: a report names members on each of its rows, and keeps no account of what became of them."""
        return [f for f in self._feeds(entity) if not any(self.catalog.entity(mapping.entity).is_fact() for mapping in f.source.feeds)]

    def _conformed(self, entity: type[Entity]) -> ModelSpec:
        per_euro = _table(conformed.PER_EURO, naming.EXCHANGE_RATES)
        rows = conformed.conformed(entity, self.logic, per_euro, self.rates)
        return _model(entity, Kind.KEPT, rows, Increment(grain=_grain(entity)))

    def _tabled(self, entity: type[Entity]) -> ModelSpec:
        own = self._unified_rows(entity) if self._feeds(entity) else None
        if own is None and entity.derive is None:
            return _model(
                entity, Kind.KEPT, empty(star.schema(entity)), Increment(grain=_grain(entity), promises=tuple(promises(entity, ())))
            )
        others = {each.entity: self._read(each) for each in entity.reads}
        rows = settled(entity, own, self._members(entity), others, self.logic)
        make = star.fact if entity.is_fact() else star.dimension
        parents = [(column, parent, self._known(entity, parent)) for column, parent in self._parents(entity)]
        increment = self._increment(entity, parents)
        made = make(entity, rows, self.logic, parents)
        viewed = made.view()
        own = calculated(entity, viewed, self.logic)
        whole = viewed.select(**{name: own.get(name, viewed[name]) for name in star.schema(entity)}) if own else made
        return _model(entity, Kind.KEPT, whole, increment)

    def _increment(self, entity: type[Entity], parents: star.Parents) -> Increment:
        own = [Grouped(model=naming.unified(entity.name), by=entity.group, has_candidates=True)] if self._feeds(entity) else []
        read = [each for each in entity.reads if self._stands(each)]
        grouped = [Grouped(model=_name(self.catalog, each), by=each.by, has_candidates=each.stage == "unified") for each in read if each.by]
        return Increment(
            grain=_grain(entity),
            group=entity.group,
            grouped=(*own, *grouped),
            looked_up=tuple(self._looked_up(entity)),
            whole=tuple(_name(self.catalog, each) for each in read if not each.by and not each.meets),
            promises=tuple(promises(entity, parents)),
        )

    def _looked_up(self, entity: type[Entity]) -> Iterator[LookedUp]:
        for column, parent in self._parents(entity):
            if _makes(self.catalog, entity, parent) or not (parent.derive or self._feeds(parent)):
                continue
            yield LookedUp(
                model=naming.star(parent.table) if parent.derive else naming.unified(parent.name),
                key=parent.key(),
                id=parent.playing(Key)[0].name,
                reference=reference_key(column),
                reference_id=column,
                takes=_taken(entity, column),
                has_candidates=parent.derive is None,
            )
        for each in entity.reads:
            if each.meets and self._stands(each):
                key, reference = each.meets
                candidates = each.stage == "unified"
                yield LookedUp(model=_name(self.catalog, each), key=key, reference=reference, takes=None, has_candidates=candidates)

    def _members(self, entity: type[Entity]) -> Members:
        """The entities that columns of the entity inherit from, by the reference that leads to them."""
        through = {role.through for column in entity.playing(Inherited) if (role := column.role(Inherited))}
        found = {column: parent for column, parent in self._parents(entity) if column in through}
        return {column: (parent, unified.standing(parent, self._unified_rows(parent))) for column, parent in found.items()}

    def _known(self, entity: type[Entity], parent: type[Entity]) -> ir.Table | None:
        """The members that references may lead to; None where they are made of the entity's own rows."""
        if _makes(self.catalog, entity, parent):
            return None
        return star.table(parent, naming.STAR) if parent.derive else unified.standing(parent, self._unified_rows(parent))

    def _read(self, reads: Reads) -> ir.Table:
        other = self.catalog.entity(reads.entity)
        match reads.stage:
            case "star":
                return star.members(other, star.table(other, naming.STAR))
            case "unified":
                return unified.standing(other, self._unified_rows(other))
            case "history":
                types = unified.told(other)
                return _table(types, naming.history(other.name)) if self._remembered(other) else empty(types)

    def _stands(self, reads: Reads) -> bool:
        """Whether there is a model to read, and not the nothing that stands for an entity that no source feeds."""
        other = self.catalog.entity(reads.entity)
        return reads.stage == "star" or bool(self._feeds(other) if reads.stage == "unified" else self._remembered(other))

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
    text = f"What the newest version of every record says of each {entity.name.replace('_', ' ')}; one row a key stands."
    return _of_records(entity, feeds, naming.unified(entity.name), found, ranked, says=text)


def _history(entity: type[Entity], feeds: list[Feed]) -> ModelSpec:
    found = unified.versions(entity, feeds)
    keyed = unified.keyed(entity, ibis.table(found.schema(), name="candidates"))
    text = f"What every version of every record said of each {entity.name.replace('_', ' ')}."
    return _of_records(entity, feeds, naming.history(entity.name), found, keyed, says=text)


def _of_records(entity: type[Entity], feeds: list[Feed], name: str, found: ir.Table, made: ir.Table, *, says: str) -> ModelSpec:
    sinks = {feed.sink: feed.source.master for feed in feeds}
    computed = tuple(column for column in made.columns if column not in found.columns)
    types = {column: str(type_) for column, type_ in made.schema().items()}
    return ModelSpec(
        name=name,
        kind=Kind.KEPT,
        expression=made,
        parts={"candidates": (parsed(found),)},
        columns=physical(types),
        description=says,
        column_descriptions=described(entity, types),
        reads=tuple(sorted(sinks)),
        increment=Records(
            key=entity.key(),
            grain=("tenant_slug", entity.key(), "_master", "_record_id"),
            order=unified.ORDER if computed else (),
            sinks=tuple(sorted(sinks.items())),
            ranked=compiled(made),
            computed=computed,
        ),
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
        grain=_grain(entity),
        increment=increment,
    )


def _grain(entity: type[Entity]) -> tuple[str, ...]:
    if not entity.conformed:
        return "tenant_slug", entity.key()
    return *(("tenant_slug",) if entity.by_tenant else ()), *(column.name for column in entity.playing(Key))


def _models_read(expression: ir.Table) -> tuple[str, ...]:
    """The models that an expression reads: all tables that it names."""
    tables = expression.op().find(ibis.expr.operations.UnboundTable)
    return tuple(sorted({f"{table.namespace.database}.{table.name}" for table in tables}))


def _taken(entity: type[Entity], through: str) -> tuple[str, ...]:
    """The columns that an entity inherits from the member that a reference leads to, their keys too."""
    heirs = [(c, role) for c in entity.playing(Inherited) if (role := c.role(Inherited)) and role.through == through]
    keys = [reference_key(role.column) for column, role in heirs if column.role(Reference)]
    return tuple(sorted({*(role.column for _, role in heirs), *keys}))


def _makes(catalog: Catalog, entity: type[Entity], parent: type[Entity]) -> bool:
    """Whether the members of the parent are made, by however many steps, of the entity's own rows in the star."""
    waiting, seen = [parent.name] if parent.derive else [], set[str]()
    while waiting:
        reads = catalog.entity(waiting.pop()).reads
        names = {each.entity for each in reads if each.stage == "star"} - seen
        seen |= names
        waiting += names
    return entity.name in seen


def _name(catalog: Catalog, reads: Reads) -> str:
    match reads.stage:
        case "star":
            return naming.star(catalog.entity(reads.entity).table)
        case "unified":
            return naming.unified(reads.entity)
        case "history":
            return naming.history(reads.entity)


def _table(types: Mapping[str, str], name: str) -> ir.Table:
    database, table = name.split(".")
    return ibis.table(types, name=table, database=database)
