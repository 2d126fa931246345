"""LinkedIn's reports by campaign and by creative: the analytics of one pivot, by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.ad_performance import UNSPLIT, AdPerformance
from contracts.kinds import Json
from contracts.mapping import Mapping
from contracts.sources.linkedin_ads.api import LinkedInAds, number


def _pivoted(kind: str) -> Any:
    """The id of the pivot's URN of a kind; null where the report is not about one."""
    return _.pivot_values.cast("string").re_extract(rf"urn:li:{kind}:(\d+)", 1).nullif("")


def _performance(level: str, campaign: Any, creative: Any) -> Mapping:
    """What a row of analytics means at a level; what is not told is inherited, the currency from the account."""
    return AdPerformance.mapping(
        ad_performance_date=_.start_date,
        ad_performance_account_id=None,
        ad_performance_campaign_id=None,
        ad_performance_ad_group_id=campaign,
        ad_performance_ad_id=creative,
        **UNSPLIT,
        ad_performance_level=level,
        ad_performance_currency=None,
        ad_performance_impressions=_.impressions,
        ad_performance_clicks=_.clicks,
        ad_performance_spend=_.cost_in_local_currency,
        ad_performance_conversions=_.external_website_conversions,
        ad_performance_conversion_value=_.conversion_value_in_local_currency,
    )


class LinkedInAdsAnalytics(LinkedInAds):
    """The columns that analytics of every pivot have; rows whose metrics are all 0 are not sent.

    What a row is about stands in its pivot's values; in records of loaders and of earlier versions of the API once more, alone,
    as a URN or its number. Viral metrics are what members brought by sharing: they cost nothing, and the others do not contain
    them.
    """

    # what the row is about
    start_date: date | None = Field(default=None, validation_alias=AliasChoices("dateRange.start", "start_date", "day"))
    end_date: date | None = Field(default=None, validation_alias=AliasChoices("dateRange.end", "end_date"))
    pivot: str | None = None
    pivot_values: Json | None = None
    string_of_pivot_values: str | None = None
    # cost, and the value of conversions
    cost_in_local_currency: Decimal | None = None
    cost_in_usd: Decimal | None = None
    conversion_value_in_local_currency: Decimal | None = None
    # delivery
    impressions: int | None = None
    card_impressions: int | None = None
    approximate_member_reach: int | None = Field(
        default=None,
        validation_alias=AliasChoices("approximateMemberReach", "approximateUniqueImpressions", "approximate_unique_impressions"),
    )
    sends: int | None = None
    opens: int | None = None
    # clicks
    clicks: int | None = None
    action_clicks: int | None = None
    ad_unit_clicks: int | None = None
    card_clicks: int | None = None
    company_page_clicks: int | None = None
    download_clicks: int | None = None
    landing_page_clicks: int | None = None
    text_url_clicks: int | None = None
    # engagements
    total_engagements: int | None = None
    other_engagements: int | None = None
    reactions: int | None = None
    likes: int | None = None
    comments: int | None = None
    comment_likes: int | None = None
    shares: int | None = None
    follows: int | None = None
    # conversions on the advertiser's site
    external_website_conversions: int | None = None
    external_website_post_click_conversions: int | None = None
    external_website_post_view_conversions: int | None = None
    # leads
    one_click_leads: int | None = None
    one_click_lead_form_opens: int | None = None
    lead_generation_mail_contact_info_shares: int | None = None
    lead_generation_mail_interested_clicks: int | None = None
    talent_leads: int | None = None
    valid_work_email_leads: int | None = None
    # jobs and registrations
    job_applications: int | None = None
    job_apply_clicks: int | None = None
    post_click_job_applications: int | None = None
    post_click_job_apply_clicks: int | None = None
    post_view_job_applications: int | None = None
    post_view_job_apply_clicks: int | None = None
    registrations: int | None = None
    post_click_registrations: int | None = None
    post_view_registrations: int | None = None
    # documents
    document_first_quartile_completions: int | None = None
    document_midpoint_completions: int | None = None
    document_third_quartile_completions: int | None = None
    document_completions: int | None = None
    # video
    video_starts: int | None = None
    video_views: int | None = None
    video_first_quartile_completions: int | None = None
    video_midpoint_completions: int | None = None
    video_third_quartile_completions: int | None = None
    video_completions: int | None = None
    full_screen_plays: int | None = None
    # viral: the same once more
    viral_impressions: int | None = None
    viral_card_impressions: int | None = None
    viral_clicks: int | None = None
    viral_card_clicks: int | None = None
    viral_company_page_clicks: int | None = None
    viral_download_clicks: int | None = None
    viral_landing_page_clicks: int | None = None
    viral_total_engagements: int | None = None
    viral_other_engagements: int | None = None
    viral_reactions: int | None = None
    viral_likes: int | None = None
    viral_comments: int | None = None
    viral_comment_likes: int | None = None
    viral_shares: int | None = None
    viral_follows: int | None = None
    viral_external_website_conversions: int | None = None
    viral_external_website_post_click_conversions: int | None = None
    viral_external_website_post_view_conversions: int | None = None
    viral_one_click_leads: int | None = None
    viral_one_click_lead_form_opens: int | None = None
    viral_job_applications: int | None = None
    viral_job_apply_clicks: int | None = None
    viral_post_click_job_applications: int | None = None
    viral_post_click_job_apply_clicks: int | None = None
    viral_post_view_job_applications: int | None = None
    viral_post_view_job_apply_clicks: int | None = None
    viral_registrations: int | None = None
    viral_post_click_registrations: int | None = None
    viral_post_view_registrations: int | None = None
    viral_document_first_quartile_completions: int | None = None
    viral_document_midpoint_completions: int | None = None
    viral_document_third_quartile_completions: int | None = None
    viral_document_completions: int | None = None
    viral_video_starts: int | None = None
    viral_video_views: int | None = None
    viral_video_first_quartile_completions: int | None = None
    viral_video_midpoint_completions: int | None = None
    viral_video_third_quartile_completions: int | None = None
    viral_video_completions: int | None = None
    viral_full_screen_plays: int | None = None


class LinkedInAdsCampaignAnalytics(
    LinkedInAdsAnalytics,
    object="ad_campaign_analytics",
    key=("sponsored_campaign", "pivot_values", "start_date", "end_date"),
    cursor="end_date",
):
    """One row a campaign (the star's ad group) and day."""

    sponsored_campaign: str | None = Field(
        default=None, validation_alias=AliasChoices("sponsoredCampaign", "sponsored_campaign", "pivotValue", "campaign_id")
    )

    feeds = (
        _performance(
            "ad_group",
            campaign=ibis.coalesce(number(_.sponsored_campaign), _pivoted("sponsoredCampaign")),
            creative=None,
        ),
    )


class LinkedInAdsCreativeAnalytics(
    LinkedInAdsAnalytics,
    object="ad_creative_analytics",
    key=("sponsored_creative", "pivot_values", "start_date", "end_date"),
    cursor="end_date",
):
    """One row a creative (the star's ad) and day."""

    sponsored_creative: str | None = Field(
        default=None, validation_alias=AliasChoices("sponsoredCreative", "sponsored_creative", "pivotValue", "creative_id")
    )

    feeds = (
        _performance(
            "ad",
            campaign=_pivoted("sponsoredCampaign"),
            creative=ibis.coalesce(number(_.sponsored_creative), _pivoted("sponsoredCreative")),
        ),
    )
