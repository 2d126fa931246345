from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import RegistryError
from registry.fingerprint import Columns, canonical
from registry.records import Blueprint, Registry, Route, difference

ORDERS = Blueprint.of("orders", (("id", "bigint"), ("total", "decimal")), "contract")
WIDER = Blueprint.of("orders", (("id", "bigint"), ("note", "text"), ("total", "decimal")), "accepted")
CUSTOMERS = Blueprint.of("customers", (("email", "text"), ("id", "bigint")), "contract")


def route(fingerprint: str, tenant: str = "acme") -> Route:
    return Route(tenant, "shopify", "shopify", f"raw_{tenant}", "shopify__orders", fingerprint)


def test_a_fingerprint_has_one_master() -> None:
    registry = Registry().bind(ORDERS)
    with pytest.raises(RegistryError, match="bound to orders and cannot be bound to refunds"):
        registry.bind(Blueprint.of("refunds", ORDERS.columns, "accepted"))


def test_a_master_has_many_fingerprints() -> None:
    registry = Registry().bind(ORDERS).bind(WIDER)
    assert {blueprint.master_model_id for blueprint in registry.blueprints} == {"orders"}
    assert len(registry.blueprints) == 2


def test_binding_again_changes_nothing() -> None:
    registry = Registry().bind(ORDERS)
    assert registry.bind(Blueprint.of("orders", ORDERS.columns, "accepted")) == registry


def test_nothing_is_wired_to_an_unknown_fingerprint() -> None:
    with pytest.raises(RegistryError, match=r"raw_acme\.shopify__orders has no blueprint"):
        Registry().wire(route(ORDERS.fingerprint))


def test_a_table_has_one_route() -> None:
    registry = Registry().bind(ORDERS).bind(WIDER).wire(route(ORDERS.fingerprint)).wire(route(WIDER.fingerprint))
    assert registry.routes == (route(WIDER.fingerprint),)
    assert registry.route("raw_acme", "shopify__orders") == route(WIDER.fingerprint)


def test_many_at_once_are_as_one_by_one() -> None:
    routes = [route(ORDERS.fingerprint, tenant) for tenant in ("wayne", "acme", "tyrell")]
    one_by_one = Registry().bind(CUSTOMERS).bind(ORDERS)
    for each in routes:
        one_by_one = one_by_one.wire(each)
    assert Registry.of([ORDERS, CUSTOMERS], routes) == one_by_one
    with pytest.raises(RegistryError, match="nothing is wired"):
        Registry.of([CUSTOMERS], routes)


def test_the_nearest_blueprint_differs_least() -> None:
    registry = Registry.of([ORDERS, CUSTOMERS], [])
    found = registry.nearest((("email", "text"), ("id", "text"), ("name", "text")))
    assert found is not None
    assert found.blueprint == CUSTOMERS
    assert (found.added, found.removed, found.retyped) == ((("name", "text"),), (), (("id", "bigint", "text"),))


def test_an_empty_registry_has_no_nearest() -> None:
    assert Registry().nearest(ORDERS.columns) is None


columns = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["text", "bigint"]), max_size=6).map(
    lambda shape: canonical(shape.items())
)


@given(columns, columns)
def test_a_difference_leads_from_the_blueprint_to_what_was_found(known: Columns, found: Columns) -> None:
    told = difference(Blueprint.of("m", known, "contract"), found)
    patched = {**dict(known), **dict(told.added), **{name: kind for name, _, kind in told.retyped}}
    for name, _ in told.removed:
        del patched[name]
    assert patched == dict(found)
    assert (told.size == 0) == (known == found)
