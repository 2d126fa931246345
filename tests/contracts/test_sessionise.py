"""Which session an event belongs to: by hand, by published examples, and against the rule written in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.logic import Logic, TenantLogic

from .behaviour import NOON, Row, event, run, sessions, settled

LOGIC = Logic((TenantLogic("a"), TenantLogic("b", session_gap=10), TenantLogic("c", vendor_sessions=True)))
START = "v@1714564800000000"


def opened(minute: float) -> str:
    """The session of v that begins some minutes after noon."""
    return f"v@{1714564800000000 + round(minute * 60_000_000)}"


def test_a_pause_longer_than_the_gap_ends_a_session() -> None:
    assert sessions([event("1", 0), event("2", 29), event("3", 58), event("4", 88.1)]) == {
        "1": START,
        "2": START,
        "3": START,
        "4": opened(88.1),
    }


@pytest.mark.parametrize(("microseconds", "session"), [(-1, START), (0, START), (1, "v@1714566600000001")])
def test_a_pause_of_exactly_the_gap_does_not(microseconds: int, session: str) -> None:
    later = {**event("2", 30), "event_occurred_at": NOON + timedelta(minutes=30, microseconds=microseconds)}
    assert sessions([event("1", 0), later])["2"] == session


def test_the_gap_is_the_tenants_own() -> None:
    rows = [event(f"{slug}{minute}", minute, tenant_slug=slug) for slug in ("a", "b", "unknown") for minute in (0, 11)]
    assert sessions(rows, LOGIC) == {
        "a0": START,
        "a11": START,
        "b0": START,
        "b11": opened(11),
        "unknown0": START,
        "unknown11": START,
    }


def test_no_midnight_and_no_campaign_ends_a_session() -> None:
    late = [event("1", 715, source="google"), event("2", 725, source="bing")]
    assert set(sessions(late).values()) == {opened(715)}


def test_tenants_connections_and_visitors_have_sessions_of_their_own() -> None:
    rows = [event("1", 0), event("2", 5, connection="app"), event("3", 10, tenant_slug="z"), event("4", 15, device_id="w"), event("5", 31)]
    assert sessions(rows) == {
        "1": START,
        "2": opened(5),
        "3": opened(10),
        "4": f"w@{1714564800000000 + 900_000_000}",
        "5": opened(31),
    }


@pytest.mark.parametrize(
    ("known", "visitor"),
    [
        ({"device_id": "d", "visitor_id": "p", "user_id": "u"}, "d"),
        ({"device_id": None, "visitor_id": "p", "user_id": "u"}, "p"),
        ({"device_id": None, "visitor_id": None, "user_id": "u"}, "u"),
    ],
)
def test_a_visitor_is_the_browser_then_the_person(known: Row, visitor: str) -> None:
    assert sessions([event("1", 0, **known)]) == {"1": START.replace("v", visitor)}


def test_who_signs_in_on_the_way_stays_in_the_session() -> None:
    assert set(sessions([event("1", 0, visitor_id="anonymous"), event("2", 1, visitor_id="p", user_id="p")]).values()) == {START}


@pytest.mark.parametrize(
    "odd", [{"device_id": None}, {"is_outside_sessions": True}, {"occurred_at": None}], ids=["of nobody", "of a server", "of no time"]
)
def test_what_belongs_to_no_session_opens_none_and_bridges_none(odd: Row) -> None:
    rows = [event("1", 0), event("odd", 25, **odd), event("2", 50), event("before", -1, **odd)]
    assert sessions(rows) == {"1": START, "odd": None, "2": opened(50), "before": None}


def test_events_of_the_tenants_own_people_belong_to_none() -> None:
    staging = {"a": (lambda events: events.event_page_location.startswith("https://staging."),)}
    rows = [
        event("1", 0, page_location="https://shop.example"),
        event("2", 25, page_location="https://staging.shop.example"),
        event("3", 50),
        event("4", 0, tenant_slug="b", page_location="https://staging.shop.example"),
    ]
    told = {row["event_key"]: (row["event_session_id"], row["event_is_internal"]) for row in run(settled(rows, LOGIC, staging))}
    assert told == {"1": (START, False), "2": (None, True), "3": (opened(50), False), "4": (START, False)}


def test_a_tools_own_sessions_hold_where_the_tenant_asks_for_them() -> None:
    rows = [
        event("1", 0, vendor_session_id="v.1"),
        event("2", 90, vendor_session_id="v.1"),
        event("3", 91, vendor_session_id="v.2"),
        event("4", 92),
        event("5", 93, vendor_session_id="v.2", is_outside_sessions=True),
    ]
    asked = [{**row, "tenant_slug": "c"} for row in rows]
    assert sessions(asked, LOGIC) == {"1": "v.1", "2": "v.1", "3": "v.2", "4": opened(92), "5": None}
    assert sessions(rows, LOGIC) == {"1": START, "2": opened(90), "3": opened(90), "4": opened(90), "5": None}


def test_every_other_column_stays_as_it_was() -> None:
    [row] = run(settled([event("1", 0, page_title="Owls", revenue=None)], Logic()))
    assert row == {**dict.fromkeys(row), **event("1", 0, page_title="Owls"), "event_actor": "v"} | {
        "event_session_id": START,
        "event_is_internal": False,
    }


PUBLISHED: dict[str, tuple[list[str], list[int]]] = {
    "1": (["01:00:00", "01:15:00", "01:31:00", "01:35:00", "02:30:00"], [4, 1]),
    "2": (["01:00:00", "01:31:00", "02:10:00", "02:40:30", "03:30:00"], [1, 1, 1, 1, 1]),
    "3": (["01:00:00", "01:01:00", "01:02:00", "01:10:00", "01:15:00", "01:25:00", "01:30:00"], [7]),
}
"""Visitors, when they viewed pages on 1 January 2010, and how many views their sessions have with a gap of 30 minutes.

The times and the numbers of sessions (2, 5 and 1) are those of Apache DataFu's tests of its Sessionize and SessionCount
(datafu-pig/src/test/java/datafu/test/pig/sessions/SessionTests.java, Apache-2.0); which views stand together is what its greatest
values by session (20 and 30; each of five; 50) tell.
"""


def test_published_sessions() -> None:
    moments = {
        f"{who}/{time}": datetime.fromisoformat(f"2010-01-01T{time}+00:00") for who, (times, _) in PUBLISHED.items() for time in times
    }
    rows = [{**event(key, 0, device_id=key[0]), "event_occurred_at": moment} for key, moment in moments.items()]
    found = sessions(rows)
    for who, (times, sizes) in PUBLISHED.items():
        told = [found[f"{who}/{time}"] for time in sorted(times)]
        assert [told.count(session) for session in dict.fromkeys(told)] == sizes


@pytest.mark.parametrize(("minutes", "number"), [(28, 1), (31, 2)])
def test_published_pairs(minutes: int, number: int) -> None:
    """Two views 28 minutes apart are of one session and 31 apart of two, by the same tests."""
    assert len(set(sessions([event("1", 0), event("2", minutes)]).values())) == number


def reference(rows: list[Row], logic: Logic) -> dict[str, str | None]:
    """The rule in plain Python: event by event, in order of time."""
    declared = {tenant.slug: tenant for tenant in logic.tenants}
    found: dict[str, str | None] = {row["event_key"]: None for row in rows}
    running: dict[tuple[str, ...], tuple[datetime, str]] = {}
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    for row in sorted((row for row in rows if row["event_occurred_at"]), key=lambda row: (row["event_occurred_at"], row["event_key"])):
        tenant, moment = declared[row["tenant_slug"]], row["event_occurred_at"]
        visitor = row["event_device_id"] or row.get("event_visitor_id")
        if not visitor or row.get("event_is_outside_sessions"):
            continue
        if tenant.vendor_sessions and row.get("event_vendor_session_id"):
            found[row["event_key"]] = row["event_vendor_session_id"]
            continue
        group = (row["tenant_slug"], row["event_connection"], visitor)
        last, session = running.get(group, (datetime.min.replace(tzinfo=UTC), ""))
        if moment - last > timedelta(minutes=tenant.session_gap):
            session = f"{visitor}@{(moment - epoch) // timedelta(microseconds=1)}"
        running[group] = (moment, session)
        found[row["event_key"]] = session
    return found


@st.composite
def events(draw: st.DrawFn) -> list[Row]:
    number = draw(st.integers(0, 14))
    return [
        {
            **event(str(key), draw(st.sampled_from([None, 0, 5, 10, 20, 30, 45, 60, 61, 75, 90.5, 120]))),
            "tenant_slug": draw(st.sampled_from("abc")),
            "event_connection": draw(st.sampled_from(["web", "app"])),
            "event_device_id": draw(st.sampled_from(["v", "w", None])),
            "event_visitor_id": draw(st.sampled_from(["v", None])),
            "event_vendor_session_id": draw(st.sampled_from(["s", None])),
            "event_is_outside_sessions": draw(st.sampled_from([None, False, True])),
        }
        for key in range(number)
    ]


@settings(max_examples=60, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_sessions_are_those_of_the_rule_in_whatever_order_events_come(rows: list[Row], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    assert sessions(shuffled, LOGIC) == reference(rows, LOGIC)


@settings(max_examples=40, deadline=None)
@given(events(), st.integers(0, 120), st.sampled_from(["v", "w"]))
def test_what_comes_late_changes_the_sessions_around_it_alone(rows: list[Row], minute: int, visitor: str) -> None:
    """Another visitor's sessions stay, and of its own visitor's those that it neither begins nor joins to another."""
    late = event("late", minute, tenant_slug="a", device_id=visitor)
    before, after = sessions(rows, LOGIC), sessions([*rows, late], LOGIC)
    own = after.pop("late")
    assert own is not None
    whose = {row["event_key"]: (row["tenant_slug"], row["event_connection"]) for row in rows}
    members: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for key, session in before.items():
        members[*whose[key], session].add(key)
    changed = {(*whose[key], before[key]) for key in before if before[key] != after[key]}
    touched = {key for session in changed for key in members[session]}
    assert {after[key] for key in touched} <= {own}
    of = {row["event_key"]: (*whose[row["event_key"]], row["event_device_id"] or row["event_visitor_id"]) for row in rows}
    assert {of[key] for key in touched} <= {("a", "web", visitor)}


@settings(max_examples=30, deadline=None)
@given(events())
def test_visitors_are_sessionised_alone_as_they_are_together(rows: list[Row]) -> None:
    """What an increment rests on: a group's sessions need no event of another group."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["tenant_slug"], row["event_device_id"] or row["event_visitor_id"] or row["event_key"]].append(row)
    apart = {key: session for group in groups.values() for key, session in sessions(group, LOGIC).items()}
    assert apart == sessions(rows, LOGIC)
