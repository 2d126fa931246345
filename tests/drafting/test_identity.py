from __future__ import annotations

from typing import Any

import pytest

from engine.drafting.identity import Identity

from .made import drafted


def identity(*records: dict[str, Any], object_: str = "orders") -> Identity:
    return drafted(*records, object_=object_).draft.identity


@pytest.mark.parametrize("name", ["id", "order_id", "uuid"])
def test_the_key_is_the_id_by_its_name(name: str) -> None:
    key = identity({"other_id": 1, name: "a"}, {"other_id": 1, name: "b"}).key
    assert (key.columns, key.review) == ((name,), "")


def test_a_number_or_a_code_may_be_the_key() -> None:
    key = identity({"state": "a", "number": 1}, {"state": "b", "number": 2}).key
    assert (key.columns, key.review) == (("number",), "guessed by its name")


def test_records_that_share_the_id_are_versions_where_something_orders_them() -> None:
    versions = [{"id": 1, "updated_at": "2024-01-05"}, {"id": 1, "updated_at": "2024-01-06"}]
    found = identity(*versions)
    assert (found.key.columns, found.version) == (("id",), "updated_at")
    assert "versions" in found.key.review


def test_without_an_id_days_ids_and_what_tells_records_apart_are_the_key() -> None:
    rows = [{"date": "2024-01-05", "ad_id": 1, "end_date": "2024-02-01", "clicks": n, "device": device} for n, device in enumerate("ab")]
    found = identity(*rows, object_="ads_report")
    assert found.key.columns == ("ads_report_date", "ad_id", "device")
    assert "tells all records" in found.key.review
    assert (found.cursor, bool(found.cursor_review)) == ("ads_report_date", True)


def test_an_id_of_zero_or_of_anything_is_no_part_of_the_key() -> None:
    rows = [{"day": "2024-01-05", "group_id": 0, "other_id": of, "ad_id": n} for n, of in enumerate((["NaN"], "NaN"))]
    assert identity(*rows, object_="reports").key.columns == ("day", "ad_id")


def test_one_record_tells_nothing() -> None:
    assert "one record" in identity({"name": "a"}).key.review


def test_records_that_nothing_tells_apart_keep_their_id() -> None:
    key = identity({"id": 1, "a": "x"}, {"id": 1, "a": "x"}).key
    assert (key.columns, key.tells) == (("id",), False)


@pytest.mark.parametrize(
    ("names", "version", "cursor"),
    [
        (("created_at", "lastModified"), "last_modified", None),
        (("date_modified", "date_modified_gmt"), "date_modified_gmt", None),
        (("created_time",), None, "created_time"),
        (("end_date", "date_start"), None, "date_start"),
        (("note",), None, None),
    ],
)
def test_the_version_is_the_last_change_else_reading_resumes_from_the_beginning(
    names: tuple[str, ...], version: str | None, cursor: str | None
) -> None:
    found = identity({"id": 1, **dict.fromkeys(names, "2024-01-05T10:00:00Z")})
    assert (found.version, found.cursor) == (version, cursor)
