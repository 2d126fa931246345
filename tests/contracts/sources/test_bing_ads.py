from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.bing_ads.accounts import BingAccount
from contracts.sources.bing_ads.ad_groups import BingAdGroup
from contracts.sources.bing_ads.ads import BingAd
from contracts.sources.bing_ads.campaigns import BingCampaign
from contracts.sources.bing_ads.performance import (
    BingAccountPerformance,
    BingAdGroupPerformance,
    BingAdPerformance,
    BingCampaignPerformance,
    BingKeywordPerformance,
)

ATTRIBUTES = {
    "CurrencyCode": "usd",
    "AdDistribution": "Search",
    "DeviceType": "Computer",
    "Network": "Microsoft sites and select traffic",
    "DeliveredMatchType": "Exact",
    "DeviceOS": "Windows",
    "TopVsOther": "Microsoft sites and select traffic - Top",
    "BidMatchType": "Broad",
}
ROW = {
    **ATTRIBUTES,
    "TimePeriod": "2024-03-01",
    "AccountId": "149001234",
    "CampaignId": "359751135",
    "BudgetName": "",
    "AdGroupId": "1338105911256039",
    "AdId": "83631648270349",
    "KeywordId": "84801135055365",
    "Keyword": "owl candle",
    "Language": "English",
    "Goal": "",
    "Impressions": "1,204",
    "Clicks": "31",
    "Ctr": "2.57%",
    "Spend": "1,234.56",
    "AverageCpc": "39.82",
    "AveragePosition": "--",
    "Conversions": "3",
    "ConversionsQualified": "2.50",
    "ConversionRate": "9.68%",
    "Revenue": "310.00",
    "CostPerConversion": "",
}
"""A row of a report's CSV, in which every value is text."""

REPORTS = (BingAccountPerformance, BingCampaignPerformance, BingAdGroupPerformance, BingAdPerformance, BingKeywordPerformance)


def test_a_row_of_the_report_by_ad(feed: Any) -> None:
    assert feed(BingAdPerformance, "ad_performance", ROW) == [
        {
            "ad_performance_date": date(2024, 3, 1),
            "ad_performance_account_id": "149001234",
            "ad_performance_campaign_id": "359751135",
            "ad_performance_ad_group_id": "1338105911256039",
            "ad_performance_ad_id": "83631648270349",
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": "Microsoft sites and select traffic",
            "ad_performance_placement": "Microsoft sites and select traffic - Top",
            "ad_performance_device": "Computer",
            "ad_performance_segment": "currency=usd|distribution=Search|os=Windows|bid_match=Broad|delivered_match=Exact|language=English",
            "ad_performance_level": "ad",
            "ad_performance_currency": "USD",
            "ad_performance_impressions": 1204,
            "ad_performance_clicks": 31,
            "ad_performance_spend": Decimal("1234.56"),
            "ad_performance_conversions": Decimal("2.5"),
            "ad_performance_conversion_value": Decimal(310),
        }
    ]


@pytest.mark.parametrize(
    ("report", "level", "ids"),
    [
        (BingAccountPerformance, "account", []),
        (BingCampaignPerformance, "campaign", ["campaign"]),
        (BingAdGroupPerformance, "ad_group", ["campaign", "ad_group"]),
        (BingAdPerformance, "ad", ["campaign", "ad_group", "ad"]),
        (BingKeywordPerformance, "breakdown", ["campaign", "ad_group", "ad", "keyword"]),
    ],
)
def test_every_report_tells_its_level_and_its_ids(feed: Any, report: Any, level: str, ids: list[str]) -> None:
    [row] = feed(report, "ad_performance", ROW)
    told = [name for name in ("campaign", "ad_group", "ad", "keyword") if row[f"ad_performance_{name}_id"]]
    assert (row["ad_performance_level"], told) == (level, ids)
    assert row["ad_performance_spend"] == Decimal("1234.56")


@pytest.mark.parametrize("report", REPORTS)
def test_rows_that_differ_in_an_attribute_keep_apart(feed: Any, report: Any, apart: Any) -> None:
    names = {column.aliases[0]: column.name for column in report.columns}
    attributes = [name for name in ROW if names.get(name) in report.key]
    rows = [ROW, *({**ROW, name: "2024-03-02" if name == "TimePeriod" else "7"} for name in attributes)]
    for mapping in report.feeds:
        assert apart(mapping.entity, feed(report, mapping.entity, *rows)) == len(attributes) + 1


def test_a_keyword(feed: Any) -> None:
    [row] = feed(BingKeywordPerformance, "keyword_performance", ROW)
    told = ("keyword_id", "keyword", "match_type", "device", "impressions", "clicks", "spend", "conversions", "conversion_value")
    values = ["84801135055365", "owl candle", "Broad", "Computer", 1204, 31, Decimal("1234.56"), Decimal("2.5"), Decimal(310)]
    assert [row[f"keyword_performance_{name}"] for name in told] == values


@pytest.mark.parametrize(
    ("sent", "conversions"),
    [
        ({"ConversionsQualified": "2.50", "Conversions": "3"}, Decimal("2.5")),
        ({"ConversionsQualified": "--", "Conversions": "1,003"}, Decimal(1003)),
        ({"ConversionsQualified": None, "Conversions": None}, None),
    ],
    ids=["both", "plain alone", "none"],
)
def test_qualified_conversions_count_first(feed: Any, sent: Any, conversions: Any) -> None:
    [row] = feed(BingAccountPerformance, "ad_performance", {**ROW, **sent})
    assert row["ad_performance_conversions"] == conversions


def test_rates_land_in_percent(landed: Any) -> None:
    for ctr in ("2.57%", 2.57):
        [rate] = landed(BingAdPerformance, {**ROW, "Ctr": ctr}).ctr.to_pyarrow().to_pylist()
        assert rate == Decimal("2.57")


@pytest.mark.parametrize("name", ["TimePeriod", "GregorianDate", "Gregorian date", "Date", "date", "time_period"])
def test_a_day_goes_by_many_names(feed: Any, name: str) -> None:
    record = {**{key: value for key, value in ROW.items() if key != "TimePeriod"}, name: "2024-03-01"}
    [row] = feed(BingAdPerformance, "ad_performance", record)
    assert row["ad_performance_date"] == date(2024, 3, 1)


def test_the_dimensions(feed: Any) -> None:
    account = {"Id": 180278106, "Name": "Owls Inc.", "AccountLifeCycleStatus": "Active", "CurrencyCode": "USD", "TimeZone": "Arizona"}
    [row] = feed(BingAccount, "ad_account", {**account, "BusinessAddress": {"City": "Mesa", "CountryCode": "US"}})
    assert list(row.values()) == ["180278106", "Owls Inc.", "Active", "USD", "Arizona", "US"]
    [row] = feed(BingCampaign, "campaign", {"Id": 407519039, "AccountId": 180278106, "Name": "Owls", "Status": "Deleted"})
    assert list(row.values()) == ["407519039", "Owls", "Deleted", None, "180278106", None]
    [row] = feed(BingAdGroup, "ad_group", {"Id": 1357897480389129, "CampaignId": 407519039, "Name": "Barn owls", "Status": "Paused"})
    assert list(row.values()) == ["1357897480389129", "Barn owls", "Paused", "407519039"]
    [row] = feed(
        BingAd, "ad", {"Id": 84525295496190, "AdGroupId": 1357897480389129, "Status": "Active", "TitlePart1": "Owls", "Headline": ""}
    )
    assert list(row.values()) == ["84525295496190", "Owls", "Active", "1357897480389129", None]
