from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest

from contracts.entities.session import Session
from contracts.logic import ChannelRule, Logic, TenantLogic
from engine.stages.unified import key_of

from ..behaviour import EVENTS, NOON, Row, at, run, table
from ..behaviour import event as happened


def event(key: str, minute: float, **values: Any) -> Row:
    return happened(key, minute, **{"session_id": "s1", "device_id": None, **values})


def sessions(*rows: Row, logic: Logic | None = None) -> list[Row]:
    derived = Session.derive({"event": table(rows)}, logic or Logic())
    return run(derived.order_by("tenant_slug", "session_connection", "session_id"))


def test_a_session_has_its_declared_columns_and_types() -> None:
    schema = Session.derive({"event": ibis.table(EVENTS, name="events")}, Logic()).schema()
    leading = {
        "tenant_slug": "string",
        "session_platform": "string",
        "session_connection": "string",
        "session_loaded_at": "timestamp('UTC')",
        "session_person_key": "string",
    }
    assert schema == ibis.schema({**leading, **{column.name: column.dtype for column in Session.columns}})


def test_a_visit_with_a_purchase() -> None:
    [session] = sessions(
        event("e3", 9, name="purchase", conversions=1, revenue=Decimal("19.99"), currency="EUR", session_key="k", loaded_at=at(59)),
        event("e1", 1, device_id="d", visitor_id="p", page_location="/", page_referrer="https://g.co", country="US", browser="Safari"),
        event("e2", 5, page_location="/candle", page_referrer="/", user_id="u", name="view_item", device_category="mobile", city="Rome"),
        event("e4", 10, name="screen_view", revenue=Decimal("0.01"), country="CA"),
    )
    assert session == {
        "tenant_slug": "a",
        "session_platform": "google_analytics",
        "session_connection": "web",
        "session_loaded_at": at(59),
        "session_person_key": None,
        "session_id": "s1",
        "session_visitor_id": "p",
        "session_person_id": None,
        "session_device_id": "d",
        "session_user_id": "u",
        "session_started_at": at(1),
        "session_ended_at": at(10),
        "session_duration_seconds": 540,
        "session_source": None,
        "session_medium": None,
        "session_channel": "Direct",
        "session_campaign": None,
        "session_referrer": "https://g.co",
        "session_landing_page": "/",
        "session_exit_page": "/candle",
        "session_country": "US",
        "session_region": None,
        "session_city": None,
        "session_device_category": None,
        "session_operating_system": None,
        "session_browser": "Safari",
        "session_app_version": None,
        "session_event_count": 4,
        "session_page_views": 2,
        "session_conversions": 1,
        "session_converted": 1,
        "session_engaged": 1,
        "session_bounced": 0,
        "session_funnel_step": 1,
        "session_funnel_step_name": "view_item",
        "session_revenue": Decimal("20.00"),
        "session_currency": "EUR",
    }


def test_a_visit_without_a_conversion() -> None:
    [session] = sessions(event("e1", 1, name="scroll", conversions=None))
    assert (session["session_page_views"], session["session_conversions"], session["session_converted"]) == (0, 0, 0)
    assert (session["session_revenue"], session["session_currency"]) == (None, None)
    assert (session["session_funnel_step"], session["session_funnel_step_name"]) == (0, None)


def test_one_row_a_tenant_connection_and_session() -> None:
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


def test_the_origin_is_taken_whole_from_the_first_event_that_has_one() -> None:
    [session] = sessions(
        event("e3", 3, source="bing", medium="organic", campaign="late"),
        event("e1", 1),
        event("e2", 2, source="google", medium="cpc"),
    )
    assert (session["session_source"], session["session_medium"], session["session_campaign"]) == ("google", "cpc", None)


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "channel"),
    [
        (None, None, None, "Direct"),
        ("google", "cpc", None, "Paid Search"),
        ("facebook.com", "referral", None, "Organic Social"),
        ("news", "email", "May", "Email"),
        ("owls", "carrier", None, "Unassigned"),
    ],
)
def test_the_channel_is_that_of_the_origin(source: str | None, medium: str | None, campaign: str | None, channel: str) -> None:
    [session] = sessions(
        event("e1", 1, source=source, medium=medium, campaign=campaign),
        event("e2", 2, source=source and "bing", medium=source and "organic"),
    )
    assert session["session_channel"] == channel


def test_a_tenants_own_channels_go_first() -> None:
    logic = Logic((TenantLogic("a", channel_rules=(ChannelRule("Owls", medium="carrier|cpc"),)), TenantLogic("b")))
    rows = [event(slug, 1, tenant_slug=slug, source="google", medium="cpc") for slug in ("a", "b")]
    assert [row["session_channel"] for row in sessions(*rows, logic=logic)] == ["Owls", "Paid Search"]


IDENTITIES = {"tenant_slug": "string", **{f"identity_{name}": "string" for name in ("kind", "member_key", "person_id", "person_key")}}


def identity(member: str | None, person: str | None, kind: str = "visitor", tenant: str = "a") -> Row:
    named = {"identity_member_key": member, "identity_person_id": person, "identity_person_key": person and f"across:{person}"}
    return {"tenant_slug": tenant, "identity_kind": kind, **named}


def people(rows: list[Row], identities: list[Row]) -> list[tuple[str | None, str | None]]:
    known = ibis.memtable(pa.Table.from_pylist(identities, schema=ibis.schema(IDENTITIES).to_pyarrow()))
    derived = Session.derive({"event": table(rows), "identity": known}, Logic()).order_by("tenant_slug", "session_connection", "session_id")
    assert derived.schema() == Session.derive({"event": table(rows)}, Logic()).schema()
    return [(row["session_person_id"], row["session_person_key"]) for row in run(derived)]


def test_the_person_of_a_session_is_its_visitors() -> None:
    rows = [
        event("e1", 1, session_id="1", visitor_id="v"),
        event("e2", 2, session_id="2", visitor_id="w"),
        event("e3", 3, session_id="3"),
        event("e4", 4, session_id="4", visitor_id="v", connection="xapp"),
        event("e5", 5, session_id="5", visitor_id="v", tenant_slug="b"),
        event("e6", 6, session_id="1", visitor_id="w"),
    ]
    known = [
        identity("web:v", "rick"),
        identity("web:w", None),
        identity("web:v", "customer", kind="customer"),
        identity("web:v", "other", tenant="c"),
        identity("xapp:v", "morty"),
        identity(None, "device", kind="device"),
    ]
    nobody = (None, None)
    assert people(rows, known) == [("rick", "across:rick"), nobody, nobody, ("morty", "across:morty"), nobody]


def test_a_visitor_with_odd_signs_is_found_by_the_key_that_the_star_gives_it() -> None:
    odd = "a:b\\c"
    space = ibis.memtable({"space": ["web"], "id": [odd]})
    [key] = space.select(key=key_of(space.space, [space.id])).to_pyarrow()["key"].to_pylist()
    assert people([event("e1", 1, visitor_id=odd)], [identity(key, "rick")]) == [("rick", "across:rick")]


def test_a_landing_page_goes_with_its_own_referrer() -> None:
    [session] = sessions(event("e1", 1), event("e2", 2, page_location="/"), event("e3", 3, page_location="/2", page_referrer="/"))
    assert (session["session_landing_page"], session["session_referrer"], session["session_exit_page"]) == ("/", None, "/2")


def test_events_of_one_instant_are_ordered_by_their_key() -> None:
    [session] = sessions(event("e2", 1, source="b", page_location="/b"), event("e1", 1, source="a", page_location="/a"))
    assert (session["session_source"], session["session_landing_page"], session["session_exit_page"]) == ("a", "/a", "/b")


def test_a_purchase_that_is_reported_again_counts_once() -> None:
    bought = {"name": "purchase", "revenue": Decimal(5), "transaction_id": "T1"}
    rows = sessions(
        event("e1", 1, **bought),
        event("e2", 2, **{**bought, "revenue": Decimal(7)}),
        event("e3", 3, **{**bought, "transaction_id": "T2"}),
        event("e4", 4, **{**bought, "transaction_id": None}),
        event("e5", 5, **{**bought, "transaction_id": None}),
        event("e6", 6, **bought, session_id="s2"),
        event("e7", 7, name="refund", transaction_id="T1"),
    )
    assert [row["session_revenue"] for row in rows] == [Decimal(20), Decimal(5)]


@pytest.mark.parametrize(
    ("rows", "engaged"),
    [
        ([event("1", 0)], 0),
        ([event("1", 0), event("2", 9.99 / 60, name="scroll")], 0),
        ([event("1", 0), event("2", 10 / 60, name="scroll")], 1),
        ([event("1", 0), event("2", 0)], 1),
        ([event("1", 0, conversions=1)], 1),
    ],
    ids=["one view", "short", "ten seconds", "two views", "a conversion"],
)
def test_a_session_is_engaged_as_google_analytics_says(rows: list[Row], engaged: int) -> None:
    [session] = sessions(*rows)
    assert (session["session_engaged"], session["session_bounced"]) == (engaged, 1 - engaged)


def test_the_funnel_is_the_tenants_own() -> None:
    logic = Logic((TenantLogic("a", funnel_steps=("scroll", "share")), TenantLogic("b")))
    rows = [event("1", 1, name="scroll"), event("2", 2, name="share"), event("3", 3, name="share", tenant_slug="b")]
    assert [row["session_funnel_step"] for row in sessions(*rows, logic=logic)] == [2, 0]


def test_a_session_is_as_new_as_its_newest_load() -> None:
    [session] = sessions(event("1", 1), event("2", 2, loaded_at=at(-5)))
    assert session["session_loaded_at"] == NOON
