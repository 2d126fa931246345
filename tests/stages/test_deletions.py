from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import duckdb
import ibis
import pytest
import simplejson

from contracts.entities.order import Order
from contracts.sources.shopify.orders import ShopifyOrder
from engine.models.spec import compiled
from engine.stages.pusher import SINK_COLUMNS
from engine.stages.unified import Feed, unify

LOADED = datetime(2024, 5, 7, tzinfo=UTC)
PLACED = {"id": 1, "updated_at": "2024-05-01 00:00:00.000000+00:00", "total_price": "10.00"}
DELETED = {"id": 1, "deleted_at": "2024-05-06 00:00:00.000000+00:00"}


def sunk(n: int, record: dict[str, Any]) -> list[Any]:
    """A row of the sink, from the load of day ``n``."""
    version = record.get("updated_at")
    row = {
        "tenant_slug": "a",
        "platform": "shopify",
        "connection": "shopify",
        "record_id": UUID(int=record["id"]),
        "version_at": version and datetime.fromisoformat(version),
        "load_id": str(n),
        "load_row": 1,
        "width": 3,
        "loaded_at": LOADED + timedelta(days=n),
        "payload": simplejson.dumps(record),
    }
    return [row.get(name) for name in SINK_COLUMNS]


def orders(*records: dict[str, Any]) -> list[Any]:
    [mapping] = [mapping for mapping in ShopifyOrder.feeds if mapping.entity == Order.name]
    query = compiled(unify(Order, [Feed("sinks.orders", ShopifyOrder, mapping)]))
    with duckdb.connect() as warehouse:
        warehouse.execute("SET TimeZone = 'UTC'; CREATE SCHEMA sinks")
        ibis.duckdb.from_connection(warehouse).create_table("orders", schema=ibis.schema(SINK_COLUMNS), database="sinks")
        marks = ", ".join("?" for _ in SINK_COLUMNS)
        for n, record in enumerate(records):
            warehouse.execute(f"INSERT INTO sinks.orders VALUES ({marks})", sunk(n, record))
        return warehouse.execute(f"SELECT order_id, order_total_amount::text FROM ({query}) ORDER BY 1").fetchall()


@pytest.mark.parametrize("deletion", [DELETED, {**DELETED, "updated_at": DELETED["deleted_at"]}], ids=["without a version", "with one"])
def test_a_deletion_takes_an_order_out_of_the_star(deletion: dict[str, Any]) -> None:
    other = {**PLACED, "id": 2}
    assert orders(PLACED, other) == [("1", "10.000000000"), ("2", "10.000000000")]
    assert orders(PLACED, other, deletion) == [("2", "10.000000000")]


def test_a_version_from_before_the_deletion_that_lands_late_brings_nothing_back() -> None:
    assert orders(PLACED, DELETED, {**PLACED, "updated_at": "2024-05-05 00:00:00.000000+00:00"}) == []
