"""Fixtures of the models' room: registries in which every contract is routed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from contracts.catalog import Catalog, catalog
from contracts.logic import Logic, TenantLogic
from engine.library import build
from registry.records import Blueprint, Registry, Route

Routed = Callable[..., Registry]
"""(tenants, contracts) -> the registry of these tenants' landed tables, one of every object and platform."""


def logic(count: int) -> Logic:
    """What some tenants declare."""
    return Logic(tuple(TenantLogic(f"t{n:04}", f"Tenant {n}", "Europe/Berlin", "EUR") for n in range(count)))


@pytest.fixture(scope="session")
def routed() -> Routed:
    """Registries as a library and some onboardings leave them."""

    def registry(count: int, contracts: Catalog | None = None) -> Registry:
        found = contracts or catalog()
        library = build(found, Registry())
        pairs = [(tenant.slug, blueprint) for tenant in logic(count).tenants for blueprint in library.blueprints]
        return Registry.of(library.blueprints, [route for slug, blueprint in pairs for route in _routes(slug, blueprint, found)])

    return registry


def _routes(slug: str, blueprint: Blueprint, contracts: Catalog) -> Iterable[Route]:
    source = contracts.source(blueprint.master_model_id)
    for platform in source.api.platforms:
        yield Route(slug, platform, platform, f"raw_{slug}", f"{platform}__{source.object}", blueprint.fingerprint)
