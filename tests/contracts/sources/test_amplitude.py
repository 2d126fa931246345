from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import ibis
import pytest

from contracts.entities.session import Session
from contracts.entities.user import User
from contracts.logic import Logic
from contracts.sessionise import grouping, sessionised
from contracts.sources.amplitude import AmplitudeEvent

EVENT = {
    "uuid": "0e4f3b5c-6d2f-4a8e-9f3e-3d1c2b4a5f60",
    "event_id": 17,
    "event_type": "[Amplitude] Page Viewed",
    "event_time": "2024-05-01 00:12:34.567000",
    "server_upload_time": "2024-05-01 00:12:40.001000",
    "$insert_id": "c9d8",
    "$schema": 12,
    "session_id": 1714522350000,
    "user_id": "u-7",
    "amplitude_id": 9007199254740993,
    "device_id": "d-1",
    "device_family": "Apple iPhone",
    "platform": "Web",
    "os_name": "Mobile Safari",
    "country": "Germany",
    "paying": "true",
    "location_lat": 52.5200066,
    "groups": {},
    "data": {"path": "/2/httpapi"},
    "event_properties": {"[Amplitude] Page Location": "https://shop.example/owls?q=1", "[Amplitude] Page Title": "Owls", "plan": 3},
    "user_properties": {"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "spring", "initial_utm_source": "first touch"},
}


def event(**changes: Any) -> dict[str, Any]:
    return {**EVENT, **changes}


def test_an_event(feed: Any) -> None:
    assert feed(AmplitudeEvent, "event", EVENT) == [
        {
            "event_id": "d-1|c9d8",
            "event_occurred_at": datetime(2024, 5, 1, 0, 12, 34, 567000, tzinfo=UTC),
            "event_name": "page_view",
            "event_platform_name": "[Amplitude] Page Viewed",
            "event_user_id": "u-7",
            "event_visitor_id": "9007199254740993",
            "event_device_id": "d-1",
            "event_vendor_session_id": "d-1.1714522350000",
            "event_is_outside_sessions": False,
            "event_page_location": "https://shop.example/owls?q=1",
            "event_page_title": "Owls",
            "event_page_referrer": None,
            "event_source": "newsletter",
            "event_medium": "email",
            "event_campaign": "spring",
            "event_country": "Germany",
            "event_region": None,
            "event_city": None,
            "event_device_category": "mobile",
            "event_operating_system": "iOS",
            "event_browser": "Mobile Safari",
            "event_app_version": None,
            "event_transaction_id": None,
            "event_revenue": None,
            "event_currency": None,
        }
    ]


def test_wire_values_of_both_spellings() -> None:
    raw = AmplitudeEvent.model_validate(EVENT)
    airbyte = {**EVENT, "event_time": "2024-05-01T00:12:34.567000+00:00", "server_upload_time": "2024-05-01T00:12:40.001000+00:00"}
    assert AmplitudeEvent.model_validate(airbyte) == raw
    assert (raw.schema_version, raw.paying, raw.location_lat, raw.session_id) == (12, True, Decimal("52.5200066"), 1714522350000)


@pytest.mark.parametrize(
    ("change", "session", "outside"),
    [
        ({"session_id": -1}, None, True),
        ({"session_id": None}, None, None),
        ({"session_id": "1714522350000"}, "d-1.1714522350000", False),
        ({"device_id": None}, "9007199254740993.1714522350000", False),
    ],
    ids=["from a server", "not told", "as text", "no device"],
)
def test_a_session_is_one_of_a_device(feed: Any, change: dict[str, Any], session: str | None, outside: bool | None) -> None:
    [row] = feed(AmplitudeEvent, "event", event(**change))
    assert (row["event_vendor_session_id"], row["event_is_outside_sessions"]) == (session, outside)


@pytest.mark.parametrize(
    ("change", "system", "browser"),
    [
        ({"os_name": "Chrome", "device_family": "Mac"}, "Macintosh", "Chrome"),
        ({"platform": "Android", "os_name": "android", "device_family": "Google Phone"}, "Android", None),
        ({"platform": "TV", "os_name": "tizen", "device_family": None}, "tizen", None),
        ({"os_name": "Windows", "device_family": "Windows"}, "Windows", None),
    ],
    ids=["a browser", "an app", "an unknown system", "the web's system told as such"],
)
def test_the_system_on_the_web_is_told_as_the_device(feed: Any, change: dict[str, Any], system: str, browser: str | None) -> None:
    [row] = feed(AmplitudeEvent, "event", event(**change))
    assert (row["event_operating_system"], row["event_browser"]) == (system, browser)


@pytest.mark.parametrize(
    ("change", "identity"),
    [
        ({"uuid": "another", "server_upload_time": "2024-05-09 00:00:00"}, "d-1|c9d8"),
        ({"device_id": "d-2"}, "d-2|c9d8"),
        ({"$insert_id": None, "uuid": "another"}, "another"),
        ({"$insert_id": "", "uuid": "another"}, "another"),
        ({"$insert_id": None, "uuid": None}, None),
    ],
    ids=["sent again", "another device", "no insert id", "an empty insert id", "nothing"],
)
def test_an_event_that_is_sent_again_is_one_event(feed: Any, change: dict[str, Any], identity: str | None) -> None:
    [row] = feed(AmplitudeEvent, "event", event(**change))
    assert row["event_id"] == identity


UTM = {"utm_source": "bing", "utm_medium": None}


@pytest.mark.parametrize(
    ("properties", "user", "origin"),
    [
        (UTM, EVENT["user_properties"], ("bing", None, None)),
        ({"gclid": "abc"}, UTM, ("bing", None, None)),
        ({}, {"gclid": "abc"}, ("google", "cpc", None)),
        (None, {"initial_utm_source": "first touch", "referrer": "https://bing.com"}, (None, None, None)),
    ],
    ids=["of the event", "of the user", "a click alone", "first touch"],
)
def test_the_origin_of_a_visit_is_taken_whole(feed: Any, properties: Any, user: Any, origin: tuple[Any, ...]) -> None:
    [row] = feed(AmplitudeEvent, "event", event(event_properties=properties, user_properties=user))
    assert (row["event_source"], row["event_medium"], row["event_campaign"]) == origin


@pytest.mark.parametrize(
    ("name", "properties", "revenue"),
    [
        ("revenue_amount", {"$revenue": 19.99, "$price": 1, "revenue": 5}, Decimal("19.99")),
        ("Tip Given", {"$price": 1.1, "$quantity": 3}, Decimal("3.3")),
        ("Tip Given", {"$price": "1.1"}, Decimal("1.1")),
        ("Order Completed", {"revenue": 99.0, "total": 120}, Decimal(99)),
        ("Order Completed", {"total": "120.50"}, Decimal("120.50")),
        ("Order Completed", {"revenue": "free"}, None),
        ("Product Added", {"revenue": 99.0, "value": 3}, None),
        ("unverified_revenue", {"$revenue": 19.99}, None),
    ],
)
def test_revenue(feed: Any, name: str, properties: dict[str, Any], revenue: Decimal | None) -> None:
    [row] = feed(AmplitudeEvent, "event", event(event_type=name, event_properties=properties))
    assert row["event_revenue"] == revenue


def test_a_purchase_names_its_order_and_currency(feed: Any) -> None:
    properties = {"order_id": 1001, "currency": "eur", "revenue": 5}
    [row] = feed(AmplitudeEvent, "event", event(event_type="Order Completed", event_properties=properties))
    assert (row["event_name"], row["event_transaction_id"], row["event_currency"]) == ("purchase", "1001", "EUR")


def test_sessions_and_users_come_from_events(landed: Any) -> None:
    [mapping] = AmplitudeEvent.feeds
    records = (
        EVENT,
        event(uuid="2", **{"$insert_id": "2"}, event_type="Quiz Taken"),
        event(uuid="3", **{"$insert_id": "3"}, session_id=-1),
    )
    named = {"tenant_slug": "acme", "event_platform": "amplitude", "event_connection": "amplitude"}
    rows = mapping.project(landed(AmplitudeEvent, *records))
    keyed = rows.mutate(**{name: ibis.literal(value) for name, value in named.items()}, event_key="amplitude:" + rows.event_id)
    events = keyed.mutate(**grouping(keyed), event_loaded_at=ibis.null("timestamp('UTC')"), event_conversions=ibis.literal(0))
    settled = {"event": sessionised(events, Logic())}
    [session] = Session.derive(settled, Logic()).to_pyarrow().to_pylist()
    [user] = User.derive(settled, Logic()).to_pyarrow().to_pylist()
    assert (session["session_id"], session["session_event_count"], session["session_page_views"]) == ("d-1@1714522354567000", 2, 1)
    assert (user["user_id"], user["user_account_id"], user["user_event_count"]) == ("9007199254740993", "u-7", 3)
