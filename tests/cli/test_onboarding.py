"""The way of a tenant with files, by the real commands: land, wire, drift, accept, quarantine, status."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from registry.store import RegistryStore
from tests.conftest import EngineCli, MakeProject

CONFIG = """\
tenants:
  - slug: acme
    name: Acme
    sources:
      - {platform: shopify, connection: shop, extract: {kind: files, path: records}}
      - {platform: facebook_ads, extract: {kind: files, path: absent}}
  - slug: bare
    name: Bare
"""

ORDER = {"id": 1, "currency": "EUR", "total_price": "10.50", "updated_at": "2025-01-01T10:00:00Z"}


@pytest.fixture
def shop(make_project: MakeProject) -> Path:
    """A project whose tenant acme has a folder of shop records."""
    root = make_project(CONFIG)
    (root / "records").mkdir()
    return root


def write(root: Path, name: str, *records: Any) -> None:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    (root / "records" / name).write_text("\n".join(lines) + "\n")


def status_of(engine_cli: EngineCli, root: Path) -> dict[str, dict[str, Any]]:
    finished = engine_cli(root, "status", "acme", "--json")
    assert finished.returncode == 0, finished.stderr
    return {found["object"]: found for found in json.loads(finished.stdout)["objects"]}


def routes_of(root: Path) -> dict[str, str]:
    registry = RegistryStore(root / "registry").load()
    masters = {blueprint.fingerprint: blueprint.master_model_id for blueprint in registry.blueprints}
    return {route.table_name: masters[route.fingerprint] for route in registry.routes}


def test_what_lands_is_counted_wired_and_due(engine_cli: EngineCli, shop: Path) -> None:
    write(shop, "orders.jsonl", ORDER, {**ORDER, "id": 2}, '{"id": 3, "total_', {**ORDER, "id": 4, "total_price": "a lot"})
    finished = engine_cli(shop, "onboard", "acme", "--connection", "shop", "--object", "orders", "--json")
    assert finished.returncode == 0, finished.stderr
    (row,) = json.loads(finished.stdout)
    assert (row["read"], row["landed"], row["quarantined"], row["result"]) == (4, 2, 2, "wired")
    assert routes_of(shop) == {"shop__orders": row["master_model"]}

    orders = status_of(engine_cli, shop)["orders"]
    assert (orders["landed"], orders["quarantined"], orders["pushed"]) == (2, 2, 0)
    assert (orders["fingerprint"], orders["master_model"]) == (row["fingerprint"], row["master_model"])
    assert (orders["state"], orders["drifted"], orders["push_due"]) == ("push due", False, True)

    listed = engine_cli(shop, "quarantine", "list", "acme", "--json")
    assert sum(kind["records"] for kind in json.loads(listed.stdout)) == 2
    shown = engine_cli(shop, "quarantine", "show", "acme", "--object", "orders", "--limit", "1", "--json")
    (record,) = json.loads(shown.stdout)
    assert record["object"] == "orders" and record["error"] and record["record"]
    assert json.loads(engine_cli(shop, "quarantine", "show", "acme", "--object", "products", "--json").stdout) == []
    replayed = engine_cli(shop, "quarantine", "replay", "acme")
    assert replayed.returncode == 0, replayed.stderr
    assert "0 records landed, 2 stay in quarantine" in replayed.stderr


def test_a_drifted_table_is_shown_and_wired_once_accepted(engine_cli: EngineCli, shop: Path) -> None:
    write(shop, "orders.jsonl", {**ORDER, "vip_level": "gold"})
    write(shop, "products.jsonl", {"id": 7, "title": "Lamp"})
    finished = engine_cli(shop, "onboard", "acme", "--connection", "shop")
    assert finished.returncode == 1
    assert "+ vip_level text" in finished.stderr
    assert "engine registry accept acme shop__orders" in finished.stderr
    wired = routes_of(shop)
    assert "shop__orders" not in wired and "shop__products" in wired
    assert status_of(engine_cli, shop)["orders"]["state"] == "drifted"

    unasked = engine_cli(shop, "registry", "accept", "acme", "orders")
    assert unasked.returncode == 1
    assert "--yes" in unasked.stderr and "+ vip_level text" in unasked.stderr
    assert routes_of(shop) == wired

    accepted = engine_cli(shop, "registry", "accept", "acme", "orders", "--yes")
    assert accepted.returncode == 0, accepted.stderr
    assert routes_of(shop)["shop__orders"] == status_of(engine_cli, shop)["orders"]["master_model"]
    shown = json.loads(engine_cli(shop, "registry", "show", "acme", "--json").stdout)
    assert {route["table"] for route in shown["routes"]} >= {"raw_acme.shop__orders", "raw_acme.shop__products"}
    assert "accepted" in {blueprint["origin"] for blueprint in shown["blueprints"]}

    again = engine_cli(shop, "onboard", "acme", "--connection", "shop", "--object", "orders")
    assert again.returncode == 0, again.stderr


def test_a_connection_that_cannot_land_keeps_no_other_from_it(engine_cli: EngineCli, shop: Path) -> None:
    write(shop, "orders.jsonl", ORDER)
    finished = engine_cli(shop, "onboard", "acme", "--json")
    assert finished.returncode == 1
    assert "absent" in finished.stderr and "Traceback" not in finished.stderr
    results = {(row["connection"], row["object"]): row["result"] for row in json.loads(finished.stdout)}
    assert results["shop", "orders"] == "wired"
    assert {result for (connection, _), result in results.items() if connection == "facebook_ads"} == {"failed"}
    assert "shop__orders" in routes_of(shop)


def test_several_tenants_are_onboarded_in_turn(engine_cli: EngineCli, make_project: MakeProject) -> None:
    source = "{{platform: shopify, connection: shop, extract: {{kind: files, path: {}}}}}"
    paths = {"a": "records", "b": "absent", "c": "records"}
    tenants = [f"{{slug: {slug}, name: {slug}, sources: [{source.format(path)}]}}" for slug, path in paths.items()]
    root = make_project(f"tenants: [{', '.join(tenants)}, {{slug: bare, name: Bare}}]\n")
    (root / "records").mkdir()
    write(root, "orders.jsonl", ORDER)
    finished = engine_cli(root, "onboard", "a", "bare", "b", "c", "a", "--object", "orders", "--json")
    assert finished.returncode == 1
    results = [(row["tenant"], row["object"], row["result"]) for row in json.loads(finished.stdout)]
    assert results == [("a", "orders", "wired"), ("b", "orders", "failed"), ("c", "orders", "wired")]
    assert "the tenant 'bare' has no sources" in finished.stderr and "absent" in finished.stderr
    assert {route.tenant_slug for route in RegistryStore(root / "registry").load().routes} == {"a", "c"}

    shown = engine_cli(root, "onboard", "a", "c", "--object", "orders")
    assert (shown.returncode, shown.stdout.count("master_model"), shown.stdout.count("wired")) == (0, 2, 2)
    assert shown.stderr.count("Next: ") == 1
    mistyped = engine_cli(root, "onboard", "a", "d", "--object", "orders")
    assert (mistyped.returncode, mistyped.stdout) == (1, "") and "Onboarding" not in mistyped.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["onboard", "acne"], "Did you mean 'acme'?"),
        (["onboard", "a'b.c"], "there is no tenant"),
        (["onboard", "bare"], "the tenant 'bare' has no sources"),
        (["onboard", "acme", "--connection", "shopp"], "Did you mean 'shop'?"),
        (["onboard", "acme", "--object", "order"], "Did you mean 'orders'?"),
        (["status", "acne"], "Did you mean 'acme'?"),
        (["registry", "accept", "acme", "orders"], "there is no warehouse yet"),
        (["quarantine", "list", "acme"], "there is no warehouse yet"),
    ],
)
def test_what_is_not_there_is_one_panel(engine_cli: EngineCli, shop: Path, arguments: list[str], told: str) -> None:
    finished = engine_cli(shop, *arguments)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert told in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_stale_library_is_told_before_anything_lands(engine_cli: EngineCli, shop: Path) -> None:
    (shop / "registry" / "blueprints.csv").unlink()
    finished = engine_cli(shop, "onboard", "acme")
    assert finished.returncode == 1 and "engine library build" in finished.stderr
    assert engine_cli(shop, "library", "build", "--check").returncode == 1
    assert not (shop / "warehouse" / "warehouse.duckdb").exists()
    assert engine_cli(shop, "library", "build").returncode == 0
    assert engine_cli(shop, "library", "build", "--check").returncode == 0


def test_an_unknown_platform_is_told_with_its_line(engine_cli: EngineCli, shop: Path) -> None:
    (shop / "config.yaml").write_text(CONFIG.replace("platform: shopify", "platform: shopfy"))
    finished = engine_cli(shop, "onboard", "acme")
    assert finished.returncode == 1
    assert "config.yaml:5: tenants.sources.platform: no contract serves the platform 'shopfy'. Did you mean 'shopify'?" in finished.stderr


def test_a_file_that_is_no_warehouse_is_one_panel(engine_cli: EngineCli, shop: Path) -> None:
    (shop / "warehouse").mkdir()
    (shop / "warehouse" / "warehouse.duckdb").write_text("this is a text file, and a long enough one to be read as such" * 100)
    write(shop, "orders.jsonl", ORDER)
    for arguments in (["status"], ["onboard", "acme", "--object", "orders"]):
        finished = engine_cli(shop, *arguments)
        assert finished.returncode == 1
        assert "warehouse.duckdb" in finished.stderr and "Traceback" not in finished.stderr


def test_two_onboardings_at_once_wait_for_each_other(engine_cli: EngineCli, make_project: MakeProject) -> None:
    source = "{platform: shopify, connection: shop, extract: {kind: files, path: records}}"
    root = make_project(f"tenants:\n  - {{slug: a, name: A, sources: [{source}]}}\n  - {{slug: b, name: B, sources: [{source}]}}\n")
    (root / "records").mkdir()
    write(root, "orders.jsonl", ORDER)
    with ThreadPoolExecutor() as pool:
        finished = list(pool.map(lambda tenant: engine_cli(root, "onboard", tenant, "--object", "orders"), ["a", "b"]))
    assert [process.returncode for process in finished] == [0, 0], [process.stderr for process in finished]
    assert {route.tenant_slug for route in RegistryStore(root / "registry").load().routes} == {"a", "b"}


def test_the_project_can_move(engine_cli: EngineCli, shop: Path, tmp_path: Path) -> None:
    write(shop, "orders.jsonl", ORDER)
    assert engine_cli(shop, "onboard", "acme", "--connection", "shop", "--object", "orders").returncode == 0
    moved = tmp_path / "elsewhere"
    shutil.move(shop, moved)
    assert status_of(engine_cli, moved)["orders"]["landed"] == 1
    write(moved, "orders-2.jsonl", {**ORDER, "id": 2})
    assert engine_cli(moved, "onboard", "acme", "--connection", "shop", "--object", "orders").returncode == 0
    assert status_of(engine_cli, moved)["orders"]["landed"] == 2
