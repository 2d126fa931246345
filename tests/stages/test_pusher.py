from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from engine.stages.pusher import SINK_COLUMNS

from .conftest import declared, described, rows
from .shop import TillReport, TillSale, WebSale
from .sinks import Sinks


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([TillSale, TillReport, WebSale])
    return opened


def pushed(sinks: Sinks, sink: str) -> list[dict[str, Any]]:
    return rows(sinks.warehouse, f"SELECT * FROM sinks.{sink} ORDER BY load_id, load_row, tenant_slug, connection")


def records(sinks: Sinks, sink: str) -> int:
    return len({row["record_id"] for row in pushed(sinks, sink)})


def test_a_record_is_bundled_beside_whose_it_is_and_when_it_came(sinks: Sinks) -> None:
    sinks.push(TillSale, {"id": 7, "at": "2024-01-01T10:00:00+02:00", "total": "1.50", "lines": [{"id": 2**53 + 1}]}, load=1_700_000_000)
    [row] = pushed(sinks, "till_api_v1_sales")
    assert (row["tenant_slug"], row["platform"], row["connection"], row["load_row"]) == ("a", "till", "shop", 1)
    assert (row["load_id"], row["loaded_at"]) == ("1700000000.5", datetime(2023, 11, 14, 22, 13, 20, 500_000, tzinfo=UTC))
    assert json.loads(row["payload"]) == {
        "id": 7,
        "client": None,
        "at": "2024-01-01 08:00:00.000000+00:00",
        "changed_at": None,
        "kind": None,
        "total": "1.5",
        "lines": [{"id": 9007199254740993}],
        "note": None,
    }


def test_the_columns_and_types_are_those_of_a_sink(sinks: Sinks) -> None:
    sinks.push(TillSale, {"id": 7})
    assert described(sinks.warehouse, "FROM sinks.till_api_v1_sales") == declared(SINK_COLUMNS)


def test_a_record_is_the_same_in_every_load_and_another_in_every_tenant_and_connection(sinks: Sinks) -> None:
    for load in (1, 2):
        sinks.push(TillSale, {"id": 7, "note": f"{load}"}, load=load)
    assert records(sinks, "till_api_v1_sales") == 1
    sinks.push(TillSale, {"id": 7}, connection="other")
    sinks.push(TillSale, {"id": 7}, tenant="b")
    sinks.push(TillSale, {"id": 8})
    assert records(sinks, "till_api_v1_sales") == 4


def test_where_ids_are_one_space_a_record_is_the_same_in_every_connection_of_a_tenant(sinks: Sinks) -> None:
    for tenant, connection in (("a", "north"), ("a", "south"), ("b", "north")):
        sinks.push(WebSale, {"id": "x"}, tenant=tenant, connection=connection)
    assert records(sinks, "web_api_v1_sales") == 2


def test_a_record_without_a_key_is_known_by_its_content(sinks: Sinks) -> None:
    sinks.push(TillSale, {"note": "x"}, {"note": "y"}, {"note": "x"})
    sinks.push(TillSale, {"note": "x"}, tenant="b")
    assert records(sinks, "till_api_v1_sales") == 3


def test_a_part_of_a_key_that_is_missing_leaves_the_others(sinks: Sinks) -> None:
    sinks.push(TillReport, {"place": "x", "shown": 1}, {"place": "x", "shown": 2}, {"device": "x", "shown": 1})
    assert records(sinks, "till_api_v1_reports") == 2


def test_a_shape_without_a_column_of_the_key_or_the_version_is_pushed_by_what_it_has(sinks: Sinks) -> None:
    sinks.push(TillReport, {"day": "2024-01-01", "place": "x"}, {"day": "2024-01-02", "place": "x"}, kinds={"device": None})
    sinks.push(TillReport, {"day": "2024-01-01", "place": "x"})
    assert records(sinks, "till_api_v1_reports") == 2
    sinks.push(TillSale, {"id": 7}, kinds={"changed_at": None})
    assert [row["version_at"] for row in pushed(sinks, "till_api_v1_sales")] == [None]


@pytest.mark.parametrize(
    ("kind", "value", "moment"),
    [
        ("timestamp", "2024-03-10T01:30:00.000001-08:00", datetime(2024, 3, 10, 9, 30, 0, 1, tzinfo=UTC)),
        ("date", "2024-03-10", datetime(2024, 3, 10, tzinfo=UTC)),
        ("text", "2024-03-10T01:30:00-08:00", datetime(2024, 3, 10, 9, 30, tzinfo=UTC)),
        ("text", "last week", None),
        ("bigint", 1_700_000_000_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("timestamp", None, None),
    ],
)
def test_a_version_of_any_kind_is_a_moment(sinks: Sinks, kind: str, value: Any, moment: datetime | None) -> None:
    sinks.push(TillSale, {"id": 7, "changed_at": value}, kinds={"changed_at": kind})
    assert [row["version_at"] for row in pushed(sinks, "till_api_v1_sales")] == [moment]


def test_versions_that_are_numbers_keep_their_order(sinks: Sinks) -> None:
    numbers = [-(2**63), -1, 0, 1, 10**15, 10**18, 2**63 - 1]
    sinks.push(TillSale, *({"id": n, "changed_at": n} for n in numbers), kinds={"changed_at": "bigint"})
    found = sinks.warehouse.execute("SELECT record_id FROM sinks.till_api_v1_sales ORDER BY version_at, load_row").fetchall()
    assert found == sinks.warehouse.execute("SELECT record_id FROM sinks.till_api_v1_sales ORDER BY load_row").fetchall()


def test_a_load_whose_id_is_no_time_has_no_time(sinks: Sinks) -> None:
    sinks.push(TillSale, {"id": 7}, load="manual")  # type: ignore[arg-type]
    assert [row["loaded_at"] for row in pushed(sinks, "till_api_v1_sales")] == [None]
