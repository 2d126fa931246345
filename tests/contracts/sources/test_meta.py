from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.meta.ad_creatives import MetaAdCreative
from contracts.sources.meta.ad_sets import MetaAdSet
from contracts.sources.meta.ads import MetaAd
from contracts.sources.meta.campaigns import MetaCampaign
from contracts.sources.meta.insights import MetaAdInsights, MetaAdInsightsByPlatformAndDevice, MetaInsights

INSIGHTS = {
    "date_start": "2024-03-26",
    "date_stop": "2024-03-26",
    "account_id": "212551616838260",
    "account_currency": "usd",
    "campaign_id": "23853619670350398",
    "adset_id": "23853619670380398",
    "ad_id": "23853620229650398",
    "impressions": "152",
    "clicks": "7",
    "spend": "5.36",
}


def action(action_type: str | None, value: Any, destination: str = "1") -> dict[str, Any]:
    return {"action_type": action_type, "value": value, "action_destination": destination, "7d_click": value}


PURCHASED = [action("link_click", "9"), action("purchase", "3"), action("offsite_conversion.fb_pixel_purchase", "2")]


def test_an_ad_and_day(feed: Any) -> None:
    record = {**INSIGHTS, "actions": PURCHASED, "action_values": [action("purchase", "59.97")]}
    assert feed(MetaAdInsights, "ad_performance", record) == [
        {
            "ad_performance_date": date(2024, 3, 26),
            "ad_performance_account_id": "212551616838260",
            "ad_performance_campaign_id": "23853619670350398",
            "ad_performance_ad_group_id": "23853619670380398",
            "ad_performance_ad_id": "23853620229650398",
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": None,
            "ad_performance_placement": None,
            "ad_performance_device": None,
            "ad_performance_segment": None,
            "ad_performance_level": "ad",
            "ad_performance_currency": "USD",
            "ad_performance_impressions": 152,
            "ad_performance_clicks": 7,
            "ad_performance_spend": Decimal("5.36"),
            "ad_performance_conversions": Decimal(3),
            "ad_performance_conversion_value": Decimal("59.97"),
        }
    ]


@pytest.mark.parametrize(
    ("told", "level"),
    [
        (("campaign_id", "adset_id", "ad_id"), "ad"),
        (("campaign_id", "adset_id"), "ad_group"),
        (("campaign_id",), "campaign"),
        ((), "account"),
    ],
)
def test_a_report_of_a_coarser_level_is_counted_at_it(feed: Any, apart: Any, told: tuple[str, ...], level: str) -> None:
    row = {name: value for name, value in INSIGHTS.items() if name in told or name not in ("campaign_id", "adset_id", "ad_id")}
    other = {**row, **{name: f"{row[name]}0" for name in told[-1:] or ("account_id",)}}
    assert len({tuple(record.get(name) for name in MetaAdInsights.key) for record in (row, other)}) == 2
    rows = feed(MetaAdInsights, "ad_performance", row, other)
    assert {found["ad_performance_level"] for found in rows} == {level}
    assert apart("ad_performance", rows) == 2


def test_clicks_on_links_stand_for_untold_clicks(feed: Any) -> None:
    table = {
        "ad_id": "6215293456071",
        "date": "2020-12-10",
        "account_id": "17",
        "impressions": "4233",
        "inline_link_clicks": "10",
        "spend": "76.5",
    }
    [row] = feed(MetaAdInsights, "ad_performance", table)
    assert (row["ad_performance_date"], row["ad_performance_clicks"]) == (date(2020, 12, 10), 10)
    [row] = feed(MetaAdInsights, "ad_performance", {**INSIGHTS, "inline_link_clicks": "5"})
    assert row["ad_performance_clicks"] == 7


def test_a_breakdown_takes_no_currency_away(feed: Any) -> None:
    bare = {name: value for name, value in INSIGHTS.items() if name != "account_currency"}
    assert feed(MetaAdInsightsByPlatformAndDevice, "ad_account", bare) == []
    [row] = feed(MetaAdInsightsByPlatformAndDevice, "ad_account", INSIGHTS)
    assert row["ad_account_currency"] == "USD"
    [row] = feed(MetaAdInsights, "ad_account", bare)
    assert row["ad_account_id"] == "212551616838260"


def test_a_breakdown(feed: Any) -> None:
    where = {"publisher_platform": "instagram", "platform_position": "instagram_stories", "impression_device": "iphone"}
    [row] = feed(MetaAdInsightsByPlatformAndDevice, "ad_performance", {**INSIGHTS, **where})
    names = ("publisher", "placement", "device", "level")
    assert [row[f"ad_performance_{name}"] for name in names] == ["instagram", "instagram_stories", "iphone", "breakdown"]


@pytest.mark.parametrize(
    ("actions", "purchases"),
    [
        ([*PURCHASED, action("omni_purchase", 4.0)], Decimal(4)),
        (PURCHASED, Decimal(3)),
        ([action("offsite_conversion.fb_pixel_purchase", "2")], Decimal(2)),
        ([action("purchase", "1", "a"), action("purchase", "2", "b")], Decimal(3)),
        ([action("link_click", "9"), {"action_type": "video_view"}, None, action(None, "5")], Decimal(0)),
        ([action("omni_purchase", "0"), action("purchase", "3")], Decimal(0)),
        ([], Decimal(0)),
        (None, Decimal(0)),
    ],
    ids=["omni", "purchase", "pixel", "destinations", "no purchase", "omni is nil", "empty", "missing"],
)
def test_a_purchase_is_counted_once(feed: Any, actions: Any, purchases: Decimal) -> None:
    [row] = feed(MetaAdInsights, "ad_performance", {**INSIGHTS, "actions": actions, "action_values": actions})
    assert row["ad_performance_conversions"] == row["ad_performance_conversion_value"] == purchases


def test_both_reports_share_their_columns() -> None:
    shared = MetaAdInsights.shape()
    assert MetaAdInsightsByPlatformAndDevice.shape()[: len(shared)] == shared
    assert MetaInsights.object == ""


def test_the_dimensions(feed: Any) -> None:
    names = {"id": "120208325579370399", "name": "Awareness", "status": "ACTIVE", "account_id": "212551616838260"}
    campaign = {**names, "effective_status": "PAUSED", "objective": "OUTCOME_LEADS", "start_time": "2024-03-12T15:02:47-0700"}
    started = datetime(2024, 3, 12, 22, 2, 47, tzinfo=UTC)
    [row] = feed(MetaCampaign, "campaign", campaign)
    assert list(row.values()) == ["120208325579370399", "Awareness", "PAUSED", "OUTCOME_LEADS", "212551616838260", started]
    [row] = feed(MetaAdSet, "ad_group", {**names, "campaign_id": "7"})
    assert list(row.values()) == ["120208325579370399", "Awareness", "ACTIVE", "7"]
    [row] = feed(MetaAd, "ad", {**names, "adset_id": "8", "campaign_id": "7"})
    assert list(row.values()) == ["120208325579370399", "Awareness", "ACTIVE", "8", "7"]


def test_wire_values_of_real_records() -> None:
    campaign = MetaCampaign.model_validate({"source_campaign_id": 0.0, "budget_remaining": "5000", "can_use_spend_cap": True})
    assert (campaign.source_campaign_id, campaign.budget_remaining, campaign.can_use_spend_cap) == (0, Decimal(5000), True)
    insights = MetaAdInsights.model_validate({"cpm": "35.263158", "ctr": 0.657895, "created_time": "2023-03-17"})
    assert (insights.cpm, insights.ctr, insights.created_time) == (Decimal("35.263158"), Decimal("0.657895"), date(2023, 3, 17))


def test_a_creative_keeps_its_long_ids_and_its_story() -> None:
    spec = {"page_id": "112704783733939", "link_data": {"link": "https://shop.example"}}
    record = {"id": "120208325594230399", "video_id": 712563, "object_story_spec": spec, "effective_object_story_id": "1127_9096"}
    creative = MetaAdCreative.model_validate(record)
    assert (creative.id, creative.video_id, creative.object_story_spec) == ("120208325594230399", "712563", spec)
    assert creative.effective_object_story_id == "1127_9096"
