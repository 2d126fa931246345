"""The models of one project: its registry files, its tenants and the installed contracts, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contracts.catalog import catalog
from contracts.logic import Logic, TenantLogic
from engine.configuration import read_settings
from engine.models.entities import Star
from engine.models.spec import ModelSpec
from engine.models.staging import pushers, sinks
from engine.settings import Settings
from registry.records import Registry
from registry.store import RegistryStore


@dataclass(frozen=True, slots=True)
class Project:
    """What the models of one project are made of: all routes, and those of the tenants that config.yaml still declares."""

    registry: Registry
    pushing: Registry
    star: Star

    def pushers(self) -> Iterator[ModelSpec]:
        """One model a routed blueprint."""
        return pushers(self.pushing, self.star.catalog)

    def sinks(self) -> Iterator[ModelSpec]:
        """One model a routed master model."""
        return sinks(self.registry, self.pushing)

    def unified(self) -> Iterator[ModelSpec]:
        """One model an entity."""
        return self.star.unified_models()

    def facts_and_dimensions(self) -> Iterator[ModelSpec]:
        """One model a table of the star."""
        return self.star.star_models()


def project_at(root: Path) -> Project:
    """The project in a folder; opens no connection."""
    settings = read_settings(root)
    registry = RegistryStore(settings.registry).load()
    return Project(registry, pushing(settings, registry), Star(registry, catalog(), tenant_logic(settings, registry)))


def pushing(settings: Settings, registry: Registry) -> Registry:
    """The routes that are pushed: of a tenant that left config.yaml nothing more is, while its history stays."""
    return registry.of_tenants(tenant.slug for tenant in settings.tenants)


def tenant_logic(settings: Settings, registry: Registry) -> Logic:
    """All tenants that are declared or have data: one that left config.yaml keeps its rows under its slug."""
    declared = {
        t.slug: TenantLogic(t.slug, t.name, t.time_zone, t.currency, conversion_events=t.logic.conversion_events) for t in settings.tenants
    }
    gone = {route.tenant_slug for route in registry.routes} - set(declared)
    left = {slug: TenantLogic(slug, slug) for slug in gone}
    return Logic(tuple(tenant for _, tenant in sorted({**declared, **left}.items())))
