"""The truth that the whole pipeline is held against says what the newest version of every record says."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from engine.settings import DemoExtract

from .simulation import Record, Simulation, purchases

SIMULATIONS = [
    Simulation(),
    Simulation("wayne_enterprises", "Europe/Berlin", "EUR", DemoExtract(kind="demo", seed=2, orders_per_day=3)),
    Simulation("nakatomi", "Asia/Tokyo", "JPY", DemoExtract.model_validate({"kind": "demo", "start": "2025-02-14", "orders_per_day": 3})),
]


@pytest.fixture(params=SIMULATIONS, ids=lambda simulation: simulation.slug)
def told(request: pytest.FixtureRequest) -> Simulation:
    simulation: Simulation = request.param
    return simulation


def month(text: str) -> date:
    return date.fromisoformat(f"{text.replace('-', '')[:6]}01")


def test_orders_and_revenue(told: Simulation) -> None:
    count: Counter[date] = Counter()
    revenue: dict[date, Decimal] = defaultdict(Decimal)
    for order in told.newest("shopify", "orders"):
        count[month(order["created_at"])] += 1
        revenue[month(order["created_at"])] += Decimal(order["total_price"])
    assert {key: value.orders for key, value in told.truth.months.items()} == count
    assert {key: value.revenue for key, value in told.truth.months.items()} == revenue


def test_refunds(told: Simulation) -> None:
    count: Counter[date] = Counter()
    refunded: dict[date, Decimal] = defaultdict(Decimal)
    for refund in told.newest("shopify", "order_refunds"):
        count[month(refund["created_at"])] += 1
        refunded[month(refund["created_at"])] += sum(Decimal(paid["amount"]) for paid in refund["transactions"])
    assert {key: value.refunds for key, value in told.truth.months.items() if value.refunds} == count
    assert {key: value.refunded for key, value in told.truth.months.items() if value.refunds} == refunded


def test_advertising_by_day_and_publisher(told: Simulation) -> None:
    spend: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in told.newest("facebook_ads", "ads_insights_platform_and_device"):
        key = date.fromisoformat(row["date_start"]), row["publisher_platform"]
        spend[key] += Decimal(row["spend"])
        counts[key] = [a + b for a, b in zip(counts[key], (int(row["impressions"]), int(row["clicks"]), bought(row)), strict=True)]
    truth = told.truth.advertising
    assert {(day, publisher): value.spend for (day, _, publisher), value in truth.items()} == spend
    assert {(day, publisher): [value.impressions, value.clicks, value.purchases] for (day, _, publisher), value in truth.items()} == counts


def test_the_report_by_ad_is_the_sum_of_its_breakdown(told: Simulation) -> None:
    def totals(object: str) -> dict[tuple[str, str], tuple[Decimal, ...]]:
        found: dict[tuple[str, str], tuple[Decimal, ...]] = defaultdict(lambda: (Decimal(),) * 4)
        for row in told.newest("facebook_ads", object):
            figures = (Decimal(row["spend"]), Decimal(row["impressions"]), Decimal(row["clicks"]), Decimal(bought(row)))
            key = row["date_start"], row["ad_id"]
            found[key] = tuple(a + b for a, b in zip(found[key], figures, strict=True))
        return found

    assert totals("ads_insights") == totals("ads_insights_platform_and_device")


def test_months_add_up_their_advertising(told: Simulation) -> None:
    for first, totals in told.truth.months.items():
        days = [value for (day, *_), value in told.truth.advertising.items() if day.replace(day=1) == first]
        assert (totals.spend, totals.impressions, totals.clicks) == (
            sum(day.spend for day in days),
            sum(day.impressions for day in days),
            sum(day.clicks for day in days),
        )


def test_sessions_and_purchases(told: Simulation) -> None:
    visitors: dict[str, list[tuple[int, str]]] = defaultdict(list)
    events = told.newest("google_analytics", "events")
    for event in events:
        if event.get("user_pseudo_id"):
            visitors[event["user_pseudo_id"]].append((int(event["event_timestamp"]), event["event_date"]))
    sessions: Counter[date] = Counter()
    for moments in visitors.values():
        for (before, _), (at, day) in pairwise([(0, ""), *sorted(moments)]):
            sessions[month(day)] += at - before > 1_800_000_000
    count = Counter(month(event["event_date"]) for event in purchases(events))
    assert {key: value.sessions for key, value in told.truth.months.items()} == sessions
    assert {key: value.purchases for key, value in told.truth.months.items()} == count


def test_the_amounts_of_an_order_add_up(told: Simulation) -> None:
    for order in told.newest("shopify", "orders"):
        lines = order["line_items"]
        gross = sum(Decimal(line["price"]) * line["quantity"] for line in lines)
        discount = sum(Decimal(part["amount"]) for line in lines for part in line["discount_allocations"])
        tax = sum(Decimal(part["price"]) for line in lines for part in line["tax_lines"])
        shipping = sum(Decimal(line["price"]) for line in order["shipping_lines"])
        assert (Decimal(order["total_line_items_price"]), Decimal(order["total_discounts"])) == (gross, discount)
        assert Decimal(order["total_tax"]) == tax
        assert Decimal(order["total_price"]) == gross - discount + shipping + (0 if order["taxes_included"] else tax)
        back = sum(Decimal(paid["amount"]) for refund in order["refunds"] for paid in refund["transactions"])
        assert Decimal(order["current_total_price"]) == Decimal(order["total_price"]) - back >= 0


def test_taxes_are_in_the_prices_or_on_top_of_them(told: Simulation) -> None:
    rates = set()
    for order in told.newest("shopify", "orders"):
        for tax in order["tax_lines"]:
            rate, subtotal = Decimal(str(tax["rate"])), Decimal(order["subtotal_price"])
            exact = subtotal * rate / (1 + rate) if order["taxes_included"] else subtotal * rate
            assert abs(Decimal(order["total_tax"]) - exact) <= len(order["line_items"])
            rates.add((order["taxes_included"], tax["rate"]))
    assert rates == ({(False, 0.06), (False, 0.08), (False, 0.09)} if told.currency == "USD" else {(True, 0.2)})


def test_a_tenant_sells_about_as_much_as_asked_for() -> None:
    simulation = Simulation(extract=DemoExtract(kind="demo", months=6, orders_per_day=10))
    orders = sum(totals.orders for totals in simulation.truth.months.values())
    assert orders == pytest.approx(10 * 181, rel=0.1)


def bought(row: Record) -> int:
    actions = {action["action_type"]: int(action["value"]) for action in row.get("actions", [])}
    return actions.get("purchase", 0)
