"""Status over a warehouse whose tables are laid out by hand, as landing and the sinks lay them out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine import naming
from engine.configuration import read_settings
from engine.logic_history import record_logic
from engine.logic_status import LogicStatus, read_logic
from engine.status import ObjectStatus, read_status
from registry.records import Blueprint, Registry, Route
from registry.store import RegistryStore
from tests.conftest import EngineCli, MakeProject

CONFIG = """\
tenants:
  - {slug: acme, name: Acme, sources: [{platform: shopify, connection: shop, extract: {kind: demo}}]}
  - {slug: tyrell, name: Tyrell, sources: [{platform: shopify, connection: shop, extract: {kind: demo}}]}
"""
ORDERS = Blueprint.of("shopify_orders", (("id", "bigint"),), "contract")
PLACE = "tenant_slug TEXT, connection TEXT, object TEXT"
MOMENT = "TIMESTAMPTZ '2025-01-02 03:04:05+00'"


@pytest.fixture
def root(make_project: MakeProject) -> Path:
    """Two tenants with a landed and wired table of three orders each, and one drifted table."""
    root = make_project(CONFIG)
    routes = [Route(t, "shop", "shopify", f"raw_{t}", "shop__orders", ORDERS.fingerprint) for t in ("acme", "tyrell")]
    RegistryStore(root / "registry").save(Registry.of([ORDERS], routes))
    (root / "warehouse").mkdir()
    execute(
        root,
        f"CREATE SCHEMA {naming.LANDING}",
        f"CREATE TABLE {naming.LOADS_TABLE} ({PLACE}, load_id TEXT, landed BIGINT, finished_at TIMESTAMPTZ)",
        f"CREATE TABLE {naming.QUARANTINE_TABLE} ({PLACE}, replayed_load_id TEXT)",
        *(statement for tenant in ("acme", "tyrell") for statement in landed(tenant)),
        "CREATE TABLE raw_acme.shop__products AS SELECT 1::BIGINT AS id, 'x' AS surprise",
    )
    return root


def landed(tenant: str) -> Iterator[str]:
    yield f"CREATE SCHEMA raw_{tenant}"
    yield f"CREATE TABLE raw_{tenant}.shop__orders AS SELECT i::BIGINT AS id, '1.5' AS _dlt_load_id FROM range(3) AS t(i)"
    yield f"INSERT INTO {naming.LOADS_TABLE} VALUES ('{tenant}', 'shop', 'orders', '1.5', 3, {MOMENT})"


def execute(root: Path, *statements: str) -> None:
    with duckdb.connect(str(root / "warehouse" / "warehouse.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)


def push(root: Path, tenant: str) -> None:
    sink = naming.sink("shopify_orders")
    execute(
        root,
        f"CREATE SCHEMA IF NOT EXISTS {naming.MASTER}",
        f"CREATE TABLE IF NOT EXISTS {naming.MASTER}.kept (schema_name TEXT, table_name TEXT)",
        f"CREATE OR REPLACE VIEW {sink} AS FROM {naming.MASTER}.kept",
        f"INSERT INTO {naming.MASTER}.kept SELECT 'raw_{tenant}', 'shop__orders' FROM range(3)",
        f"CREATE TABLE IF NOT EXISTS {naming.PUBLISHED} "
        "(tenant_slug TEXT, schema_name TEXT, table_name TEXT, fingerprint TEXT, load_id TEXT, rows BIGINT)",
        f"INSERT INTO {naming.PUBLISHED} VALUES ('{tenant}', 'raw_{tenant}', 'shop__orders', '{ORDERS.fingerprint}', '1.5', 3)",
    )


def statuses(root: Path) -> dict[tuple[str, str], ObjectStatus]:
    settings = read_settings(root)
    return {(found.tenant, found.object): found for found in read_status(settings, settings.tenants)}


def test_before_the_first_push_every_load_is_due(root: Path) -> None:
    orders = statuses(root)["acme", "orders"]
    assert (orders.landed, orders.pushed, orders.master_model, orders.state) == (3, 0, "shopify_orders", "push due")
    assert orders.newest_load is not None and orders.newest_load.isoformat().startswith("2025-01-02")


def test_a_pushed_tenant_is_up_to_date_and_the_other_is_due(root: Path) -> None:
    push(root, "acme")
    found = statuses(root)
    assert [(found[tenant, "orders"].pushed, found[tenant, "orders"].state) for tenant in ("acme", "tyrell")] == [
        (3, "up to date"),
        (0, "push due"),
    ]


def test_a_load_that_brought_rows_after_the_push_is_due_again(root: Path) -> None:
    push(root, "acme")
    execute(root, f"INSERT INTO {naming.LOADS_TABLE} VALUES ('acme', 'shop', 'orders', '2.5', 0, {MOMENT})")
    assert statuses(root)["acme", "orders"].state == "up to date"
    execute(root, "INSERT INTO raw_acme.shop__orders VALUES (4, '3.5')")
    assert statuses(root)["acme", "orders"].state == "push due"


def test_what_is_in_the_sink_and_not_in_the_star_is_due(root: Path) -> None:
    """A run was killed between the two, or a plan of `dev` before any of production filled the ledger."""
    push(root, "acme")
    execute(root, f"ALTER TABLE {naming.PUBLISHED} RENAME TO ledger")
    assert statuses(root)["acme", "orders"].state == "push due"


def test_an_unknown_shape_is_drifted(root: Path) -> None:
    products = statuses(root)["acme", "products"]
    assert (products.landed, products.master_model, products.state) == (1, None, "drifted")


def test_a_wired_table_that_drifts_keeps_its_master(root: Path) -> None:
    execute(root, "ALTER TABLE raw_acme.shop__orders ADD COLUMN surprise TEXT")
    orders = statuses(root)["acme", "orders"]
    assert (orders.master_model, orders.state) == ("shopify_orders", "drifted")


def test_a_known_shape_without_a_route_is_not_wired(root: Path) -> None:
    execute(root, "CREATE TABLE raw_tyrell.shop__refunds AS SELECT 1::BIGINT AS id")
    assert statuses(root)["tyrell", "refunds"].state == "not wired"


def test_replayed_records_are_no_longer_counted(root: Path) -> None:
    execute(root, f"INSERT INTO {naming.QUARANTINE_TABLE} VALUES ('acme', 'shop', 'orders', NULL), ('acme', 'shop', 'orders', '2.5')")
    assert statuses(root)["acme", "orders"].quarantined == 1


def test_one_tenant_may_be_asked_for(engine_cli: EngineCli, root: Path) -> None:
    found: list[dict[str, Any]] = json.loads(engine_cli(root, "status", "tyrell", "--json").stdout)["objects"]
    assert [(row["tenant"], row["object"], row["state"]) for row in found] == [("tyrell", "orders", "push due")]


def test_what_to_do_next_is_said(engine_cli: EngineCli, root: Path) -> None:
    told = engine_cli(root, "status").stderr
    assert "engine registry accept acme shop__products" in told
    assert "A push is due" in told


def recorded(root: Path, *, applied: bool, session_gap: int) -> None:
    """A version of acme's logic, as a registration writes it, or a plan."""
    logic = {**read_settings(root).tenant("acme").declared, "session_gap": session_gap}
    with duckdb.connect(str(root / "warehouse" / "warehouse.duckdb")) as connection:
        record_logic(connection, {"acme": logic}, datetime(2025, 1, 2, tzinfo=UTC))
        if applied:
            connection.execute(f"UPDATE {naming.LOGIC_HISTORY} SET applied_at = coalesce(applied_at, valid_from)")


def logic_of(root: Path) -> LogicStatus:
    settings = read_settings(root)
    return next(found for found in read_logic(settings, settings.tenants) if found.tenant == "acme")


def test_logic_that_was_never_planned_is_told_so(root: Path) -> None:
    recorded(root, applied=False, session_gap=30)
    found = logic_of(root)
    assert (found.version, found.state, found.short, found.changed) == (None, "not planned yet", "defaults", {})


def test_logic_in_the_warehouse_is_applied_until_it_changes(root: Path) -> None:
    recorded(root, applied=True, session_gap=30)
    assert (logic_of(root).version, logic_of(root).state) == (1, "applied")
    recorded(root, applied=False, session_gap=10)
    assert (logic_of(root).version, logic_of(root).state) == (1, "applied")
    recorded(root, applied=True, session_gap=10)
    assert (logic_of(root).version, logic_of(root).state, logic_of(root).plan_due) == (2, "plan due", True)


def test_what_is_not_the_default_is_told_in_short(make_project: MakeProject) -> None:
    logic = (
        "{session_gap: 10, attribution: {days: 7}, conversion_events: [a, b], channel_rules: [{channel: X, source: y}], test_orders: []}"
    )
    root = make_project(f"tenants:\n  - {{slug: acme, name: Acme, logic: {logic}}}\n")
    assert logic_of(root).short == "conversion_events: a, b; session_gap: 10; attribution: days 7; channel_rules: 1"


def test_a_plan_that_is_due_is_said(engine_cli: EngineCli, root: Path) -> None:
    recorded(root, applied=True, session_gap=10)
    finished = engine_cli(root, "status")
    assert "acme: logic changed since the last plan: plan is due" in finished.stderr
    assert "tyrell: logic changed" not in finished.stderr
    assert "defaults" in finished.stdout
    logic: list[dict[str, Any]] = json.loads(engine_cli(root, "status", "--json").stdout)["logic"]
    assert [(one["tenant"], one["state"], one["declared"]["session_gap"]) for one in logic] == [
        ("acme", "plan due", 30),
        ("tyrell", "not planned yet", 30),
    ]


def test_a_reader_beside_a_writer_is_told_who_holds_the_warehouse(engine_cli: EngineCli, root: Path) -> None:
    script = """
import sys
from pathlib import Path
from engine.warehouse import Warehouse
with Warehouse(Path(sys.argv[1])).writing("engine onboard acme"):
    print("open", flush=True)
    sys.stdin.read()
"""
    database = str(root / "warehouse" / "warehouse.duckdb")
    command = [sys.executable, "-c", script, database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and writer.stdin is not None
        assert writer.stdout.readline() == "open\n"
        finished = engine_cli(root, "status")
        writer.stdin.close()
    assert finished.returncode == 1
    assert f"`engine onboard acme` (process {writer.pid}" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert engine_cli(root, "status").returncode == 0
