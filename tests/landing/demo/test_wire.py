"""Records are as the vendors write them, and every one of them is held by its contract."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from engine.landing.demo.renderers import SILENT
from engine.landing.hold import hold

from .simulation import EVERYWHERE, OBJECTS, Place, Simulation, contract

MONEY = re.compile(r"-?\d+\.\d{2}")


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_every_object_has_records_in_plain_json_that_its_contract_holds(simulation: Simulation, place: Place) -> None:
    source, batches = contract(*place), simulation.batches(*place)
    assert batches
    for batch in batches:
        assert json.loads(json.dumps(batch.records)) == batch.records
        held = hold(source, batch)
        assert held.rejected == ()
        assert held.frame.columns == [column.name for column in source.columns]
        assert held.frame.filter(pl.all_horizontal(pl.col(*source.key).is_null())).is_empty()


def test_what_is_not_simulated_exists_and_has_a_reason(simulation: Simulation) -> None:
    for place, reason in SILENT.items():
        assert place in EVERYWHERE
        assert reason
        assert simulation.records(*place) == []


def test_an_event_is_identified_by_its_key(simulation: Simulation) -> None:
    assert len(simulation.newest("google_analytics", "events")) == len(simulation.records("google_analytics", "events"))


def test_shopify_writes_money_as_text_but_in_refunds(simulation: Simulation) -> None:
    for order in simulation.records("shopify", "orders"):
        assert types(order, "id", "order_number", "total_weight") == {int}
        for name in ("total_price", "subtotal_price", "total_tax", "total_discounts", "current_total_price"):
            assert MONEY.fullmatch(order[name])
            assert order[f"{name}_set"]["shop_money"] == {"amount": order[name], "currency_code": "USD"}
        assert all(MONEY.fullmatch(line["price"]) for line in order["line_items"])
    for refund in simulation.records("shopify", "order_refunds"):
        assert {float} == {t for line in refund["refund_line_items"] for t in types(line, "subtotal", "total_tax")}
        assert all(MONEY.fullmatch(transaction["amount"]) for transaction in refund["transactions"])


def test_shopify_writes_times_with_the_shops_offset(simulation: Simulation) -> None:
    for order in simulation.records("shopify", "orders"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-08:00", order["created_at"])


def test_google_ads_nests_in_camel_case_and_writes_whole_numbers_as_text(simulation: Simulation) -> None:
    for row in simulation.records("google_ads", "ad_performance"):
        assert row.keys() == {"customer", "campaign", "adGroup", "adGroupAd", "segments", "metrics"}
        assert types(row["metrics"], "costMicros", "impressions", "clicks") == types(row["adGroupAd"]["ad"], "id") == {str}
        assert types(row["metrics"], "conversions", "ctr") == {float}


def test_microsofts_downloads_are_text_whole_and_in_percent(simulation: Simulation) -> None:
    for row in simulation.records("bing_ads", "campaign_performance_report_daily"):
        assert {type(value) for value in row.values()} == {str}
        assert row.keys() == {column.aliases[0] for column in contract("bing_ads", "campaign_performance_report_daily").columns}
        assert re.fullmatch(r"\d+\.\d\d%", row["Ctr"])
        assert row["CostPerAssist"] == ""


def test_linkedin_writes_urns_days_in_parts_and_instants_in_milliseconds(simulation: Simulation) -> None:
    for row in simulation.records("linkedin_ads", "ad_creative_analytics"):
        assert row["pivotValues"][0].startswith("urn:li:sponsoredCreative:")
        assert row["dateRange"]["start"].keys() == {"year", "month", "day"}
        assert types(row, "costInLocalCurrency", "conversionValueInLocalCurrency") == {str}
    for group in simulation.records("linkedin_ads", "campaign_groups"):
        assert 1.6e12 < group["changeAuditStamps"]["created"]["time"] < 1.8e12


def test_tiktok_writes_dimensions_and_metrics_as_text(simulation: Simulation) -> None:
    for row in simulation.records("tiktok_ads", "ads_reports_daily"):
        assert row.keys() == {"dimensions", "metrics"}
        assert row["dimensions"]["stat_time_day"].endswith(" 00:00:00")
        assert {type(value) for value in row["metrics"].values()} == {str}
        assert row["metrics"]["app_install"] == "-"


def test_amazon_writes_ids_as_text_in_entities_and_as_numbers_in_reports(simulation: Simulation) -> None:
    ads = {ad["adId"] for ad in simulation.records("amazon_ads", "sponsored_products_product_ads")}
    rows = simulation.records("amazon_ads", "sponsored_products_product_ads_report_daily")
    assert {str(row["adId"]) for row in rows} <= ads
    assert {t for row in rows for t in types(row, "adId", "campaignId", "profileId")} == {int}
    (campaign,) = simulation.records("amazon_ads", "sponsored_display_campaigns")
    assert re.fullmatch(r"\d{8}", campaign["startDate"])


def test_woocommerce_writes_amounts_as_text_and_utc_without_saying_so(simulation: Simulation) -> None:
    orders = simulation.records("woocommerce", "orders")
    for order in orders:
        assert MONEY.fullmatch(order["total"])
        assert re.fullmatch(r"[\d-]{10}T[\d:]{8}", order["date_created_gmt"])
        total = sum(Decimal(line["total"]) + Decimal(line["total_tax"]) for line in order["line_items"])
        assert Decimal(order["total"]) == total + Decimal(order["shipping_total"])
    assert 0 in {order["customer_id"] for order in orders}
    for refund in simulation.records("woocommerce", "refunds"):
        assert all(line["quantity"] < 0 and line["total"].startswith("-") for line in refund["line_items"])


def test_bigcommerce_writes_v2_and_v3_each_in_its_manner(simulation: Simulation) -> None:
    for order in simulation.records("bigcommerce", "orders"):
        assert re.fullmatch(r"\d+\.\d{4}", order["total_inc_tax"])
        assert order["date_created"].endswith("+0000")
        assert Decimal(order["total_inc_tax"]) == Decimal(order["total_ex_tax"]) + Decimal(order["total_tax"])
    for transaction in simulation.records("bigcommerce", "transactions"):
        assert (type(transaction["order_id"]), type(transaction["amount"])) == (str, float)
        assert transaction["date_created"].endswith("+00:00")


def test_amplitude_writes_microseconds_and_marks_what_is_in_no_session(simulation: Simulation) -> None:
    events = simulation.records("amplitude", "events")
    assert all(re.fullmatch(r"[\d-]{10} [\d:]{8}\.\d{6}", event["event_time"]) for event in events)
    sessions = {event["event_type"]: event["session_id"] for event in events}
    assert sessions["Order Shipped"] == -1
    assert sessions["Order Completed"] > 1.6e12


def test_mixpanel_keeps_everything_in_properties_and_counts_seconds(simulation: Simulation) -> None:
    for event in simulation.records("mixpanel", "events"):
        assert event.keys() == {"event", "properties"}
        assert event["properties"]["mp_processing_time_ms"] // 1000 == event["properties"]["time"] + 3


def test_meta_writes_everything_as_text(simulation: Simulation) -> None:
    for row in simulation.records("facebook_ads", "ads_insights"):
        assert types(row, *(name for name in row if name not in ("actions", "action_values"))) == {str}
        assert all(isinstance(action["value"], str) for action in row.get("actions", []))
        assert MONEY.fullmatch(row["spend"])
    for ad_set in simulation.records("facebook_ads", "ad_sets"):
        assert types(ad_set, "id", "campaign_id", "daily_budget") == {str}
        assert ad_set["daily_budget"].isdigit()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0800", ad_set["updated_time"])


def test_ga4_writes_whole_numbers_as_text_and_amounts_as_numbers(simulation: Simulation) -> None:
    for event in simulation.records("google_analytics", "events"):
        assert re.fullmatch(r"\d{16}", event["event_timestamp"])
        assert re.fullmatch(r"\d{8}", event["event_date"])
        for param in event["event_params"]:
            ((kind, value),) = param["value"].items()
            assert isinstance(value, float if kind == "double_value" else str)
        if event["event_name"] == "purchase":
            assert types(event["ecommerce"], "purchase_revenue", "tax_value", "shipping_value") == {float}


def test_a_currency_without_minor_units_has_no_decimals() -> None:
    tokyo = replace(Simulation(), currency="JPY", time_zone="Asia/Tokyo")
    assert all(order["total_price"].isdigit() for order in tokyo.records("shopify", "orders"))
    assert all(row["spend"].isdigit() for row in tokyo.records("facebook_ads", "ads_insights"))


def types(record: dict[str, Any], *names: str) -> set[type]:
    return {type(record[name]) for name in names}
