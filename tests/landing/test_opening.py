from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from pydantic import AliasChoices, Field

from contracts.kinds import EpochSeconds, Json
from contracts.source import Api, Source
from engine.landing.batch import Batch
from engine.landing.hold import Held, hold
from engine.landing.opening import Opening


class Row(Source, api=Api("network_api_v1", ("network",)), object="rows", key=("campaign_id", "day")):
    """A report row whose columns are paths."""

    campaign_id: int | None = None
    campaign_network_settings_target_search: bool | None = None
    metrics_cost_micros: int | None = None
    metrics_types: Json | None = None
    day: date | None = Field(default=None, validation_alias=AliasChoices("range.start", "segments.date"))
    labels: Json | None = None


class Event(Source, api=Api("tool_api_v1", ("tool",)), object="events", key="insert_id"):
    """An event whose properties land whole, and some of them beside."""

    event: str | None = None
    properties: Json | None = None
    insert_id: str | None = Field(default=None, validation_alias=AliasChoices("properties.$insert_id", "insert_id"))
    time: EpochSeconds | None = Field(default=None, validation_alias=AliasChoices("properties.time", "time"))


FLAT = {"campaign.id": "7", "metrics.cost_micros": 12, "segments.date": "2024-05-01", "metrics.types": ["CLICK"], "labels": {"a": 1}}


def landed(source: type[Source], *records: Any) -> Held:
    return hold(source, Batch(list(records), "test"))


@pytest.mark.parametrize(
    "nested",
    [
        {
            "campaign": {"id": "7"},
            "metrics": {"costMicros": "12", "types": ["CLICK"]},
            "segments": {"date": "2024-05-01"},
            "labels": {"a": 1},
        },
        {
            "campaign": {"id": 7},
            "metrics": {"cost_micros": 12, "types": ["CLICK"]},
            "range": {"start": {"year": 2024, "month": 5, "day": 1}},
            "labels": {"a": 1},
        },
    ],
    ids=["camel case", "snake case"],
)
def test_nested_and_flat_records_are_one(nested: Any) -> None:
    held = landed(Row, FLAT, nested)
    assert held.rejected == ()
    assert held.frame.columns == [column.name for column in Row.columns]
    assert held.frame[0].equals(held.frame[1])


def test_a_member_that_no_column_takes_is_beyond_the_contract() -> None:
    held = landed(Row, {"campaign": {"id": 7, "mood": "good"}})
    assert held.frame["campaign_mood"].to_list() == ["good"]


def test_members_are_opened_as_deep_as_columns_are() -> None:
    held = landed(Row, {"campaign": {"networkSettings": {"targetSearch": True}, "id": 1}})
    assert held.frame["campaign_network_settings_target_search"].to_list() == [True]


def test_an_object_without_members_is_nothing_where_columns_are_its_members() -> None:
    held = landed(Row, {"campaign": {"id": 7, "networkSettings": {}, "bidding": {}}, "range": {}, "labels": {}})
    assert held.kinds.keys() - {column.name for column in Row.columns} == {"campaign_bidding"}
    assert held.frame["labels"].to_list() == ["{}"]


def test_an_object_of_which_no_column_knows_anything_stays_whole() -> None:
    held = landed(Row, {"campaign.id": 1, "extra": {"id": 1}})
    assert held.frame["extra"].to_list() == ['{"id":1}']


def test_an_object_that_a_column_takes_stays_whole_and_is_read_by_its_paths() -> None:
    held = landed(Event, {"event": "x", "properties": {"$insert_id": "i", "time": 1_690_000_000, "own": {"a": 1}}})
    [row] = held.frame.to_dicts()
    assert (row["insert_id"], row["time"].isoformat()) == ("i", "2023-07-22T04:26:40+00:00")
    assert row["properties"] == '{"$insert_id":"i","time":1690000000,"own":{"a":1}}'


@pytest.mark.parametrize(("text", "insert_id"), [('{"$insert_id": "i"}', "i"), ("no object", None), ("[1]", None), ("", None)])
def test_an_object_kept_as_text_is_read_by_its_paths(text: str, insert_id: str | None) -> None:
    for records in ([{"event": "x", "properties": text}], pl.DataFrame({"event": ["x"], "properties": [text]})):
        held = hold(Event, Batch(records, "test"))
        assert (held.rejected, held.frame["insert_id"].to_list()) == ((), [insert_id])


def test_a_rejected_record_is_kept_as_it_came() -> None:
    record = {"campaign": {"id": "seven"}}
    [rejected] = landed(Row, record).rejected
    assert rejected.record == '{"campaign": {"id": "seven"}}'
    assert rejected.error.startswith("campaign_id: ")


def test_columns_of_structs_are_opened() -> None:
    frame = pl.DataFrame({"campaign": [{"id": 7}], "metrics": [{"cost_micros": 12}], "day": ["2024-05-01"]})
    assert hold(Row, Batch(frame, "test")).frame["metrics_cost_micros"].to_list() == [12]


def test_records_without_anything_to_open_are_left_alone() -> None:
    records = [{"campaign.id": 1, "labels": {"a": 1}}]
    frame = pl.DataFrame({"day": ["2024-05-01"]})
    assert Opening.of(Row).opened(records) is records
    assert Opening.of(Row).opened(frame) is frame
