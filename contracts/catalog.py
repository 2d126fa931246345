"""The catalog: every entity and every source contract, found in their folders and checked against each other."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TypeVar

import contracts.entities
import contracts.sources
from contracts.entity import Entity
from contracts.errors import ContractError, did_you_mean
from contracts.history import history_of
from contracts.metrics import METRICS
from contracts.roles import Inherited, Ratio, Reference
from contracts.source import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entities and contracts, sorted by name."""

    entities: tuple[type[Entity], ...]
    sources: tuple[type[Source], ...]
    metrics: tuple[Ratio, ...] = METRICS

    def entity(self, name: str) -> type[Entity]:
        """The entity with a name; raises ContractError when there is none."""
        names = [entity.name for entity in self.entities]
        if name not in names:
            raise ContractError("catalog", [f"there is no entity {name!r}.{did_you_mean(name, names)}"])
        return self.entities[names.index(name)]

    def source(self, master: str) -> type[Source]:
        """The contract with a master model id; raises ContractError when there is none."""
        masters = [source.master for source in self.sources]
        if master not in masters:
            raise ContractError("catalog", [f"there is no contract for {master!r}.{did_you_mean(master, masters)}"])
        return self.sources[masters.index(master)]

    def platforms(self) -> tuple[str, ...]:
        """Every platform that some contract serves."""
        return tuple(sorted({platform for source in self.sources for platform in source.api.platforms}))

    def objects(self, platform: str) -> tuple[type[Source], ...]:
        """The contracts of a platform's objects."""
        return tuple(source for source in self.sources if platform in source.api.platforms)

    def referred(self, entity: type[Entity], column: str) -> type[Entity] | None:
        """The entity that a reference column leads to, if it is one of these."""
        role = next((c.role(Reference) for c in entity.columns if c.name == column), None)
        return next((other for other in self.entities if role and other.name == role.entity), None)

    def extended(self, entities: Mapping[str, type[Entity]]) -> Catalog:
        """The catalog with some entities in another form."""
        return Catalog(tuple(entities.get(entity.name, entity) for entity in self.entities), self.sources, self.metrics)

    def feeding(self, entity: str) -> tuple[type[Source], ...]:
        """The contracts that feed an entity."""
        return tuple(source for source in self.sources if any(mapping.entity == entity for mapping in source.feeds))


@cache
def catalog() -> Catalog:
    """The catalog of this installation; raises ContractError when its parts contradict each other."""
    declared = _classes(contracts.entities, Entity)
    entities = sorted((*declared, *(history_of(entity) for entity in declared if entity.history)), key=lambda entity: entity.name)
    sources = sorted((s for s in _classes(contracts.sources, Source) if s.object), key=lambda source: source.master)
    found = Catalog(tuple(entities), tuple(sources))
    if problems := [*_collisions(found), *_disputed(found), *_dangling(found), *_disowned(found)]:
        raise ContractError("catalog", problems)
    return found


def _classes(package: ModuleType, base: type[T]) -> set[type[T]]:
    modules = [_imported(module.name) for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return {
        c
        for m in modules
        for c in vars(m).values()
        if isinstance(c, type) and issubclass(c, base) and c is not base and c.__module__ == m.__name__
    }


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ContractError:
        raise
    except Exception as error:  # whatever a file of somebody's own may raise, its author is told where
        raise ContractError(name, [f"cannot be imported: {type(error).__name__}: {error}"]) from error


def _collisions(found: Catalog) -> Iterator[str]:
    columns = Counter(column.name for entity in found.entities for column in entity.columns)
    yield from (f"column {name!r} stands in more than one entity: names are unique over the star." for name, n in columns.items() if n > 1)
    masters = Counter(source.master for source in found.sources)
    yield from (f"master model {name!r} has more than one contract." for name, n in masters.items() if n > 1)


def _disputed(found: Catalog) -> Iterator[str]:
    for platform in found.platforms():
        names = Counter(name for source in found.objects(platform) for name in {source.object, *source.known_as})
        yield from (f"{platform} has more than one object of the name {name!r}." for name, n in names.items() if n > 1)


def _dangling(found: Catalog) -> Iterator[str]:
    names = {entity.name for entity in found.entities}
    for entity in found.entities:
        for column in entity.playing(Reference):
            role = column.role(Reference)
            if role and role.entity not in names:
                yield f"{entity.name}.{column.name} refers to the entity {role.entity!r}.{did_you_mean(role.entity, names)}"


def _disowned(found: Catalog) -> Iterator[str]:
    for entity in found.entities:
        for column in entity.playing(Inherited):
            role = column.role(Inherited)
            parent = role and found.referred(entity, role.through)
            known = [c.name for c in parent.columns] if parent else []
            if role and parent and role.column not in known:
                hint = did_you_mean(role.column, known)
                yield f"{entity.name}.{column.name} inherits {role.column!r}, which {parent.name} does not have.{hint}"
