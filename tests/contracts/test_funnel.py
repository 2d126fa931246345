"""How far sessions came in a funnel: by hand, and against the rule written in plain Python."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.funnel import funnel
from contracts.logic import Logic, TenantLogic

from .behaviour import Row, compiled, event, ran

LOGIC = Logic(
    (
        TenantLogic("a"),
        TenantLogic("b", funnel_steps=("sign_up", "Quiz Taken")),
        TenantLogic("c", funnel_steps=()),
        TenantLogic("d", funnel_steps=("view", "buy", "view")),
    )
)


def reached(*rows: Row, logic: Logic = LOGIC) -> dict[tuple[str, str], tuple[int, str | None]]:
    return {(row["tenant_slug"], row["event_session_id"]): (row["step"], row["step_name"]) for row in ran(query(logic), rows)}


@cache
def query(logic: Logic) -> str:
    return compiled(lambda events: funnel(events, logic))


def step(key: str, minute: float, name: str, tenant: str = "a", session: str = "s") -> Row:
    return event(key, minute, name=name, platform_name=name, tenant_slug=tenant, session_id=session)


def test_steps_count_in_their_order() -> None:
    rows = [step("1", 1, "view_item"), step("2", 2, "add_to_cart"), step("3", 3, "begin_checkout"), step("4", 4, "purchase")]
    assert reached(*rows) == {("a", "s"): (4, "purchase")}
    assert reached(*rows[:2], rows[3]) == {("a", "s"): (2, "add_to_cart")}
    assert reached(*rows[1:]) == {}


def test_a_step_before_the_one_before_it_does_not_count_until_it_is_taken_again() -> None:
    early = [step("1", 1, "add_to_cart"), step("2", 2, "view_item")]
    assert reached(*early) == {("a", "s"): (1, "view_item")}
    assert reached(*early, step("3", 3, "add_to_cart")) == {("a", "s"): (2, "add_to_cart")}


def test_steps_of_one_instant_are_in_order() -> None:
    assert reached(step("2", 1, "view_item"), step("1", 1, "add_to_cart")) == {("a", "s"): (2, "add_to_cart")}


def test_sessions_and_tenants_have_funnels_of_their_own() -> None:
    rows = [
        step("1", 1, "view_item"),
        step("2", 2, "add_to_cart", session="t"),
        step("3", 1, "sign_up", "b"),
        step("4", 2, "Quiz Taken", "b"),
        step("5", 1, "view_item", "c"),
        step("6", 1, "view_item", "undeclared"),
    ]
    shared = {("a", "s"): (1, "view_item"), ("b", "s"): (2, "Quiz Taken")}
    assert reached(*rows) == {**shared, ("undeclared", "s"): (1, "view_item")}


def test_a_step_is_known_by_the_tools_name_of_it_too() -> None:
    told = {"name": "sign_up", "platform_name": "Signed Up", "tenant_slug": "b", "session_id": "s"}
    assert reached(event("1", 1, **told), logic=Logic((TenantLogic("b", funnel_steps=("Signed Up",)),))) == {("b", "s"): (1, "Signed Up")}


def test_where_nobody_declares_steps_there_are_none() -> None:
    assert reached(step("1", 1, "view_item", "c"), logic=Logic((TenantLogic("c", funnel_steps=()),))) == {}
    assert reached(step("1", 1, "view_item"), logic=Logic()) == {("a", "s"): (1, "view_item")}


def reference(rows: list[Row]) -> dict[tuple[str, str], tuple[int, str | None]]:
    """The rule in plain Python: the earliest event that can take a step takes it."""
    found: dict[tuple[str, str], tuple[int, str | None]] = {}
    for session in {(row["tenant_slug"], row["event_session_id"]) for row in rows}:
        steps = next(tenant.funnel_steps for tenant in LOGIC.tenants if tenant.slug == session[0])
        own = [row for row in rows if (row["tenant_slug"], row["event_session_id"]) == session]
        taken, after = 0, None
        for name in steps:
            times = [
                row["event_occurred_at"]
                for row in own
                if row["event_name"] == name and (after is None or row["event_occurred_at"] >= after)
            ]
            if not times:
                break
            taken, after = taken + 1, min(times)
        if taken:
            found[session] = taken, steps[taken - 1]
    return found


NAMES = ("view_item", "add_to_cart", "begin_checkout", "purchase", "sign_up", "Quiz Taken", "view", "buy", "scroll")
STEPS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(NAMES), st.sampled_from("abcd"), st.sampled_from("st")), max_size=25)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_funnels_are_those_of_the_rule(drawn: list[tuple[int, str, str, str]]) -> None:
    rows = [step(str(number), minute, name, tenant, session) for number, (minute, name, tenant, session) in enumerate(drawn)]
    assert reached(*rows) == reference(rows)
