"""The metrics that TikTok's reports share, and what their rows mean."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import ibis
from ibis import _
from pydantic import AliasChoices, AliasGenerator, ConfigDict

from contracts.entities.ad_performance import UNSPLIT, AdPerformance
from contracts.kinds import Json
from contracts.mapping import Mapping
from contracts.sources.tiktok_ads.api import TikTokAds

_WHOLE = ("dimensions", "metrics")
_NUMBER = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")


def _spellings(column: str) -> AliasChoices:
    """Where a report has a column: inside its metrics or dimensions, or laid out beside them, as loaders do (``video_views_p_75``)."""
    metric = column.removeprefix("metrics_")
    if metric != column:
        return AliasChoices(*dict.fromkeys((f"metrics.{metric}", metric, _NUMBER.sub("_", metric))))
    return AliasChoices(column) if column in _WHOLE else AliasChoices(f"dimensions.{column}", column)


def performance(level: str, *, campaign: Any = None, ad_group: Any = None, ad: Any = None) -> Mapping:
    """What a report row means at a level, with the ids that its report has.

    Conversions are what TikTok calls so: the event that the ad group optimises. Their value is that of the purchases on websites
    (``total_complete_payment_rate``, a value by TikTok's own definition), in apps, and on TikTok.
    """
    return AdPerformance.mapping(
        ad_performance_date=_.stat_time_day,
        ad_performance_account_id=_.advertiser_id,
        ad_performance_campaign_id=campaign,
        ad_performance_ad_group_id=ad_group,
        ad_performance_ad_id=ad,
        **UNSPLIT,
        ad_performance_level=level,
        ad_performance_currency=None,
        ad_performance_impressions=_.metrics_impressions,
        ad_performance_clicks=_.metrics_clicks,
        ad_performance_spend=_.metrics_spend,
        ad_performance_conversions=_.metrics_conversion,
        ad_performance_conversion_value=_purchase_value(),
    )


def _purchase_value() -> Any:
    web, app, onsite = _.metrics_total_complete_payment_rate, _.metrics_total_purchase_value, _.metrics_total_onsite_shopping_value
    return ibis.coalesce(web, 0) + ibis.coalesce(app, 0) + ibis.coalesce(onsite, 0)


class TikTokReport(TikTokAds):
    """The columns that every report has, at whatever level.

    Advertisers choose a report's metrics out of hundreds: those that have no column of their own stay in ``metrics``.
    """

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=_spellings))

    # what the row is about; the hour is one of the advertiser's time zone, without an offset
    stat_time_day: date | None = None
    stat_time_hour: str | None = None
    advertiser_id: str | None = None
    dimensions: Json | None = None
    metrics: Json | None = None
    # cost, in major units of the advertiser's currency
    metrics_spend: Decimal | None = None
    metrics_cash_spend: Decimal | None = None
    metrics_voucher_spend: Decimal | None = None
    metrics_cpc: Decimal | None = None
    metrics_cpm: Decimal | None = None
    # delivery; rates are percents
    metrics_impressions: int | None = None
    metrics_clicks: int | None = None
    metrics_ctr: Decimal | None = None
    metrics_reach: int | None = None
    metrics_cost_per_1000_reached: Decimal | None = None
    metrics_frequency: Decimal | None = None
    # conversions, by the time of the impression and by their own
    metrics_conversion: int | None = None
    metrics_cost_per_conversion: Decimal | None = None
    metrics_conversion_rate: Decimal | None = None
    metrics_real_time_conversion: int | None = None
    metrics_real_time_cost_per_conversion: Decimal | None = None
    metrics_real_time_conversion_rate: Decimal | None = None
    metrics_cta_conversion: int | None = None
    metrics_vta_conversion: int | None = None
    # results: what the campaign's goal counts
    metrics_result: int | None = None
    metrics_cost_per_result: Decimal | None = None
    metrics_result_rate: Decimal | None = None
    metrics_real_time_result: int | None = None
    metrics_real_time_cost_per_result: Decimal | None = None
    metrics_real_time_result_rate: Decimal | None = None
    metrics_secondary_goal_result: int | None = None
    metrics_cost_per_secondary_goal_result: Decimal | None = None
    metrics_secondary_goal_result_rate: Decimal | None = None
    # on websites
    metrics_total_pageview: int | None = None
    metrics_complete_payment: int | None = None
    metrics_value_per_complete_payment: Decimal | None = None
    metrics_total_complete_payment_rate: Decimal | None = None
    metrics_cta_purchase: int | None = None
    metrics_vta_purchase: int | None = None
    # on TikTok
    metrics_onsite_shopping: int | None = None
    metrics_total_onsite_shopping_value: Decimal | None = None
    # in apps
    metrics_app_install: int | None = None
    metrics_cost_per_app_install: Decimal | None = None
    metrics_real_time_app_install: int | None = None
    metrics_real_time_app_install_cost: Decimal | None = None
    metrics_registration: int | None = None
    metrics_registration_rate: Decimal | None = None
    metrics_cost_per_registration: Decimal | None = None
    metrics_purchase: int | None = None
    metrics_purchase_rate: Decimal | None = None
    metrics_cost_per_purchase: Decimal | None = None
    metrics_total_purchase_value: Decimal | None = None
    metrics_total_app_event_add_to_cart: int | None = None
    metrics_cost_per_total_app_event_add_to_cart: Decimal | None = None
    metrics_sales_lead: int | None = None
    metrics_sales_lead_rate: Decimal | None = None
    metrics_cost_per_sales_lead: Decimal | None = None
    metrics_cost_per_total_sales_lead: Decimal | None = None
    # video; averages are in seconds
    metrics_video_play_actions: int | None = None
    metrics_video_watched_2s: int | None = None
    metrics_video_watched_6s: int | None = None
    metrics_average_video_play: Decimal | None = None
    metrics_average_video_play_per_user: Decimal | None = None
    metrics_video_views_p25: int | None = None
    metrics_video_views_p50: int | None = None
    metrics_video_views_p75: int | None = None
    metrics_video_views_p100: int | None = None
    metrics_engaged_view: int | None = None
    metrics_engaged_view_15s: int | None = None
    metrics_paid_engaged_view: int | None = None
    metrics_paid_engaged_view_15s: int | None = None
    metrics_engaged_view_through_conversions: int | None = None
    # engagement
    metrics_engagements: int | None = None
    metrics_paid_engagement_engaged_view: int | None = None
    metrics_paid_engagement_engaged_view_15s: int | None = None
    metrics_profile_visits: int | None = None
    metrics_profile_visits_rate: Decimal | None = None
    metrics_likes: int | None = None
    metrics_comments: int | None = None
    metrics_shares: int | None = None
    metrics_follows: int | None = None
    metrics_clicks_on_music_disc: int | None = None
