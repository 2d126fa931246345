from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from contracts.sources.tiktok_ads.ad_groups import TikTokAdGroup
from contracts.sources.tiktok_ads.ads import TikTokAd
from contracts.sources.tiktok_ads.advertisers import TikTokAdvertiser
from contracts.sources.tiktok_ads.campaigns import TikTokCampaign
from contracts.sources.tiktok_ads.reports import (
    TikTokAdGroupPerformance,
    TikTokAdPerformance,
    TikTokAdvertiserPerformance,
    TikTokCampaignPerformance,
)

AD = "1714073085256738123"
"""An id of 19 digits, which a double cannot hold."""

SUBJECT = {"campaign_id": "1714073078669329001", "adgroup_id": "1714073022392322002", "campaign_name": "Owls", "ad_name": "Barn owl"}
METRICS = {
    "spend": "20.150",
    "impressions": "3765",
    "clicks": "53",
    "ctr": "1.41",
    "conversion": "4",
    "total_complete_payment_rate": "59.97",
    "total_purchase_value": "10.00",
    "total_onsite_shopping_value": "-",
    "cost_per_secondary_goal_result": "-",
    "secondary_goal_result": None,
    "video_watched_2s": 408,
    "cost_per_1000_reached": "6.382",
    "skan_conversion": "2",
}
DAY = {"stat_time_day": "2024-03-01 00:00:00"}

RAW = {"dimensions": {"ad_id": AD, **DAY}, "metrics": {**METRICS, **SUBJECT}}
"""A row as the API sends it."""
LAID_OUT = {
    "dimensions": {"ad_id": int(AD), **DAY},
    "metrics": {**METRICS, **SUBJECT, "campaign_id": 1714073078669329001, "adgroup_id": 1714073022392322002},
    "ad_id": int(AD),
    "adgroup_id": None,
    **DAY,
}
"""The same row as Airbyte keeps it: ids are numbers, and dimensions stand beside, too."""
FLAT = {"ad_id": AD, **DAY, **SUBJECT, **{name: value for name, value in METRICS.items() if name != "skan_conversion"}}
"""The same row as a table has it."""
SHOUTED = {name.upper().replace("_2S", "_2_S"): value for name, value in {**FLAT, "stat_time_day": "2024-03-01 0:00:00"}.items()}
"""The same row as a warehouse in capitals exports it, and a spreadsheet its day."""


def test_a_number_within_a_name_may_stand_apart(landed: Any) -> None:
    assert landed(TikTokAdPerformance, SHOUTED).metrics_video_watched_2s.to_pyarrow().to_pylist() == [408]


@pytest.mark.parametrize("record", [RAW, LAID_OUT, FLAT, SHOUTED], ids=["raw", "laid out", "flat", "capitals"])
def test_a_row_of_the_report_by_ad(feed: Any, record: Any) -> None:
    assert feed(TikTokAdPerformance, "ad_performance", record) == [
        {
            "ad_performance_date": date(2024, 3, 1),
            "ad_performance_account_id": None,
            "ad_performance_campaign_id": "1714073078669329001",
            "ad_performance_ad_group_id": "1714073022392322002",
            "ad_performance_ad_id": AD,
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": None,
            "ad_performance_placement": None,
            "ad_performance_device": None,
            "ad_performance_segment": None,
            "ad_performance_level": "ad",
            "ad_performance_currency": None,
            "ad_performance_impressions": 3765,
            "ad_performance_clicks": 53,
            "ad_performance_spend": Decimal("20.15"),
            "ad_performance_conversions": Decimal(4),
            "ad_performance_conversion_value": Decimal("69.97"),
        }
    ]


@pytest.mark.parametrize(
    ("report", "dimension", "level", "told"),
    [
        (TikTokAdvertiserPerformance, "advertiser_id", "account", {"account": "7"}),
        (TikTokCampaignPerformance, "campaign_id", "campaign", {"campaign": "7"}),
        (TikTokAdGroupPerformance, "adgroup_id", "ad_group", {"campaign": "1714073078669329001", "ad_group": "7"}),
    ],
)
def test_every_report_tells_its_level_and_its_ids(feed: Any, report: Any, dimension: str, level: str, told: dict[str, str]) -> None:
    subject = {"campaign_id": SUBJECT["campaign_id"]} if level == "ad_group" else {}
    [row] = feed(report, "ad_performance", {"dimensions": {dimension: "7", **DAY}, "metrics": {**METRICS, **subject}})
    ids = {name: row[f"ad_performance_{name}_id"] for name in ("account", "campaign", "ad_group", "ad")}
    assert ({name: value for name, value in ids.items() if value}, row["ad_performance_level"]) == (told, level)
    assert row["ad_performance_spend"] == Decimal("20.15")


@pytest.mark.parametrize("report", [TikTokAdvertiserPerformance, TikTokCampaignPerformance, TikTokAdGroupPerformance, TikTokAdPerformance])
def test_rows_of_a_report_keep_apart(feed: Any, apart: Any, report: Any) -> None:
    subject = report.key[0]
    rows = [{**DAY, subject: "7", **METRICS}, {**DAY, subject: "8", **METRICS}, {"stat_time_day": "2024-03-02", subject: "7", **METRICS}]
    assert apart("ad_performance", feed(report, "ad_performance", *rows)) == 3


def test_a_metric_without_a_column_stays_among_the_metrics(landed: Any) -> None:
    [metrics] = landed(TikTokAdPerformance, RAW).metrics.cast("string").to_pyarrow().to_pylist()
    assert simplejson.loads(metrics)["skan_conversion"] == "2"


def test_a_row_without_purchases_has_no_value(feed: Any) -> None:
    [row] = feed(TikTokAdPerformance, "ad_performance", {"dimensions": {"ad_id": AD, **DAY}, "metrics": {"spend": "-", "clicks": "0"}})
    assert (row["ad_performance_spend"], row["ad_performance_conversion_value"]) == (None, Decimal(0))


def test_no_two_reports_have_one_shape() -> None:
    reports = (TikTokAdvertiserPerformance, TikTokCampaignPerformance, TikTokAdGroupPerformance, TikTokAdPerformance)
    assert len({frozenset(report.shape()) for report in reports}) == 4


@pytest.mark.parametrize(
    ("sent", "created"),
    [
        (1630335591, datetime(2021, 8, 30, 14, 59, 51, tzinfo=UTC)),
        ("1630335591", datetime(2021, 8, 30, 14, 59, 51, tzinfo=UTC)),
        ("2021-08-30 14:59:51", datetime(2021, 8, 30, 14, 59, 51, tzinfo=UTC)),
    ],
)
def test_an_advertiser_is_created_in_seconds_since_1970(landed: Any, sent: Any, created: datetime) -> None:
    assert landed(TikTokAdvertiser, {"advertiser_id": "7", "create_time": sent}).create_time.to_pyarrow().to_pylist() == [created]


def test_other_times_are_utc(landed: Any) -> None:
    times = landed(TikTokCampaign, {"campaign_id": "7", "modify_time": "2022-03-28 21:34:26"}).modify_time
    assert times.to_pyarrow().to_pylist() == [datetime(2022, 3, 28, 21, 34, 26, tzinfo=UTC)]


def test_the_dimensions(feed: Any) -> None:
    account = {"advertiser_id": 7002238017842757633, "name": "Owls", "status": "STATUS_ENABLE", "currency": "usd", "country": "US"}
    zones = {"timezone": "Etc/GMT+8", "display_timezone": "America/Los_Angeles"}
    [row] = feed(TikTokAdvertiser, "ad_account", {**account, **zones})
    assert list(row.values()) == ["7002238017842757633", "Owls", "STATUS_ENABLE", "USD", "America/Los_Angeles", "US"]
    status = {"secondary_status": "STATUS_DELETE", "operation_status": "DISABLE"}
    campaign = {"campaign_id": "7", "campaign_name": "Owls", "objective_type": "TRAFFIC", "advertiser_id": "9", **status}
    [row] = feed(TikTokCampaign, "campaign", campaign)
    assert list(row.values()) == ["7", "Owls", "STATUS_DELETE", "TRAFFIC", "9", None]
    [row] = feed(TikTokAdGroup, "ad_group", {"adgroup_id": "8", "adgroup_name": "Barn", "campaign_id": "7", "operation_status": "ENABLE"})
    assert list(row.values()) == ["8", "Barn", "ENABLE", "7"]
    [row] = feed(TikTokAd, "ad", {"ad_id": AD, "ad_name": "Owl", "adgroup_id": "8", "campaign_id": "7", **status})
    assert list(row.values()) == [AD, "Owl", "STATUS_DELETE", "8", "7"]
