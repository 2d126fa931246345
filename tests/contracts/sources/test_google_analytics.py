from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.google_analytics import GoogleAnalyticsEvent


def parameter(key: str | None, **value: Any) -> dict[str, Any]:
    return {"key": key, "value": value}


EVENT = {
    "event_date": "20240501",
    "event_timestamp": "1714521600000001",
    "event_name": "purchase",
    "event_bundle_sequence_id": "-9007199254740993",
    "batch_event_index": "3",
    "user_pseudo_id": "123456789.1612137600",
    "user_id": "u-7",
    "event_params": [
        parameter("ga_session_id", int_value="1714521500"),
        parameter("page_location", string_value="https://shop.example/thanks"),
        parameter("page_title", string_value="Thanks"),
        parameter("page_referrer", string_value="https://shop.example/checkout"),
        parameter("currency", string_value="eur"),
        parameter("value", double_value=99.0),
        parameter("session_engaged", string_value="1"),
    ],
    "collected_traffic_source": {"manual_source": "newsletter", "manual_medium": "email", "manual_campaign_name": "spring"},
    "traffic_source": {"source": "first touch", "medium": "first touch", "name": "first touch"},
    "geo": {"country": "Germany", "city": "Berlin"},
    "device": {"category": "mobile", "operating_system": "iOS", "web_info": {"browser": "Safari"}},
    "ecommerce": {"purchase_revenue": 19.99, "transaction_id": "T-1001"},
    "is_active_user": "true",
}


def without(*keys: str, **changes: Any) -> dict[str, Any]:
    return {**{key: value for key, value in EVENT.items() if key not in keys}, **changes}


def test_an_event(feed: Any) -> None:
    assert feed(GoogleAnalyticsEvent, "event", EVENT) == [
        {
            "event_id": "123456789.1612137600|1714521600000001|purchase|-9007199254740993|3",
            "event_occurred_at": datetime(2024, 5, 1, 0, 0, 0, 1, tzinfo=UTC),
            "event_name": "purchase",
            "event_platform_name": "purchase",
            "event_user_id": "u-7",
            "event_visitor_id": "123456789.1612137600",
            "event_device_id": "123456789.1612137600",
            "event_vendor_session_id": "123456789.1612137600.1714521500",
            "event_is_outside_sessions": False,
            "event_page_location": "https://shop.example/thanks",
            "event_page_title": "Thanks",
            "event_page_referrer": "https://shop.example/checkout",
            "event_source": "newsletter",
            "event_medium": "email",
            "event_campaign": "spring",
            "event_country": "Germany",
            "event_region": None,
            "event_city": "Berlin",
            "event_device_category": "mobile",
            "event_operating_system": "iOS",
            "event_browser": "Safari",
            "event_app_version": None,
            "event_transaction_id": "T-1001",
            "event_revenue": Decimal("19.99"),
            "event_currency": "EUR",
        }
    ]


def test_a_day_is_one_of_the_property_and_whole_numbers_are_read_from_text() -> None:
    event = GoogleAnalyticsEvent.model_validate(EVENT)
    assert (event.event_date, event.event_bundle_sequence_id, event.is_active_user) == (date(2024, 5, 1), -9007199254740993, True)


@pytest.mark.parametrize(
    ("microseconds", "instant"),
    [
        (1714521599999999, datetime(2024, 4, 30, 23, 59, 59, 999999, tzinfo=UTC)),
        (1714521600000000, datetime(2024, 5, 1, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        (None, None),
    ],
)
def test_an_instant_is_exact_to_the_microsecond(feed: Any, microseconds: int | None, instant: datetime | None) -> None:
    [event] = feed(GoogleAnalyticsEvent, "event", without(event_timestamp=microseconds))
    assert event["event_occurred_at"] == instant


@pytest.mark.parametrize("missing", [{"user_pseudo_id": None}, {"event_params": []}, {"event_params": None}])
def test_a_session_needs_a_visitor_and_a_session_number(feed: Any, missing: dict[str, Any]) -> None:
    [event] = feed(GoogleAnalyticsEvent, "event", without(**missing))
    assert event["event_vendor_session_id"] is None


def test_an_event_without_a_session_number_is_outside_of_sessions(feed: Any) -> None:
    sent, stray = feed(GoogleAnalyticsEvent, "event", EVENT, without(event_params=[parameter("currency", string_value="eur")]))
    assert (sent["event_is_outside_sessions"], stray["event_is_outside_sessions"]) == (False, True)


def test_an_event_of_an_app_tells_its_version_and_its_devices_browser(feed: Any) -> None:
    device = {"category": "mobile", "operating_system": "Tizen", "browser": "Chrome", "web_info": None}
    [event] = feed(GoogleAnalyticsEvent, "event", without(device=device, app_info={"version": "4.1"}, geo=None))
    told = ("operating_system", "browser", "app_version", "country", "city")
    assert [event[f"event_{name}"] for name in told] == ["Tizen", "Chrome", "4.1", None, None]


def test_an_event_without_its_key_columns_still_has_an_id(feed: Any) -> None:
    [event] = feed(GoogleAnalyticsEvent, "event", {"event_name": "page_view", "event_timestamp": 1})
    assert event["event_id"] == "|1|page_view||"
    [nothing] = feed(GoogleAnalyticsEvent, "event", {"event_date": "20240501"})
    assert nothing["event_id"] is None


def test_events_of_one_batch_that_tell_no_place_in_it_are_told_apart_by_what_they_say(feed: Any, apart: Any) -> None:
    owl, elm = (parameter("item", string_value=name) for name in ("owl", "elm"))
    page = parameter("page", int_value=1)
    old = [without("batch_event_index", event_params=said) for said in ([owl, page], [page, owl], [elm, page], [])]
    assert apart("event", feed(GoogleAnalyticsEvent, "event", *old)) == 3
    placed = [{**event, "batch_event_index": 2} for event in old]
    assert apart("event", feed(GoogleAnalyticsEvent, "event", *placed)) == 1


@pytest.mark.parametrize(
    "number", [{"int_value": "1714521500"}, {"int_value": 1714521500}, {"string_value": "1714521500", "int_value": None}]
)
def test_a_parameter_is_read_from_whichever_value_is_set(feed: Any, number: dict[str, Any]) -> None:
    parameters = [parameter(None, string_value="?"), parameter("ga_session_id", **number), parameter("ga_session_id", int_value=2)]
    [event] = feed(GoogleAnalyticsEvent, "event", without(event_params=parameters))
    assert event["event_vendor_session_id"] == "123456789.1612137600.1714521500"


ORGANIC = {"source": "google", "medium": "organic", "campaign_name": "(organic)"}
NOTHING = {"source": "(not set)", "medium": "(not set)", "campaign_name": "(not set)"}


@pytest.mark.parametrize(
    ("places", "origin"),
    [
        ({"event_params": [parameter("medium", string_value="referral")]}, (None, "referral", None)),
        (
            {"event_params": [], "session_traffic_source_last_click": {"manual_campaign": ORGANIC, "cross_channel_campaign": NOTHING}},
            ("google", "organic", "(organic)"),
        ),
        (
            {"event_params": [], "session_traffic_source_last_click": {"manual_campaign": NOTHING, "cross_channel_campaign": ORGANIC}},
            ("google", "organic", "(organic)"),
        ),
        ({"collected_traffic_source": {"gclid": "abc"}}, ("google", "cpc", None)),
        ({"collected_traffic_source": {"manual_source": "x", "gclid": "abc"}}, ("x", None, None)),
        ({}, (None, None, None)),
    ],
    ids=["parameters", "manual", "cross channel", "click id alone", "source beside a click id", "first touch alone"],
)
def test_the_origin_of_a_visit_is_taken_whole_and_never_from_the_first_touch(
    feed: Any, places: dict[str, Any], origin: tuple[Any, Any, Any]
) -> None:
    [event] = feed(GoogleAnalyticsEvent, "event", without("collected_traffic_source", **places))
    assert (event["event_source"], event["event_medium"], event["event_campaign"]) == origin


@pytest.mark.parametrize(
    ("change", "revenue", "transaction"),
    [
        ({"ecommerce": None}, Decimal("99.0"), None),
        ({"ecommerce": {"purchase_revenue": None, "transaction_id": "(not set)"}}, Decimal("99.0"), None),
        ({"ecommerce": {"purchase_revenue": 0.1}, "event_params": [parameter("transaction_id", int_value=7)]}, Decimal("0.1"), "7"),
        ({"ecommerce": None, "event_name": "add_to_cart"}, None, None),
    ],
    ids=["no record", "nothing set", "transaction as parameter", "a value that is no revenue"],
)
def test_the_revenue_of_a_purchase(feed: Any, change: dict[str, Any], revenue: Decimal | None, transaction: str | None) -> None:
    [event] = feed(GoogleAnalyticsEvent, "event", without(**change))
    assert (event["event_revenue"], event["event_transaction_id"]) == (revenue, transaction)
