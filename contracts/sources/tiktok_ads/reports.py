"""TikTok's daily reports (``/report/integrated/get/``, BASIC): by advertiser, campaign, ad group and ad.

A row is ``{"dimensions": {...}, "metrics": {...}}``; loaders lay copies of its dimensions out beside. Names and ids of what a row
is about stand among its metrics. A report has the ids of its own level only, so each contract has just those.
"""

from __future__ import annotations

import ibis
from ibis import _

from contracts.sources.tiktok_ads.metrics import TikTokReport, performance

_CAMPAIGN = ibis.coalesce(_.campaign_id, _.metrics_campaign_id)
_AD_GROUP = ibis.coalesce(_.adgroup_id, _.metrics_adgroup_id)


class TikTokCampaignReport(TikTokReport):
    """The columns that every report below advertisers has."""

    campaign_id: str | None = None
    metrics_campaign_id: str | None = None
    metrics_campaign_name: str | None = None


class TikTokAdGroupReport(TikTokCampaignReport):
    """The columns that every report below campaigns has."""

    adgroup_id: str | None = None
    metrics_adgroup_id: str | None = None
    metrics_adgroup_name: str | None = None
    metrics_placement_type: str | None = None
    metrics_promotion_type: str | None = None
    metrics_dpa_target_audience_type: str | None = None
    metrics_tt_app_id: str | None = None
    metrics_tt_app_name: str | None = None
    metrics_mobile_app_id: str | None = None


class TikTokAdvertiserPerformance(
    TikTokReport,
    object="advertisers_reports_daily",
    known_as=("advertiser_report_daily",),
    key=("advertiser_id", "stat_time_day"),
    cursor="stat_time_day",
):
    """One row an advertiser and day."""

    feeds = (performance("account"),)


class TikTokCampaignPerformance(
    TikTokCampaignReport,
    object="campaigns_reports_daily",
    known_as=("campaign_report_daily",),
    key=("campaign_id", "stat_time_day"),
    cursor="stat_time_day",
):
    """One row a campaign and day."""

    feeds = (performance("campaign", campaign=_CAMPAIGN),)


class TikTokAdGroupPerformance(
    TikTokAdGroupReport,
    object="ad_groups_reports_daily",
    known_as=("ad_group_report_daily", "adgroup_report_daily"),
    key=("adgroup_id", "stat_time_day"),
    cursor="stat_time_day",
):
    """One row an ad group and day."""

    feeds = (performance("ad_group", campaign=_CAMPAIGN, ad_group=_AD_GROUP),)


class TikTokAdPerformance(
    TikTokAdGroupReport,
    object="ads_reports_daily",
    known_as=("ad_report_daily",),
    key=("ad_id", "stat_time_day"),
    cursor="stat_time_day",
):
    """One row an ad and day."""

    ad_id: str | None = None
    metrics_ad_name: str | None = None
    metrics_ad_text: str | None = None

    feeds = (performance("ad", campaign=_CAMPAIGN, ad_group=_AD_GROUP, ad=_.ad_id),)
