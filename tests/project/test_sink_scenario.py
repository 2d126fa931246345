"""The sinks keep every version of every record, once, whatever SQLMesh is asked to do."""

from __future__ import annotations

import time

import pytest

from .house import INSIGHTS, ORDERS, House, amounts, order, report


def test_new_rows_are_appended_and_the_rows_before_keep_their_time(house: House) -> None:
    before = house.versions()
    house.land("a", ORDERS, order(2, "20"), order(3, "30"))
    house.run()
    assert amounts(house.versions()) == [("a", "1", "10"), ("a", "2", "20"), ("a", "3", "30")]
    assert house.versions()[0] == before[0]
    assert house.star() == {"a/1": "10", "a/2": "20", "a/3": "30"}


def test_what_is_pushed_again_adds_nothing(house: House) -> None:
    house.land("a", ORDERS, order(2, "20"), order(2, "20"))
    house.run()
    once = house.versions()
    house.run()
    house.land("a", ORDERS, order(1, "10.00"), order(2, "20.000"))
    house.run()
    house.sql("DELETE FROM master.ledger")
    house.run()
    assert house.versions() == once
    assert amounts(once) == [("a", "1", "10"), ("a", "2", "20")]


def test_a_record_that_changes_and_changes_back_has_three_versions(house: House) -> None:
    for spend, total, day in (("12", "12", "02"), ("10", "10.00", "03")):
        house.land("a", INSIGHTS, report("7", spend))
        house.land("a", ORDERS, order(1, total, f"2026-01-{day}T00:00:00Z"))
        house.run()
    for _ in range(2):  # the second time all landed rows are pushed once more
        assert amounts(house.versions(INSIGHTS)) == [("a", "7", "10"), ("a", "7", "12"), ("a", "7", "10")]
        assert amounts(house.versions()) == [("a", "1", "10"), ("a", "1", "12"), ("a", "1", "10")]
        assert house.spend() == {"7": "10"}
        assert house.star() == {"a/1": "10"}
        house.sql("DELETE FROM master.ledger")
        house.run()


def test_three_loads_pushed_at_once_are_the_same_three_versions(house: House) -> None:
    house.land("a", INSIGHTS, report("7", "12"))
    house.land("a", INSIGHTS, report("7", "10"))
    house.run()
    assert amounts(house.versions(INSIGHTS)) == [("a", "7", "10"), ("a", "7", "12"), ("a", "7", "10")]
    assert house.spend() == {"7": "10"}


def test_an_older_version_that_arrives_late_is_history(house: House) -> None:
    house.land("a", ORDERS, order(1, "9", "2025-12-31T00:00:00Z"))
    house.run()
    assert amounts(house.versions()) == [("a", "1", "10"), ("a", "1", "9")]
    assert house.star() == {"a/1": "10"}


def test_expired_landing_tables_leave_the_sink_alone(house: House) -> None:
    house.land("a", ORDERS, order(2, "20"))
    house.run()
    before = house.versions()
    house.sql("DELETE FROM raw_a.shopify__orders")
    house.run()
    house.sql("DELETE FROM master.ledger")
    house.run()
    assert house.versions() == before
    assert house.star() == {"a/1": "10", "a/2": "20"}


def test_a_row_that_joins_a_load_of_which_rows_expired_is_pushed(house: House) -> None:
    load = house.land("a", ORDERS, order(2, "20"), order(3, "30"))
    house.run()
    house.sql(f"UPDATE raw_a.shopify__orders SET id = 4, _engine_row = 3 WHERE _dlt_load_id = '{load}' AND id = 3")
    house.sql(f"DELETE FROM raw_a.shopify__orders WHERE _dlt_load_id = '{load}' AND id = 2")
    house.run()
    assert amounts(house.versions()) == [("a", "1", "10"), ("a", "2", "20"), ("a", "3", "30"), ("a", "4", "30")]
    assert house.star() == {"a/1": "10", "a/2": "20", "a/3": "30", "a/4": "30"}


def test_a_tenant_is_seen_in_development_and_promoted_in_one_command(house: House) -> None:
    house.land("a", ORDERS, order(1, "11", "2026-01-02T00:00:00Z"))
    house.run()
    production = house.versions()
    house.land("b", ORDERS, order(1, "100"))
    house.plan("dev")
    assert amounts(house.versions(environment="__dev")) == [("a", "1", "10"), ("a", "1", "11"), ("b", "1", "100")]
    assert house.star("__dev") == {"a/1": "11", "b/1": "100"}
    assert house.published("dev") == [("a", "1"), ("b", "1")]
    assert house.versions() == production
    assert house.star() == {"a/1": "11"}
    house.plan(run=True)
    assert amounts(house.versions()) == [("a", "1", "10"), ("a", "1", "11"), ("b", "1", "100")]
    assert house.versions()[:2] == production
    assert house.star() == {"a/1": "11", "b/1": "100"}
    assert house.published() == [("a", "1"), ("b", "1")]


def test_restating_the_janitor_and_a_dropped_environment_lose_nothing(house: House) -> None:
    house.land("b", ORDERS, order(1, "100"))
    house.plan("dev")
    house.plan(run=True)
    before, star = house.versions(), house.star()
    with house.context() as context:
        pusher = next(model.name for model in context.models.values() if model.name.startswith(f"staging.push__{ORDERS}"))
    house.plan(restate_models=[f"master.platform_mm__{ORDERS}"])
    house.plan(restate_models=[pusher])
    with house.context() as context:
        context.invalidate_environment("dev", sync=True)
        context.run_janitor(ignore_ttl=True)
    house.run()
    assert house.versions() == before
    assert house.star() == star
    assert not house.sql("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'star__dev'")
    assert not house.settings.published_star("dev").exists()
    assert house.published() == [("a", "1"), ("b", "1")]


def test_a_lost_state_database_is_planned_anew(house: House) -> None:
    house.land("a", ORDERS, order(2, "20"))
    house.run()
    before = house.versions()
    (house.settings.state / "sqlmesh_state.duckdb").unlink()
    house.plan()
    house.land("a", ORDERS, order(3, "30"))
    house.run()
    assert house.versions()[:-1] == before
    assert amounts(house.versions())[-1] == ("a", "3", "30")


def test_a_sink_that_is_born_in_development_comes_to_production(house: House) -> None:
    house.land("a", "shopify_api_v1_customers", {"id": 5, "updated_at": "2026-01-01T00:00:00Z"})
    house.plan("dev")
    house.plan(run=True)
    house.run()
    for schema in ("master", "master__dev"):
        assert house.sql(f"SELECT count(*) FROM {schema}.platform_mm__shopify_api_v1_customers") == [(1,)]


@pytest.mark.parametrize("share", [0.25, 0.6, 0.9])
def test_a_killed_push_is_made_up_for(house: House, share: float) -> None:
    house.land("a", ORDERS, *(order(number, "5") for number in range(2, 20_002)))
    push = house.start("sqlmesh", "-p", "sqlmesh_project", "run")
    file, size = house.settings.database.with_suffix(".duckdb.wal"), 0
    deadline = time.monotonic() + 60
    while push.poll() is None and size < share * 8_000_000 and time.monotonic() < deadline:
        size = file.stat().st_size if file.exists() else 0
    push.kill()
    push.communicate()
    taken = house.sql(f"SELECT count(*) FROM sqlmesh__master.master__platform_mm__{ORDERS}__1")[0][0]
    assert taken in (1, 20_001)  # a push is all or nothing
    house.run()
    assert house.sql(f"SELECT count(*), count(DISTINCT record_id) FROM master.platform_mm__{ORDERS}") == [(20_001, 20_001)]
    assert house.sql("SELECT count(*) FROM star.fct_orders") == [(20_001,)]
