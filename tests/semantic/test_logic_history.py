"""The history of logic: a version for every change, and the truth about which one the warehouse was made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmesh.core.engine_adapter.duckdb import DuckDBEngineAdapter

from contracts.logic import Logic, TenantLogic
from engine.logic_history import Ask, record_applied, record_logic
from engine.models.logic import applied_logic, plain
from engine.models.spec import compiled
from engine.naming import APPLIED_LOGIC, LOGIC_HISTORY, STAGING

NOW = datetime(2025, 1, 1, tzinfo=UTC)
A, B, C = (TenantLogic("acme", "It's Acme", session_gap=gap) for gap in (10, 20, 30))


def declared(*tenants: TenantLogic) -> Mapping[str, Mapping[str, Any]]:
    return {tenant.slug: plain(tenant) for tenant in tenants}


def planned(connection: duckdb.DuckDBPyConnection, *tenants: TenantLogic) -> None:
    """What a plan leaves: the view of the logic that its models were compiled with."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {STAGING}")
    connection.execute(f"CREATE OR REPLACE VIEW {APPLIED_LOGIC} AS {compiled(applied_logic(Logic(tenants)).expression)}")


def asking(connection: duckdb.DuckDBPyConnection) -> Ask:
    return lambda statement: connection.execute(statement).fetchall()


def history(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Slug, version, session gap, and whether it was applied."""
    query = f"SELECT tenant_slug, version, (logic ->> '$.session_gap')::INT, applied_at IS NOT NULL FROM {LOGIC_HISTORY} ORDER BY 1, 2"
    return connection.execute(query).fetchall()


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def test_what_changes_back_is_a_version_again(connection: duckdb.DuckDBPyConnection) -> None:
    for logic, changed in ((A, ("acme",)), (A, ()), (B, ("acme",)), (A, ("acme",)), (A, ())):
        assert record_logic(connection, declared(logic), NOW) == changed
    assert history(connection) == [("acme", 1, 10, False), ("acme", 2, 20, False), ("acme", 3, 10, False)]


def test_a_tenant_that_did_not_change_gets_no_version(connection: duckdb.DuckDBPyConnection) -> None:
    assert record_logic(connection, declared(A, TenantLogic("stark")), NOW) == ("acme", "stark")
    assert record_logic(connection, declared(B, TenantLogic("stark")), NOW) == ("acme",)
    assert record_logic(connection, declared(TenantLogic("stark")), NOW) == ()


def test_a_plan_applies_the_version_that_was_declared(connection: duckdb.DuckDBPyConnection) -> None:
    record_logic(connection, declared(A), NOW)
    planned(connection, A)
    assert record_applied(asking(connection), NOW + timedelta(days=1)) == ("acme",)
    assert record_applied(asking(connection), NOW + timedelta(days=2)) == ()
    moments = connection.execute(f"SELECT epoch(valid_from), epoch(applied_at) FROM {LOGIC_HISTORY}").fetchall()
    assert moments == [(NOW.timestamp(), (NOW + timedelta(days=1)).timestamp())]


def test_a_plan_of_what_nobody_registered_writes_the_version(connection: duckdb.DuckDBPyConnection) -> None:
    for logic in (A, B, A):
        planned(connection, logic)
        assert record_applied(asking(connection), NOW) == ("acme",)
    assert history(connection) == [("acme", 1, 10, True), ("acme", 2, 20, True), ("acme", 3, 10, True)]


def test_a_run_of_the_old_models_applies_nothing_that_is_declared_since(connection: duckdb.DuckDBPyConnection) -> None:
    planned(connection, A)
    record_applied(asking(connection), NOW)
    for _ in range(3):
        record_logic(connection, declared(B), NOW)
        assert record_applied(asking(connection), NOW) == ()
    assert history(connection) == [("acme", 1, 10, True), ("acme", 2, 20, False)]
    planned(connection, B)
    assert record_applied(asking(connection), NOW) == ("acme",)
    assert history(connection) == [("acme", 1, 10, True), ("acme", 2, 20, True)]


def test_sqlmeshs_own_adapter_can_be_asked(connection: duckdb.DuckDBPyConnection) -> None:
    adapter = DuckDBEngineAdapter(connection.cursor)
    record_logic(connection, declared(TenantLogic("stark")), NOW)
    planned(connection, A, TenantLogic("stark"))
    assert record_applied(adapter.fetchall, NOW) == ("acme", "stark")
    assert history(connection) == [("acme", 1, 10, True), ("stark", 1, 30, True)]


STEPS = st.lists(st.tuples(st.sampled_from(["declare", "plan", "run"]), st.sampled_from([A, B, C])), max_size=12)


@settings(max_examples=25)
@given(STEPS)
def test_the_newest_applied_version_is_always_what_the_models_have(steps: list[tuple[str, TenantLogic]]) -> None:
    connection, models = duckdb.connect(), A
    planned(connection, A)
    acts: dict[str, Callable[[TenantLogic], object]] = {
        "declare": lambda logic: record_logic(connection, declared(logic), NOW),
        "plan": lambda logic: (planned(connection, logic), record_applied(asking(connection), NOW)),
        "run": lambda _: record_applied(asking(connection), NOW),
    }
    for step, logic in [("run", A), *steps]:
        acts[step](logic)
        models = logic if step == "plan" else models
        versions = history(connection)
        assert [version for _, version, _, _ in versions] == list(range(1, len(versions) + 1))
        assert [gap for _, _, gap, applied in versions if applied][-1] == models.session_gap
        if step == "declare":
            assert versions[-1][2] == logic.session_gap
        gaps = [gap for _, _, gap, _ in versions]
        assert all(one != other for one, other in pairwise(gaps))
