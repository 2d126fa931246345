"""Microsoft Advertising's daily performance reports: by account, campaign, ad group, ad, and ad by keyword."""

from __future__ import annotations

from decimal import Decimal

from ibis import _

from contracts.sources.bing_ads.reports import (
    ATTRIBUTES,
    BingAdGroupReport,
    BingAdReport,
    BingCampaignReport,
    BingReport,
    Calls,
    LowQuality,
    QualityScores,
    keyword_performance,
    performance,
)

_CAMPAIGN = _.campaign_id.cast("string")
_AD_GROUP = _.ad_group_id.cast("string")
_AD = _.ad_id.cast("string")


class BingAccountPerformance(
    BingReport,
    Calls,
    LowQuality,
    object="account_performance_report_daily",
    known_as=("account_performance_report", "account_performance_daily_report"),
    key=("account_id", *ATTRIBUTES),
    cursor="time_period",
):
    """One row an account, day and attributes (AccountPerformanceReport)."""

    account_number: str | None = None
    return_on_ad_spend: Decimal | None = None

    feeds = (performance("account"),)


class BingCampaignPerformance(
    BingCampaignReport,
    Calls,
    LowQuality,
    QualityScores,
    object="campaign_performance_report_daily",
    known_as=("campaign_performance_report", "campaign_performance_daily_report"),
    key=("account_id", "campaign_id", "budget_name", *ATTRIBUTES),
    cursor="time_period",
):
    """One row a campaign, day, budget and attributes (CampaignPerformanceReport).

    On the day that a campaign changes its budget it has two rows, which the budget's name tells apart. The budget's
    association does not: rows of earlier days are restated as ``Ended`` by it.
    """

    campaign_type: str | None = None
    campaign_status: str | None = None
    campaign_labels: str | None = None
    budget_name: str | None = None
    budget_status: str | None = None
    budget_association_status: str | None = None
    return_on_ad_spend: Decimal | None = None

    feeds = (performance("campaign", campaign=_CAMPAIGN, budget=_.budget_name),)


class BingAdGroupPerformance(
    BingAdGroupReport,
    Calls,
    QualityScores,
    object="ad_group_performance_report_daily",
    known_as=("ad_group_performance_report", "ad_group_performance_daily_report"),
    key=("account_id", "campaign_id", "ad_group_id", "language", *ATTRIBUTES),
    cursor="time_period",
):
    """One row an ad group, day and attributes (AdGroupPerformanceReport)."""

    campaign_type: str | None = None
    ad_group_type: str | None = None
    expected_ctr: str | None = None
    final_url_suffix: str | None = None

    feeds = (performance("ad_group", campaign=_CAMPAIGN, ad_group=_AD_GROUP, language=_.language),)


class BingAdPerformance(
    BingAdReport,
    object="ad_performance_report_daily",
    known_as=("ad_performance_report", "ad_performance_daily_report"),
    key=("account_id", "campaign_id", "ad_group_id", "ad_id", "language", *ATTRIBUTES),
    cursor="time_period",
):
    """One row an ad, day and attributes (AdPerformanceReport)."""

    campaign_type: str | None = None
    ad_description: str | None = None
    ad_description2: str | None = None

    feeds = (performance("ad", campaign=_CAMPAIGN, ad_group=_AD_GROUP, ad=_AD, language=_.language),)


class BingKeywordPerformance(
    BingAdReport,
    QualityScores,
    object="keyword_performance_report_daily",
    known_as=("keyword_performance_report", "keyword_performance_daily_report"),
    key=("account_id", "campaign_id", "ad_group_id", "keyword_id", "ad_id", "language", "goal", *ATTRIBUTES),
    cursor="time_period",
):
    """One row an ad, keyword, day and attributes (KeywordPerformanceReport); bids are in major units.

    It knows only what was searched for: an ad's other impressions stand in the report by ad.
    """

    # what was bid on
    keyword_id: int | None = None
    keyword: str | None = None
    keyword_status: str | None = None
    keyword_labels: str | None = None
    bid_strategy_type: str | None = None
    current_max_cpc: Decimal | None = None
    first_page_bid: Decimal | None = None
    mainline_bid: Decimal | None = None
    mainline1_bid: Decimal | None = None
    expected_ctr: str | None = None
    quality_impact: Decimal | None = None
    # what it belongs to
    account_number: str | None = None
    account_status: str | None = None
    campaign_status: str | None = None
    base_campaign_id: int | None = None
    ad_group_status: str | None = None
    ad_type: str | None = None
    # where it leads
    final_url: str | None = None
    final_mobile_url: str | None = None
    final_url_suffix: str | None = None
    tracking_template: str | None = None
    # the goal, where the report is split by it
    goal: str | None = None
    goal_type: str | None = None

    feeds = (
        performance(
            "breakdown",
            campaign=_CAMPAIGN,
            ad_group=_AD_GROUP,
            ad=_AD,
            keyword=_.keyword_id.cast("string"),
            language=_.language,
            goal=_.goal,
        ),
        keyword_performance(),
    )
