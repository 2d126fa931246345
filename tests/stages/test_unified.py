from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from engine.models.spec import compiled
from engine.stages import unified

from .conftest import declared, described, rows
from .shop import Client, Deed, Journey, Purchase, PurchaseLine, Report, TillClient, TillDeed, TillReport, TillSale, WebSale
from .sinks import Record, Sinks, feeds


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([TillSale, TillClient, TillReport, TillDeed, WebSale])
    return opened


def sale(number: int | None, total: str | None, changed_at: str | None = "2024-01-01T00:00:00Z", **more: Any) -> Record:
    return {"id": number, "total": total, "changed_at": changed_at, **more}


def amounts(found: list[Record]) -> list[tuple[str, Decimal | None]]:
    return [(row["purchase_key"], row["purchase_amount"]) for row in found]


def test_a_row_says_where_it_came_from_and_when(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1.50", client=3, at="2024-01-01T10:00:00+02:00", kind="gift"), connection="corner")
    assert sinks.unify(Purchase, TillSale) == [
        {
            "tenant_slug": "a",
            "purchase_key": "corner:7",
            "purchase_platform": "till",
            "purchase_connection": "corner",
            "purchase_id": "7",
            "purchase_client_id": "3",
            "purchase_at": datetime(2024, 1, 1, 8, tzinfo=UTC),
            "purchase_kind": "gift",
            "purchase_amount": Decimal("1.5"),
            "purchase_counts": 0,
            "purchase_client_key": "corner:3",
            "purchase_loaded_at": datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC),
        }
    ]


def test_the_newest_version_is_the_one_that_the_vendor_says(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "2", "2024-01-02T00:00:00Z"), load=1)
    sinks.push(TillSale, sale(7, "1", "2024-01-01T00:00:00Z"), load=2)
    assert amounts(sinks.unify(Purchase, TillSale)) == [("shop:7", Decimal(2))]


def test_of_equal_versions_the_last_load_is_the_newest_and_in_it_the_last_row(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1"), sale(8, "1"), sale(8, "2"), load=3)
    sinks.push(TillSale, sale(7, "2"), load=2)
    assert amounts(sinks.unify(Purchase, TillSale)) == [("shop:7", Decimal(1)), ("shop:8", Decimal(2))]


def test_without_a_version_column_the_order_of_the_loads_counts(sinks: Sinks) -> None:
    for load, total in ((1, "10"), (3, "10"), (2, "12")):
        sinks.push(WebSale, {"id": "x", "total": total}, load=load)
    assert amounts(sinks.unify(Purchase, WebSale)) == [("web_api_v1:x", Decimal(10))]


def test_a_line_that_left_its_purchase_is_gone(sinks: Sinks) -> None:
    lines = [{"id": 1, "price": "2.50"}, {"id": 2, "price": 3}]
    sinks.push(TillSale, sale(7, "5.50", "2024-01-01T00:00:00Z", lines=lines), load=1)
    sinks.push(TillSale, sale(7, "2.50", "2024-01-02T00:00:00Z", lines=lines[:1]), load=2)
    found = [(row["purchase_line_key"], row["purchase_line_amount"]) for row in sinks.unify(PurchaseLine, TillSale)]
    assert found == [("shop:1", Decimal("2.5"))]


def test_equal_ids_of_two_connections_and_two_tenants_are_different_rows(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1"), connection="north")
    sinks.push(TillSale, sale(7, "2"), connection="south")
    sinks.push(TillSale, sale(7, "3"), connection="north", tenant="b")
    found = [(row["tenant_slug"], row["purchase_key"], row["purchase_amount"]) for row in sinks.unify(Purchase, TillSale)]
    assert found == [("a", "north:7", Decimal(1)), ("a", "south:7", Decimal(2)), ("b", "north:7", Decimal(3))]


def test_an_id_of_one_space_over_all_connections_is_one_row_a_tenant(sinks: Sinks) -> None:
    sinks.push(WebSale, {"id": "x", "buyer": "y", "total": "1"}, connection="north", load=1)
    sinks.push(WebSale, {"id": "x", "buyer": "y", "total": "2"}, connection="south", load=2)
    sinks.push(WebSale, {"id": "x", "total": "3"}, connection="north", tenant="b")
    found = sinks.unify(Purchase, WebSale)
    assert amounts(found) == [("web_api_v1:x", Decimal(2)), ("web_api_v1:x", Decimal(3))]
    assert [row["purchase_connection"] for row in found] == ["south", "north"]
    assert [row["purchase_client_key"] for row in found] == ["web_api_v1:y", None]


def test_two_feeds_of_an_entity_are_laid_under_each_other(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "1", kind="gift"), connection="till")
    sinks.push(WebSale, {"id": "7", "total": "2"}, connection="web")
    assert amounts(sinks.unify(Purchase, TillSale, WebSale)) == [("till:7", Decimal(1)), ("web_api_v1:7", Decimal(2))]


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
    found = sinks.unify(Report, TillReport)
    assert {(row["report_place"], row["report_device"]) for row in found} == {one, other}


def test_a_key_is_readable_and_a_missing_part_of_it_is_empty(sinks: Sinks) -> None:
    sinks.push(TillReport, {"day": "2024-01-01", "device": "urn:phone"})
    assert [row["report_key"] for row in sinks.unify(Report, TillReport)] == ["shop:2024-01-01::urn\\:phone"]


def test_a_record_without_any_key_stays_in_the_sink(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(None, "1"), sale(None, "2"), sale(7, "3"))
    assert amounts(sinks.unify(Purchase, TillSale)) == [("shop:7", Decimal(3))]
    assert sinks.warehouse.execute("SELECT count(DISTINCT record_id) FROM sinks.till_api_v1_sales").fetchall() == [(3,)]


def test_conversions_are_those_of_each_tenant(sinks: Sinks) -> None:
    for tenant in "abc":
        sinks.push(TillSale, *(sale(n, "1", kind=kind) for n, kind in enumerate(["gift", "o'hare", None])), tenant=tenant)
    found = sinks.unify(Purchase, TillSale, conversions={"a": ("gift",), "b": ("gift", "o'hare"), "c": ()})
    assert [row["purchase_counts"] for row in found] == [1, 0, 0, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(("told", "counts"), [("gift", [1, 1, 0]), ("GIFT", [1, 0, 0]), ("sale", [0, 0, 0])])
def test_a_conversion_goes_by_either_of_its_names(sinks: Sinks, told: str, counts: list[int]) -> None:
    sinks.push(TillDeed, *({"id": n, "name": name} for n, name in enumerate(["GIFT", "Gift", None])))
    assert [row["deed_counts"] for row in sinks.unify(Deed, TillDeed, conversions={"a": (told,)})] == counts


def test_what_an_older_shape_lacks_is_null(sinks: Sinks) -> None:
    older = {"kind": None, "lines": None, "changed_at": None, "was_here": "text"}
    sinks.push(TillSale, {"id": 7, "total": "1", "was_here": "yes"}, kinds=older)
    [row] = sinks.unify(Purchase, TillSale)
    assert (row["purchase_key"], row["purchase_amount"], row["purchase_kind"], row["purchase_counts"]) == ("shop:7", Decimal(1), None, 0)


def test_a_value_of_another_kind_is_read_where_it_fits_and_null_where_not(sinks: Sinks) -> None:
    records = [
        {"id": str(n), "total": total, "at": at} for n, (total, at) in enumerate([("1.50", "2024-01-01T00:00:00Z"), ("n/a", "soon")])
    ]
    sinks.push(TillSale, *records, kinds={"id": "text", "total": "text", "at": "text"})
    found = [(row["purchase_key"], row["purchase_amount"], row["purchase_at"]) for row in sinks.unify(Purchase, TillSale)]
    assert found == [("shop:0", Decimal("1.5"), datetime(2024, 1, 1, tzinfo=UTC)), ("shop:1", None, None)]


def test_an_entity_derives_from_the_rows_of_another(sinks: Sinks, warehouse: duckdb.DuckDBPyConnection) -> None:
    sinks.push(TillSale, sale(1, "1", client=3, at="2024-01-02"), sale(2, "2", client=3, at="2024-01-01"), sale(3, "4"))
    purchases = unified.unify(Purchase, feeds(Purchase, TillSale), {})
    found = rows(warehouse, compiled(unified.derive(Journey, purchases)))
    assert [(row["journey_key"], row["journey_amount"], row["journey_started_at"].date()) for row in found] == [
        ("shop:3", Decimal(3), date(2024, 1, 1))
    ]


@pytest.mark.parametrize(("entity", "source"), [(Client, TillClient), (Purchase, WebSale), (PurchaseLine, TillSale), (Report, TillReport)])
def test_the_columns_and_types_are_the_declared_ones(sinks: Sinks, entity: Any, source: Any) -> None:
    query = compiled(unified.unify(entity, feeds(entity, source), {"a": ("gift",)}))
    assert described(sinks.warehouse, query) == declared(unified.schema(entity))
