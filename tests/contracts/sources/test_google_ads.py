from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalog import catalog
from contracts.source import Source
from contracts.sources.google_ads.ad_groups import GoogleAdsAdGroup
from contracts.sources.google_ads.ads import GoogleAdsAd
from contracts.sources.google_ads.campaign_budgets import GoogleAdsCampaignBudget
from contracts.sources.google_ads.campaigns import GoogleAdsCampaign
from contracts.sources.google_ads.click_view import GoogleAdsClick
from contracts.sources.google_ads.customers import GoogleAdsCustomer
from contracts.sources.google_ads.performance import (
    GoogleAdsAccountPerformance,
    GoogleAdsAdPerformance,
    GoogleAdsCampaignPerformance,
    GoogleAdsKeywordPerformance,
)
from engine.landing.batch import Batch
from engine.landing.hold import hold

DOTTED = {
    "customer.id": 4651612872,
    "customer.currency_code": "usd",
    "customer.descriptive_name": "Northwind",
    "customer.time_zone": "America/Los_Angeles",
    "campaign.id": 16820250687,
    "ad_group.id": 137020701042,
    "ad_group_ad.ad.id": 592078631218,
    "ad_group_ad.ad.type": "RESPONSIVE_SEARCH_AD",
    "ad_group_ad.ad.app_ad.html5_media_bundles": [],
    "metrics.impressions": 40,
    "metrics.clicks": 4,
    "metrics.cost_micros": 790001,
    "metrics.average_cpc": 197500.25,
    "metrics.conversions": 1.5,
    "metrics.conversions_value": 59.97,
    "metrics.video_quartile_p100_rate": 0.25,
    "segments.date": "2024-05-18",
    "segments.ad_network_type": "SEARCH_PARTNERS",
}
"""A row of the report by ad as Airbyte writes it."""

REST = {
    "customer": {
        "resourceName": "customers/4651612872",
        "id": "4651612872",
        "currencyCode": "usd",
        "descriptiveName": "Northwind",
        "timeZone": "America/Los_Angeles",
    },
    "campaign": {"resourceName": "customers/4651612872/campaigns/16820250687", "id": "16820250687"},
    "adGroup": {"resourceName": "customers/4651612872/adGroups/137020701042", "id": "137020701042"},
    "adGroupAd": {
        "resourceName": "customers/4651612872/adGroupAds/137020701042~592078631218",
        "ad": {
            "resourceName": "customers/4651612872/ads/592078631218",
            "id": "592078631218",
            "type": "RESPONSIVE_SEARCH_AD",
            "appAd": {"html5MediaBundles": []},
        },
    },
    "metrics": {
        "impressions": "40",
        "clicks": "4",
        "costMicros": "790001",
        "averageCpc": 197500.25,
        "conversions": 1.5,
        "conversionsValue": 59.97,
        "videoQuartileP100Rate": 0.25,
    },
    "segments": {"date": "2024-05-18", "adNetworkType": "SEARCH_PARTNERS"},
}
"""The same row from the REST API."""

PROTOBUF = {
    "customer": {
        "id": "4651612872",
        "currency_code": "usd",
        "descriptive_name": "Northwind",
        "time_zone": "America/Los_Angeles",
    },
    "campaign": {"id": "16820250687"},
    "ad_group": {"id": "137020701042"},
    "ad_group_ad": {
        "ad": {"id": "592078631218", "type": "RESPONSIVE_SEARCH_AD", "app_ad": {"html5_media_bundles": []}},
    },
    "metrics": {
        "impressions": "40",
        "clicks": "4",
        "cost_micros": "790001",
        "average_cpc": 197500.25,
        "conversions": 1.5,
        "conversions_value": 59.97,
        "video_quartile_p100_rate": 0.25,
    },
    "segments": {"date": "2024-05-18", "ad_network_type": "SEARCH_PARTNERS"},
}
"""The same row as a dictionary of its protobuf message."""

CAMPAIGN = {
    "campaign.id": 7,
    "campaign.resource_name": "customers/123/campaigns/7",
    "campaign.name": "Brand",
    "campaign.status": "PAUSED",
    "campaign.advertising_channel_type": "SEARCH",
    "campaign.start_date": "2022-04-08",
    "campaign.end_date": "2037-12-30",
}


def row(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**record, **{name.replace("__", "."): value for name, value in changes.items()}}


@pytest.mark.parametrize("record", [DOTTED, REST, PROTOBUF], ids=["dotted", "REST", "protobuf"])
def test_an_ad_a_day_and_a_network_in_every_form(feed: Any, record: dict[str, Any]) -> None:
    assert feed(GoogleAdsAdPerformance, "ad_performance", record) == [
        {
            "ad_performance_date": date(2024, 5, 18),
            "ad_performance_account_id": "4651612872",
            "ad_performance_campaign_id": "16820250687",
            "ad_performance_ad_group_id": "137020701042",
            "ad_performance_ad_id": "592078631218",
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": "SEARCH_PARTNERS",
            "ad_performance_placement": None,
            "ad_performance_device": None,
            "ad_performance_segment": None,
            "ad_performance_level": "ad",
            "ad_performance_currency": "USD",
            "ad_performance_impressions": 40,
            "ad_performance_clicks": 4,
            "ad_performance_spend": Decimal("0.790001"),
            "ad_performance_conversions": Decimal("1.5"),
            "ad_performance_conversion_value": Decimal("59.97"),
        }
    ]


@pytest.mark.parametrize("record", [DOTTED, REST, PROTOBUF], ids=["dotted", "REST", "protobuf"])
def test_every_form_lands_in_the_contract_s_columns(record: dict[str, Any]) -> None:
    held = hold(GoogleAdsAdPerformance, Batch([record], "test"))
    assert held.frame.columns == [column.name for column in GoogleAdsAdPerformance.columns]
    [landed] = held.frame.to_dicts()
    assert landed["ad_group_ad_ad_type"] == "RESPONSIVE_SEARCH_AD"
    assert landed["ad_group_ad_ad_app_ad_html5_media_bundles"] == "[]"
    assert landed["metrics_video_quartile_p100_rate"] == Decimal("0.25")
    assert landed["metrics_average_cpc"] == Decimal("197500.25")


@pytest.mark.parametrize(
    ("cost", "spend"),
    [(1, Decimal("0.000001")), ("9007199254740993", Decimal("9007199254.740993")), (0, Decimal(0)), (None, None)],
)
def test_costs_are_millionths_and_exact(feed: Any, cost: Any, spend: Decimal | None) -> None:
    [performance] = feed(GoogleAdsAdPerformance, "ad_performance", row(DOTTED, metrics__cost_micros=cost))
    assert performance["ad_performance_spend"] == spend


def test_rows_of_an_hour_or_a_network_are_told_apart(feed: Any) -> None:
    segments = [(0, "SEARCH"), (1, "SEARCH"), (1, "CONTENT")]
    records = [
        row(CAMPAIGN, metrics__impressions=1, segments__date="2024-05-18", segments__hour=h, segments__ad_network_type=n)
        for h, n in segments
    ]
    rows = feed(GoogleAdsCampaignPerformance, "ad_performance", *records)
    names = ("level", "account_id", "campaign_id", "publisher", "segment")
    assert [tuple(r[f"ad_performance_{name}"] for name in names) for r in rows] == [
        ("campaign", "123", "7", "SEARCH", "hour=0"),
        ("campaign", "123", "7", "SEARCH", "hour=1"),
        ("campaign", "123", "7", "CONTENT", "hour=1"),
    ]


@pytest.mark.parametrize("source", [GoogleAdsAdPerformance, GoogleAdsCampaignPerformance, GoogleAdsKeywordPerformance])
def test_rows_of_a_device_are_told_apart(feed: Any, apart: Any, source: type[Source]) -> None:
    records = [{**DOTTED, "ad_group_criterion.criterion_id": 9, "segments.device": device} for device in ("MOBILE", "DESKTOP")]
    known = [{name: value for name, value in record.items() if name.replace(".", "_") in source.model_fields} for record in records]
    assert "segments_device" in source.key
    for entity in {mapping.entity for mapping in source.feeds} & {"ad_performance", "keyword_performance"}:
        rows = feed(source, entity, *known)
        assert {row[f"{entity}_device"] for row in rows} == {"MOBILE", "DESKTOP"}
        assert apart(entity, rows) == 2


def test_an_ad_by_keyword(feed: Any, apart: Any) -> None:
    criteria = [f"customers/4651612872/adGroupCriteria/137020701042~{keyword}" for keyword in (71669451, 71669452)]
    rows = feed(GoogleAdsAdPerformance, "ad_performance", *({**DOTTED, "segments.keyword.ad_group_criterion": name} for name in criteria))
    assert [row["ad_performance_keyword_id"] for row in rows] == ["71669451", "71669452"]
    assert apart("ad_performance", rows) == 2
    assert "segments_keyword_ad_group_criterion" in GoogleAdsAdPerformance.key


def test_metrics_and_segments_by_their_own_names(feed: Any) -> None:
    table = {"customer_id": "2121450128", "date": "2021-05-19", "ad_group_id": "100031227574", "ad_id": "514818869462", "device": "DESKTOP"}
    [row] = feed(GoogleAdsAdPerformance, "ad_performance", {**table, "clicks": "1", "cost_micros": "1500000", "impressions": "10"})
    assert (row["ad_performance_date"], row["ad_performance_ad_id"]) == (date(2021, 5, 19), "514818869462")
    assert (row["ad_performance_spend"], row["ad_performance_device"]) == (Decimal("1.5"), "DESKTOP")


def test_an_account_by_network_and_device(feed: Any) -> None:
    record = {"customer.id": 5, "segments.device": "MOBILE", "segments.ad_network_type": "SEARCH", "metrics.cost_micros": 2_000_000}
    [performance] = feed(GoogleAdsAccountPerformance, "ad_performance", record)
    names = ("level", "account_id", "campaign_id", "publisher", "device", "spend")
    assert [performance[f"ad_performance_{name}"] for name in names] == ["account", "5", None, "SEARCH", "MOBILE", Decimal(2)]


def test_a_keyword_feeds_ads_and_keywords(feed: Any) -> None:
    record = row(
        {name: value for name, value in DOTTED.items() if not name.startswith(("ad_group_ad", "segments.ad_network"))},
        ad_group_criterion__criterion_id=18697003,
        ad_group_criterion__keyword__text="data integration",
        ad_group_criterion__keyword__match_type="BROAD",
    )
    [ads] = feed(GoogleAdsKeywordPerformance, "ad_performance", record)
    [keywords] = feed(GoogleAdsKeywordPerformance, "keyword_performance", record)
    for name in ("date", "account_id", "campaign_id", "ad_group_id", "keyword_id", "keyword", "currency", "spend", "conversion_value"):
        assert ads[f"ad_performance_{name}"] == keywords[f"keyword_performance_{name}"] is not None
    assert (ads["ad_performance_level"], keywords["keyword_performance_match_type"]) == ("keyword", "BROAD")
    assert (keywords["keyword_performance_keyword_id"], keywords["keyword_performance_spend"]) == ("18697003", Decimal("0.790001"))


@pytest.mark.parametrize("source", [GoogleAdsCampaign, GoogleAdsCampaignPerformance])
def test_a_campaign_is_of_the_account_in_its_resource_name_and_starts_with_its_day(feed: Any, source: type[Source]) -> None:
    [campaign] = feed(source, "campaign", CAMPAIGN)
    assert list(campaign.values()) == ["7", "Brand", "PAUSED", "SEARCH", "123", datetime(2022, 4, 8, tzinfo=UTC)]


def test_a_campaign_s_report_holds_every_column_of_a_campaign() -> None:
    assert set(GoogleAdsCampaign.shape()) < set(GoogleAdsCampaignPerformance.shape())


def test_a_row_feeds_what_it_tells_of(feed: Any) -> None:
    measured = {"campaign.id": 7, "metrics.cost_micros": 5, "segments.date": "2024-05-18", "customer.id": 1}
    assert feed(GoogleAdsCampaignPerformance, "ad_performance", CAMPAIGN) == []
    assert len(feed(GoogleAdsCampaignPerformance, "ad_performance", measured)) == 1
    assert feed(GoogleAdsCampaignPerformance, "campaign", measured) == []
    assert feed(GoogleAdsCampaignPerformance, "ad_account", measured) == []


@pytest.mark.parametrize("source", [GoogleAdsCustomer, GoogleAdsAccountPerformance, GoogleAdsCampaignPerformance, GoogleAdsAdPerformance])
def test_an_account_in_whatever_row_tells_of_it(feed: Any, source: type[Source]) -> None:
    record = {name: value for name, value in DOTTED.items() if name.startswith("customer.")}
    [account] = feed(source, "ad_account", record)
    assert list(account.values()) == ["4651612872", "Northwind", None, "USD", "America/Los_Angeles", None]


def test_ad_groups_and_ads_keep_their_state(feed: Any) -> None:
    ad_group = {"ad_group.id": 8, "ad_group.name": "Shoes", "ad_group.status": "REMOVED", "campaign.id": 7, "segments.date": "2024-05-18"}
    [group] = feed(GoogleAdsAdGroup, "ad_group", ad_group)
    assert list(group.values()) == ["8", "Shoes", "REMOVED", "7"]
    ad = {"ad_group.id": 8, "ad_group_ad.ad.id": 9, "ad_group_ad.ad.name": "", "ad_group_ad.status": "ENABLED"}
    [shown] = feed(GoogleAdsAd, "ad", ad)
    assert list(shown.values()) == ["9", None, "ENABLED", "8", None]


def test_no_metric_is_counted_beside_the_reports() -> None:
    fed = {mapping.entity for source in (GoogleAdsAdGroup, GoogleAdsCampaignBudget, GoogleAdsClick) for mapping in source.feeds}
    assert fed == {"ad_group"}


def test_a_message_without_fields_is_nothing() -> None:
    bidding = {"manualCpc": {}, "manualCpm": {}, "targetSpend": {"cpcBidCeilingMicros": "1500000"}}
    held = hold(GoogleAdsCampaign, Batch([{"campaign": {"resourceName": "customers/1/campaigns/7", "id": "7", **bidding}}], "test"))
    assert held.frame.columns == [column.name for column in GoogleAdsCampaign.columns]
    [campaign] = held.frame.to_dicts()
    assert campaign["campaign_target_spend_cpc_bid_ceiling_micros"] == 1_500_000
    assert campaign["campaign_manual_cpm"] is None


@pytest.mark.parametrize(
    ("stream", "source"),
    [
        ("account_performance_report", GoogleAdsAccountPerformance),
        ("ad_group", GoogleAdsAdGroup),
        ("ad_group_ad", GoogleAdsAd),
        ("ad_group_ad_legacy", GoogleAdsAdPerformance),
        ("campaign", GoogleAdsCampaignPerformance),
        ("campaign_budget", GoogleAdsCampaignBudget),
        ("customer", GoogleAdsCustomer),
        ("keyword_view", GoogleAdsKeywordPerformance),
        ("click_view", GoogleAdsClick),
    ],
)
def test_a_stream_of_airbyte_is_one_object(stream: str, source: type[Source]) -> None:
    assert [s for s in catalog().objects("google_ads") if stream in (s.object, *s.known_as)] == [source]
