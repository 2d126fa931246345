"""The star as a graph: which entities a fact reaches over its references, its day and its tenant, and by which columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from contracts.catalog import Catalog
from contracts.entity import Entity, reference_key
from contracts.roles import Reference

DATE, FISCAL_DATE, TENANT = "date", "fiscal_date", "tenant"
"""The conformed entities that the engine makes; facts reach them by columns that the engine adds, not by a reference."""

DATE_KEY, FISCAL_DATE_KEY = "date_day", "fiscal_date_day"
TENANT_COLUMN = "tenant_slug"


@dataclass(frozen=True, slots=True)
class Join:
    """One step from an entity to another: at most one row of ``entity`` answers to a row of ``source``."""

    source: str
    column: str
    entity: str
    key: str


def tenant_column(entity: type[Entity]) -> str:
    """The name that the tenant of an entity's rows goes by where all tenants are read, unique over the star.

    The tenants dimension keeps its own.
    """
    return f"{entity.name}_{TENANT_COLUMN}" if entity.by_tenant or not entity.conformed else TENANT_COLUMN


def joins(catalog: Catalog, fact: type[Entity], *, tenants: bool = False) -> tuple[Join, ...]:
    """Every step from a fact to the entities around it, nearest first; an entity is reached once, by the shortest way.

    References lead on: an order line reaches the customer of its order. Of two equally short ways the one declared first holds.
    """
    names = {entity.name for entity in catalog.entities}
    found = {fact.name: None} | {join.entity: join for join in _conformed(fact, tenants=tenants) if join.entity in names}
    waiting = deque([fact])
    while waiting:
        for join in _references(waiting.popleft()):
            if join.entity in names and join.entity not in found:
                found[join.entity] = join
                waiting.append(catalog.entity(join.entity))
    return tuple(join for join in found.values() if join)


def way(steps: tuple[Join, ...], wanted: AbstractSet[str]) -> tuple[Join, ...]:
    """The steps that are needed to reach some entities, those between included, in order.

    >>> steps = (Join("line", "a", "order", "b"), Join("order", "c", "customer", "d"), Join("line", "e", "product", "f"))
    >>> [join.entity for join in way(steps, {"customer"})]
    ['order', 'customer']
    """
    needed: set[str] = set(wanted)
    for step in reversed(steps):
        if step.entity in needed:
            needed.add(step.source)
    return tuple(step for step in steps if step.entity in needed)


def _references(entity: type[Entity]) -> Iterator[Join]:
    for column in entity.playing(Reference):
        role = column.role(Reference)
        assert role is not None
        yield Join(entity.name, reference_key(column.name), role.entity, f"{role.entity}_key")


def _conformed(fact: type[Entity], *, tenants: bool) -> Iterator[Join]:
    if fact.happened():
        yield Join(fact.name, fact.day(), DATE, DATE_KEY)
        yield Join(fact.name, fact.day(), FISCAL_DATE, FISCAL_DATE_KEY)
    if tenants:
        yield Join(fact.name, tenant_column(fact), TENANT, TENANT_COLUMN)
