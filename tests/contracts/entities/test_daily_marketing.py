from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.entities.daily_marketing import DailyMarketing
from contracts.logic import Logic, TenantLogic
from contracts.marketing import CONVERSION_VALUE, REVENUE, SPEND

from .across import MONEY, SESSIONS, SqlFile, opened, ran, readable, schema, sql, table

LOGIC = Logic((TenantLogic("acme", attribution_model="linear"), TenantLogic("umbra")))
PERFORMANCE = {
    **schema("ad_performance", day="date", campaign_name="string", impressions="int64", clicks="int64", conversions=MONEY),
    SPEND: MONEY,
    CONVERSION_VALUE: MONEY,
}
PEOPLE = schema("person", lifetime_value=MONEY)
ATTRIBUTION = {
    **schema(
        "attribution",
        day="date",
        person_key="string",
        model="string",
        channel="string",
        campaign="string",
        credit=MONEY,
        order_sequence="int64",
        is_test="boolean",
    ),
    REVENUE: MONEY,
}
TABLES = {"ad_performance": PERFORMANCE, "session": SESSIONS, "attribution": ATTRIBUTION, "person": PEOPLE}
DERIVED = DailyMarketing.derive({name: ibis.table(columns, name=name) for name, columns in TABLES.items()}, LOGIC)
QUERY = sql(DERIVED)
LOADED = datetime(2024, 6, 1, tzinfo=UTC)
WORTH = {"across:rick": Decimal(120), "across:morty": Decimal("33.30"), "across:gone": None}
"""What the people of acme were charged for all that they ordered, where it is known."""


@pytest.fixture(scope="module")
def connection() -> Any:
    return opened()


def day(number: int) -> date:
    return date(2024, 5, number)


def spend(on: int, amount: str | None, campaign: str | None = "Brand Search ", platform: str = "google_ads", **more: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "ad_performance_platform": platform,
        "ad_performance_loaded_at": LOADED,
        "ad_performance_day": day(on),
        "ad_performance_campaign_name": campaign,
        "ad_performance_impressions": 100,
        "ad_performance_clicks": 10,
        SPEND: amount and Decimal(amount),
        **more,
    }


def visit(on: int, campaign: str | None = None, channel: str = "Paid Search", **more: Any) -> dict[str, Any]:
    told = {"session_day": day(on), "session_campaign": campaign, "session_channel": channel, "session_loaded_at": LOADED}
    return {"tenant_slug": "acme", **told, **more}


def share(on: int, credit: str, revenue: str, campaign: str | None, channel: str, *, sequence: int | None, **more: Any) -> dict[str, Any]:
    return {
        "tenant_slug": "acme",
        "attribution_day": day(on),
        "attribution_model": "linear",
        "attribution_channel": channel,
        "attribution_campaign": campaign,
        "attribution_credit": Decimal(credit),
        "attribution_order_sequence": sequence,
        "attribution_person_key": "across:rick",
        "attribution_loaded_at": LOADED,
        REVENUE: Decimal(revenue),
        **more,
    }


def marketed(connection: Any, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    people = [{"tenant_slug": "acme", "person_key": key, "person_lifetime_value": value} for key, value in WORTH.items()]
    for name, columns in TABLES.items():
        table(connection, name, columns, [row for row in (*rows, *people) if any(column.startswith(f"{name}_") for column in row)])
    found = [{key.removeprefix("daily_marketing_"): value for key, value in row.items()} for row in ran(connection, QUERY)]
    return sorted(found, key=lambda row: (row["tenant_slug"], row["date"], row["channel"], row["campaign"] or ""))


def test_spend_visits_and_orders_of_a_campaign_meet(connection: Any) -> None:
    direct, paid = marketed(
        connection,
        spend(1, "20.00", ad_performance_conversions=Decimal(2)),
        spend(1, "5.00"),
        visit(1, "brand search", session_conversions=2),
        visit(1, "BRAND SEARCH", session_conversions=0),
        visit(1, "(direct)", "Direct"),
        share(1, "0.5", "50.00", "Brand search", "Paid Search", sequence=1),
        share(1, "0.5", "50.00", None, "Direct", sequence=1),
        share(1, "1", "30.00", None, "Direct", sequence=2),
        share(1, "1", "99.00", None, "Direct", sequence=None, attribution_is_test=True),
        share(1, "1", "100.00", None, "Direct", sequence=1, attribution_model="last_touch"),
    )
    common = {"tenant_slug": "acme", "platform": "across", "connection": "across", "loaded_at": LOADED, "date": day(1)}
    assert paid == {
        **common,
        "channel": "Paid Search",
        "campaign": "brand search",
        "impressions": 200,
        "clicks": 20,
        "sessions": 2,
        "converting_sessions": 1,
        "spend": 25,
        "conversions": 2,
        "conversion_value": 0,
        "orders": Decimal("0.5"),
        "new_customers": Decimal("0.5"),
        "revenue": 50,
        "paid_revenue": 50,
        "new_customer_value": 60,
    }
    assert (direct["channel"], direct["campaign"], direct["sessions"], direct["spend"]) == ("Direct", None, 1, 0)
    assert (direct["orders"], direct["new_customers"], direct["revenue"], direct["paid_revenue"]) == (Decimal("1.5"), Decimal("0.5"), 80, 0)


def test_spend_of_no_known_campaign_or_rate_is_not_lost(connection: Any) -> None:
    [unnamed] = marketed(connection, spend(1, None, None, "tiktok_ads"), spend(1, "3", None, "linkedin_ads"))
    assert (unnamed["channel"], unnamed["campaign"], unnamed["spend"], unnamed["clicks"]) == ("Paid Social", None, 3, 20)


def test_the_model_is_the_tenants_own(connection: Any) -> None:
    rows = [
        share(1, "1", "7", None, "Email", sequence=1, tenant_slug=tenant, attribution_model=model)
        for tenant in ("acme", "umbra")
        for model in ("linear", "last_non_direct", "last_non_direct")
    ]
    assert [(row["tenant_slug"], row["orders"]) for row in marketed(connection, *rows)] == [("acme", 1), ("umbra", 2)]


def test_what_people_are_worth_stands_where_they_were_won(connection: Any) -> None:
    """With the first order alone, on its day, in the parts that its credit has; once, however much was ordered since."""
    rows = marketed(
        connection,
        share(1, "0.25", "5", None, "Email", sequence=1),
        share(1, "0.75", "15", None, "Paid Search", sequence=1),
        share(2, "1", "100", None, "Email", sequence=2),
        share(2, "1", "33.30", None, "Email", sequence=1, attribution_person_key="across:morty"),
        share(3, "1", "5", None, "Email", sequence=1, attribution_person_key="across:gone"),
        share(3, "1", "5", None, "Email", sequence=1, attribution_person_key=None),
        share(3, "1", "5", None, "Email", sequence=None),
        share(4, "1", "5", None, "Email", sequence=1, tenant_slug="umbra", attribution_model="last_non_direct"),
    )
    worth = {(row["tenant_slug"], row["date"].day, row["channel"]): row["new_customer_value"] for row in rows}
    assert worth == {
        ("acme", 1, "Email"): 30,
        ("acme", 1, "Paid Search"): 90,
        ("acme", 2, "Email"): Decimal("33.30"),
        ("acme", 3, "Email"): 0,
        ("umbra", 4, "Email"): 0,
    }


def test_sql(snapshot: SnapshotAssertion) -> None:
    assert readable(DERIVED) == snapshot(extension_class=SqlFile)


MONEYS = st.decimals(0, 1000, places=2)
DAYS = st.integers(1, 3)
NAMES = st.sampled_from([None, "Brand Search", "prospecting", "(organic)", "May"])
SPENT = st.builds(
    lambda on, amount, campaign, platform: spend(on, str(amount), campaign, platform),
    DAYS,
    MONEYS,
    st.sampled_from(["Brand Search ", "Prospecting", None]),
    st.sampled_from(["google_ads", "facebook_ads", "new_ads"]),
)
VISITED = st.builds(visit, DAYS, NAMES, st.sampled_from(["Direct", "Email", "Paid Search"]))
SHARED = st.builds(
    lambda on, amount, name, sequence, person: share(
        on, "0.25", str(amount), name, "Email", sequence=sequence, attribution_person_key=person
    ),
    DAYS,
    MONEYS,
    NAMES,
    st.sampled_from([1, 2, None]),
    st.sampled_from([*WORTH, None]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SPENT | VISITED | SHARED, max_size=40))
def test_totals_of_each_day_are_those_of_the_facts(connection: Any, rows: list[dict[str, Any]]) -> None:
    totals: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for row in marketed(connection, *rows):
        parts = [Decimal(row[name]) for name in ("spend", "clicks", "sessions", "orders", "revenue", "new_customer_value")]
        totals[row["date"]] = [total + part for total, part in zip(totals[row["date"]], parts, strict=True)]
    expected: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for row in rows:
        on = next(value for name, value in row.items() if name.endswith("_day"))
        visits = Decimal("session_day" in row)
        credit = row.get("attribution_credit", Decimal(0))
        worth = credit * (WORTH.get(row.get("attribution_person_key")) or 0) if row.get("attribution_order_sequence") == 1 else None
        parts = [row.get(SPEND), row.get("ad_performance_clicks"), visits, credit, row.get(REVENUE), worth]
        expected[on] = [total + (part or 0) for total, part in zip(expected[on], parts, strict=True)]
    assert dict(totals) == dict(expected)
