"""TikTok's ads."""

from __future__ import annotations

from datetime import datetime

import ibis
from ibis import _

from contracts.entities.ad import Ad
from contracts.kinds import Json
from contracts.sources.tiktok_ads.api import TikTokAds


class TikTokAd(TikTokAds, object="ads", key="ad_id", version="modify_time"):
    """An ad."""

    # identity
    ad_id: str | None = None
    ad_name: str | None = None
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
    is_aco: bool | None = None
    # who speaks
    identity_id: str | None = None
    identity_type: str | None = None
    identity_authorized_bc_id: str | None = None
    display_name: str | None = None
    profile_image_url: str | None = None
    avatar_icon_web_uri: str | None = None
    app_name: str | None = None
    tiktok_page_category: str | None = None
    creative_authorized: bool | None = None
    dark_post_status: str | None = None
    branded_content_disabled: str | None = None
    # what people see
    ad_format: str | None = None
    creative_type: str | None = None
    ad_text: str | None = None
    ad_texts: Json | None = None
    call_to_action: str | None = None
    call_to_action_id: str | None = None
    card_id: str | None = None
    image_ids: Json | None = None
    image_mode: str | None = None
    carousel_image_index: int | None = None
    video_id: str | None = None
    tiktok_item_id: str | None = None
    playable_url: str | None = None
    music_id: str | None = None
    promotional_music_disabled: bool | None = None
    item_duet_status: str | None = None
    item_stitch_status: str | None = None
    premium_badge_id: str | None = None
    vertical_video_strategy: str | None = None
    dynamic_format: str | None = None
    disclaimer_type: str | None = None
    disclaimer_text: Json | None = None
    disclaimer_clickable_texts: Json | None = None
    # where it leads
    landing_page_url: str | None = None
    landing_page_urls: Json | None = None
    page_id: str | None = None
    deeplink: str | None = None
    deeplink_type: str | None = None
    fallback_type: str | None = None
    dynamic_destination: str | None = None
    phone_number: str | None = None
    phone_region_code: str | None = None
    phone_region_calling_code: str | None = None
    utm_params: Json | None = None
    # products
    catalog_id: str | None = None
    product_set_id: str | None = None
    product_specific_type: str | None = None
    item_group_ids: Json | None = None
    sku_ids: Json | None = None
    showcase_products: Json | None = None
    shopping_ads_fallback_type: str | None = None
    shopping_ads_deeplink_type: str | None = None
    shopping_deeplink_type: str | None = None
    shopping_ads_video_package_id: str | None = None
    # what it tracks
    optimization_event: str | None = None
    tracking_pixel_id: str | None = None
    tracking_app_id: str | None = None
    tracking_offline_event_set_ids: Json | None = None
    impression_tracking_url: str | None = None
    click_tracking_url: str | None = None
    vast_moat_enabled: bool | None = None
    brand_safety_postbid_partner: str | None = None
    brand_safety_vast_url: str | None = None
    viewability_postbid_partner: str | None = None
    viewability_vast_url: str | None = None

    feeds = (
        Ad.mapping(
            ad_id=_.ad_id,
            ad_name=_.ad_name,
            ad_status=ibis.coalesce(_.secondary_status, _.operation_status),
            ad_ad_group_id=_.adgroup_id,
            ad_campaign_id=_.campaign_id,
        ),
    )
