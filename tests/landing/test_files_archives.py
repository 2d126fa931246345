"""Zip archives: read where they lie, claimed by their own name or by their members'."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import polars as pl
import pytest

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.files import FilesExtraction

from .conftest import Desk
from .report_contracts import CATALOG as REPORTS
from .report_contracts import CampaignPerformance
from .shop_contracts import CATALOG, Order, OrderRefund


def put(desk: Desk, name: str, members: dict[str, str | bytes], compression: int = ZIP_DEFLATED) -> Path:
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", compression) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def ids(desk: Desk, source: type[Source] = Order) -> list[Any]:
    batches = FilesExtraction(desk.folder, CATALOG.sources).batches(source, None)
    frames = (batch.records if isinstance(batch.records, pl.DataFrame) else pl.DataFrame(batch.records) for batch in batches)
    return [int(value) for frame in frames for value in frame["id"]]


def parquet(*numbers: int) -> bytes:
    file = io.BytesIO()
    pl.DataFrame({"id": numbers}).write_parquet(file)
    return file.getvalue()


@pytest.mark.parametrize("compression", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_every_format_is_read_inside_of_an_archive(desk: Desk, compression: int) -> None:
    members = {
        "10.csv": "id\n6\n",
        "2.jsonl": '{"id": 1}\n{"id": 2}',
        "3/a.json.gz": gzip.compress(b'[{"id": 3}]'),
        "3\\b.parquet": parquet(4),
        "3/c.parquet.gz": gzip.compress(parquet(5)),
        "readme.txt": "id",
        "__MACOSX/._2.jsonl": b"\0\1",
        ".hidden.json": "x",
    }
    put(desk, "Orders 2024.ZIP", members, compression)
    assert ids(desk) == [1, 2, 3, 4, 5, 6]


def test_members_name_their_objects_where_the_archive_does_not(desk: Desk) -> None:
    put(desk, "backup/export.zip", {"dump/orders.json": '[{"id": 1}]', "dump/orders-refunds.csv": "id\n2\n", "dump/carts.csv": "id\n3\n"})
    assert (ids(desk), ids(desk, OrderRefund)) == ([1], [2])
    assert FilesExtraction(desk.folder, CATALOG.sources).strangers() == ("backup/export.zip/dump/carts.csv",)


def test_a_pattern_claims_what_no_word_names(desk: Desk) -> None:
    day = gzip.compress(b'{"campaign_id": 7}\n')
    put(desk, "export.zip", {"123/123_2024-01-01_0#0.json.gz": day, "123/123_2024-01-01_0#10.json.gz": day, "123/notes.json.gz": day})
    batches = list(FilesExtraction(desk.folder, REPORTS.sources).batches(CampaignPerformance, None))
    assert [(batch.records, batch.place) for batch in batches] == [
        ([{"campaign_id": 7}], "export.zip/123/123_2024-01-01_0#0.json.gz"),
        ([{"campaign_id": 7}], "export.zip/123/123_2024-01-01_0#10.json.gz"),
    ]


def test_an_archive_lands_once_for_each_object_until_it_changes(desk: Desk) -> None:
    put(desk, "export.zip", {"orders.json": '[{"id": 1}]', "orders_refunds.json": '[{"id": 2}]'})
    assert [desk.land(source).landed for source in (Order, OrderRefund, Order, OrderRefund)] == [1, 1, 0, 0]
    put(desk, "export.zip", {"orders.json": '[{"id": 1}, {"id": 3}]', "orders_refunds.json": '[{"id": 2}]'})
    assert desk.land().landed == 2


def test_what_is_broken_names_its_member(desk: Desk) -> None:
    put(desk, "orders.zip", {"a.jsonl": '{"id": 1}\nnope\n'})
    broken = [piece for batch in FilesExtraction(desk.folder, CATALOG.sources).batches(Order, None) for piece in batch.broken]
    assert [(piece.text, piece.place) for piece in broken] == [("nope", "orders.zip/a.jsonl:2")]


def damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"4711", b"4712"))


def test_a_member_that_is_not_sound_is_an_error_that_names_it(desk: Desk) -> None:
    path = put(desk, "orders.zip", {"a.csv": "id\n4711\n"}, 0)
    damaged(path)
    with pytest.raises(LandingError, match="CRC") as caught:
        ids(desk)
    assert caught.value.where == f"{path}/a.csv"


def test_an_archive_that_is_none_is_an_error_of_its_object_alone(desk: Desk) -> None:
    path = desk.put("orders.zip", b"PK garbage")
    desk.put("orders_refunds.csv", "id\n2\n")
    assert ids(desk, OrderRefund) == [2]
    assert FilesExtraction(desk.folder, CATALOG.sources).strangers() == ()
    with pytest.raises(LandingError, match="zip") as caught:
        ids(desk)
    assert (caught.value.where, bool(caught.value.do)) == (str(path), True)


def test_a_locked_archive_is_an_error(desk: Desk) -> None:
    path = put(desk, "orders.zip", {"a.csv": "id\n1\n"}, 0)
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag of encryption, in the member's own header
    content[content.index(b"PK\1\2") + 8] |= 1  # and in the directory
    path.write_bytes(content)
    with pytest.raises(LandingError, match="encrypted"):
        ids(desk)


def test_an_archive_in_an_archive_is_an_error(desk: Desk) -> None:
    put(desk, "orders.zip", {"inner.zip": b"PK"})
    with pytest.raises(LandingError, match="inside of an archive"):
        ids(desk)


def test_nothing_is_unpacked_to_disk(desk: Desk, tmp_path: Path) -> None:
    put(desk, "orders.zip", {"../../escaped.csv": "id\n1\n", "/absolute.csv": "id\n2\n"})
    before = set(tmp_path.rglob("*"))
    assert sorted(ids(desk)) == [1, 2]
    assert set(tmp_path.rglob("*")) == before
