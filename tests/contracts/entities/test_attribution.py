from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.entities.attribution import Attribution
from contracts.logic import Logic, TenantLogic

from .across import BUYERS, RATES, SESSIONS, SqlFile, listed, opened, ran, readable, sql, table

LOGIC = Logic((TenantLogic("acme", attribution_days=7, time_zone="Asia/Tokyo"), TenantLogic("umbra")))
LOOK_BACK = {"acme": timedelta(days=7), "umbra": timedelta(days=30)}
NOON = datetime(2024, 5, 31, 12, tzinfo=UTC)
MODELS = ("first_touch", "last_touch", "last_non_direct", "linear", "time_decay", "position_based")
TABLES = {"buyer": BUYERS, "session": SESSIONS, "exchange_rate": RATES}
DERIVED = Attribution.derive({name: ibis.table(columns, name=f"{name}s") for name, columns in TABLES.items()}, LOGIC)
QUERY = sql(DERIVED.order_by("attribution_key"))
EUROS = {day: Decimal(rate) for day, rate in ((date(2024, 5, 31), "1.25"), (date(2024, 6, 1), "1.5"))}


@pytest.fixture(scope="module")
def connection() -> Any:
    connection = opened()
    quoted = [
        {
            "tenant_slug": tenant,
            "exchange_rate_date": day,
            "exchange_rate_currency": "EUR",
            "exchange_rate_rate": rate,
            "exchange_rate_inverse": round(1 / rate, 9),
        }
        for tenant in LOOK_BACK
        for day, rate in EUROS.items()
    ]
    table(connection, "exchange_rates", RATES, quoted)
    return connection


def order(key: str, person: str = "across:p", amount: str | None = "100.00", at: datetime = NOON, **more: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "umbra",
        "buyer_platform": "shopify",
        "buyer_connection": "shop",
        "buyer_loaded_at": NOON,
        "buyer_order_id": key,
        "buyer_order_key": f"shop:{key}",
        "buyer_person_key": person,
        "buyer_placed_at": at,
        "buyer_amount": None if amount is None else Decimal(amount),
        "buyer_currency": "EUR",
        **more,
    }


def visit(key: str, before: float, source: str | None = None, medium: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "umbra",
        "session_key": f"web:{key}",
        "session_id": key,
        "session_loaded_at": NOON + timedelta(hours=1),
        "session_person_key": "across:p",
        "session_started_at": NOON - timedelta(days=before),
        "session_source": source,
        "session_medium": medium,
        "session_channel": "Direct" if source is None else "Email",
        **more,
    }


def attributed(connection: Any, orders: list[dict[str, Any]], visits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    table(connection, "buyers", BUYERS, orders)
    table(connection, "sessions", SESSIONS, visits)
    return ran(connection, QUERY)


def credits(rows: list[dict[str, Any]]) -> dict[str, dict[str | None, Decimal]]:
    shared: dict[str, dict[str | None, Decimal]] = defaultdict(dict)
    for row in rows:
        shared[row["attribution_model"]][row["attribution_session_id"]] = row["attribution_credit"]
    return shared


def test_every_model_on_one_order(connection: Any) -> None:
    visits = [visit("a", 14, "news", "email"), visit("b", 7), visit("c", 0.5, "google", "cpc"), visit("d", 0, "(direct)", "(none)")]
    shared = credits(attributed(connection, [order("1")], visits))
    assert shared["first_touch"] == {"a": 1}
    assert shared["last_touch"] == {"d": 1}
    assert shared["last_non_direct"] == {"c": 1}
    assert shared["linear"] == dict.fromkeys("abcd", Decimal("0.25"))
    assert shared["position_based"] == {"a": Decimal("0.4"), "b": Decimal("0.1"), "c": Decimal("0.1"), "d": Decimal("0.4")}
    assert sum(shared["time_decay"].values()) == 1
    assert shared["time_decay"]["b"] / shared["time_decay"]["a"] == pytest.approx(2)
    assert shared["time_decay"]["d"] / shared["time_decay"]["b"] == pytest.approx(2)


def test_two_touches_share_evenly_by_position(connection: Any) -> None:
    shared = credits(attributed(connection, [order("1")], [visit("a", 2), visit("b", 1)]))
    assert shared["position_based"] == {"a": Decimal("0.5"), "b": Decimal("0.5")}
    assert shared["last_non_direct"] == {"b": 1}


def test_money_is_shared_to_the_cent(connection: Any) -> None:
    rows = attributed(connection, [order("1", amount="100.00")], [visit("a", 3), visit("b", 2), visit("c", 1)])
    money = {row["attribution_session_id"]: row["attribution_revenue"] for row in rows if row["attribution_model"] == "linear"}
    assert money == {"a": Decimal("33.33"), "b": Decimal("33.34"), "c": Decimal("33.33")}


def test_an_order_without_a_session_has_one_row_a_model(connection: Any) -> None:
    rows = attributed(connection, [order("1", person="across:q", amount="19.995")], [visit("a", 3)])
    assert sorted(row["attribution_model"] for row in rows) == sorted(MODELS)
    for row in rows:
        told = [row[f"attribution_{name}"] for name in ("session_key", "position", "touches", "source", "channel", "credit", "revenue")]
        assert told == [None, None, 0, None, "Unassigned", 1, Decimal("19.995")]


def test_an_order_without_amount_or_time_is_still_attributed(connection: Any) -> None:
    rows = attributed(connection, [order("1", amount=None), order("2", at=None)], [visit("a", 3), visit("b", 2)])  # type: ignore[arg-type]
    assert {row["attribution_revenue"] for row in rows if row["attribution_order_id"] == "1"} == {None}
    assert {row["attribution_session_id"] for row in rows if row["attribution_order_id"] == "2"} == {None}


def test_what_a_row_says_of_its_session(connection: Any) -> None:
    [row] = [
        row
        for row in attributed(
            connection,
            [order("1", buyer_order_sequence=2, buyer_is_test=False)],
            [visit("a", 1.5, "news", "email", session_campaign="May")],
        )
        if row["attribution_model"] == "linear"
    ]
    assert {name.removeprefix("attribution_"): value for name, value in row.items() if value is not None} == {
        "tenant_slug": "umbra",
        "key": "shop:1|web:a|linear",
        "platform": "shopify",
        "connection": "shop",
        "loaded_at": NOON + timedelta(hours=1),
        "order_key": "shop:1",
        "order_id": "1",
        "session_key": "web:a",
        "session_id": "a",
        "person_key": "across:p",
        "model": "linear",
        "ordered_at": NOON,
        "touched_at": NOON - timedelta(days=1.5),
        "position": 1,
        "touches": 1,
        "days_before": 1.5,
        "source": "news",
        "medium": "email",
        "campaign": "May",
        "channel": "Email",
        "credit": 1,
        "currency": "EUR",
        "revenue": 100,
        "revenue_reported": 125,
        "order_amount": 100,
        "order_sequence": 2,
        "is_test": False,
    }


def test_revenue_is_told_in_the_tenants_currency_by_the_day_of_its_order(connection: Any) -> None:
    """Of one instant it is still May in the one tenant's zone and June in the other's."""
    late = NOON + timedelta(hours=8)
    placed = [
        order("1", at=late),
        order("1", at=late, tenant_slug="acme"),
        order("2", buyer_currency="USD"),
        order("3", buyer_currency="GBP"),
        order("4", at=NOON + timedelta(days=9)),
        order("5", at=None),  # type: ignore[arg-type]
    ]
    rows = [row for row in attributed(connection, placed, []) if row["attribution_model"] == "linear"]
    told = {(row["tenant_slug"], row["attribution_order_id"]): row["attribution_revenue_reported"] for row in rows}
    assert told == {
        ("umbra", "1"): 125,
        ("acme", "1"): 150,
        ("umbra", "2"): 100,
        ("umbra", "3"): None,
        ("umbra", "4"): None,
        ("umbra", "5"): None,
    }


def test_the_look_back_is_the_tenants_own(connection: Any) -> None:
    visits = [visit(name, days, tenant_slug=tenant) for tenant in LOOK_BACK for name, days in (("old", 29), ("new", 7), ("late", -1))]
    rows = attributed(connection, [order("1"), order("1", tenant_slug="acme")], visits)
    seen = {(row["tenant_slug"], row["attribution_session_id"]) for row in rows}
    assert seen == {("umbra", "old"), ("umbra", "new"), ("acme", "new")}


def test_promises_find_what_breaks_them(connection: Any) -> None:
    others = {
        "buyer": table(connection, "buyers", BUYERS, [order("1"), order("2", amount=None)]),
        "session": table(connection, "sessions", SESSIONS, [visit("a", 3), visit("b", 2)]),
        "exchange_rate": connection.table("exchange_rates"),
    }
    rows = Attribution.derive(others, LOGIC)
    assert [listed(promise.broken(rows)) for promise in Attribution.promises] == [[], []]
    lost = rows.filter(rows.attribution_key != "shop:1|web:a|linear")
    assert [len(listed(promise.broken(lost))) for promise in Attribution.promises] == [1, 1]


def test_sql(snapshot: SnapshotAssertion) -> None:
    assert readable(DERIVED) == snapshot(extension_class=SqlFile)


def expected(model: str, touches: list[dict[str, Any]]) -> list[Fraction]:
    """The credit of touches in their order."""
    n = len(touches)
    named = [i for i, touch in enumerate(touches) if touch["session_source"] or touch["session_medium"]]
    one = {"first_touch": 0, "last_touch": n - 1, "last_non_direct": named[-1] if named else n - 1}
    if model in one:
        return [Fraction(int(i == one[model])) for i in range(n)]
    if model == "time_decay":
        sooner = [(touches[-1]["session_started_at"] - touch["session_started_at"]) / timedelta(days=1) for touch in touches]
        weights = [Fraction(0.5 ** (days / 7)) for days in sooner]
    elif model == "position_based" and n > 2:
        weights = [Fraction(2, 5), *[Fraction(1, 5) / (n - 2)] * (n - 2), Fraction(2, 5)]
    else:
        weights = [Fraction(1)] * n
    return [weight / sum(weights) for weight in weights]


TENANTS = st.sampled_from(sorted(LOOK_BACK))
PEOPLE = st.sampled_from(["across:p", "across:q", "across:r"])
AMOUNTS = st.decimals(0, 100_000, places=2) | st.decimals(0, 10, places=4) | st.just(Decimal("0.01")) | st.just(Decimal("2000000000000.00"))
ORDERS = st.lists(st.tuples(TENANTS, PEOPLE, AMOUNTS, st.integers(0, 60 * 24 * 40)), min_size=1, max_size=6)
ORIGINS = st.sampled_from([(None, None), ("google", "cpc"), (None, "email")])
VISITS = st.lists(st.tuples(TENANTS, PEOPLE, st.integers(0, 60 * 24 * 60), ORIGINS), max_size=30)


@settings(max_examples=60, deadline=None)
@given(ORDERS, VISITS)
def test_credit_and_money_are_whole(connection: Any, placed: list[Any], visited: list[Any]) -> None:
    orders = [
        order(str(n), person, str(amount), NOON - timedelta(minutes=ago), tenant_slug=tenant)
        for n, (tenant, person, amount, ago) in enumerate(placed)
    ]
    visits = [
        visit(f"{n:03}", ago / 60 / 24, *origin, tenant_slug=tenant, session_person_key=person)
        for n, (tenant, person, ago, origin) in enumerate(visited)
    ]
    rows = attributed(connection, orders, visits)
    for bought in orders:
        tenant, at = bought["tenant_slug"], bought["buyer_placed_at"]
        own = [v for v in visits if v["tenant_slug"] == tenant and v["session_person_key"] == bought["buyer_person_key"]]
        led = [v for v in own if at - LOOK_BACK[tenant] <= v["session_started_at"] <= at]
        led.sort(key=lambda v: (v["session_started_at"], v["session_key"]))
        mine = [row for row in rows if (row["tenant_slug"], row["attribution_order_key"]) == (tenant, bought["buyer_order_key"])]
        for model in MODELS:
            given_ = {row["attribution_session_key"]: row for row in mine if row["attribution_model"] == model}
            assert sum(row["attribution_credit"] for row in given_.values()) == 1
            assert sum(row["attribution_revenue"] for row in given_.values()) == bought["buyer_amount"]
            assert all(row["attribution_revenue"] >= 0 and row["attribution_credit"] > 0 for row in given_.values())
            assert {row["attribution_touches"] for row in given_.values()} == {len(led)}
            if not led:
                assert list(given_) == [None]
                continue
            for touch, share in zip(led, expected(model, led), strict=True):
                row = given_.get(touch["session_key"])
                assert float(row["attribution_credit"] if row else 0) == pytest.approx(float(share), abs=1e-8)
                money = float(row["attribution_revenue"] if row else 0)
                assert money == pytest.approx(float(share * Fraction(bought["buyer_amount"])), abs=0.011, rel=1e-6)
