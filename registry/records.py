"""The registry as a value: blueprints (fingerprint -> master model) and routes (landed table -> fingerprint)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from registry.errors import RegistryError
from registry.fingerprint import Columns, fingerprint


@dataclass(frozen=True, slots=True, order=True)
class Blueprint:
    """A known shape of landed tables, and the master model that tables of this shape belong to."""

    master_model_id: str
    fingerprint: str
    origin: str
    """``contract`` (built by the library), ``adopted`` (a contract's shape under another loader's names) or ``accepted`` (after a look)."""
    columns: Columns

    @classmethod
    def of(cls, master_model_id: str, columns: Columns, origin: str) -> Blueprint:
        """A blueprint over columns, with their fingerprint."""
        return cls(master_model_id, fingerprint(columns), origin, columns)


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """A landed table of a tenant, and the fingerprint that it was found to have."""

    tenant_slug: str
    connection: str
    """The tenant's own name of the connected account or shop; by default the platform's name."""
    platform: str
    schema_name: str
    table_name: str
    fingerprint: str
    loaded_at: str = ""
    """Of a table that another loader landed: its column of the time at which a row was loaded."""
    deleted: str = ""
    """And the one that flags rows as deleted, if it has one."""

    @property
    def adopted(self) -> bool:
        """Whether another loader landed the table."""
        return bool(self.loaded_at)

    @property
    def place(self) -> tuple[str, str]:
        """Where the table stands."""
        return self.schema_name, self.table_name


@dataclass(frozen=True, slots=True)
class Difference:
    """How a shape differs from a blueprint, column by column."""

    blueprint: Blueprint
    added: Columns
    removed: Columns
    retyped: tuple[tuple[str, str, str], ...]
    """Name, kind in the blueprint, kind found."""

    @property
    def size(self) -> int:
        """How many columns differ."""
        return len(self.added) + len(self.removed) + len(self.retyped)


@dataclass(frozen=True, slots=True)
class Registry:
    """All blueprints and routes; every change makes a new value."""

    blueprints: tuple[Blueprint, ...] = ()
    routes: tuple[Route, ...] = ()

    @classmethod
    def of(cls, blueprints: Iterable[Blueprint], routes: Iterable[Route]) -> Registry:
        """The registry of many records at once; raises RegistryError where they contradict each other."""
        registry = cls()
        for blueprint in blueprints:
            registry = registry.bind(blueprint)
        by_place = {route.place: route for route in routes}
        known = {blueprint.fingerprint for blueprint in registry.blueprints}
        for route in by_place.values():
            if route.fingerprint not in known:
                raise _unbound(route)
        return replace(registry, routes=tuple(sorted(by_place.values())))

    def blueprint(self, fingerprint: str) -> Blueprint | None:
        """The blueprint with a fingerprint."""
        return next((blueprint for blueprint in self.blueprints if blueprint.fingerprint == fingerprint), None)

    def bind(self, blueprint: Blueprint) -> Registry:
        """The registry with one more blueprint; raises RegistryError when the fingerprint belongs to another master."""
        known = self.blueprint(blueprint.fingerprint)
        if known and known.master_model_id != blueprint.master_model_id:
            raise RegistryError(
                f"fingerprint {blueprint.fingerprint} is bound to {known.master_model_id} "
                f"and cannot be bound to {blueprint.master_model_id}: one shape has one master model."
            )
        return self if known else replace(self, blueprints=tuple(sorted((*self.blueprints, blueprint))))

    def wire(self, route: Route) -> Registry:
        """The registry with a landed table's route, in the place of an earlier one of the same table."""
        if not self.blueprint(route.fingerprint):
            raise _unbound(route)
        others = (known for known in self.routes if known.place != route.place)
        return replace(self, routes=tuple(sorted((*others, route))))

    def of_tenants(self, slugs: Iterable[str]) -> Registry:
        """The registry with the routes of some tenants alone."""
        wanted = frozenset(slugs)
        return replace(self, routes=tuple(route for route in self.routes if route.tenant_slug in wanted))

    def route(self, schema_name: str, table_name: str) -> Route | None:
        """The route of a landed table."""
        return next((route for route in self.routes if route.place == (schema_name, table_name)), None)

    def nearest(self, columns: Columns) -> Difference | None:
        """The blueprint that differs least from a shape, and how."""
        return min((difference(b, columns) for b in self.blueprints), key=lambda d: (d.size, d.blueprint), default=None)


def _unbound(route: Route) -> RegistryError:
    return RegistryError(f"fingerprint {route.fingerprint} of {'.'.join(route.place)} has no blueprint: nothing is wired.")


def difference(blueprint: Blueprint, columns: Columns) -> Difference:
    """How a shape differs from a blueprint.

    >>> d = difference(Blueprint.of("m", (("a", "text"), ("b", "text")), "contract"), (("b", "bigint"), ("c", "text")))
    >>> d.added, d.removed, d.retyped
    ((('c', 'text'),), (('a', 'text'),), (('b', 'text', 'bigint'),))
    """
    known, found = dict(blueprint.columns), dict(columns)
    return Difference(
        blueprint,
        added=tuple(column for column in columns if column[0] not in known),
        removed=tuple(column for column in blueprint.columns if column[0] not in found),
        retyped=tuple((name, known[name], kind) for name, kind in columns if name in known and known[name] != kind),
    )
