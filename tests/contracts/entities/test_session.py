from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import ibis
import pytest

from contracts.entities.event import Event
from contracts.entities.session import Session

EVENTS = {
    "tenant_slug": "string",
    "event_key": "string",
    "event_platform": "string",
    "event_connection": "string",
    **{column.name: column.dtype for column in Event.columns},
    "event_session_key": "string",
    "event_loaded_at": "timestamp('UTC')",
}
LOADED = datetime(2024, 5, 2, tzinfo=UTC)


def at(minute: int) -> datetime:
    return datetime(2024, 5, 1, 12, minute, tzinfo=UTC)


def event(key: str, minute: int, **values: Any) -> dict[str, Any]:
    common = {"tenant_slug": "a", "event_platform": "google_analytics", "event_connection": "web", "event_session_id": "s1"}
    return {
        **common,
        "event_key": key,
        "event_occurred_at": at(minute),
        "event_name": "page_view",
        "event_conversions": 0,
        "event_loaded_at": LOADED,
        **{name if name in EVENTS else f"event_{name}": value for name, value in values.items()},
    }


@pytest.fixture
def sessions() -> Any:
    connection = ibis.duckdb.connect()

    def derive(*events: dict[str, Any]) -> list[dict[str, Any]]:
        table = connection.create_table("events", schema=EVENTS)
        for row in events:
            marks = ", ".join("?" for _ in EVENTS)
            connection.con.execute(f"INSERT INTO events VALUES ({marks})", [row.get(name) for name in EVENTS])
        derived = Session.derive(table).order_by("tenant_slug", "session_connection", "session_id")
        return list(derived.to_pyarrow().to_pylist())

    return derive


def test_a_session_has_its_declared_columns_and_types() -> None:
    schema = Session.derive(ibis.table(EVENTS, name="events")).schema()
    leading = {
        "tenant_slug": "string",
        "session_platform": "string",
        "session_connection": "string",
        "session_loaded_at": "timestamp('UTC')",
    }
    assert schema == ibis.schema({**leading, **{column.name: column.dtype for column in Session.columns}})


def test_a_visit_with_a_purchase(sessions: Any) -> None:
    [session] = sessions(
        event("e3", 9, name="purchase", conversions=1, revenue=Decimal("19.99"), session_key="k", loaded_at=at(59)),
        event("e1", 1, device_id="d", page_location="/", country="US", device_category="mobile"),
        event("e2", 5, page_location="/candle", user_id="u"),
        event("e4", 10, name="screen_view", revenue=Decimal("0.01"), country="CA"),
    )
    assert session == {
        "tenant_slug": "a",
        "session_platform": "google_analytics",
        "session_connection": "web",
        "session_loaded_at": LOADED,
        "session_id": "s1",
        "session_device_id": "d",
        "session_user_id": "u",
        "session_started_at": at(1),
        "session_ended_at": at(10),
        "session_source": None,
        "session_medium": None,
        "session_campaign": None,
        "session_landing_page": "/",
        "session_country": "US",
        "session_device_category": "mobile",
        "session_event_count": 4,
        "session_page_views": 3,
        "session_conversions": 1,
        "session_converted": 1,
        "session_revenue": Decimal("20.00"),
    }


def test_a_visit_without_a_conversion(sessions: Any) -> None:
    [session] = sessions(event("e1", 1, name="scroll", conversions=None))
    assert (session["session_page_views"], session["session_conversions"], session["session_converted"]) == (0, 0, 0)
    assert session["session_revenue"] is None


def test_one_row_a_tenant_connection_and_session(sessions: Any) -> None:
    rows = sessions(
        event("e1", 1),
        event("e2", 2, tenant_slug="b"),
        event("e3", 3, connection="app"),
        event("e4", 4, session_id="s2"),
        event("e5", 5, session_id=None),
        event("e6", 6),
    )
    assert [(row["tenant_slug"], row["session_connection"], row["session_id"], row["session_event_count"]) for row in rows] == [
        ("a", "app", "s1", 1),
        ("a", "web", "s1", 2),
        ("a", "web", "s2", 1),
        ("b", "web", "s1", 1),
    ]


def test_the_origin_is_taken_whole_from_the_first_event_that_has_one(sessions: Any) -> None:
    [session] = sessions(
        event("e3", 3, source="bing", medium="organic", campaign="late"),
        event("e1", 1),
        event("e2", 2, source="google", medium="cpc"),
    )
    assert (session["session_source"], session["session_medium"], session["session_campaign"]) == ("google", "cpc", None)


def test_events_of_one_instant_are_ordered_by_their_key(sessions: Any) -> None:
    [session] = sessions(event("e2", 1, source="b", page_location="/b"), event("e1", 1, source="a", page_location="/a"))
    assert (session["session_source"], session["session_landing_page"]) == ("a", "/a")
