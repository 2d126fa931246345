"""Meta's insights: one report by ad and day, and the same one broken down by publisher, position and device.

Both are asked for at a level (``level=campaign``): a row tells the ids down to its level, and is counted at the finest that it tells.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.ad_account import AdAccount
from contracts.entities.ad_performance import AdPerformance
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.nested import elements, summed
from contracts.sources.meta.api import Meta

_PURCHASES = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")
"""Action types that are purchases, the most inclusive one first: they overlap, so only the first that a row has is counted."""


def _with_actions(insights: ir.Table) -> ir.Table:
    """Insights with their actions and the actions' values read."""
    stats = {"action_type": "string", "value": "string"}
    return insights.mutate(done=elements(insights.actions, **stats), earned=elements(insights.action_values, **stats))


def _purchases(actions: Any) -> Any:
    """The amount of the first type of purchase that an array of actions has, over all its destinations; 0 without one."""
    return ibis.coalesce(*(_of_type(actions, action_type) for action_type in _PURCHASES), 0)


def _of_type(actions: Any, action_type: str) -> Any:
    return summed(actions.filter(lambda action: action.action_type == action_type), lambda action: action.value)


def _account(rows: Rows | None = None) -> Mapping:
    """The account as its reports tell of it: the newest row's name holds."""
    return AdAccount.mapping(
        rows=rows,
        ad_account_id=_.account_id,
        ad_account_name=_.account_name,
        ad_account_status=None,
        ad_account_currency=_.account_currency.upper(),
        ad_account_time_zone=None,
        ad_account_country=None,
    )


def _describing_account(insights: ir.Table) -> ir.Table:
    """Rows that tell the account's currency: others would take it away from what the report by ad has told."""
    return insights.filter(insights.account_currency.notnull())


_IDS = ("date_start", "account_id", "campaign_id", "adset_id", "ad_id")
"""What tells the rows of a report of any level apart."""

_LEVEL = ibis.cases((_.ad_id.notnull(), "ad"), (_.adset_id.notnull(), "ad_group"), (_.campaign_id.notnull(), "campaign"), else_="account")


def _performance(level: Any, **breakdown: Any) -> Mapping:
    """What a row of insights means at a level, with the columns of its breakdown."""
    return AdPerformance.mapping(
        rows=_with_actions,
        ad_performance_date=_.date_start,
        ad_performance_account_id=_.account_id,
        ad_performance_campaign_id=_.campaign_id,
        ad_performance_ad_group_id=_.adset_id,
        ad_performance_ad_id=_.ad_id,
        ad_performance_keyword_id=None,
        ad_performance_keyword=None,
        ad_performance_segment=None,
        ad_performance_level=level,
        ad_performance_currency=_.account_currency.upper(),
        ad_performance_impressions=_.impressions,
        # A report without clicks of every kind may have those on links, which are most of them.
        ad_performance_clicks=ibis.coalesce(_.clicks, _.inline_link_clicks),
        ad_performance_spend=_.spend,
        ad_performance_conversions=_purchases(_.done),
        ad_performance_conversion_value=_purchases(_.earned),
        **breakdown,
    )


class MetaInsights(Meta):
    """The columns that every insights report has, at whatever level and breakdown."""

    # what the row is about
    date_start: date | None = Field(default=None, validation_alias=AliasChoices("date_start", "date"))
    date_stop: date | None = None
    account_id: str | None = None
    account_name: str | None = None
    account_currency: str | None = None
    campaign_id: str | None = None
    campaign_name: str | None = None
    adset_id: str | None = None
    adset_name: str | None = None
    ad_id: str | None = None
    ad_name: str | None = None
    objective: str | None = None
    optimization_goal: str | None = None
    buying_type: str | None = None
    attribution_setting: str | None = None
    creative_media_type: str | None = None
    age_targeting: str | None = None
    gender_targeting: str | None = None
    labels: str | None = None
    location: str | None = None
    place_page_name: str | None = None
    created_time: date | None = None
    updated_time: date | None = None
    # delivery
    impressions: int | None = None
    reach: int | None = None
    frequency: Decimal | None = None
    full_view_impressions: Decimal | None = None
    full_view_reach: Decimal | None = None
    estimated_ad_recallers: Decimal | None = None
    estimated_ad_recallers_lower_bound: Decimal | None = None
    estimated_ad_recallers_upper_bound: Decimal | None = None
    estimated_ad_recall_rate: Decimal | None = None
    estimated_ad_recall_rate_lower_bound: Decimal | None = None
    estimated_ad_recall_rate_upper_bound: Decimal | None = None
    quality_ranking: str | None = None
    engagement_rate_ranking: str | None = None
    conversion_rate_ranking: str | None = None
    # cost, in major units of the account's currency
    spend: Decimal | None = None
    social_spend: Decimal | None = None
    wish_bid: str | None = None
    cpc: Decimal | None = None
    cpm: Decimal | None = None
    cpp: Decimal | None = None
    cost_per_unique_click: Decimal | None = None
    cost_per_inline_link_click: Decimal | None = None
    cost_per_unique_inline_link_click: Decimal | None = None
    cost_per_inline_post_engagement: Decimal | None = None
    cost_per_estimated_ad_recallers: Decimal | None = None
    cost_per_action_type: Json | None = None
    cost_per_unique_action_type: Json | None = None
    cost_per_ad_click: Json | None = None
    cost_per_conversion: Json | None = None
    cost_per_result: Json | None = None
    cost_per_outbound_click: Json | None = None
    cost_per_unique_outbound_click: Json | None = None
    cost_per_thruplay: Json | None = None
    cost_per_15_sec_video_view: Json | None = None
    cost_per_2_sec_continuous_video_view: Json | None = None
    cost_per_one_thousand_ad_impression: Json | None = None
    cost_per_unique_conversion: Json | None = None
    cost_per_conversion_lead: Json | None = None
    cost_per_dda_countby_convs: Decimal | None = None
    cost_per_objective_result: Json | None = None
    # auction
    auction_bid: Decimal | None = None
    auction_competitiveness: Decimal | None = None
    auction_max_competitor_bid: Decimal | None = None
    # clicks
    clicks: int | None = None
    ctr: Decimal | None = None
    unique_clicks: int | None = None
    unique_ctr: Decimal | None = None
    inline_link_clicks: int | None = None
    inline_link_click_ctr: Decimal | None = None
    unique_inline_link_clicks: int | None = None
    unique_inline_link_click_ctr: Decimal | None = None
    unique_link_clicks_ctr: Decimal | None = None
    outbound_clicks: Json | None = None
    outbound_clicks_ctr: Json | None = None
    unique_outbound_clicks: Json | None = None
    unique_outbound_clicks_ctr: Json | None = None
    website_ctr: Json | None = None
    inline_post_engagement: int | None = None
    interactive_component_tap: Json | None = None
    landing_page_view_actions_per_link_click: Decimal | None = None
    # actions and their values, by type
    actions: Json | None = None
    action_values: Json | None = None
    unique_actions: Json | None = None
    ad_click_actions: Json | None = None
    ad_impression_actions: Json | None = None
    conversions: Json | None = None
    conversion_values: Json | None = None
    unique_conversions: Json | None = None
    conversion_leads: Json | None = None
    conversion_lead_rate: Json | None = None
    dda_countby_convs: Decimal | None = None
    dda_results: Json | None = None
    results: Json | None = None
    objective_results: Json | None = None
    objective_result_rate: Json | None = None
    result_rate: Json | None = None
    result_values_performance_indicator: str | None = None
    qualifying_question_qualify_answer_rate: Decimal | None = None
    marketing_messages_sent: str | None = None
    # purchases and products
    purchase_roas: Json | None = None
    website_purchase_roas: Json | None = None
    mobile_app_purchase_roas: Json | None = None
    average_purchases_conversion_value: Json | None = None
    shops_assisted_purchases: str | None = None
    purchase_per_landing_page_view: str | None = None
    purchases_per_link_click: Decimal | None = None
    landing_page_view_per_purchase_rate: Decimal | None = None
    onsite_conversion_messaging_detected_purchase_deduped: Json | None = None
    landing_page_view_per_link_click: str | None = None
    converted_product_quantity: Json | None = None
    converted_product_value: Json | None = None
    product_views: str | None = None
    catalog_segment_actions: Json | None = None
    catalog_segment_value: Json | None = None
    catalog_segment_value_mobile_purchase_roas: Json | None = None
    catalog_segment_value_omni_purchase_roas: Json | None = None
    catalog_segment_value_website_purchase_roas: Json | None = None
    # canvas and instant experience
    canvas_avg_view_percent: Decimal | None = None
    canvas_avg_view_time: Decimal | None = None
    instant_experience_clicks_to_open: Decimal | None = None
    instant_experience_clicks_to_start: Decimal | None = None
    instant_experience_outbound_clicks: Json | None = None
    # video
    video_play_actions: Json | None = None
    video_thruplay_watched_actions: Json | None = None
    video_view_per_impression: Json | None = None
    video_15_sec_watched_actions: Json | None = None
    video_30_sec_watched_actions: Json | None = None
    video_continuous_2_sec_watched_actions: Json | None = None
    unique_video_continuous_2_sec_watched_actions: Json | None = None
    unique_video_view_15_sec: Json | None = None
    video_p25_watched_actions: Json | None = None
    video_p50_watched_actions: Json | None = None
    video_p75_watched_actions: Json | None = None
    video_p95_watched_actions: Json | None = None
    video_p100_watched_actions: Json | None = None
    video_avg_time_watched_actions: Json | None = None
    video_time_watched_actions: Json | None = None
    video_play_curve_actions: Json | None = None
    video_play_retention_0_to_15s_actions: Json | None = None
    video_play_retention_20_to_60s_actions: Json | None = None
    video_play_retention_graph_actions: Json | None = None


class MetaAdInsights(MetaInsights, object="ads_insights", known_as=("basic_ad",), key=_IDS, cursor="date_start"):
    """One row an ad and day, or a subject of a coarser level; restated for up to 28 days."""

    feeds = (
        _performance(_LEVEL, ad_performance_publisher=None, ad_performance_placement=None, ad_performance_device=None),
        _account(),
    )


class MetaAdInsightsByPlatformAndDevice(
    MetaInsights,
    object="ads_insights_platform_and_device",
    key=(*_IDS, "publisher_platform", "platform_position", "impression_device", "device_platform"),
    cursor="date_start",
):
    """One row an ad, day, publisher, position and device; restated for up to 28 days. Reach and unique counts do not add up."""

    # the breakdown
    publisher_platform: str | None = None
    platform_position: str | None = None
    impression_device: str | None = None
    device_platform: str | None = None

    feeds = (
        _performance(
            "breakdown",
            ad_performance_publisher=_.publisher_platform,
            ad_performance_placement=_.platform_position,
            ad_performance_device=ibis.coalesce(_.impression_device, _.device_platform),
        ),
        _account(rows=_describing_account),
    )
