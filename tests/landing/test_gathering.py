from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from pydantic import AliasChoices, Field

from contracts.kinds import Json
from contracts.source import Api, Source
from engine.landing.batch import Batch
from engine.landing.gathering import gathered
from engine.landing.hold import hold


class Event(Source, api=Api("tool_api_v1", ("tool",)), object="events", key="name", rest="properties"):
    """An event with a core of properties and the tenant's own."""

    name: str | None = None
    os: str | None = Field(default=None, validation_alias=AliasChoices("bag.$os", "$os"))
    width: int | None = Field(default=None, validation_alias=AliasChoices("bag.$width", "$width"))
    properties: Json | None = Field(default=None, validation_alias="bag")


def landed(*records: dict[str, Any]) -> tuple[Any, ...]:
    held = hold(Event, Batch(list(records), "test"))
    assert held.rejected == ()
    assert held.frame.columns == ["name", "os", "width", "properties"]
    [row] = held.frame.to_dicts()[-1:]
    return (row["os"], row["width"], row["properties"] and json.loads(row["properties"]))


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ({"name": "x", "bag": {"$os": "iOS", "Plan": "pro"}}, ("iOS", None, {"$os": "iOS", "Plan": "pro"})),
        ({"name": "x", "os": "iOS", "Plan": "pro", "gone": None}, ("iOS", None, {"Plan": "pro"})),
        ({"name": "x", "$os": "iOS", "os": "their own", "Os": 3}, ("iOS", None, {"os": "their own", "Os": 3})),
        ({"name": "x", "bag": {"$os": "iOS", "os": 1}, "Plan": "pro"}, ("iOS", None, {"$os": "iOS", "os": 1, "Plan": "pro"})),
        ({"name": "x", "bag.$os": "iOS", "bag.Plan": "pro", "properties.Tier": 2}, ("iOS", None, {"Plan": "pro", "Tier": 2})),
        ({"name": "x", "bag": '{"$width": "7"}', "Plan": "pro"}, (None, 7, {"$width": "7", "Plan": "pro"})),
        ({"name": "x", "Plan": {"tier": [1]}, "_airbyte_raw_id": "r"}, (None, None, {"Plan": {"tier": [1]}})),
        ({"name": "x", "bag": {}}, (None, None, {})),
        ({"name": "x"}, (None, None, None)),
    ],
    ids=["whole", "flat", "their own names", "whole and flat", "paths", "whole as text", "nested", "empty", "nothing"],
)
def test_what_no_column_names_is_gathered(record: dict[str, Any], row: tuple[Any, ...]) -> None:
    assert landed(record) == row
    assert landed({"name": "y", "$os": "Linux", "os": "?", "Else": 1}, record) == row


def test_a_frame_is_gathered_too() -> None:
    frame = pl.DataFrame({"name": ["x"], "Plan": ["pro"], "$width": [7]})
    held = hold(Event, Batch(frame, "test"))
    assert held.frame.rows() == [("x", None, 7, '{"Plan":"pro"}')]


def test_where_the_rest_is_no_object_the_record_stays_as_it_came() -> None:
    held = hold(Event, Batch([{"name": "x", "bag": "text", "Plan": "pro"}], "test"))
    assert held.frame.to_dicts() == [{"name": "x", "os": None, "width": None, "properties": '"text"', "plan": "pro"}]


def test_records_of_columns_alone_are_left_alone() -> None:
    records: list[dict[str, Any]] = [{"name": "x", "os": "iOS", "_dlt_id": "1"}, {"name": "y", "bag": {}}]
    assert gathered(Event, records) is records
