"""TikTok's ad groups."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.tiktok_ads.api import TikTokAds


class TikTokAdGroup(TikTokAds, object="ad_groups", known_as=("adgroups",), key="adgroup_id", version="modify_time"):
    """An ad group: ads of one campaign with a common audience, schedule, budget and bid."""

    # identity
    adgroup_id: str | None = None
    adgroup_name: str | None = None
    campaign_id: str | None = None
    campaign_name: str | None = None
    advertiser_id: str | None = None
    # state
    secondary_status: str | None = None
    operation_status: str | None = None
    create_time: datetime | None = None
    modify_time: datetime | None = None
    is_new_structure: bool | None = None
    is_smart_performance_campaign: bool | None = None
    # what it promotes
    promotion_type: str | None = None
    promotion_website_type: str | None = None
    app_id: str | None = None
    app_type: str | None = None
    app_download_url: str | None = None
    adgroup_app_profile_page_state: str | None = None
    package: str | None = None
    category_id: str | None = None
    pixel_id: str | None = None
    catalog_id: str | None = None
    catalog_authorized_bc_id: str | None = None
    product_set_id: str | None = None
    shopping_ads_retargeting_type: str | None = None
    feed_type: str | None = None
    creative_material_mode: str | None = None
    keywords: str | None = None
    # where it is shown
    placement_type: str | None = None
    placements: Json | None = None
    search_result_enabled: bool | None = None
    comment_disabled: bool | None = None
    share_disabled: bool | None = None
    video_download_disabled: bool | None = None
    inventory_filter_enabled: bool | None = None
    is_hfss: bool | None = None
    brand_safety_type: str | None = None
    brand_safety_partner: str | None = None
    blocked_pangle_app_ids: Json | None = None
    included_pangle_audience_package_ids: Json | None = None
    excluded_pangle_audience_package_ids: Json | None = None
    category_exclusion_ids: Json | None = None
    contextual_tag_ids: Json | None = None
    # whom it reaches
    auto_targeting_enabled: bool | None = None
    targeting_expansion: Json | None = None
    audience_type: str | None = None
    audience_rule: Json | None = None
    audience_ids: Json | None = None
    excluded_audience_ids: Json | None = None
    included_custom_actions: Json | None = None
    excluded_custom_actions: Json | None = None
    gender: str | None = None
    age_groups: Json | None = None
    languages: Json | None = None
    location_ids: Json | None = None
    zipcode_ids: Json | None = None
    household_income: Json | None = None
    spending_power: str | None = None
    interest_category_ids: Json | None = None
    interest_keyword_ids: Json | None = None
    actions: Json | None = None
    action_category_ids: Json | None = None
    action_days: int | None = None
    video_actions: Json | None = None
    operating_systems: Json | None = None
    min_android_version: str | None = None
    min_ios_version: str | None = None
    ios14_targeting: str | None = None
    ios14_quota_type: str | None = None
    ios_quota_type: str | None = None
    network_types: Json | None = None
    carriers: Json | None = None
    carrier_ids: Json | None = None
    isp_ids: Json | None = None
    device_model_ids: Json | None = None
    device_price_ranges: Json | None = None
    # when it runs
    schedule_type: str | None = None
    schedule_start_time: datetime | None = None
    schedule_end_time: datetime | None = None
    schedule_infos: Json | None = None
    dayparting: str | None = None
    # budget, in major units of the advertiser's currency
    budget_mode: str | None = None
    budget: Decimal | None = None
    scheduled_budget: Decimal | None = None
    pacing: str | None = None
    delivery_mode: str | None = None
    # bids, in major units of the advertiser's currency
    billing_event: str | None = None
    bid_type: str | None = None
    bid_price: Decimal | None = None
    bid_display_mode: str | None = None
    conversion_bid_price: Decimal | None = None
    deep_bid_type: str | None = None
    deep_cpa_bid: Decimal | None = None
    roas_bid: Decimal | None = None
    next_day_retention: Decimal | None = None
    # what it optimises
    optimization_goal: str | None = None
    optimization_event: str | None = None
    secondary_optimization_event: str | None = None
    conversion_window: str | None = None
    cpv_video_duration: str | None = None
    skip_learning_phase: bool | None = None
    statistic_type: str | None = None
    split_test_adgroup_ids: Json | None = None
    # reach and frequency
    frequency: int | None = None
    frequency_schedule: int | None = None
    rf_purchased_type: str | None = None
    purchased_impression: Decimal | None = None
    purchased_reach: Decimal | None = None
    rf_estimated_cpr: Decimal | None = None
    rf_estimated_frequency: Decimal | None = None

    feeds = (
        AdGroup.mapping(
            ad_group_id=_.adgroup_id,
            ad_group_name=_.adgroup_name,
            ad_group_status=ibis.coalesce(_.secondary_status, _.operation_status),
            ad_group_campaign_id=_.campaign_id,
        ),
    )
