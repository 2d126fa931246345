"""The models of one project: its registry files, its tenants and the installed contracts, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contracts.catalog import catalog
from contracts.rates import Rate
from engine.configuration import read_settings
from engine.exchange_rates import read_rates
from engine.models.entities import Star
from engine.models.logic import applied_logic, tenant_logic, with_calculated
from engine.models.logic_check import check_logic
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

    def applied_logic(self) -> Iterator[ModelSpec]:
        """The logic of the tenants, as the other models are compiled with it."""
        return iter((applied_logic(self.star.logic),))


def project_at(root: Path) -> Project:
    """The project in a folder; opens no connection."""
    settings = read_settings(root)
    check_logic(settings, catalog())
    registry = RegistryStore(settings.registry).load()
    logic = tenant_logic(settings, registry)
    star = Star(registry, with_calculated(catalog(), logic), logic, tenant_rates(settings))
    return Project(registry, pushing(settings, registry), star)


def pushing(settings: Settings, registry: Registry) -> Registry:
    """The routes that are pushed: of a tenant that left config.yaml nothing more is, while its history stays."""
    return registry.of_tenants(tenant.slug for tenant in settings.tenants)


def tenant_rates(settings: Settings) -> dict[str, tuple[Rate, ...]]:
    """The exchange rates of the tenants that declare a file of their own."""
    paths = {tenant.slug: tenant.declared["exchange_rates"] for tenant in settings.tenants}
    return {slug: read_rates(settings.root / path) for slug, path in paths.items() if path}
