"""The ways from a fact to the entities around it."""

from __future__ import annotations

from typing import Annotated

from contracts.catalog import Catalog, catalog
from contracts.entity import Entity
from contracts.roles import Key, Reference
from engine.semantic.graph import Join, joins


class Region(Entity, name="region", table="dim_regions"):
    """A region, part of a larger one."""

    region_id: Annotated[str | None, Key()] = None
    """Its id."""
    region_parent_id: Annotated[str | None, Reference("region")] = None
    """The larger one."""


class Shop(Entity, name="shop", table="dim_shops"):
    """A shop."""

    shop_id: Annotated[str | None, Key()] = None
    """Its id."""
    shop_region_id: Annotated[str | None, Reference("region")] = None
    """Where it is."""


class Delivery(Entity, name="delivery", table="fct_deliveries"):
    """A delivery from a shop to a region."""

    delivery_id: Annotated[str | None, Key()] = None
    """Its id."""
    delivery_shop_id: Annotated[str | None, Reference("shop")] = None
    """Where from."""
    delivery_to_id: Annotated[str | None, Reference("region")] = None
    """Where to."""
    delivery_via_id: Annotated[str | None, Reference("region")] = None
    """By what way."""


def test_an_entity_is_reached_once_by_the_shortest_way_declared_first() -> None:
    assert joins(Catalog((Delivery, Region, Shop), (), ()), Delivery) == (
        Join("delivery", "delivery_shop_key", "shop", "shop_key"),
        Join("delivery", "delivery_to_key", "region", "region_key"),
    )


def test_entities_that_are_not_there_are_not_reached() -> None:
    assert joins(Catalog((Delivery, Shop), (), ()), Delivery) == (Join("delivery", "delivery_shop_key", "shop", "shop_key"),)


def test_no_fact_of_the_catalog_is_multiplied_by_a_join() -> None:
    contracts = catalog()
    for fact in (entity for entity in contracts.entities if entity.is_fact()):
        steps = joins(contracts, fact, tenants=True)
        reached = [fact.name, *(step.entity for step in steps)]
        assert len(set(reached)) == len(reached)
        assert all(step.source in reached[: place + 1] for place, step in enumerate(steps))
        assert {step.key for step in steps} <= {
            "date_day",
            "fiscal_date_day",
            "tenant_slug",
            *(f"{entity.name}_key" for entity in contracts.entities),
        }
