from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.catalog import Catalog
from contracts.source import Api, Source
from engine.acceptance import accept, drift_of, table_named
from engine.discovery import LandedTable, Standing
from engine.errors import DriftError
from engine.library import build
from registry.errors import RegistryError
from registry.fingerprint import Columns, canonical
from registry.records import Blueprint, Registry


class Shop(Source, api=Api("shop", ("shop",))):
    pass


class Order(Shop, object="orders", key="id"):
    id: int | None = None
    total: str | None = None


CATALOG = Catalog((), (Order,))
LIBRARY = build(CATALOG, Registry())
KNOWN = canonical(Order.shape())
WIDER: Columns = (*KNOWN, ("vip", "bool"))


def landed(connection: str = "main", object_: str = "orders", columns: Columns = WIDER) -> LandedTable:
    return LandedTable("acme", connection, "shop", object_, columns)


@pytest.mark.parametrize("name", ["orders", "main__orders", "raw_acme.main__orders"])
def test_a_table_is_found_by_any_of_its_names(name: str) -> None:
    assert table_named((landed(), landed(object_="refunds")), "acme", name) == landed()


def test_an_object_of_two_connections_must_be_named_in_full() -> None:
    with pytest.raises(DriftError, match="could be main__orders or second__orders"):
        table_named((landed(), landed("second")), "acme", "orders")


def test_tables_that_two_loaders_call_alike_are_named_with_their_schema() -> None:
    theirs = [replace(landed("one"), standing=Standing(schema, "event", None, None)) for schema in ("amplitude", "mixpanel")]
    with pytest.raises(DriftError, match=r"could be amplitude\.event or mixpanel\.event"):
        table_named(tuple(theirs), "acme", "event")
    assert table_named(tuple(theirs), "acme", theirs[1].called) == theirs[1]


def test_a_table_that_never_landed_is_asked_back() -> None:
    with pytest.raises(DriftError, match="Did you mean 'main__orders'"):
        table_named((landed(),), "acme", "main__order")
    with pytest.raises(DriftError, match="engine onboard"):
        table_named((), "acme", "orders")


def test_the_difference_is_seen_from_the_objects_own_contract() -> None:
    difference = drift_of(CATALOG, LIBRARY, landed()).difference
    assert difference is not None
    assert (difference.blueprint.master_model_id, difference.added) == ("shop_orders", (("vip", "bool"),))


def test_a_known_shape_needs_no_acceptance() -> None:
    with pytest.raises(DriftError, match="its shape is known: it belongs to shop_orders"):
        drift_of(CATALOG, LIBRARY, landed(columns=KNOWN))


def test_an_accepted_shape_is_bound_and_wired_beside_the_contracts() -> None:
    registry = accept(CATALOG, LIBRARY, landed())
    route = registry.route("raw_acme", "main__orders")
    assert route is not None
    bound = registry.blueprint(route.fingerprint)
    assert bound == Blueprint.of("shop_orders", WIDER, "accepted")
    assert set(LIBRARY.blueprints) < set(registry.blueprints)


def test_a_shape_of_another_master_is_not_accepted() -> None:
    registry = LIBRARY.bind(Blueprint.of("shop_drafts", WIDER, "accepted"))
    with pytest.raises(RegistryError, match="bound to shop_drafts and cannot be bound to shop_orders"):
        accept(CATALOG, registry, landed())


def test_an_object_without_a_contract_is_not_accepted() -> None:
    with pytest.raises(DriftError, match="no contract of shop has the object 'refunds'"):
        accept(CATALOG, LIBRARY, landed(object_="refunds"))
