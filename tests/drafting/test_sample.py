from __future__ import annotations

import gzip
import json
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest

from engine.drafting.contract_draft import ContractDraft, draft_contract
from engine.errors import LandingError

from .made import CATALOG, types

ORDERS = [{"id": n, "total": f"{n}.50", "placed_at": "2024-01-05T10:00:00Z"} for n in range(1, 4)]
LINES = "".join(f"{json.dumps(order)}\n" for order in ORDERS)
EXPECTED = {"id": "int", "total": "Decimal", "placed_at": "datetime"}


def of_file(path: Path, limit: int = 100) -> ContractDraft:
    return draft_contract(path, "bookstall", "orders", limit, CATALOG)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("any.jsonl", LINES),
        ("any.json", json.dumps(ORDERS)),
        ("any.json", json.dumps({"orders": ORDERS, "next": None})),
        ("any.jsonl", "".join(json.dumps({"stream": "orders", "data": order, "emitted_at": 1}) + "\n" for order in ORDERS)),
    ],
    ids=["lines", "array", "envelope", "airbyte"],
)
def test_json_is_read_as_landing_reads_it(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    draft = of_file(tmp_path / name)
    assert types(draft) == EXPECTED
    assert draft.passed and draft.trial and draft.trial.landed == 3


def test_packed_files_and_folders_are_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "1.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    pl.DataFrame(ORDERS).write_parquet(folder / "2.parquet")
    with ZipFile(folder / "3.zip", "w") as archive:
        archive.writestr("inner/orders.jsonl", LINES)
    draft = of_file(folder)
    assert types(draft) == EXPECTED
    assert draft.trial and draft.trial.landed == draft.trial.records == 9


def test_the_header_of_a_report_is_found_below_its_title(tmp_path: Path) -> None:
    rows = ['"Report Name: Ads"', "", '"Order ID","Impressions","CTR (%)"', '"7","1,204","12.5%"', '"8","904","--"']
    (tmp_path / "report.csv").write_text("\n".join(rows))
    draft = of_file(tmp_path / "report.csv")
    assert types(draft) == {"order_id": "str", "impressions": "int", "ctr": "Percent"}
    assert draft.passed and draft.trial and draft.trial.landed == 2


def test_only_so_many_records_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "any.jsonl").write_text(LINES + '{"id": 4, "late": true}\n')
    draft = of_file(tmp_path / "any.jsonl", limit=3)
    assert types(draft) == EXPECTED
    assert draft.sample and draft.sample.is_cut
    assert draft.trial and draft.trial.records == 3


def test_what_is_no_record_is_kept_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "any.jsonl").write_text(f"{LINES}not json\n")
    draft = of_file(tmp_path / "any.jsonl")
    assert draft.sample and draft.sample.broken[0].startswith("any.jsonl:4: not JSON")


def test_a_path_that_leads_nowhere_is_an_error_to_mend(tmp_path: Path) -> None:
    with pytest.raises(LandingError, match="no such file"):
        of_file(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("name", "text", "told"), [("a.txt", "x", "no kind of file"), ("a.json", "[]", "no record"), ("a.json", "[", "cut off")]
)
def test_nothing_to_draft_from_is_an_error_to_mend(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(LandingError, match=told):
        of_file(tmp_path / name)
