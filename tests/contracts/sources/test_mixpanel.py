from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from contracts.source import Source
from contracts.sources.mixpanel import MixpanelEvent, MixpanelPerson
from engine.landing.batch import Batch
from engine.landing.hold import hold

PROPERTIES = {
    "time": 1714521600,
    "distinct_id": "u-7",
    "$insert_id": "c9d8",
    "$user_id": "u-7",
    "$device_id": "d-1",
    "$current_url": "https://shop.example/owls",
    "$os": "Android",
    "$browser_version": 91,
    "$screen_height": 2340,
    "$wifi": True,
    "mp_country_code": "DE",
    "mp_processing_time_ms": 1714521601234,
    "utm_source": "newsletter",
    "utm_medium": "email",
    "current_page_title": "Owls",
    "os": "the tenant's own",
    "Plan": "pro",
}
EVENT = {"event": "$mp_web_page_view", "properties": PROPERTIES}


def event(name: str = "Quiz Taken", **properties: Any) -> dict[str, Any]:
    return {"event": name, "properties": {**PROPERTIES, **properties}}


def held(source: type[Source], *records: dict[str, Any]) -> list[dict[str, Any]]:
    """Records as they land, without what they do not tell."""
    landed = hold(source, Batch(list(records), "test"))
    assert landed.rejected == ()
    assert landed.frame.columns == [column.name for column in source.columns]
    return [{name: value for name, value in row.items() if value is not None} for row in landed.frame.to_dicts()]


def test_an_event(feed: Any) -> None:
    assert feed(MixpanelEvent, "event", EVENT) == [
        {
            "event_id": "$mp_web_page_view|u-7|1714521600|c9d8",
            "event_occurred_at": datetime(2024, 5, 1, tzinfo=UTC),
            "event_name": "page_view",
            "event_platform_name": "$mp_web_page_view",
            "event_user_id": "u-7",
            "event_visitor_id": "u-7",
            "event_device_id": "d-1",
            "event_vendor_session_id": None,
            "event_is_outside_sessions": None,
            "event_page_location": "https://shop.example/owls",
            "event_page_title": "Owls",
            "event_page_referrer": None,
            "event_source": "newsletter",
            "event_medium": "email",
            "event_campaign": None,
            "event_country": "DE",
            "event_region": None,
            "event_city": None,
            "event_device_category": "mobile",
            "event_operating_system": "Android",
            "event_browser": None,
            "event_app_version": None,
            "event_transaction_id": None,
            "event_revenue": None,
            "event_currency": None,
        }
    ]


def test_an_event_of_nobody_has_no_visitor(feed: Any) -> None:
    """Mixpanel writes an empty id for events that it cannot ascribe: all of them together are no user, and no session."""
    [row] = feed(MixpanelEvent, "event", event(distinct_id="", session_id="s-1", **{"$user_id": ""}))
    assert (row["event_visitor_id"], row["event_user_id"], row["event_vendor_session_id"]) == (None, None, None)


def test_seconds_and_milliseconds_since_1970() -> None:
    [row] = held(MixpanelEvent, EVENT)
    assert row["time"] == datetime(2024, 5, 1, tzinfo=UTC)
    assert row["mp_processing_time_ms"] == datetime(2024, 5, 1, 0, 0, 1, 234000, tzinfo=UTC)


def test_a_connector_that_lays_properties_out_lands_the_same_columns() -> None:
    marked = {name: value for name, value in PROPERTIES.items() if name not in ("os", "Plan", "current_page_title")}
    airbyte = {name.removeprefix("$"): str(value) for name, value in marked.items()} | {"time": "2024-05-01T00:00:00Z", "Plan": "pro"}
    singer = {f"mp_reserved_{name[1:]}" if name[0] == "$" else name: value for name, value in marked.items()} | {"Plan": "pro"}
    kept = {**marked, "os": "the tenant's own"}
    [raw, *flat] = held(MixpanelEvent, event("x"), {"event": "x", **airbyte}, {"event": "x", **singer}, {"event": "x", **kept})
    core = {name: value for name, value in raw.items() if name != "properties"}
    assert [{name: value for name, value in row.items() if name != "properties"} for row in flat] == [core, core, core]
    bags = [simplejson.loads(row["properties"]) for row in (raw, *flat)]
    assert bags == [PROPERTIES, {"Plan": "pro"}, {"Plan": "pro"}, {"os": "the tenant's own"}]


def test_the_vendors_properties_are_known_by_their_mark() -> None:
    [row] = held(MixpanelEvent, {"event": "x", "properties": {"os": "own", "screen_height": "tall", "$browser": "Safari"}})
    assert (row.get("os"), row.get("screen_height"), row["browser"]) == (None, None, "Safari")


def test_what_is_sent_again_is_one_event(feed: Any) -> None:
    again, later, other = feed(MixpanelEvent, "event", event(mp_processing_time_ms=1), event(time=1714521601), event(**{"$insert_id": "z"}))
    assert again["event_id"] == "Quiz Taken|u-7|1714521600|c9d8"
    assert len({again["event_id"], later["event_id"], other["event_id"]}) == 3


@pytest.mark.parametrize(("property_", "session"), [({"session_id": 12}, "u-7.12"), ({"$session_id": "s"}, "u-7.s"), ({}, None)])
def test_a_session_is_one_that_events_tell(feed: Any, property_: dict[str, Any], session: str | None) -> None:
    [row] = feed(MixpanelEvent, "event", event(**property_))
    assert row["event_vendor_session_id"] == session


@pytest.mark.parametrize(("library", "outside"), [("web", False), ("python", True), (None, None)])
def test_events_of_a_servers_library_are_outside_of_sessions(feed: Any, library: str | None, outside: bool | None) -> None:
    [row] = feed(MixpanelEvent, "event", event(mp_lib=library))
    assert row["event_is_outside_sessions"] is outside


@pytest.mark.parametrize(("referrer", "page"), [("https://bing.com/", "https://bing.com/"), ("$direct", None), ("", None)])
def test_the_page_that_led_to_an_event(feed: Any, referrer: str, page: str | None) -> None:
    [row] = feed(MixpanelEvent, "event", event(**{"$referrer": referrer}))
    assert row["event_page_referrer"] == page


@pytest.mark.parametrize(
    ("utm", "origin"),
    [
        ({"utm_source": None, "utm_medium": None, "gclid": "abc"}, ("google", "cpc", None)),
        ({"gclid": "abc"}, ("newsletter", "email", None)),
        ({"utm_source": "", "utm_medium": "", "$initial_referrer": "https://bing.com"}, (None, None, None)),
    ],
    ids=["a click alone", "named", "nothing of this visit"],
)
def test_the_origin_of_a_visit(feed: Any, utm: dict[str, Any], origin: tuple[Any, ...]) -> None:
    [row] = feed(MixpanelEvent, "event", event(**utm))
    assert (row["event_source"], row["event_medium"], row["event_campaign"]) == origin


@pytest.mark.parametrize(
    ("name", "revenue"), [("Purchase", Decimal("19.99")), ("Order Completed", Decimal("19.99")), ("Add To Cart", None)]
)
def test_a_purchase(feed: Any, name: str, revenue: Decimal | None) -> None:
    [row] = feed(MixpanelEvent, "event", event(name, revenue="19.99", total=25, order_id=1001, currency="eur"))
    assert (row["event_revenue"], row["event_transaction_id"], row["event_currency"]) == (revenue, "1001", "EUR")


PERSON = {
    "$distinct_id": "u-7",
    "$properties": {
        "$email": "Deckard@Example.com",
        "$first_name": "Rick",
        "$last_name": "Deckard",
        "$created": "2023-04-13T02:30:04-07:00",
        "$last_seen": "2024-05-01T00:00:00",
        "$country_code": "US",
        "$region": "California",
        "$city": "Los Angeles",
        "$os": "Mac OS X",
        "$transactions": [{"$time": "2024-01-01T00:00:00", "$amount": 19.99}],
        "Plan": "pro",
    },
}


def test_a_person(feed: Any) -> None:
    assert feed(MixpanelPerson, "user", PERSON) == [
        {
            "user_id": "u-7",
            "user_account_id": None,
            "user_email": "deckard@example.com",
            "user_name": "Rick Deckard",
            "user_country": "US",
            "user_region": "California",
            "user_city": "Los Angeles",
            "user_device_category": "desktop",
            "user_created_at": datetime(2023, 4, 13, 9, 30, 4, tzinfo=UTC),
            "user_first_seen_at": None,
            "user_last_seen_at": None,
            "user_event_count": None,
        }
    ]


def test_a_person_laid_out_by_a_connector() -> None:
    [raw, flat] = held(MixpanelPerson, PERSON, {"distinct_id": "u-7", "last_seen": "2024-05-01T00:00:00", "123": "own", "name": "Rick"})
    assert raw["last_seen"] == flat["last_seen"] == datetime(2024, 5, 1, tzinfo=UTC)
    assert (flat["distinct_id"], flat["name"], flat["properties"]) == ("u-7", "Rick", '{"123":"own"}')


@pytest.mark.parametrize(
    ("names", "full"), [({"$name": "R. Deckard", "$first_name": "Rick"}, "R. Deckard"), ({"$last_name": "Deckard"}, "Deckard"), ({}, None)]
)
def test_the_name_of_a_person(feed: Any, names: dict[str, str], full: str | None) -> None:
    [user] = feed(MixpanelPerson, "user", {"$distinct_id": "u-7", "$properties": names})
    assert user["user_name"] == full
