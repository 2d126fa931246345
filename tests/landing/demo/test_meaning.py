"""What simulated records mean by their contracts is what happened: the truth of each network, shop and tool."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from contracts.logic import Logic, TenantLogic
from contracts.sessionise import grouping, sessionised
from engine.landing.batch import Batch
from engine.landing.demo.renderers import PLATFORMS
from engine.landing.demo.script import Script
from engine.landing.demo.truth import ANALYTICS, begun_sessions
from engine.landing.demo.world import world
from engine.landing.hold import hold
from engine.settings import DemoExtract

from .simulation import Place, Simulation, contract

Row = dict[str, Any]

SHOPS = ("shopify", "woocommerce", "bigcommerce")
TOOLS = ("google_analytics", "amplitude", "mixpanel")
REFUNDS = {"shopify": "order_refunds"}
NETWORKS = ("facebook_ads", "google_ads", "bing_ads", "linkedin_ads", "tiktok_ads", "amazon_ads")
REPORTS = (
    ("facebook_ads", "ads_insights_platform_and_device"),
    ("google_ads", "account_performance"),
    ("google_ads", "campaign_performance"),
    ("google_ads", "ad_performance"),
    *(("bing_ads", f"{level}_performance_report_daily") for level in ("account", "campaign", "ad_group", "ad", "keyword")),
    ("linkedin_ads", "ad_campaign_analytics"),
    ("linkedin_ads", "ad_creative_analytics"),
    *(("tiktok_ads", f"{level}_reports_daily") for level in ("advertisers", "campaigns", "ad_groups", "ads")),
    *(("amazon_ads", f"sponsored_products_{level}_report_daily") for level in ("campaigns", "ad_groups", "product_ads")),
)
"""Reports that tell all that a network did, Amazon's with those of its displays."""
BESIDE = {"amazon_ads": (("amazon_ads", "sponsored_display_campaigns_report_daily"),)}

EVERYTHING = Simulation(
    "oscorp",
    "Asia/Tokyo",
    "JPY",
    DemoExtract(kind="demo", seed=4, months=2, orders_per_day=3),
    (*SHOPS, *NETWORKS, *TOOLS),
)
ABROAD = Simulation("cyberdyne_systems", "Europe/London", "GBP", DemoExtract(kind="demo", seed=3, months=2, orders_per_day=3), SHOPS)
AT_HOME = Simulation(extract=DemoExtract(kind="demo", months=2, orders_per_day=3), platforms=SHOPS)


def meant(simulation: Simulation, place: Place, entity: str) -> list[Row]:
    """What the newest records of an object mean to an entity."""
    rows: list[Row] = meaning(simulation, place, entity).to_pyarrow().to_pylist()
    return rows


def meaning(simulation: Simulation, place: Place, entity: str) -> ir.Table:
    """The same as a table."""
    source = contract(*place)
    (mapping,) = (mapping for mapping in source.feeds if mapping.entity == entity)
    held = hold(source, Batch(simulation.newest(*place), "newest"))
    assert not held.rejected
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'UTC'")
    connection.con.register("held", held.frame)
    connection.create_table(source.master, schema=source.unbound().schema())
    connection.con.execute(f"INSERT INTO {source.master} BY NAME SELECT * FROM held")
    return mapping.project(connection.table(source.master))


def month(simulation: Simulation, at: datetime) -> date:
    return at.astimezone(simulation.tenant.zone).date().replace(day=1)


@pytest.mark.parametrize("place", REPORTS, ids=".".join)
def test_every_report_tells_what_its_network_did(place: Place) -> None:
    told: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal()] * 5)
    figures = ("spend", "impressions", "clicks", "conversions", "conversion_value")
    for row in (row for report in (place, *BESIDE.get(place[0], ())) for row in meant(EVERYTHING, report, "ad_performance")):
        day = row["ad_performance_date"]
        told[day] = [total + (row[f"ad_performance_{name}"] or 0) for total, name in zip(told[day], figures, strict=True)]
    network = place[0].removesuffix("_ads").replace("facebook", "meta")
    true: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal()] * 5)
    for (day, name, _), shown in EVERYTHING.truth.advertising.items():
        if name == network:
            counted = (shown.spend, shown.impressions, shown.clicks, shown.purchases, shown.purchase_value)
            true[day] = [total + value for total, value in zip(true[day], counted, strict=True)]
    assert told == true


@pytest.mark.parametrize("simulation", [EVERYTHING, ABROAD, AT_HOME], ids=lambda simulation: simulation.slug)
@pytest.mark.parametrize("shop", SHOPS)
def test_every_shop_tells_its_own_orders_and_refunds(simulation: Simulation, shop: str) -> None:
    orders = meant(simulation, (shop, "orders"), "order")
    refunds = meant(simulation, (shop, REFUNDS.get(shop, "refunds")), "refund")
    for first, sold in ((first, sold) for (first, name), sold in simulation.truth.shops.items() if name == shop):
        placed = [row["order_total_amount"] for row in orders if month(simulation, row["order_placed_at"]) == first]
        back = [row["refund_amount"] for row in refunds if month(simulation, row["refund_refunded_at"]) == first]
        assert (len(placed), sum(placed), len(back), sum(back)) == (sold.orders, sold.revenue, sold.refunds, sold.refunded)
    for row in orders:
        parts = row["order_gross_amount"] - row["order_discount_amount"] + row["order_shipping_amount"]
        assert parts + (0 if shop == "shopify" and simulation.currency != "USD" else row["order_tax_amount"]) == row["order_total_amount"]


def test_no_order_is_told_by_two_shops() -> None:
    told = Counter(row["order_id"] for shop in SHOPS for row in meant(EVERYTHING, (shop, "orders"), "order"))
    alone = Simulation(EVERYTHING.slug, EVERYTHING.time_zone, EVERYTHING.currency, EVERYTHING.extract, ("shopify",))
    assert set(told.values()) == {1}
    assert told.keys() == {row["order_id"] for row in meant(alone, ("shopify", "orders"), "order")}


@pytest.mark.parametrize("shop", SHOPS)
def test_lines_add_up_to_what_was_charged_for_goods(shop: str) -> None:
    lines = meant(AT_HOME, (shop, "order_line_items" if shop == "bigcommerce" else "orders"), "order_line")
    charged: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        charged[line["order_line_order_id"]] += line["order_line_total_amount"]
    orders = meant(AT_HOME, (shop, "orders"), "order")
    assert charged == {row["order_id"]: row["order_gross_amount"] - row["order_discount_amount"] for row in orders}


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_sees_the_purchases_of_those_whom_it_knows(tool: str) -> None:
    events = meant(EVERYTHING, (tool, "events"), "event")
    bought = [row for row in events if row["event_name"] == "purchase"]
    counted = Counter(month(EVERYTHING, row["event_occurred_at"]) for row in bought)
    assert counted == {first: seen.purchases for (first, name), seen in EVERYTHING.truth.analytics.items() if name == tool}
    totals = {row["order_id"]: row["order_total_amount"] for shop in SHOPS for row in meant(EVERYTHING, (shop, "orders"), "order")}
    assert all(row["event_revenue"] == totals[row["event_transaction_id"]] for row in bought)


@pytest.mark.parametrize("gap", [1, 30, 300])
@pytest.mark.parametrize("tool", TOOLS)
def test_the_sessions_that_begin_are_those_of_the_pauses_in_the_world(tool: str, gap: int) -> None:
    rows = meaning(EVERYTHING, (tool, "events"), "event")
    keyed = rows.mutate(tenant_slug=ibis.literal("oscorp"), event_connection=ibis.literal(tool), event_key=rows.event_id)
    events = sessionised(keyed.mutate(**grouping(keyed)), Logic((TenantLogic("oscorp", session_gap=gap),))).to_pyarrow().to_pylist()
    begun: dict[str, datetime] = {}
    for row in (row for row in events if row["event_session_id"]):
        begun[row["event_session_id"]] = min(row["event_occurred_at"], begun.get(row["event_session_id"], row["event_occurred_at"]))
    known = world(Script.of(EVERYTHING.tenant, EVERYTHING.extract))
    assert sorted(begun.values()) == sorted(begun_sessions(known.visits, ANALYTICS[tool], timedelta(minutes=gap)))
    if gap == 30:
        counted = Counter(month(EVERYTHING, at) for at in begun.values())
        assert counted == {first: seen.sessions for (first, name), seen in EVERYTHING.truth.analytics.items() if name == tool}


def test_every_platform_is_simulated() -> None:
    assert {*SHOPS, *NETWORKS, *TOOLS, "instagram_ads"} == PLATFORMS.keys()
