"""What visitors were told by: each combination once, as old as the first load that told it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.entities.trace import Trace
from contracts.logic import Logic

from .across import EVENTS, opened, ran, sql, table

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TOLD = ("visitor_id", "device_id", "account_id", "transaction_id")
QUERY = sql(Trace.derive({"event": ibis.table(EVENTS, name="events")}, Logic()))


@pytest.fixture(scope="module")
def connection() -> Any:
    return opened()


def event(visitor: str | None = "v", device: str | None = None, loaded: int = 0, connection: str = "web", **told: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "event_platform": "mixpanel",
        "event_connection": connection,
        "event_loaded_at": NOON + timedelta(hours=loaded),
        "event_visitor_id": visitor,
        "event_visitor_key": visitor and f"{connection}:{visitor}",
        "event_device_id": device,
        **told,
    }


def traces(connection: Any, *events: dict[str, Any]) -> list[dict[str, Any]]:
    table(connection, "events", EVENTS, events)
    return sorted(ran(connection, QUERY), key=repr)


def test_a_trace_says_what_its_events_told_together(connection: Any) -> None:
    told = {"event_user_id": "u", "event_transaction_id": "T1"}
    assert traces(connection, event(device="d", loaded=2, **told), event(device="d", loaded=1, **told)) == [
        {
            "tenant_slug": "acme",
            "trace_connection": "web",
            "trace_visitor_key": "web:v",
            "trace_visitor_id": "v",
            "trace_device_id": "d",
            "trace_account_id": "u",
            "trace_transaction_id": "T1",
            "trace_platform": "mixpanel",
            "trace_loaded_at": NOON + timedelta(hours=1),
        }
    ]


def test_events_of_nobody_leave_none(connection: Any) -> None:
    assert traces(connection, event(None, "d")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"tenant_slug": "umbra"},
        {"event_connection": "app"},
        {"event_device_id": "e"},
        {"event_user_id": "u"},
        {"event_transaction_id": "T"},
    ],
)
def test_what_differs_in_anything_is_a_trace_of_its_own(connection: Any, other: dict[str, Any]) -> None:
    assert len(traces(connection, event(device="d"), event(device="d"), {**event(device="d"), **other})) == 2


def test_traces_tell_apart_by_their_key_what_they_tell() -> None:
    columns = {column.name for column in Trace.columns}
    assert columns == {f"trace_{name}" for name in TOLD}
    assert all(column.roles for column in Trace.columns)


SOME = st.sampled_from(["a", "b", None])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.builds(event, SOME, SOME, st.integers(0, 9), st.sampled_from(["web", "app"]), event_user_id=SOME), max_size=20))
def test_traces_are_the_distinct_tellings_with_their_first_load(connection: Any, events: list[dict[str, Any]]) -> None:
    first: dict[tuple[Any, ...], datetime] = {}
    for row in events:
        if row["event_visitor_id"] is not None:
            seen = tuple(row.get(f"event_{name}") for name in ("connection", "visitor_id", "device_id", "user_id", "transaction_id"))
            first[seen] = min(first.get(seen, row["event_loaded_at"]), row["event_loaded_at"])
    found = {tuple(row[f"trace_{name}"] for name in ("connection", *TOLD)): row["trace_loaded_at"] for row in traces(connection, *events)}
    assert found == first
