"""What a plan sees: a changed contract, a changed tenant, a new tenant; and what it promises of every table."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contracts.catalog import catalog
from engine.models.increment import Increment
from registry.store import RegistryStore
from tests.conftest import MakeProject

from .house import CONFIG, ORDERS, House, Record, amounts, order

REPOSITORY = Path(__file__).parents[2]

SHOP = "{platform: shopify, extract: {kind: files, path: records}}"


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """A copy of the contracts, which a process finds before the installed ones."""
    return Path(shutil.copytree(REPOSITORY / "contracts", tmp_path / "changed" / "contracts")).parent


def put(house: House, *records: Record) -> None:
    """Puts order records into the folder that the shop of tenant a is read from."""
    folder = house.root / "records"
    folder.mkdir(exist_ok=True)
    (folder / f"orders_{len(list(folder.iterdir()))}.json").write_text(json.dumps(records))
    config = house.root / "config.yaml"
    config.write_text(config.read_text().replace("{platform: shopify, extract: {kind: files, path: .}}", SHOP, 1))


def test_a_changed_mapping_changes_the_plan(house: House, contracts: Path) -> None:
    explained = house.start("sqlmesh", "-p", "sqlmesh_project", "plan", "--explain").communicate()[0]
    assert "No changes to plan" in explained
    source = contracts / "contracts" / "sources" / "shopify" / "orders.py"
    text = source.read_text()
    assert text.count("order_name=_.name") == 1
    source.write_text(text.replace("order_name=_.name", "order_name=_.token"))
    explained = house.start("sqlmesh", "-p", "sqlmesh_project", "plan", "--explain", env={"PYTHONPATH": str(contracts)}).communicate()[0]
    assert "Directly Modified: unified.int_unified_order" in explained
    assert "star.fct_orders" in explained


def test_a_changed_pusher_rewrites_nothing(house: House, contracts: Path) -> None:
    before = house.versions()
    payload = contracts / "engine" / "stages" / "payload.py"
    shutil.copytree(REPOSITORY / "engine", contracts / "engine")
    text = payload.read_text()
    assert text.count('f"{name}="') == 1
    payload.write_text(text.replace('f"{name}="', 'f"{name}:"'))  # every digest is another one
    plan = house.start("sqlmesh", "-p", "sqlmesh_project", "plan", "--auto-apply", "--run", env={"PYTHONPATH": str(contracts)})
    assert "Directly Modified: staging.push__" in plan.communicate()[0]
    assert plan.returncode == 0
    assert house.versions() == before


def test_a_changed_contract_loses_nothing(house: House, contracts: Path) -> None:
    source = contracts / "contracts" / "sources" / "shopify" / "orders.py"
    source.write_text(
        source.read_text().replace("    id: int | None = None\n", "    id: int | None = None\n    gift_note: str | None = None\n", 1)
    )
    env = {"PYTHONPATH": str(contracts)}
    before = house.versions()
    put(house, {**order(2, "20.00", "2026-01-02T00:00:00Z"), "gift_note": "hi"})
    for command in (
        ("engine", "library", "build"),
        ("engine", "onboard", "a", "--connection", "shopify", "--object", "orders"),
        ("sqlmesh", "-p", "sqlmesh_project", "plan", "--auto-apply", "--run"),
    ):
        process = house.start(*command, env=env)
        assert process.communicate()[0] is not None
        assert process.returncode == 0
    assert house.versions()[:1] == before
    assert amounts(house.versions()) == [("a", "1", "10"), ("a", "2", "20")]
    assert house.sql(f"SELECT payload->>'gift_note' FROM master.platform_mm__{ORDERS} ORDER BY load_id") == [(None,), ("hi",)]
    assert house.star() == {"a/1": "10", "a/2": "20"}


def test_a_tenants_time_zone_changes_its_days(house: House) -> None:
    assert house.sql("SELECT order_day::TEXT FROM star.fct_orders") == [("2025-12-31",)]
    config = house.root / "config.yaml"
    config.write_text(config.read_text().replace("America/Los_Angeles", "Europe/Berlin"))
    house.plan()
    assert house.sql("SELECT order_day::TEXT FROM star.fct_orders") == [("2026-01-01",)]


def test_every_fact_and_dimension_is_described_and_promises_its_key(house: House) -> None:
    entities = {f"star.{entity.table}": entity for entity in catalog().entities}
    with house.context() as context:
        found = {model.name: model for model in context.models.values() if model.name.startswith("star.")}
        assert found.keys() == entities.keys()
        for name, model in found.items():
            follows = Increment.model_validate_json(str(model.custom_materialization_properties["follows"]))
            assert set(follows.grain) == {str(column.name) for column in model.grains[0].expressions}
            promised = {promise.name for promise in follows.promises}
            assert promised >= {promise.name for promise in entities[name].promises}
            assert not follows.group or "key told" in promised
            assert set(model.column_descriptions) == set(model.columns_to_types_or_raise)
            assert all(model.column_descriptions.values())
    comments = house.sql(
        "SELECT count(*) FROM duckdb_columns() WHERE schema_name = 'star' AND comment IS NULL AND database_name = 'warehouse'"
    )
    assert comments == [(0,)]


def test_a_key_that_repeats_stops_the_plan(house: House) -> None:
    """The promises bite: a row that stands twice below is found on the real tables, and the star stays."""
    house.land("a", ORDERS, order(2, "20"))
    house.run()
    before = house.star(), house.published()
    (table,) = house.sql(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'sqlmesh__unified' AND table_name SIMILAR TO '.*_order__[0-9]+'"
    )[0]
    house.sql(f"INSERT INTO sqlmesh__unified.{table} FROM sqlmesh__unified.{table} WHERE order_id = '2'")
    plan = ("sqlmesh", "-p", "sqlmesh_project", "plan", "--auto-apply", "--no-prompts", "--restate-model", "star.fct_orders")
    process = house.start(*plan)
    said = " ".join(process.communicate()[0].split())
    assert process.returncode != 0, said
    assert "star.fct_orders: No key stands twice. 1 row breaks this promise: tenant_slug = a, order_key = shopify:2" in said
    assert (house.star(), house.published()) == before


def test_routes_without_data_can_be_planned_and_landed_later(make_project: MakeProject) -> None:
    """A fresh clone has the routes of all tenants before it has anybody's data."""
    house = House(make_project(CONFIG))
    blueprint = next(b for b in RegistryStore(house.settings.registry).load().blueprints if b.master_model_id == ORDERS)
    route = f"a,shopify,shopify,raw_a,shopify__orders,{blueprint.fingerprint},,\n"
    routes = house.root / "registry" / "routes.csv"
    routes.write_text(routes.read_text() + route)
    house.plan()
    assert house.versions() == []
    house.land("a", ORDERS, order(1, "10"))
    house.run()
    assert amounts(house.versions()) == [("a", "1", "10")]
    assert routes.read_text().count(route) == 1


def test_a_tenant_that_left_keeps_its_history(house: House) -> None:
    house.land("b", ORDERS, order(1, "100"))
    house.plan(run=True)
    before = house.versions()
    config = house.root / "config.yaml"
    config.write_text(config.read_text().partition("  - slug: b")[0])
    house.sql("DROP SCHEMA raw_b CASCADE")
    house.plan(run=True)
    assert house.versions() == before
    assert house.star() == {"a/1": "10", "b/1": "100"}


def test_a_drifted_row_that_the_old_shape_pushed_is_made_whole_by_the_new_one(house: House) -> None:
    """Between drift and acceptance the old pusher goes on; the column that it does not know must not be lost."""
    put(house, {**order(2, "20"), "loyalty_tier": "gold"})
    onboarding = house.start("engine", "onboard", "a", "--connection", "shopify", "--object", "orders")
    assert "loyalty_tier" in onboarding.communicate()[0]
    assert onboarding.returncode == 1
    house.run()
    tiers = f"SELECT payload->>'id', payload->>'loyalty_tier' FROM master.platform_mm__{ORDERS} ORDER BY load_id, width"
    assert house.sql(tiers) == [("1", None), ("2", None)]
    assert house.start("engine", "registry", "accept", "a", "orders", "--yes").wait() == 0
    assert "push due" in house.start("engine", "status", "a").communicate()[0]
    house.plan(run=True)
    assert house.sql(tiers) == [("1", None), ("2", None), ("2", "gold")]
    assert house.star() == {"a/1": "10", "a/2": "20"}
    assert "push due" not in house.start("engine", "status", "a").communicate()[0]
