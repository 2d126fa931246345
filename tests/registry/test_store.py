from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import RegistryError
from registry.fingerprint import canonical
from registry.records import Blueprint, Registry, Route
from registry.store import RegistryStore

ORDERS = Blueprint.of("orders", (("id", "bigint"), ("total", "decimal")), "contract")

shapes = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True) | st.sampled_from(["Created At", "a:b", "50%", "é"]),
    st.sampled_from(["text", "json"]),
    min_size=1,
    max_size=4,
)
slugs = st.from_regex(r"[a-z]{1,6}", fullmatch=True)


def routed(tenants: list[str]) -> Registry:
    routes = [Route(t, "shopify", "shopify", f"raw_{t}", "shopify__orders", ORDERS.fingerprint) for t in tenants]
    return Registry.of([ORDERS], routes)


@given(shape=shapes, tenants=st.lists(slugs, unique=True, max_size=5))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, shape: dict[str, str], tenants: list[str]) -> None:
    store = RegistryStore(tmp_path_factory.mktemp("registry"))
    registry = routed(tenants).bind(Blueprint.of("other", canonical(shape.items()), "accepted"))
    store.save(registry)
    assert store.load() == registry


def test_an_adopted_route_is_loaded_and_one_from_before_them_too(tmp_path: Path) -> None:
    store, registry = RegistryStore(tmp_path), routed(["acme"])
    adopted = Route("acme", "shop", "shopify", "airbyte", "orders", ORDERS.fingerprint, "_airbyte_extracted_at", "gone")
    store.save(registry.wire(adopted))
    assert [route.adopted for route in store.load().routes] == [True, False]
    assert store.load() == registry.wire(adopted)
    store.save(registry)
    store.routes.write_text("".join(f"{line.rsplit(',', 2)[0]}\n" for line in store.routes.read_text().splitlines()))
    assert store.load() == registry


def test_the_same_registry_is_the_same_bytes(tmp_path: Path) -> None:
    one, other = RegistryStore(tmp_path / "one"), RegistryStore(tmp_path / "other")
    one.save(routed(["acme", "tyrell"]))
    other.save(routed(["tyrell", "acme"]))
    assert one.routes.read_bytes() == other.routes.read_bytes()
    assert [line.split(",")[0] for line in one.routes.read_text().splitlines()] == ["tenant_slug", "acme", "tyrell"]


def test_nothing_but_the_two_files_is_left(tmp_path: Path) -> None:
    store = RegistryStore(tmp_path)
    store.save(routed(["acme"]))
    store.save(routed(["acme", "tyrell"]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blueprints.csv", "routes.csv"]


def test_absent_files_are_an_empty_registry(tmp_path: Path) -> None:
    assert RegistryStore(tmp_path).load() == Registry()


def test_a_blueprint_changed_by_hand_is_refused(tmp_path: Path) -> None:
    store = RegistryStore(tmp_path)
    store.save(routed([]))
    store.blueprints.write_text(store.blueprints.read_text().replace("total:decimal", "total:text"))
    with pytest.raises(RegistryError, match="is not the fingerprint of its columns"):
        store.load()


@pytest.mark.parametrize("text", ["", "tenant,table\n", "tenant_slug,connection,platform,schema_name,table_name\n"])
def test_a_file_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    store = RegistryStore(tmp_path)
    store.save(routed([]))
    store.routes.write_text(text)
    with pytest.raises(RegistryError, match=r"routes\.csv: expected the columns"):
        store.load()


@pytest.mark.parametrize("row", ["acme\n", "acme,shopify,shopify,raw_acme,shopify__orders,{0},,,more\n"])
def test_a_row_that_is_cut_or_too_long_is_refused(tmp_path: Path, row: str) -> None:
    store = RegistryStore(tmp_path)
    store.save(routed([]))
    store.routes.write_text(store.routes.read_text() + row.format(ORDERS.fingerprint))
    with pytest.raises(RegistryError, match=r"routes\.csv:2: "):
        store.load()


@pytest.mark.timeout(20)
def test_ten_thousand_routes_load_in_a_moment(tmp_path: Path) -> None:
    store = RegistryStore(tmp_path)
    store.save(routed([f"t{number}" for number in range(10_000)]))
    assert len(store.load().routes) == 10_000
