"""Google Ads' reports: what accounts, campaigns, keywords and ads cost and brought, by day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from contracts.entities.ad_performance import AdPerformance
from contracts.entities.keyword_performance import KeywordPerformance
from contracts.mapping import Mapping, Rows
from contracts.segments import segments
from contracts.sources.google_ads.ads import AdAttributes
from contracts.sources.google_ads.api import account_in
from contracts.sources.google_ads.campaigns import CampaignAttributes, campaign_mapping
from contracts.sources.google_ads.customers import CustomerAttributes, account_mapping, describing_account
from contracts.sources.google_ads.metrics import ActiveViewMetrics, AverageMetrics, CalendarSegments, DeliveryMetrics, EngagementMetrics
from contracts.units import micros

_CUSTOMER = _.customer_id.cast("string")
_ACCOUNT = ibis.coalesce(_CUSTOMER, account_in(_.campaign_resource_name))
_CAMPAIGN = _.campaign_id.cast("string")
_AD_GROUP = _.ad_group_id.cast("string")
_CURRENCY = _.customer_currency_code.upper()
_SPEND = micros(_.metrics_cost_micros)


def _performance(
    level: str,
    *,
    account: Any = _ACCOUNT,
    campaign: Any = _CAMPAIGN,
    ad_group: Any = None,
    ad: Any = None,
    keyword_id: Any = None,
    keyword: Any = None,
    network: Any = None,
    device: Any = None,
    segment: Any = None,
    rows: Rows | None = None,
) -> Mapping:
    """What a row of a report means at a level; what the report does not tell is None."""
    return AdPerformance.mapping(
        rows=rows,
        ad_performance_date=_.segments_date,
        ad_performance_account_id=account,
        ad_performance_campaign_id=campaign,
        ad_performance_ad_group_id=ad_group,
        ad_performance_ad_id=ad,
        ad_performance_keyword_id=keyword_id,
        ad_performance_keyword=keyword,
        ad_performance_publisher=network,
        ad_performance_placement=None,
        ad_performance_device=device,
        ad_performance_segment=segment,
        ad_performance_level=level,
        ad_performance_currency=_CURRENCY,
        ad_performance_impressions=_.metrics_impressions,
        ad_performance_clicks=_.metrics_clicks,
        ad_performance_spend=_SPEND,
        ad_performance_conversions=_.metrics_conversions,
        ad_performance_conversion_value=_.metrics_conversions_value,
    )


def _measured(report: ir.Table) -> ir.Table:
    """Rows with metrics: a campaign that was read without them is no report."""
    return report.filter(report.metrics_impressions.notnull() | report.metrics_cost_micros.notnull())


def _describing_campaign(report: ir.Table) -> ir.Table:
    """Rows that tell more of the campaign than its id: others would take its name away."""
    return report.filter(report.campaign_name.notnull())


class GoogleAdsAccountPerformance(
    CustomerAttributes,
    DeliveryMetrics,
    ActiveViewMetrics,
    EngagementMetrics,
    CalendarSegments,
    object="account_performance",
    key=("customer_id", "segments_date", "segments_ad_network_type", "segments_device"),
    version="segments_date",
    known_as=("account_performance_report",),
):
    """One row an account, day, network and device; restated for up to 28 days."""

    # the account's settings
    customer_manager: bool | None = None
    customer_test_account: bool | None = None
    customer_auto_tagging_enabled: bool | None = None
    # the segments
    segments_ad_network_type: str | None = None
    segments_device: str | None = None
    # shares of the impressions that the account could have had
    metrics_content_impression_share: Decimal | None = None
    metrics_content_budget_lost_impression_share: Decimal | None = None
    metrics_content_rank_lost_impression_share: Decimal | None = None
    metrics_search_impression_share: Decimal | None = None
    metrics_search_exact_match_impression_share: Decimal | None = None
    metrics_search_budget_lost_impression_share: Decimal | None = None
    metrics_search_rank_lost_impression_share: Decimal | None = None

    feeds = (
        _performance("account", account=_CUSTOMER, campaign=None, network=_.segments_ad_network_type, device=_.segments_device),
        account_mapping(rows=describing_account),
    )


class GoogleAdsCampaignPerformance(
    CampaignAttributes,
    CustomerAttributes,
    DeliveryMetrics,
    ActiveViewMetrics,
    AverageMetrics,
    object="campaign_performance",
    key=("campaign_id", "segments_date", "segments_hour", "segments_ad_network_type", "segments_device"),
    version="segments_date",
    known_as=("campaign", "campaign_performance_report", "campaign_stats"),
):
    """One row a campaign, day, and hour, network and device where asked for, with the campaign; restated for up to 28 days.

    It takes Airbyte's stream ``campaign``, whose rows are reports. A file of campaigns under that name loses nothing here: every
    column of GoogleAdsCampaign is one of these, and rows without metrics feed the campaign alone.
    """

    # the segments
    segments_hour: int | None = None
    segments_ad_network_type: str | None = None
    segments_device: str | None = None
    # video
    metrics_video_quartile_p100_rate: Decimal | None = None

    feeds = (
        _performance(
            "campaign",
            network=_.segments_ad_network_type,
            device=_.segments_device,
            segment=segments(hour=_.segments_hour),
            rows=_measured,
        ),
        campaign_mapping(rows=_describing_campaign),
        account_mapping(rows=describing_account),
    )


class GoogleAdsKeywordPerformance(
    CustomerAttributes,
    DeliveryMetrics,
    ActiveViewMetrics,
    object="keyword_performance",
    key=("ad_group_id", "ad_group_criterion_criterion_id", "segments_date", "segments_ad_network_type", "segments_device"),
    cursor="segments_date",
    known_as=("keyword_view", "keyword_report", "keywords_performance_report", "keyword_stats"),
):
    """One row a keyword of an ad group and day, and network and device where asked for; restated for up to 28 days."""

    # the keyword
    ad_group_criterion_criterion_id: int | None = None
    ad_group_criterion_resource_name: str | None = None
    ad_group_criterion_type: str | None = None
    ad_group_criterion_keyword_text: str | None = None
    ad_group_criterion_keyword_match_type: str | None = None
    ad_group_criterion_negative: bool | None = None
    keyword_view_resource_name: str | None = None
    # what it belongs to
    ad_group_id: int | None = None
    ad_group_resource_name: str | None = None
    campaign_id: int | None = None
    campaign_resource_name: str | None = None
    campaign_bidding_strategy_type: str | None = None
    # the segments
    segments_ad_network_type: str | None = None
    segments_device: str | None = None
    # quality and views
    metrics_historical_quality_score: int | None = None
    metrics_view_through_conversions: int | None = None

    feeds = (
        _performance(
            "keyword",
            ad_group=_AD_GROUP,
            keyword_id=_.ad_group_criterion_criterion_id.cast("string"),
            keyword=_.ad_group_criterion_keyword_text,
            network=_.segments_ad_network_type,
            device=_.segments_device,
        ),
        KeywordPerformance.mapping(
            keyword_performance_date=_.segments_date,
            keyword_performance_account_id=_ACCOUNT,
            keyword_performance_campaign_id=_CAMPAIGN,
            keyword_performance_ad_group_id=_AD_GROUP,
            keyword_performance_ad_id=None,
            keyword_performance_keyword_id=_.ad_group_criterion_criterion_id.cast("string"),
            keyword_performance_segment=segments(network=_.segments_ad_network_type, device=_.segments_device),
            keyword_performance_keyword=_.ad_group_criterion_keyword_text,
            keyword_performance_match_type=_.ad_group_criterion_keyword_match_type,
            keyword_performance_device=_.segments_device,
            keyword_performance_currency=_CURRENCY,
            keyword_performance_impressions=_.metrics_impressions,
            keyword_performance_clicks=_.metrics_clicks,
            keyword_performance_spend=_SPEND,
            keyword_performance_conversions=_.metrics_conversions,
            keyword_performance_conversion_value=_.metrics_conversions_value,
        ),
    )


class GoogleAdsAdPerformance(
    AdAttributes,
    CustomerAttributes,
    DeliveryMetrics,
    ActiveViewMetrics,
    EngagementMetrics,
    CalendarSegments,
    object="ad_performance",
    key=(
        "ad_group_id",
        "ad_group_ad_ad_id",
        "segments_date",
        "segments_ad_network_type",
        "segments_device",
        "segments_keyword_ad_group_criterion",
    ),
    version="segments_date",
    known_as=("ad_group_ad_legacy", "ad_performance_report", "ad_stats"),
):
    """One row an ad, day and network, and device and keyword where asked for; restated for up to 28 days."""

    # what the ad belongs to
    ad_group_name: str | None = None
    ad_group_status: str | None = None
    ad_group_base_ad_group: str | None = None
    campaign_id: int | None = None
    campaign_resource_name: str | None = None
    campaign_name: str | None = None
    campaign_status: str | None = None
    campaign_base_campaign: str | None = None
    # the segments; a keyword is told by its resource name, customers/1/adGroupCriteria/2~3
    segments_ad_network_type: str | None = None
    segments_device: str | None = None
    segments_keyword_ad_group_criterion: str | None = None
    # conversions by the account's current attribution model; cost per conversion in micros
    metrics_current_model_attributed_conversions: Decimal | None = None
    metrics_current_model_attributed_conversions_value: Decimal | None = None
    metrics_cost_per_current_model_attributed_conversion: Decimal | None = None
    metrics_value_per_current_model_attributed_conversion: Decimal | None = None
    # on the site, as Google Analytics tells
    metrics_average_page_views: Decimal | None = None
    metrics_average_time_on_site: Decimal | None = None
    metrics_bounce_rate: Decimal | None = None
    metrics_percent_new_visitors: Decimal | None = None
    # position, mail and video
    metrics_top_impression_percentage: Decimal | None = None
    metrics_gmail_forwards: int | None = None
    metrics_gmail_saves: int | None = None
    metrics_gmail_secondary_clicks: int | None = None
    metrics_video_quartile_p25_rate: Decimal | None = None
    metrics_video_quartile_p50_rate: Decimal | None = None
    metrics_video_quartile_p75_rate: Decimal | None = None
    metrics_video_quartile_p100_rate: Decimal | None = None

    feeds = (
        _performance(
            "ad",
            ad_group=_AD_GROUP,
            ad=_.ad_group_ad_ad_id.cast("string"),
            keyword_id=_.segments_keyword_ad_group_criterion.re_extract(r"~(\d+)$", 1).nullif(""),
            network=_.segments_ad_network_type,
            device=_.segments_device,
        ),
        account_mapping(rows=describing_account),
    )
