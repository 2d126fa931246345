"""Records change after they were first sent, and a later landing brings what is new and what has changed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from contracts.normalise import timestamp
from engine.landing.hold import hold
from engine.settings import DemoExtract

from .simulation import FOLLOWED, OBJECTS, Place, Record, Simulation, contract, listed

MONTHS = 3
EXTRACT = DemoExtract(kind="demo", months=MONTHS, orders_per_day=5)
REPORTS = ("ads_insights", "ads_insights_platform_and_device")


@pytest.fixture(scope="module")
def changing() -> Simulation:
    return Simulation(extract=EXTRACT)


def versions(simulation: Simulation, platform: str, object: str) -> dict[tuple[Any, ...], list[Record]]:
    found: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in simulation.records(platform, object):
        found[tuple(record.get(part) for part in contract(platform, object).key)].append(record)
    return found


def test_an_order_is_paid_and_later_refunded(changing: Simulation) -> None:
    lives = versions(changing, "shopify", "orders").values()
    states = {tuple(order["financial_status"] for order in life) for life in lives}
    assert {("paid",), ("paid", "refunded"), ("paid", "partially_refunded")} <= states
    for first, second in (life[:2] for life in lives if len(life) > 1):
        assert timestamp(first["updated_at"]) < timestamp(second["updated_at"])
        assert first["total_price"] == second["total_price"]


def test_an_order_may_be_edited_or_cancelled(changing: Simulation) -> None:
    orders = changing.newest("shopify", "orders")
    assert any(order["tags"] == "edited" and order["note"] for order in orders)
    cancelled = [order for order in orders if order["cancelled_at"]]
    assert cancelled
    assert {order["financial_status"] for order in cancelled} == {"refunded"}
    assert {float(order["current_total_price"]) for order in cancelled} == {0.0}


def test_products_ad_sets_and_ads_change(changing: Simulation) -> None:
    prices = [{variant["price"] for product in life for variant in product["variants"][:1]} for life in lives(changing, "products")]
    assert max(map(len, prices)) > 1
    budgets = [{ad_set["daily_budget"] for ad_set in life} for life in versions(changing, "facebook_ads", "ad_sets").values()]
    assert max(map(len, budgets)) > 1
    assert {ad["status"] for ad in changing.newest("facebook_ads", "ads")} == {"ACTIVE", "PAUSED"}


@pytest.mark.parametrize("report", REPORTS)
def test_reports_are_restated_and_then_stand(changing: Simulation, report: str) -> None:
    lives = versions(changing, "facebook_ads", report)
    spend = {key: [row["spend"] for row in life] for key, life in lives.items()}
    changed = [life for life in spend.values() if len(set(life)) > 1]
    assert changed
    assert {float(life[0]) < float(life[-1]) for life in changed} == {True, False}
    january = [life for (day, *_), life in spend.items() if day < "2025-01-03"]
    assert all(len(set(life)) == 1 for life in january)


def test_extractions_come_in_order_and_know_nothing_later(changing: Simulation) -> None:
    ends = ("2025-02-01T00:00-08:00", "2025-03-01T00:00-08:00", "2025-04-01T00:00-07:00")
    for batch, end in zip(changing.batches("shopify", "orders"), ends, strict=True):
        for order in listed(batch):
            moments = [order["updated_at"], *(refund["created_at"] for refund in order["refunds"])]
            assert max(map(timestamp, moments)) < timestamp(end)


@pytest.mark.parametrize("place", FOLLOWED, ids=".".join)
def test_a_later_landing_brings_the_rest_and_another_one_nothing(place: Place) -> None:
    longer = Simulation(extract=EXTRACT.model_copy(update={"orders_per_day": 1.0}))
    shorter = longer.asked(months=MONTHS - 1)
    rest = longer.records(*place, since=highest(shorter, place))
    assert [*shorter.records(*place), *rest] == longer.records(*place)
    assert longer.records(*place, since=highest(longer, place)) == []


@pytest.mark.parametrize("place", [place for place in OBJECTS if place not in FOLLOWED], ids=".".join)
def test_what_has_no_cursor_comes_whole_as_it_stands_at_the_end(changing: Simulation, place: Place) -> None:
    assert len(changing.batches(*place)) == 1
    assert len(changing.newest(*place)) == len(changing.records(*place))


@pytest.mark.parametrize("report", REPORTS)
def test_reports_look_back_for_as_long_as_they_are_restated(changing: Simulation, report: str) -> None:
    days = {row["date_start"] for row in changing.records("facebook_ads", report, since="2025-02-28")}
    assert (min(days), max(days)) == ("2025-02-01", "2025-03-31")


def test_only_records_later_than_since(changing: Simulation) -> None:
    since = "2025-03-10T12:00:00+00:00"
    later = changing.records("shopify", "orders", since=since)
    assert later
    assert all(timestamp(order["updated_at"]) > timestamp(since) for order in later)


def lives(simulation: Simulation, object: str) -> list[list[Record]]:
    return list(versions(simulation, "shopify", object).values())


def highest(simulation: Simulation, place: Place) -> str | None:
    """What landing notes as the cursor's highest value."""
    source = contract(*place)
    assert source.cursor
    values = [hold(source, batch).frame[source.cursor].max() for batch in simulation.batches(*place)]
    return max(values).isoformat() if values else None
