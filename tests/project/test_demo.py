"""The whole way over simulated tenants: what the simulator put in comes out of the semantic layer to the cent, faults and all."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import get_args

import pytest

from contracts.catalog import catalog
from contracts.logic import Credit
from engine.landing.demo import DemoExtraction, truth
from engine.landing.demo.script import Script
from engine.landing.demo.truth import ANALYTICS, begun_sessions
from engine.landing.demo.world import world
from engine.semantic import open_layer
from engine.settings import DemoExtract, Faults

from .house import House

REPOSITORY = Path(__file__).parents[2]

CONFIG = """\
tenants:
  - slug: tyrell_corp
    name: Tyrell Corporation
    time_zone: America/Los_Angeles
    sources:
      - {platform: shopify, extract: &demo {kind: demo, months: 2, orders_per_day: 3}}
      - {platform: facebook_ads, extract: *demo}
      - {platform: instagram_ads, extract: *demo}
      - {platform: google_analytics, extract: *demo}
  - slug: wayne_enterprises
    name: Wayne Enterprises
    time_zone: Europe/Berlin
    currency: EUR
    sources:
      - platform: shopify
        connection: shop_eu
        extract: &messy {kind: demo, seed: 2, months: 2, orders_per_day: 2, faults: {late: 0.1, duplicates: 0.1, garbage: 0.02}}
      - {platform: woocommerce, extract: *messy}
      - {platform: facebook_ads, extract: *messy}
  - slug: hooli
    name: Hooli
    logic: {session_gap: 1}
    sources:
      - {platform: google_analytics, extract: {kind: demo, seed: 3, months: 1, orders_per_day: 2}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Three simulated tenants, onboarded and planned as a user would."""
    root = tmp_path_factory.mktemp("demo") / "house"
    (root / "registry").mkdir(parents=True)
    (root / "config.yaml").write_text(CONFIG)
    ignored = shutil.ignore_patterns("__pycache__", ".cache", "logs")
    shutil.copytree(REPOSITORY / "sqlmesh_project", root / "sqlmesh_project", ignore=ignored)
    house = House(root)
    for command in (
        ("engine", "library", "build"),
        ("engine", "onboard", "tyrell_corp"),
        ("engine", "onboard", "wayne_enterprises"),
        ("engine", "onboard", "hooli"),
        ("sqlmesh", "-p", "sqlmesh_project", "plan", "--auto-apply", "--no-prompts"),
    ):
        process = house.start(*command)
        said = process.communicate()[0]
        assert process.returncode == 0, said
    return house


@pytest.mark.parametrize("slug", ["tyrell_corp", "wayne_enterprises"])
def test_the_star_says_what_the_simulator_put_in(house: House, slug: str) -> None:
    tenant = house.settings.tenant(slug)
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    measures = ["orders", "revenue", "refunds", "refunded", "spend", "impressions", "clicks"]
    answer = open_layer(slug, root=house.root).query(dimensions=["month"], measures=measures)
    found = {row["month"]: {name: Decimal(str(row[name] or 0)) for name in measures} for row in answer.to_polars().to_dicts()}
    known = {month: {name: Decimal(getattr(total, name)) for name in measures} for month, total in truth(tenant, extract).months.items()}
    assert known.keys() >= {date(2025, 1, 1), date(2025, 2, 1)}
    assert found == known


MONTHLY = {
    "units_ordered": "units",
    "payments": "payments",
    "paid": "paid",
    "marketing_spend": "spend",
    "marketing_impressions": "impressions",
    "marketing_clicks": "clicks",
    "marketing_sessions": "sessions",
    "marketing_revenue": "revenue",
    "marketing_orders": "orders",
    "sessions": "sessions",
    "revenue_reported": "revenue",
    "spend_reported": "spend",
}
"""Measures of the tables that the star makes of others, and what of the truth they are."""


@pytest.mark.parametrize("slug", ["tyrell_corp", "wayne_enterprises"])
def test_what_is_made_across_sources_is_what_the_simulator_put_in(house: House, slug: str) -> None:
    tenant = house.settings.tenant(slug)
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    answer = open_layer(slug, root=house.root).query(dimensions=["month"], measures=list(MONTHLY))
    found = {row["month"]: {name: Decimal(str(row[name] or 0)) for name in MONTHLY} for row in answer.to_polars().to_dicts()}
    months = truth(tenant, extract).months
    assert found == {month: {name: Decimal(getattr(total, of)) for name, of in MONTHLY.items()} for month, total in months.items()}


@pytest.mark.parametrize("slug", ["tyrell_corp", "wayne_enterprises"])
def test_every_model_of_attribution_shares_out_every_order_whole(house: House, slug: str) -> None:
    tenant = house.settings.tenant(slug)
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    answer = open_layer(slug, root=house.root).query(["attribution_model", "month"], ["attributed_orders", "attributed_revenue"])
    months = truth(tenant, extract).months
    assert {(model, month): (orders, revenue) for model, month, orders, revenue in answer.rows} == {
        (model, month): (total.orders, total.revenue) for model in get_args(Credit) for month, total in months.items() if total.orders
    }
    shared = f"SELECT sum(attribution_credit) AS credit FROM star.fct_attribution WHERE tenant_slug = '{slug}'"
    assert house.sql(f"SELECT DISTINCT credit FROM ({shared} GROUP BY attribution_order_key, attribution_model)") == [(1,)]


def test_a_session_ends_at_the_pause_that_its_tenant_declares(house: House) -> None:
    tenant = house.settings.tenant("hooli")
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    script, tells = Script.of(tenant, extract), ANALYTICS["google_analytics"]
    begun = [Counter(map(script.month, begun_sessions(world(script).visits, tells, timedelta(minutes=gap)))) for gap in (1, 30)]
    answer = open_layer("hooli", root=house.root).query(["month"], ["sessions"])
    assert dict(answer.rows) == begun[0] != begun[1]


def test_every_shop_has_its_own_part(house: House) -> None:
    tenant = house.settings.tenant("wayne_enterprises")
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    answer = open_layer("wayne_enterprises", root=house.root).query(dimensions=["order_connection"], measures=["orders", "revenue"])
    found = {row["order_connection"]: (row["orders"], row["revenue"]) for row in answer.to_polars().to_dicts()}
    known = dict.fromkeys(found, (0, Decimal(0)))
    for (_, shop), sold in truth(tenant, extract).shops.items():
        known[shop] = known[shop][0] + sold.orders, known[shop][1] + sold.revenue
    assert found == known


def test_garbage_and_nothing_else_is_in_quarantine(house: House) -> None:
    tenant = house.settings.tenant("wayne_enterprises")
    asked = 0
    for source in tenant.sources:
        assert isinstance(source.extract, DemoExtract)
        clean = source.model_copy(update={"extract": source.extract.model_copy(update={"faults": Faults()})})
        extraction, contracts = DemoExtraction(tenant, clean), catalog().objects(source.platform)
        counts = [len(batch.records) for contract in contracts for batch in extraction.batches(contract, None)]
        asked += sum(ceil(source.extract.faults.garbage * count) for count in counts)
    assert house.sql("SELECT tenant_slug, count(*) FROM landing.quarantine GROUP BY ALL") == [("wayne_enterprises", asked)]


def test_instagram_is_not_counted_twice(house: House) -> None:
    tenant = house.settings.tenant("tyrell_corp")
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    answer = open_layer("tyrell_corp", root=house.root).query(dimensions=["ad_performance_publisher"], measures=["spend"])
    found = {row["ad_performance_publisher"]: row["spend"] for row in answer.to_polars().to_dicts()}
    known: dict[str, Decimal] = {}
    for (_, _, publisher), total in truth(tenant, extract).advertising.items():
        known[publisher] = known.get(publisher, Decimal(0)) + total.spend
    assert found == known


def test_sessions_and_purchases_are_those_of_consenting_visitors(house: House) -> None:
    tenant = house.settings.tenant("tyrell_corp")
    extract = tenant.sources[0].extract
    assert isinstance(extract, DemoExtract)
    months = truth(tenant, extract).months.values()
    total = open_layer("tyrell_corp", root=house.root).query(measures=["sessions", "conversion_events"]).to_polars().to_dicts()[0]
    assert total["sessions"] == sum(month.sessions for month in months)
    assert total["conversion_events"] == sum(month.purchases for month in months)


def test_every_reference_of_the_shop_resolves(house: House) -> None:
    loose = "SELECT count(*) FROM star.fct_order_lines WHERE order_line_order_key = 'unknown' OR order_line_product_key = 'unknown'"
    assert house.sql(loose) == [(0,)]
    assert house.sql("SELECT count(*) FROM star.fct_refunds WHERE refund_order_key = 'unknown'") == [(0,)]
    assert house.sql("SELECT count(*) FROM star.fct_ad_performance WHERE ad_performance_ad_key = 'unknown'") == [(0,)]


def test_status_says_that_all_is_pushed_and_then_that_a_push_is_due(house: House) -> None:
    process = house.start("engine", "status", "--json")
    assert '"push due"' not in process.communicate()[0]
    house.sql("INSERT INTO raw_tyrell_corp.shopify__orders BY NAME SELECT 1 AS id, '9999999999.0' AS _dlt_load_id")
    said = house.start("engine", "status").communicate()[0]
    assert "push due" in said
    assert "plan --run" in said
    house.sql("DELETE FROM raw_tyrell_corp.shopify__orders WHERE id = 1")
