from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.amazon_ads.portfolios import AmazonPortfolio
from contracts.sources.amazon_ads.profiles import AmazonProfile
from contracts.sources.amazon_ads.sponsored_brands import AmazonSponsoredBrandsCampaign, AmazonSponsoredBrandsPurchasedProduct
from contracts.sources.amazon_ads.sponsored_display import AmazonSponsoredDisplayCampaign, AmazonSponsoredDisplayCampaignPerformance
from contracts.sources.amazon_ads.sponsored_products import (
    AmazonSponsoredProductsAdGroup,
    AmazonSponsoredProductsCampaign,
    AmazonSponsoredProductsKeyword,
    AmazonSponsoredProductsProductAd,
)
from contracts.sources.amazon_ads.sponsored_products_reports import (
    AmazonSponsoredProductsAdGroupPerformance,
    AmazonSponsoredProductsCampaignPerformance,
    AmazonSponsoredProductsProductAdPerformance,
)

ROW = {
    "date": "2024-03-01",
    "campaignId": 135264288913079,
    "campaignName": "Owls",
    "campaignBudgetCurrencyCode": "usd",
    "adGroupId": 183961953969922,
    "adId": 134721479349712,
    "advertisedAsin": "B09X3NTQ5S",
    "impressions": 1204,
    "clicks": 31,
    "cost": 12.34,
    "purchases1d": 1,
    "purchases7d": 2,
    "purchases14d": 3,
    "purchases30d": 5,
    "sales1d": 10.0,
    "sales7d": 20.0,
    "sales14d": 30.5,
    "sales30d": 50.0,
    "unitsSoldClicks14d": 4,
    "purchasesSameSku14d": 2,
    "purchases": 6,
    "sales": 61.25,
    "eCPAddToCart": 0.5,
    "newToBrandECPDetailPageView": 0.25,
}
"""A row as the API writes it: ids are numbers, and no profile is told."""

LOADED = {**ROW, "profileId": 3312910465837761, "reportDate": "2024-03-30"}
"""The same row with what a loader adds: the profile, and the last day that was asked for."""

SPONSORED_PRODUCTS: tuple[tuple[Any, str, list[str]], ...] = (
    (AmazonSponsoredProductsCampaignPerformance, "campaign", []),
    (AmazonSponsoredProductsAdGroupPerformance, "ad_group", ["ad_group"]),
    (AmazonSponsoredProductsProductAdPerformance, "ad", ["ad_group", "ad"]),
)


def test_a_row_of_the_report_by_ad(feed: Any) -> None:
    assert feed(AmazonSponsoredProductsProductAdPerformance, "ad_performance", LOADED) == [
        {
            "ad_performance_date": date(2024, 3, 1),
            "ad_performance_account_id": "3312910465837761",
            "ad_performance_campaign_id": "135264288913079",
            "ad_performance_ad_group_id": "183961953969922",
            "ad_performance_ad_id": "134721479349712",
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": None,
            "ad_performance_placement": None,
            "ad_performance_device": None,
            "ad_performance_segment": None,
            "ad_performance_level": "ad",
            "ad_performance_currency": "USD",
            "ad_performance_impressions": 1204,
            "ad_performance_clicks": 31,
            "ad_performance_spend": Decimal("12.34"),
            "ad_performance_conversions": Decimal(3),
            "ad_performance_conversion_value": Decimal("30.5"),
        }
    ]


@pytest.mark.parametrize(("report", "level", "ids"), SPONSORED_PRODUCTS)
def test_every_report_tells_its_level_and_its_ids(feed: Any, report: Any, level: str, ids: list[str]) -> None:
    [row] = feed(report, "ad_performance", ROW)
    told = [name for name in ("account", "ad_group", "ad") if row[f"ad_performance_{name}_id"]]
    assert (row["ad_performance_level"], told, row["ad_performance_campaign_id"]) == (level, ids, "135264288913079")


def test_sponsored_display_counts_views_too(feed: Any, landed: Any) -> None:
    [row] = feed(AmazonSponsoredDisplayCampaignPerformance, "ad_performance", ROW)
    names = ("level", "spend", "conversions", "conversion_value")
    assert [row[f"ad_performance_{name}"] for name in names] == ["campaign", Decimal("12.34"), Decimal(6), Decimal("61.25")]
    table = landed(AmazonSponsoredDisplayCampaignPerformance, ROW)
    costs = table.select("e_cp_add_to_cart", "new_to_brand_ecp_detail_page_view").to_pyarrow().to_pylist()
    assert list(costs[0].values()) == [Decimal("0.5"), Decimal("0.25")]


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ({"date": "2024-03-01", "reportDate": "2024-03-30"}, date(2024, 3, 1)),
        ({"date": None, "reportDate": "20240302"}, date(2024, 3, 2)),
    ],
    ids=["the row's own", "the day asked for"],
)
def test_the_day_of_a_row(feed: Any, sent: Any, day: date) -> None:
    [row] = feed(AmazonSponsoredProductsCampaignPerformance, "ad_performance", {**ROW, **sent})
    assert row["ad_performance_date"] == day


def test_cost_also_goes_by_spend(feed: Any) -> None:
    [row] = feed(AmazonSponsoredProductsCampaignPerformance, "ad_performance", {**ROW, "cost": None, "spend": 7.5})
    assert row["ad_performance_spend"] == Decimal("7.5")


@pytest.mark.parametrize("report", [*(report for report, *_ in SPONSORED_PRODUCTS), AmazonSponsoredDisplayCampaignPerformance])
def test_rows_of_a_report_keep_apart(feed: Any, apart: Any, report: Any) -> None:
    subject = {column.name: column.aliases[0] for column in report.columns}[report.key[-1]]
    rows = [LOADED, {**LOADED, subject: 7}, {**LOADED, "date": "2024-03-02"}, {**LOADED, "profileId": 7}]
    assert apart("ad_performance", feed(report, "ad_performance", *rows)) == 4


def test_a_row_that_is_asked_for_again_is_the_same_row(feed: Any, apart: Any) -> None:
    again = feed(AmazonSponsoredProductsCampaignPerformance, "ad_performance", LOADED, {**LOADED, "reportDate": "2024-04-02"})
    assert apart("ad_performance", again) == 1


@pytest.mark.parametrize(
    "record",
    [
        {"portfolioId": 253945852845204, "creationDate": 1687510907465, "lastUpdatedDate": "1687510907465", "servingStatus": "ENDED"},
        {
            "portfolioId": "253945852845204",
            "extendedData": {
                "creationDateTime": "2023-06-23T09:01:47.465Z",
                "lastUpdateDateTime": "2023-06-23T09:01:47.465Z",
                "servingStatus": "ENDED",
            },
        },
    ],
    ids=["milliseconds", "nested"],
)
def test_a_portfolio_tells_its_times_in_milliseconds_or_inside(landed: Any, record: Any) -> None:
    [row] = landed(AmazonPortfolio, record).to_pyarrow().to_pylist()
    at = datetime(2023, 6, 23, 9, 1, 47, 465000, tzinfo=UTC)
    assert (row["portfolio_id"], row["creation_date"], row["last_updated_date"], row["serving_status"]) == (
        "253945852845204",
        at,
        at,
        "ENDED",
    )


@pytest.mark.parametrize(
    ("contract", "record"),
    [
        (
            AmazonSponsoredProductsCampaign,
            {"campaignId": "7", "startDate": "2022-07-05", "budget": {"budget": 10.0, "budgetType": "DAILY"}},
        ),
        (AmazonSponsoredDisplayCampaign, {"campaignId": 7, "startDate": "20220705", "budget": 1.0}),
        (AmazonSponsoredBrandsCampaign, {"campaignId": "7", "startDate": "2022-07-05", "budget": 1.0}),
    ],
)
def test_a_campaign_starts_at_the_midnight_of_its_day(feed: Any, contract: Any, record: Any) -> None:
    [row] = feed(contract, "campaign", {**record, "name": "Owls", "state": "ENABLED"})
    assert list(row.values()) == ["7", "Owls", "ENABLED", None, None, datetime(2022, 7, 5, tzinfo=UTC)]


def test_the_other_dimensions(feed: Any) -> None:
    profile = {"profileId": 3312910465837761, "countryCode": "US", "currencyCode": "usd", "timezone": "America/Los_Angeles"}
    [row] = feed(AmazonProfile, "ad_account", {**profile, "accountInfo": {"id": "A3", "type": "seller", "name": "Owls Inc."}})
    assert list(row.values()) == ["3312910465837761", "Owls Inc.", None, "USD", "America/Los_Angeles", "US"]
    [row] = feed(AmazonSponsoredProductsAdGroup, "ad_group", {"adGroupId": "8", "name": "Barn", "state": "PAUSED", "campaignId": "7"})
    assert list(row.values()) == ["8", "Barn", "PAUSED", "7"]
    ad = {"adId": "9", "asin": "B09X3NTQ5S", "state": "ARCHIVED", "adGroupId": "8", "campaignId": "7"}
    [row] = feed(AmazonSponsoredProductsProductAd, "ad", ad)
    assert list(row.values()) == ["9", "B09X3NTQ5S", "ARCHIVED", "8", "7"]


def test_what_other_reports_tell_feeds_nothing() -> None:
    assert AmazonSponsoredBrandsPurchasedProduct.feeds == AmazonSponsoredProductsKeyword.feeds == ()
