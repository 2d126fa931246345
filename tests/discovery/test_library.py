from __future__ import annotations

from pathlib import Path

import pytest

from contracts.catalog import Catalog, catalog
from contracts.source import Api, Source
from engine.library import build
from registry.errors import RegistryError
from registry.fingerprint import canonical
from registry.records import Blueprint, Registry
from registry.store import RegistryStore

COMMITTED = RegistryStore(Path(__file__).parents[2] / "registry")


class Shop(Source, api=Api("shop", ("shop",))):
    pass


class Order(Shop, object="orders", key="id"):
    id: int | None = None
    total: str | None = None


class Customer(Shop, object="customers", key="id"):
    id: int | None = None
    email: str | None = None


class Draft(Shop, object="drafts", key="id"):
    total: str | None = None
    id: int | None = None


def contracts(*sources: type[Source]) -> Catalog:
    return Catalog((), sources)


def test_every_contract_is_bound() -> None:
    registry = build(contracts(Order, Customer), Registry())
    assert [(b.master_model_id, b.origin) for b in registry.blueprints] == [("shop_customers", "contract"), ("shop_orders", "contract")]


def test_the_order_of_contracts_does_not_count() -> None:
    assert build(contracts(Order, Customer), Registry()) == build(contracts(Customer, Order), Registry())


def test_building_again_changes_nothing() -> None:
    registry = build(contracts(Order), Registry())
    assert build(contracts(Order), registry) == registry


def test_blueprints_of_earlier_shapes_stay() -> None:
    earlier = Blueprint.of("shop_orders", (("id", "bigint"),), "contract")
    assert earlier in build(contracts(Order), Registry().bind(earlier)).blueprints


def test_contracts_of_one_shape_are_told_at_once() -> None:
    accepted = Blueprint.of("shop_leads", canonical(Customer.shape()), "accepted")
    with pytest.raises(RegistryError) as caught:
        build(contracts(Order, Draft, Customer), Registry().bind(accepted))
    first, second = sorted(str(caught.value).splitlines())
    assert first.startswith("shop_customers and shop_leads have the same columns")
    assert second.startswith("shop_drafts and shop_orders have the same columns")


def test_the_committed_library_is_that_of_the_contracts() -> None:
    committed = COMMITTED.load()
    assert build(catalog(), committed) == committed, "run `engine library build` and commit registry/blueprints.csv"
