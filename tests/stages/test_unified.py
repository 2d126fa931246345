from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations
from typing import Any

import duckdb
import ibis
import pytest

from engine.models.spec import compiled
from engine.stages import unified

from .conftest import declared, described, rows
from .shop import Client, Purchase, PurchaseLine, Report, TillClient, TillReport, TillSale, WebSale
from .sinks import Record, Sinks, feeds


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([TillSale, TillClient, TillReport, WebSale])
    return opened


def sale(number: int | None, total: str | None, changed_at: str | None = "2024-01-01T00:00:00Z", **more: Any) -> Record:
    return {"id": number, "total": total, "changed_at": changed_at, **more}


def amounts(found: list[Record]) -> list[tuple[str, Decimal | None]]:
    return [(row["purchase_key"], row["purchase_amount"]) for row in found]


def test_a_row_says_where_it_came_from_and_when(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1.50", client=3, at="2024-01-01T10:00:00+02:00", kind="gift"), connection="corner")
    said = {
        "tenant_slug": "a",
        "purchase_key": "corner:7",
        "purchase_platform": "till",
        "purchase_connection": "corner",
        "purchase_id": "7",
        "purchase_client_id": "3",
        "purchase_at": datetime(2024, 1, 1, 8, tzinfo=UTC),
        "purchase_kind": "gift",
        "purchase_amount": Decimal("1.5"),
        "purchase_client_key": "corner:3",
        "purchase_loaded_at": datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC),
    }
    [(record,)] = sinks.warehouse.execute("SELECT record_id FROM sinks.till_api_v1_sales").fetchall()
    version = {"_version_at": datetime(2024, 1, 1, tzinfo=UTC), "_load_id": "1.5", "_load_row": 1}
    own = {"_master": "till_api_v1_sales", "_record_id": record, **version, "_tie": "0", "_stands": True}
    assert sinks.told(Purchase, TillSale) == [said | own]
    assert sinks.settle(Purchase, TillSale) == [said | {"purchase_counts": 0}]


def test_the_newest_version_is_the_one_that_the_vendor_says(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "2", "2024-01-02T00:00:00Z"), load=1)
    sinks.push(TillSale, sale(7, "1", "2024-01-01T00:00:00Z"), load=2)
    assert amounts(sinks.settle(Purchase, TillSale)) == [("shop:7", Decimal(2))]


def test_of_equal_versions_the_last_load_is_the_newest_and_in_it_the_last_row(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1"), sale(8, "1"), sale(8, "2"), load=3)
    sinks.push(TillSale, sale(7, "2"), load=2)
    assert amounts(sinks.settle(Purchase, TillSale)) == [("shop:7", Decimal(1)), ("shop:8", Decimal(2))]


def test_without_a_version_column_the_order_of_the_loads_counts(sinks: Sinks) -> None:
    for load, total in ((1, "10"), (3, "10"), (2, "12")):
        sinks.push(WebSale, {"id": "x", "total": total}, load=load)
    assert amounts(sinks.settle(Purchase, WebSale)) == [("web_api_v1:x", Decimal(10))]


def test_a_line_that_left_its_purchase_is_gone(sinks: Sinks) -> None:
    lines = [{"id": 1, "price": "2.50"}, {"id": 2, "price": 3}]
    sinks.push(TillSale, sale(7, "5.50", "2024-01-01T00:00:00Z", lines=lines), load=1)
    sinks.push(TillSale, sale(7, "2.50", "2024-01-02T00:00:00Z", lines=lines[:1]), load=2)
    found = [(row["purchase_line_key"], row["purchase_line_amount"]) for row in sinks.settle(PurchaseLine, TillSale)]
    assert found == [("shop:1", Decimal("2.5"))]


def test_equal_ids_of_two_connections_and_two_tenants_are_different_rows(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1"), connection="north")
    sinks.push(TillSale, sale(7, "2"), connection="south")
    sinks.push(TillSale, sale(7, "3"), connection="north", tenant="b")
    found = [(row["tenant_slug"], row["purchase_key"], row["purchase_amount"]) for row in sinks.settle(Purchase, TillSale)]
    assert found == [("a", "north:7", Decimal(1)), ("a", "south:7", Decimal(2)), ("b", "north:7", Decimal(3))]


def test_an_id_of_one_space_over_all_connections_is_one_row_a_tenant(sinks: Sinks) -> None:
    sinks.push(WebSale, {"id": "x", "buyer": "y", "total": "1"}, connection="north", load=1)
    sinks.push(WebSale, {"id": "x", "buyer": "y", "total": "2"}, connection="south", load=2)
    sinks.push(WebSale, {"id": "x", "total": "3"}, connection="north", tenant="b")
    found = sinks.settle(Purchase, WebSale)
    assert amounts(found) == [("web_api_v1:x", Decimal(2)), ("web_api_v1:x", Decimal(3))]
    assert [row["purchase_connection"] for row in found] == ["south", "north"]
    assert [row["purchase_client_key"] for row in found] == ["web_api_v1:y", None]


def test_two_feeds_of_an_entity_are_laid_under_each_other(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1", kind="gift"), connection="till")
    sinks.push(WebSale, {"id": "7", "total": "2"}, connection="web")
    assert amounts(sinks.settle(Purchase, TillSale, WebSale)) == [("till:7", Decimal(1)), ("web_api_v1:7", Decimal(2))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a:", "b"), ("a", ":b")),
        (("a:b", ""), ("a", "b:")),
        (("a", "b:c"), ("a:b", "c")),
        (("a\\", ":b"), ("a\\:", "b")),
        (("a", None), (None, "a")),
    ],
)
def test_keys_of_several_parts_do_not_run_into_each_other(sinks: Sinks, one: tuple[str, str], other: tuple[str, str]) -> None:
    sinks.push(TillReport, *({"day": "2024-01-01", "place": place, "device": device} for place, device in (one, other)))
    found = sinks.settle(Report, TillReport)
    assert {(row["report_place"], row["report_device"]) for row in found} == {one, other}


def test_a_key_is_readable_and_a_missing_part_of_it_is_empty(sinks: Sinks) -> None:
    sinks.push(TillReport, {"day": "2024-01-01", "device": "urn:phone"})
    assert [row["report_key"] for row in sinks.settle(Report, TillReport)] == ["shop:2024-01-01::urn\\:phone"]


def test_a_record_without_any_key_stays_in_the_sink(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(None, "1"), sale(None, "2"), sale(7, "3"))
    assert amounts(sinks.told(Purchase, TillSale)) == [("shop:7", Decimal(3))]
    assert sinks.warehouse.execute("SELECT count(DISTINCT record_id) FROM sinks.till_api_v1_sales").fetchall() == [(3,)]


def test_what_an_older_shape_lacks_is_null(sinks: Sinks) -> None:
    older = {"kind": None, "lines": None, "changed_at": None, "was_here": "text"}
    sinks.push(TillSale, {"id": 7, "total": "1", "was_here": "yes"}, kinds=older)
    [row] = sinks.settle(Purchase, TillSale)
    assert (row["purchase_key"], row["purchase_amount"], row["purchase_kind"], row["purchase_counts"]) == ("shop:7", Decimal(1), None, 0)


def test_a_value_of_another_kind_is_read_where_it_fits_and_null_where_not(sinks: Sinks) -> None:
    records = [
        {"id": str(n), "total": total, "at": at} for n, (total, at) in enumerate([("1.50", "2024-01-01T00:00:00Z"), ("n/a", "soon")])
    ]
    sinks.push(TillSale, *records, kinds={"id": "text", "total": "text", "at": "text"})
    found = [(row["purchase_key"], row["purchase_amount"], row["purchase_at"]) for row in sinks.settle(Purchase, TillSale)]
    assert found == [("shop:0", Decimal("1.5"), datetime(2024, 1, 1, tzinfo=UTC)), ("shop:1", None, None)]


def test_of_several_records_that_tell_one_key_the_newest_stands_and_the_others_stay(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "5", "2024-01-02T00:00:00Z", lines=[{"id": 1, "price": 1}]), sale(9, "5", "2024-01-03T00:00:00Z"))
    sinks.push(TillSale, sale(8, "5", "2024-01-01T00:00:00Z", lines=[{"id": 1, "price": 2}]), load=2)
    assert lines(sinks) == [(1, True, 1), (2, False, 1)]
    [stands, other] = sinks.told(PurchaseLine, TillSale)
    assert stands["_record_id"] != other["_record_id"]
    assert (stands["_master"], stands["_load_id"], stands["_load_row"]) == (TillSale.master, "1.5", 1)
    assert (stands["_version_at"], other["_version_at"]) == (datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC))


def test_a_record_that_leaves_a_key_makes_room_for_the_one_before_it(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(8, "5", "2024-01-01T00:00:00Z", lines=[{"id": 1, "price": 2}]))
    sinks.push(TillSale, sale(7, "5", "2024-01-02T00:00:00Z", lines=[{"id": 1, "price": 1}]), load=2)
    sinks.push(TillSale, sale(7, "5", "2024-01-03T00:00:00Z", lines=[{"id": 2, "price": 1}]), load=3)
    assert lines(sinks) == [(1, True, 2), (2, True, 1)]


def test_of_two_sources_that_tell_of_one_key_the_newer_version_stands(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(1, "9", "1970-01-01T00:00:02.6Z"), sale(2, "7", "1970-01-01T00:00:01Z"), connection="web_api_v1", load=3)
    sinks.push(WebSale, {"id": "1", "total": 8}, {"id": "2", "total": 6}, load=2)
    found = [
        (row["purchase_key"], row["_master"], row["purchase_amount"], row["_stands"]) for row in sinks.told(Purchase, TillSale, WebSale)
    ]
    assert found == [
        ("web_api_v1:1", TillSale.master, Decimal(9), True),
        ("web_api_v1:1", WebSale.master, Decimal(8), False),
        ("web_api_v1:2", WebSale.master, Decimal(6), True),
        ("web_api_v1:2", TillSale.master, Decimal(7), False),
    ]


def test_which_row_stands_does_not_hang_on_how_the_sink_lies(sinks: Sinks) -> None:
    for load in (1, 2):
        records = [sale(n, "5", lines=[{"id": n % 3, "price": load}, {"id": 9, "price": n}]) for n in range(load, load + 7)]
        sinks.push(TillSale, *records, load=load)
    found = sinks.told(PurchaseLine, TillSale)
    assert len([row for row in found if row["_stands"]]) == 4
    for by in ("load_row", "load_row DESC", "payload::TEXT", "load_id DESC, record_id"):
        sinks.warehouse.execute(f"CREATE OR REPLACE TABLE sinks.till_api_v1_sales AS FROM sinks.till_api_v1_sales ORDER BY {by}")
        again = sinks.told(PurchaseLine, TillSale)
        assert sorted(map(repr, again)) == sorted(map(repr, found))


def test_of_rows_that_one_record_makes_of_one_key_always_the_same_one_stands(sinks: Sinks) -> None:
    told = [{"id": 1, "price": price} for price in ("1", "2", "3")]
    for number, turned in enumerate(permutations(told)):
        sinks.push(TillSale, sale(7, "5", lines=list(turned)), tenant=f"t{number}")
    found = [row["purchase_line_amount"] for row in sinks.told(PurchaseLine, TillSale) if row["_stands"]]
    assert len(found) == 6
    assert len(set(found)) == 1


def test_what_others_read_is_what_stands_and_says_nothing_of_records(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "5", "2024-01-02T00:00:00Z", lines=[{"id": 1, "price": 1}]))
    sinks.push(TillSale, sale(8, "5", "2024-01-01T00:00:00Z", lines=[{"id": 1, "price": 2}]))
    standing = sinks.keep(PurchaseLine, TillSale)
    assert standing.schema() == ibis.schema(unified.mapped_schema(PurchaseLine))
    assert [row["purchase_line_amount"] for row in rows(sinks.warehouse, compiled(standing))] == [Decimal(1)]


def lines(sinks: Sinks) -> list[tuple[int, bool, int]]:
    """Price, whether it stands and number of every line that a purchase tells of, by version."""
    found = sorted(sinks.told(PurchaseLine, TillSale), key=lambda row: row["_version_at"], reverse=True)
    return [(int(row["purchase_line_amount"]), row["_stands"], int(row["purchase_line_id"])) for row in found]


@pytest.mark.parametrize(("entity", "source"), [(Client, TillClient), (Purchase, WebSale), (PurchaseLine, TillSale), (Report, TillReport)])
def test_the_columns_and_types_are_the_declared_ones(sinks: Sinks, entity: Any, source: Any) -> None:
    query = compiled(unified.unify(entity, feeds(entity, source)))
    assert described(sinks.warehouse, query) == declared(unified.stored(entity))


def test_what_is_computed_is_no_part_of_a_unified_model_but_what_is_computed_row_by_row_is() -> None:
    assert "purchase_counts" not in unified.stored(Purchase)
    assert {"purchase_counts", "_stands"} & set(unified.schema(Purchase)) == {"purchase_counts"}
