"""Google Ads' ads."""

from __future__ import annotations

from datetime import date

from ibis import _
from pydantic import AliasChoices, Field

from contracts.entities.ad import Ad
from contracts.kinds import Json
from contracts.sources.google_ads.api import GoogleAds


class AdAttributes(GoogleAds):
    """What the report by ad tells of the ad, too."""

    # the ad
    ad_group_id: int | None = None
    ad_group_resource_name: str | None = None
    ad_group_ad_resource_name: str | None = None
    ad_group_ad_ad_group: str | None = None
    ad_group_ad_ad_resource_name: str | None = None
    ad_group_ad_ad_id: int | None = Field(default=None, validation_alias=AliasChoices("ad_group_ad.ad.id", "ad_id"))
    ad_group_ad_ad_type: str | None = None
    ad_group_ad_status: str | None = None
    ad_group_ad_ad_strength: str | None = None
    ad_group_ad_policy_summary_approval_status: str | None = None
    ad_group_ad_ad_added_by_google_ads: bool | None = None
    ad_group_ad_ad_system_managed_resource_source: str | None = None
    ad_group_ad_ad_device_preference: str | None = None
    # links
    ad_group_ad_ad_display_url: str | None = None
    ad_group_ad_ad_final_mobile_urls: Json | None = None
    ad_group_ad_ad_final_urls: Json | None = None
    ad_group_ad_ad_tracking_url_template: str | None = None
    ad_group_ad_ad_url_custom_parameters: Json | None = None
    # search ads
    ad_group_ad_ad_responsive_search_ad_descriptions: Json | None = None
    ad_group_ad_ad_responsive_search_ad_headlines: Json | None = None
    ad_group_ad_ad_responsive_search_ad_path1: str | None = None
    ad_group_ad_ad_responsive_search_ad_path2: str | None = None
    ad_group_ad_ad_expanded_text_ad_description: str | None = None
    ad_group_ad_ad_expanded_text_ad_description2: str | None = None
    ad_group_ad_ad_expanded_text_ad_headline_part1: str | None = None
    ad_group_ad_ad_expanded_text_ad_headline_part2: str | None = None
    ad_group_ad_ad_expanded_text_ad_headline_part3: str | None = None
    ad_group_ad_ad_expanded_text_ad_path1: str | None = None
    ad_group_ad_ad_expanded_text_ad_path2: str | None = None
    ad_group_ad_ad_expanded_dynamic_search_ad_description: str | None = None
    ad_group_ad_ad_text_ad_description1: str | None = None
    ad_group_ad_ad_text_ad_description2: str | None = None
    ad_group_ad_ad_text_ad_headline: str | None = None
    # display ads
    ad_group_ad_ad_responsive_display_ad_accent_color: str | None = None
    ad_group_ad_ad_responsive_display_ad_allow_flexible_color: bool | None = None
    ad_group_ad_ad_responsive_display_ad_business_name: str | None = None
    ad_group_ad_ad_responsive_display_ad_call_to_action_text: str | None = None
    ad_group_ad_ad_responsive_display_ad_descriptions: Json | None = None
    ad_group_ad_ad_responsive_display_ad_format_setting: str | None = None
    ad_group_ad_ad_responsive_display_ad_headlines: Json | None = None
    ad_group_ad_ad_responsive_display_ad_logo_images: Json | None = None
    ad_group_ad_ad_responsive_display_ad_long_headline: str | None = None
    ad_group_ad_ad_responsive_display_ad_main_color: str | None = None
    ad_group_ad_ad_responsive_display_ad_marketing_images: Json | None = None
    ad_group_ad_ad_responsive_display_ad_price_prefix: str | None = None
    ad_group_ad_ad_responsive_display_ad_promo_text: str | None = None
    ad_group_ad_ad_responsive_display_ad_square_logo_images: Json | None = None
    ad_group_ad_ad_responsive_display_ad_square_marketing_images: Json | None = None
    ad_group_ad_ad_responsive_display_ad_youtube_videos: Json | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_accent_color: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_allow_flexible_color: bool | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_business_name: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_call_to_action_text: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_format_setting: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_logo_image: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_long_headline: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_main_color: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_marketing_image: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_price_prefix: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_promo_text: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_short_headline: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_square_logo_image: str | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_square_marketing_image: str | None = None
    ad_group_ad_ad_image_ad_image_url: str | None = None
    ad_group_ad_ad_image_ad_mime_type: str | None = None
    ad_group_ad_ad_image_ad_name: str | None = None
    ad_group_ad_ad_image_ad_pixel_height: int | None = None
    ad_group_ad_ad_image_ad_pixel_width: int | None = None
    # app ads
    ad_group_ad_ad_app_ad_descriptions: Json | None = None
    ad_group_ad_ad_app_ad_headlines: Json | None = None
    ad_group_ad_ad_app_ad_html5_media_bundles: Json | None = None
    ad_group_ad_ad_app_ad_images: Json | None = None
    ad_group_ad_ad_app_ad_mandatory_ad_text: str | None = None
    ad_group_ad_ad_app_ad_youtube_videos: Json | None = None
    # the day
    segments_date: date | None = None


class GoogleAdsAd(
    AdAttributes,
    object="ads",
    key=("ad_group_id", "ad_group_ad_ad_id", "segments_date"),
    version="segments_date",
    known_as=("ad_group_ad",),
):
    """An ad as of a day, with all its formats, of which it has one."""

    # identity and state
    ad_group_ad_ad_name: str | None = None
    ad_group_ad_labels: Json | None = None
    ad_group_ad_policy_summary_policy_topic_entries: Json | None = None
    ad_group_ad_policy_summary_review_status: str | None = None
    # links
    ad_group_ad_ad_final_app_urls: Json | None = None
    ad_group_ad_ad_final_url_suffix: str | None = None
    ad_group_ad_ad_url_collections: Json | None = None
    # search ads
    ad_group_ad_ad_expanded_dynamic_search_ad_description2: str | None = None
    # display ads
    ad_group_ad_ad_responsive_display_ad_control_spec_enable_asset_enhancements: bool | None = None
    ad_group_ad_ad_responsive_display_ad_control_spec_enable_autogen_video: bool | None = None
    ad_group_ad_ad_legacy_responsive_display_ad_description: str | None = None
    ad_group_ad_ad_image_ad_preview_image_url: str | None = None
    ad_group_ad_ad_image_ad_preview_pixel_height: int | None = None
    ad_group_ad_ad_image_ad_preview_pixel_width: int | None = None
    ad_group_ad_ad_display_upload_ad_display_upload_product_type: str | None = None
    ad_group_ad_ad_display_upload_ad_media_bundle: str | None = None
    # app ads
    ad_group_ad_ad_app_engagement_ad_descriptions: Json | None = None
    ad_group_ad_ad_app_engagement_ad_headlines: Json | None = None
    ad_group_ad_ad_app_engagement_ad_images: Json | None = None
    ad_group_ad_ad_app_engagement_ad_videos: Json | None = None
    ad_group_ad_ad_legacy_app_install_ad: str | None = None
    # video ads
    ad_group_ad_ad_video_ad_in_feed_description1: str | None = None
    ad_group_ad_ad_video_ad_in_feed_description2: str | None = None
    ad_group_ad_ad_video_ad_in_feed_headline: str | None = None
    ad_group_ad_ad_video_ad_in_stream_action_button_label: str | None = None
    ad_group_ad_ad_video_ad_in_stream_action_headline: str | None = None
    ad_group_ad_ad_video_ad_out_stream_description: str | None = None
    ad_group_ad_ad_video_ad_out_stream_headline: str | None = None
    ad_group_ad_ad_video_responsive_ad_call_to_actions: Json | None = None
    ad_group_ad_ad_video_responsive_ad_companion_banners: Json | None = None
    ad_group_ad_ad_video_responsive_ad_descriptions: Json | None = None
    ad_group_ad_ad_video_responsive_ad_headlines: Json | None = None
    ad_group_ad_ad_video_responsive_ad_long_headlines: Json | None = None
    ad_group_ad_ad_video_responsive_ad_videos: Json | None = None
    # calls, places, shopping, travel and smart campaigns
    ad_group_ad_ad_call_ad_business_name: str | None = None
    ad_group_ad_ad_call_ad_call_tracked: bool | None = None
    ad_group_ad_ad_call_ad_conversion_action: str | None = None
    ad_group_ad_ad_call_ad_conversion_reporting_state: str | None = None
    ad_group_ad_ad_call_ad_country_code: str | None = None
    ad_group_ad_ad_call_ad_description1: str | None = None
    ad_group_ad_ad_call_ad_description2: str | None = None
    ad_group_ad_ad_call_ad_disable_call_conversion: bool | None = None
    ad_group_ad_ad_call_ad_headline1: str | None = None
    ad_group_ad_ad_call_ad_headline2: str | None = None
    ad_group_ad_ad_call_ad_path1: str | None = None
    ad_group_ad_ad_call_ad_path2: str | None = None
    ad_group_ad_ad_call_ad_phone_number: str | None = None
    ad_group_ad_ad_call_ad_phone_number_verification_url: str | None = None
    ad_group_ad_ad_local_ad_call_to_actions: Json | None = None
    ad_group_ad_ad_local_ad_descriptions: Json | None = None
    ad_group_ad_ad_local_ad_headlines: Json | None = None
    ad_group_ad_ad_local_ad_logo_images: Json | None = None
    ad_group_ad_ad_local_ad_marketing_images: Json | None = None
    ad_group_ad_ad_local_ad_path1: str | None = None
    ad_group_ad_ad_local_ad_path2: str | None = None
    ad_group_ad_ad_local_ad_videos: Json | None = None
    ad_group_ad_ad_shopping_comparison_listing_ad_headline: str | None = None
    ad_group_ad_ad_shopping_product_ad: str | None = None
    ad_group_ad_ad_shopping_smart_ad: str | None = None
    ad_group_ad_ad_hotel_ad: str | None = None
    ad_group_ad_ad_smart_campaign_ad_descriptions: Json | None = None
    ad_group_ad_ad_smart_campaign_ad_headlines: Json | None = None

    feeds = (
        Ad.mapping(
            ad_id=_.ad_group_ad_ad_id.cast("string"),
            ad_name=_.ad_group_ad_ad_name.nullif(""),
            ad_status=_.ad_group_ad_status,
            ad_ad_group_id=_.ad_group_id.cast("string"),
            ad_campaign_id=None,
        ),
    )
