"""What loading tools write: a wrapper around each record, and the records of several objects in one file."""

from __future__ import annotations

import gzip
import io
from typing import Any

import polars as pl
import pytest
import simplejson

from contracts.source import Source
from engine.landing.batch import Batch, Broken
from engine.landing.files import FilesExtraction

from .conftest import Desk
from .shop_contracts import CATALOG, Order, OrderRefund

ORDERS, REFUNDS = [{"id": 1}, {"id": 2}], [{"id": 3}]


def message(stream: str, record: Any) -> dict[str, Any]:
    return {"stream": stream, "data": record, "emitted_at": 1704067200000}


def batches(desk: Desk, source: type[Source]) -> list[Batch]:
    return list(FilesExtraction(desk.folder, CATALOG.sources).batches(source, None))


def records(desk: Desk, source: type[Source] = Order) -> list[Any]:
    return [record for batch in batches(desk, source) for record in batch.records]


def broken(desk: Desk, source: type[Source] = Order) -> list[Broken]:
    return [piece for batch in batches(desk, source) for piece in batch.broken]


MIXED = [message("orders", {"id": 1}), message("OrdersRefunds", {"id": 3}), message("carts", {"id": 4}), message("order", {"id": 2})]
LINES = "\n".join(map(simplejson.dumps, MIXED))
WRAPPED = {
    "airbyte.jsonl": LINES,
    "expected records.json": simplejson.dumps(MIXED),
    "pretty.json": simplejson.dumps(MIXED, indent=2),
    "a/b/dump.jsonl.gz": gzip.compress(LINES.encode()),
    "protocol.jsonl": "\n".join(
        [
            '{"type": "LOG", "log": {"level": "INFO", "message": "reading the stream orders"}}',
            *(simplejson.dumps({"type": "RECORD", "record": inner}) for inner in MIXED),
            '{"type": "STATE", "state": {"orders": 1}}',
        ]
    ),
    "singer.jsonl": "\n".join(
        [
            '{"type": "SCHEMA", "stream": "orders", "schema": {}, "key_properties": ["id"]}',
            *(simplejson.dumps({"type": "RECORD", "stream": inner["stream"], "record": inner["data"]}) for inner in MIXED),
        ]
    ),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_every_object_takes_its_own_stream(desk: Desk, name: str) -> None:
    (desk.folder / name).parent.mkdir(parents=True, exist_ok=True)
    desk.put(name, WRAPPED[name])
    assert (records(desk), records(desk, OrderRefund)) == (ORDERS, REFUNDS)
    assert (broken(desk), broken(desk, OrderRefund)) == ([], [])
    assert FilesExtraction(desk.folder, CATALOG.sources).strangers() == (f"the stream 'carts' in {name}",)


def test_what_is_no_record_of_any_stream_is_broken_once(desk: Desk) -> None:
    desk.put("airbyte.jsonl", f'{LINES}\nnope\n{{"id": 5}}\n')
    assert [(piece.text, piece.place) for piece in broken(desk)] == [("nope", "airbyte.jsonl:5"), ('{"id": 5}', "airbyte.jsonl:6")]
    assert broken(desk, OrderRefund) == []


def test_a_mixed_file_lands_once_for_each_object(desk: Desk) -> None:
    desk.put("airbyte.jsonl", LINES)
    assert [desk.land(source).landed for source in (Order, OrderRefund, Order, OrderRefund)] == [2, 1, 0, 0]


def test_a_file_of_one_object_takes_no_other_stream(desk: Desk) -> None:
    desk.put("orders.jsonl", LINES)
    assert records(desk) == ORDERS
    assert [piece.error for piece in broken(desk)] == ["a record of the stream 'OrdersRefunds'", "a record of the stream 'carts'"]


@pytest.mark.parametrize("name", ["_airbyte_raw_orders.csv", "orders.parquet"])
def test_raw_tables_are_taken_out(desk: Desk, name: str) -> None:
    raw = pl.DataFrame({"_airbyte_ab_id": ["a", "b", "c"], "_airbyte_data": ['{"id": 1}', "nope", '{"id": 2}']})
    file = io.BytesIO()
    (raw.write_csv if name.endswith("csv") else raw.write_parquet)(file)
    desk.put(name, file.getvalue())
    assert records(desk) == ORDERS
    assert [(piece.text, piece.place) for piece in broken(desk)] == [("nope", name)]


def test_a_wrapper_may_say_more_of_its_own(desk: Desk) -> None:
    desk.put("orders.json", simplejson.dumps([message("orders", record) | {"provenance": "docs"} for record in ORDERS]))
    assert records(desk) == ORDERS


def test_a_record_with_a_stream_and_data_is_itself_the_record(desk: Desk) -> None:
    record = {"id": 1, "stream": "orders", "data": {"id": 2}}
    desk.put("orders.jsonl", simplejson.dumps(record))
    assert records(desk) == [record]


RESPONSES = {
    "under a key in words": '{"ordersRefunds": [{"id": 3}], "nextToken": "x"}',
    "under the vendor's key": '{"paging": {"start": 0}, "elements": [{"id": 3}]}',
    "nested": '{"code": 0, "data": {"list": [{"id": 3}], "page_info": {"page": 1}}}',
    "in pages": '[{"results": [], "requestId": "a"}, {"results": [{"id": 3}], "requestId": "b"}]',
}


@pytest.mark.parametrize("layout", RESPONSES)
def test_answers_of_an_api_are_opened(desk: Desk, layout: str) -> None:
    desk.put("orders_refunds.json", RESPONSES[layout])
    assert (records(desk, OrderRefund), broken(desk, OrderRefund)) == (REFUNDS, [])


@pytest.mark.parametrize("size", [10, 60_000])
def test_an_array_on_one_line_is_read_piece_by_piece(desk: Desk, size: int) -> None:
    desk.put("orders.json", simplejson.dumps([{"id": n, "number": "é" * (n % 7)} for n in range(size)], ensure_ascii=False))
    found = batches(desk, Order)
    assert sum(len(batch.records) for batch in found) == size
    assert max(len(batch.records) for batch in found) <= 10_240
