from __future__ import annotations

import gzip
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import simplejson

from engine.errors import LandingError
from engine.landing.batch import Broken
from engine.landing.files import FilesExtraction

from .conftest import Desk
from .shop_contracts import Order, OrderRefund

OBJECTS = (Order, OrderRefund)


def records(folder: Path, source: Any = Order) -> tuple[list[Any], list[Broken]]:
    """What a folder has of one object: its records and its broken pieces."""
    batches = list(FilesExtraction(folder, OBJECTS).batches(source, None))
    good = [row for batch in batches for row in (batch.records.to_dicts() if isinstance(batch.records, pl.DataFrame) else batch.records)]
    return good, [broken for batch in batches for broken in batch.broken]


@pytest.mark.parametrize(
    "name",
    [
        "orders.jsonl",
        "orders_2024-01.jsonl",
        "orders-2.json",
        "orders.1.ndjson",
        "Orders (3).json",
        "orders/part-1.json",
        "ORDERS/a/b.jsonl",
        "orders.jsonl.gz",
    ],
)
def test_a_file_is_found_by_its_object(desk: Desk, name: str) -> None:
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(b'{"id": 1}') if name.endswith("gz") else b'{"id": 1}')
    assert records(desk.folder) == ([{"id": 1}], [])


@pytest.mark.parametrize(
    "name",
    [
        "ordersx.jsonl",
        "orders_refunds.jsonl",
        "orders-refunds-2.json",
        "customers.jsonl",
        ".orders.jsonl",
        "orders.txt",
        "orders.jsonl.bak",
    ],
)
def test_a_file_of_something_else_is_left(desk: Desk, name: str) -> None:
    desk.put(name, '{"id": 1}')
    assert records(desk.folder) == ([], [])


def test_the_longest_name_wins(desk: Desk) -> None:
    desk.put("orders_refunds_2024.jsonl", '{"id": 1}')
    assert records(desk.folder, OrderRefund) == ([{"id": 1}], [])


def test_files_come_in_the_order_of_their_numbers(desk: Desk) -> None:
    for part in (10, 2, 1):
        desk.put(f"orders_{part}.jsonl", f'{{"id": {part}}}')
    assert [record["id"] for record in records(desk.folder)[0]] == [1, 2, 10]


def test_a_landed_file_is_not_read_again_until_it_changes(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}')
    extraction = FilesExtraction(desk.folder, OBJECTS)
    again = extraction.beyond(extraction.marks(Order))
    assert list(again.batches(Order, None)) == []
    desk.put("orders.jsonl", '{"id": 2}')
    assert [batch.records for batch in again.batches(Order, None)] == [[{"id": 2}]]


def test_strangers_are_named(desk: Desk) -> None:
    for name in ("orders.jsonl", "customers.csv", "carts/1.json", "notes.txt"):
        desk.put(name, "{}")
    assert FilesExtraction(desk.folder, OBJECTS).strangers() == ("carts", "customers.csv")


def test_a_missing_folder_says_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LandingError) as caught:
        records(tmp_path / "nowhere")
    assert caught.value.where == str(tmp_path / "nowhere")
    assert caught.value.do


LAYOUTS = {
    "lines": '{"id": 1}\n{"id": 2}\n',
    "lines without the last end": '{"id": 1}\n{"id": 2}',
    "windows lines with blanks": '{"id": 1}\r\n\r\n  {"id": 2}\r\n',
    "byte order mark": '\ufeff{"id": 1}\n{"id": 2}\n',
    "array": '[{"id": 1}, {"id": 2}]',
    "pretty array": '[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }\n]\n',
    "array with a byte order mark": '\ufeff[{"id": 1}, {"id": 2}]',
    "envelope": '{"orders": [{"id": 1}, {"id": 2}]}',
    "pretty envelope": '{\n  "orders": [\n    {"id": 1},\n    {"id": 2}\n  ],\n  "next": null\n}\n',
    "envelope with paging first": '{\n "paging": {},\n "data": [\n  {"id": 1},\n  {"id": 2}]}',
    "envelopes by line": '{"orders": [{"id": 1}]}\n{"data": [{"id": 2}], "paging": {}}\n',
    "arrays by line": '[{"id": 1}]\n[{"id": 2}]\n',
    "pretty objects": '{\n  "id": 1\n}\n{\n  "id": 2\n}\n',
    "objects on one line": '{"id": 1}{"id": 2}',
    "arrays on one line": '[{"id": 1}][{"id": 2}]',
    "envelopes on one line": '{"orders": [{"id": 1}], "next": {"a": 1}} {"orders": [{"id": 2}]}',
    "airbyte": "\n".join(f'{{"stream": "orders", "emitted_at": 1, "data": {{"id": {n}}}}}' for n in (1, 2)),
    "airbyte messages": "\n".join(f'{{"type": "RECORD", "record": {{"stream": "orders", "data": {{"id": {n}}}}}}}' for n in (1, 2)),
    "airbyte tables": "\n".join(f'{{"_airbyte_ab_id": "x{n}", "_airbyte_data": {{"id": {n}}}}}' for n in (1, 2)),
}

NO_LINES = {"envelope with paging first", "objects on one line", "arrays on one line", "envelopes on one line"}


@pytest.mark.parametrize("suffix", [".json", ".json.gz", ".jsonl"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_json_is_read(desk: Desk, layout: str, suffix: str) -> None:
    if suffix == ".jsonl" and layout in NO_LINES:
        pytest.skip("no JSON lines")
    content = LAYOUTS[layout].encode()
    desk.put(f"orders{suffix}", gzip.compress(content) if suffix.endswith("gz") else content)
    assert records(desk.folder) == ([{"id": 1}, {"id": 2}], [])


@pytest.mark.parametrize("content", ['{"orders_refund": {"id": 1}}', '{\n  "refund": {\n    "id": 1\n  }\n}\n'])
def test_a_record_alone_under_its_name_is_read(desk: Desk, content: str) -> None:
    desk.put("orders_refunds.json", content)
    assert records(desk.folder, OrderRefund) == ([{"id": 1}], [])


def test_an_object_that_columns_are_paths_into_is_no_envelope(desk: Desk) -> None:
    desk.put("orders.json", '{"results": [{"order": {"resourceName": "orders/1"}}]}')
    assert records(desk.folder) == ([{"order": {"resourceName": "orders/1"}}], [])


def test_an_envelope_may_tell_what_its_records_tell_too(desk: Desk) -> None:
    desk.put("orders.json", '{"number": "list", "data": [{"id": 1, "number": "7"}], "has_more": false}')
    assert records(desk.folder) == ([{"id": 1, "number": "7"}], [])


def test_a_record_that_tells_more_than_the_array_in_it_is_no_envelope(desk: Desk) -> None:
    desk.put("orders.json", '[{"id": 1, "items": [{"id": 2}]}, {"id": 3, "items": []}]')
    assert records(desk.folder) == ([{"id": 1, "items": [{"id": 2}]}, {"id": 3, "items": []}], [])


def test_a_column_of_that_name_is_no_envelope(desk: Desk) -> None:
    desk.put("orders.json", '{"order": {"id": 1}}')
    assert records(desk.folder) == ([{"order": {"id": 1}}], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_taken_off(desk: Desk, encoding: str) -> None:
    desk.put("orders.jsonl", '{"number": "ä"}\n'.encode(encoding))
    desk.put("orders_2.csv", "number\r\nö\r\n".encode(encoding))
    assert records(desk.folder) == ([{"number": "ä"}, {"number": "ö"}], [])


@pytest.mark.parametrize("name", ["orders.json", "orders.jsonl", "orders.csv"])
@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_lands_nothing(desk: Desk, name: str, content: str) -> None:
    desk.put(name, content)
    assert records(desk.folder) == ([], [])


def test_numbers_are_exact(desk: Desk) -> None:
    desk.put("orders.json", '[{"id": 12345678901234567890, "total": 0.10, "rate": 1e-18}]')
    record = records(desk.folder)[0][0]
    assert simplejson.dumps(record, use_decimal=True) == '{"id": 12345678901234567890, "total": 0.10, "rate": 1E-18}'


BROKEN = {
    "a line": ("orders.jsonl", '{"id": 1}\nnope\n{"id": 2}\n', ["nope"], "orders.jsonl:2"),
    "not a number": ("orders.jsonl", '{"id": 1}\n{"id": NaN}\n{"id": 2}', ['{"id": NaN}'], "orders.jsonl:2"),
    "not a number in an array": ("orders.json", '[{"id": 1},\n{"id": -Infinity},\n{"id": 2}]', ['{"id": -Infinity},'], "orders.json:2"),
    "a value": ("orders.jsonl", '{"id": 1}\n12\n{"id": 2}', ["12"], "orders.jsonl:2"),
    "a null": ("orders.json", '[{"id": 1}, null, {"id": 2}]', ["null"], "orders.json:1"),
    "another stream": (
        "orders.jsonl",
        '{"id": 1}\n{"stream": "x", "data": {}}\n{"id": 2}',
        ['{"stream": "x", "data": {}}'],
        "orders.jsonl:2",
    ),
    "cut lines": ("orders.jsonl", '{"id": 1}\n{"id": 2}\n{"id": 3, "num', ['{"id": 3, "num'], "orders.jsonl:3"),
    "cut array": ("orders.json", '[\n{"id": 1},\n{"id": 2},\n{"id": 3, "num', ['{"id": 3, "num'], "orders.json:4"),
    "cut between": ("orders.json", '[{"id": 1},\n{"id": 2},\n', [""], "orders.json:3"),
    "cut envelope": ("orders.json", '{"orders": [{"id": 1}, {"id": 2}, {"id', ['{"id'], "orders.json:1"),
    "in an array": ("orders.json", '[\n  {"id": 1},\n  {"id": }\n  ,\n  {"id": 2}\n]', ['{"id": }\n  ,'], "orders.json:3"),
    "behind an array": ("orders.json", '[{"id": 1}, {"id": 2}]\nbye', ["bye"], "orders.json:2"),
    "other bytes": ("orders.jsonl", b'{"id": 1}\n{"number": "\xff"}\n{"id": 2}', ['{"number": "\\udcff"}'], "orders.jsonl:2"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_record_is_broken_and_the_rest_is_read(desk: Desk, case: str) -> None:
    name, content, texts, place = BROKEN[case]
    desk.put(name, content)
    good, broken = records(desk.folder)
    assert good == [{"id": 1}, {"id": 2}]
    assert [piece.text for piece in broken] == texts
    assert [piece.place for piece in broken] == [place]


def test_a_cut_gz_keeps_what_can_be_read(desk: Desk) -> None:
    lines = "".join(f'{{"id": {n}, "number": "{n * 7919 % 10007}"}}\n' for n in range(5000))
    rows = "id,number\n" + "".join(f"{n},{n * 7919 % 10007}\n" for n in range(5000))
    for name, content in {
        "orders.jsonl.gz": lines,
        "orders_2.csv.gz": rows,
        "orders.json.gz": f"[{lines[:-1].replace(chr(10), ',')}]",
    }.items():
        path = desk.put(name, gzip.compress(content.encode()))
        path.write_bytes(path.read_bytes()[:-2000])
        good, broken = records(desk.folder)
        assert 1000 < len(good) < 5000
        assert len(broken) == 1
        path.unlink()


@pytest.mark.parametrize("name", ["orders.jsonl.gz", "orders.csv.gz", "orders.parquet", "orders.parquet.gz"])
@pytest.mark.parametrize("content", [b"garbage that is no such file", b"PAR1 garbage PAR1"])
def test_a_file_that_is_not_what_it_says_is_an_error(desk: Desk, name: str, content: bytes) -> None:
    path = desk.put(name, content)
    with pytest.raises(LandingError) as caught:
        records(desk.folder)
    assert caught.value.where == str(path)
    assert caught.value.do


def test_csv_cells(desk: Desk) -> None:
    desk.put("orders.csv", 'Order ID,number,lines\r\n1,"a, ""b""\r\nc",\r\n2,"","[{""a"": 1}]"\r\n')
    assert records(desk.folder)[0] == [
        {"Order ID": "1", "number": 'a, "b"\r\nc', "lines": None},
        {"Order ID": "2", "number": None, "lines": '[{"a": 1}]'},
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters(desk: Desk, delimiter: str) -> None:
    desk.put("orders.csv", f"id{delimiter}number\n1{delimiter}a\n")
    assert records(desk.folder)[0] == [{"id": "1", "number": "a"}]


def test_csv_rows_of_another_width_are_broken(desk: Desk) -> None:
    desk.put("orders.csv", 'id,number\n1,a\n2\n"3\n",b,c\n4,d\n')
    good, broken = records(desk.folder)
    assert [row["id"] for row in good] == ["1", "4"]
    assert [(piece.text, piece.place) for piece in broken] == [("2", "orders.csv:3"), ('"3\n",b,c', "orders.csv:4")]


def test_csv_that_cannot_be_parsed_is_broken_and_the_rest_is_read(desk: Desk) -> None:
    desk.put("orders.csv", b"id,number\n1,a\n2,b\rc\n3,\xff\n4,\x00\n")
    good, broken = records(desk.folder)
    assert [row["id"] for row in good] == ["1", "4"]
    assert [(piece.text, piece.place) for piece in broken] == [("2,b\rc", "orders.csv:3"), ("3,\\udcff", "orders.csv:4")]


def test_records_nested_too_deep_are_quarantined(desk: Desk) -> None:
    depths = (10, 500, 900, 980, 1500, 100_000)
    desk.put("orders.jsonl", "\n".join(f'{{"lines": {"[" * depth}{"]" * depth}}}' for depth in depths))
    landed = desk.land()
    assert landed.read == landed.landed + landed.quarantined == len(depths)
    assert landed.landed >= 2


def test_csv_headers_are_all_kept(desk: Desk) -> None:
    desk.put("orders.csv", "id,id,,id\n1,2,3,4\n")
    assert records(desk.folder)[0] == [{"id": "1", "id_2": "2", "column_3": "3", "id_3": "4"}]


def test_csv_headers_may_have_other_bytes(desk: Desk) -> None:
    desk.put("orders.csv", "id,Währung\n1,EUR\n".encode("cp1252"))
    assert records(desk.folder)[0] == [{"id": "1", "W\\udce4hrung": "EUR"}]


def test_csv_cells_may_be_long(desk: Desk) -> None:
    desk.put("orders.csv", f"id,number\n1,{'x' * 300_000}\n")
    assert len(records(desk.folder)[0][0]["number"]) == 300_000


def test_parquet_is_read_with_its_types(desk: Desk) -> None:
    frame = pl.DataFrame({"id": ["1", "x"], "lines": [[{"a": 1}], None]})
    frame.write_parquet(desk.folder / "orders.parquet")
    assert records(desk.folder) == (frame.to_dicts(), [])
    desk.put("orders_2.parquet.gz", gzip.compress((desk.folder / "orders.parquet").read_bytes()))
    assert len(records(desk.folder)[0]) == 4


def test_parquet_parts_of_another_warehouse_land(desk: Desk) -> None:
    lines = [[{"sku": "a", "price": Decimal("5.25"), "at": datetime(2024, 1, 1)}], []]
    table = pa.table(
        {
            "id": [1, 2],
            "total": pa.array([Decimal("1.50"), None], pa.decimal256(40, 4)),
            "updated_at": pa.array([datetime(2024, 1, 5, 10), None], pa.timestamp("ns")),
            "lines": lines,
            "number": pa.array(["a", "b"]).dictionary_encode(),
            "__index_level_0__": [0, 1],
        }
    )
    for part in ("year=2024/part-10.snappy.parquet", "year=2024/part-2.zstd.parquet", "_delta_log/0.parquet"):
        (desk.folder / "orders" / part).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, desk.folder / "orders" / part)
    assert desk.land().landed == 4
    columns = "id, total, updated_at, lines->>'$[0].price', lines->>'$[0].at', number"
    first = (1, Decimal("1.50"), datetime(2024, 1, 5, 10, tzinfo=UTC), "5.25", "2024-01-01T00:00:00", "a")
    assert desk.orders(columns) == [first, (2, None, None, None, None, "b")] * 2
