"""What Microsoft Advertising's performance reports have in common, and what their rows mean.

A report has a row for every combination of its attributes: the same ad on one day comes by device, network, position and so on.
Rates are landed in percent. Of conversions, the qualified ones count where a report has them: they are exact, where the plain ones
are rounded; their value is the revenue. Both are those of the goals that the advertiser counts; ``all_*`` are of every goal.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.ad_performance import AdPerformance
from contracts.entities.keyword_performance import KeywordPerformance
from contracts.kinds import Percent
from contracts.mapping import Mapping
from contracts.segments import segments
from contracts.sources.bing_ads.api import BingAds

DAY = ("TimePeriod", "GregorianDate", "Gregorian date", "Date", "date")
"""What a daily report's column of the day is called, in the API and its downloads."""

ATTRIBUTES = (
    "time_period",
    "currency_code",
    "ad_distribution",
    "device_type",
    "network",
    "delivered_match_type",
    "device_os",
    "top_vs_other",
    "bid_match_type",
)
"""What tells rows of one subject apart in every report."""


def _segment(**further: Any) -> Any:
    """The attributes that the star has no column of their own for, in every report, and the further ones of a report."""
    attributes = {
        "currency": _.currency_code,
        "distribution": _.ad_distribution,
        "os": _.device_os,
        "bid_match": _.bid_match_type,
        "delivered_match": _.delivered_match_type,
        **further,
    }
    return segments(**{name: value.nullif("") for name, value in attributes.items()})


def performance(
    level: str,
    *,
    campaign: Any = None,
    ad_group: Any = None,
    ad: Any = None,
    keyword: Any = None,
    **further: Any,
) -> Mapping:
    """What a report row means at a level, with the ids that its report has; ``further`` attributes tell its rows apart too."""
    return AdPerformance.mapping(
        ad_performance_date=_.time_period,
        ad_performance_account_id=_.account_id.cast("string"),
        ad_performance_campaign_id=campaign,
        ad_performance_ad_group_id=ad_group,
        ad_performance_ad_id=ad,
        ad_performance_keyword_id=keyword,
        ad_performance_keyword=None if keyword is None else _.keyword,
        ad_performance_publisher=_.network.nullif(""),
        ad_performance_placement=_.top_vs_other.nullif(""),
        ad_performance_device=_.device_type.nullif(""),
        ad_performance_segment=_segment(**further),
        ad_performance_level=level,
        ad_performance_currency=_.currency_code.upper(),
        ad_performance_impressions=_.impressions,
        ad_performance_clicks=_.clicks,
        ad_performance_spend=_.spend,
        ad_performance_conversions=_conversions(),
        ad_performance_conversion_value=_.revenue,
    )


def keyword_performance() -> Mapping:
    """What a row of the report by keyword means to the keyword."""
    return KeywordPerformance.mapping(
        keyword_performance_date=_.time_period,
        keyword_performance_account_id=_.account_id.cast("string"),
        keyword_performance_campaign_id=_.campaign_id.cast("string"),
        keyword_performance_ad_group_id=_.ad_group_id.cast("string"),
        keyword_performance_ad_id=_.ad_id.cast("string"),
        keyword_performance_keyword_id=_.keyword_id.cast("string"),
        keyword_performance_segment=_segment(
            language=_.language, network=_.network, position=_.top_vs_other, device=_.device_type, goal=_.goal
        ),
        keyword_performance_keyword=_.keyword,
        keyword_performance_match_type=_.bid_match_type,
        keyword_performance_device=_.device_type,
        keyword_performance_currency=_.currency_code.upper(),
        keyword_performance_impressions=_.impressions,
        keyword_performance_clicks=_.clicks,
        keyword_performance_spend=_.spend,
        keyword_performance_conversions=_conversions(),
        keyword_performance_conversion_value=_.revenue,
    )


def _conversions() -> Any:
    return ibis.coalesce(_.conversions_qualified, _.conversions)


class BingReport(BingAds):
    """The columns that every performance report has."""

    # what the row is about
    time_period: date | None = Field(default=None, validation_alias=AliasChoices(*DAY))
    account_id: int | None = None
    account_name: str | None = None
    currency_code: str | None = None
    # attributes that tell its rows apart
    network: str | None = None
    top_vs_other: str | None = None
    ad_distribution: str | None = None
    device_type: str | None = None
    device_os: str | None = Field(default=None, validation_alias="DeviceOS")
    bid_match_type: str | None = None
    delivered_match_type: str | None = None
    # delivery and cost
    impressions: int | None = None
    clicks: int | None = None
    ctr: Percent | None = None
    spend: Decimal | None = None
    average_cpc: Decimal | None = None
    average_cpm: Decimal | None = None
    average_position: Decimal | None = None
    # conversions
    conversions: Decimal | None = None
    conversions_qualified: Decimal | None = None
    conversion_rate: Percent | None = None
    cost_per_conversion: Decimal | None = None
    revenue: Decimal | None = None
    revenue_per_conversion: Decimal | None = None
    assists: int | None = None
    cost_per_assist: Decimal | None = None
    revenue_per_assist: Decimal | None = None


class Calls(BingAds):
    """Calls from ads, in the reports above ads."""

    phone_impressions: int | None = None
    phone_calls: int | None = None
    ptr: Percent | None = None


class LowQuality(BingAds):
    """Clicks and impressions that are not charged, in the reports by account and campaign."""

    low_quality_clicks: int | None = None
    low_quality_clicks_percent: Percent | None = None
    low_quality_impressions: int | None = None
    low_quality_sophisticated_clicks: int | None = None
    low_quality_conversions: int | None = None
    low_quality_conversion_rate: Percent | None = None


class QualityScores(BingAds):
    """Scores of what is bid on, today and as of the day, in the reports by campaign, ad group and keyword."""

    quality_score: Decimal | None = None
    ad_relevance: Decimal | None = None
    landing_page_experience: Decimal | None = None
    historical_quality_score: Decimal | None = None
    historical_expected_ctr: Percent | None = None
    historical_ad_relevance: Decimal | None = None
    historical_landing_page_experience: Decimal | None = None


class BingCampaignReport(BingReport):
    """The columns that every report below accounts has."""

    campaign_id: int | None = None
    campaign_name: str | None = None
    custom_parameters: str | None = None
    # conversions of every goal
    all_conversions: int | None = None
    all_conversion_rate: Percent | None = None
    all_cost_per_conversion: Decimal | None = None
    all_revenue: Decimal | None = None
    all_revenue_per_conversion: Decimal | None = None
    all_return_on_ad_spend: Decimal | None = None
    view_through_conversions: int | None = None


class BingAdGroupReport(BingCampaignReport):
    """The columns that every report below campaigns has."""

    ad_group_id: int | None = None
    ad_group_name: str | None = None
    language: str | None = None


class BingAdReport(BingAdGroupReport):
    """The columns that every report below ad groups has."""

    ad_id: int | None = None
    top_impression_rate_percent: Percent | None = None
    absolute_top_impression_rate_percent: Percent | None = None
    view_through_conversions_qualified: Decimal | None = None
    return_on_ad_spend: Decimal | None = None
    destination_url: str | None = None
    final_app_url: str | None = None
