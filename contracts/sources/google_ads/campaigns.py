"""Google Ads' campaigns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ibis import _

from contracts.entities.campaign import Campaign
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.sources.google_ads.api import GoogleAds, account_in
from contracts.units import midnight


def campaign_mapping(rows: Rows | None = None) -> Mapping:
    """The campaign that a row tells of."""
    return Campaign.mapping(
        rows=rows,
        campaign_id=_.campaign_id.cast("string"),
        campaign_name=_.campaign_name,
        campaign_status=_.campaign_status,
        campaign_objective=_.campaign_advertising_channel_type,  # Google's "primary serving target": it has no other
        campaign_account_id=account_in(_.campaign_resource_name),
        # Google tells the day alone, and not the account's time zone beside it.
        campaign_started_at=midnight(_.campaign_start_date),
    )


class CampaignAttributes(GoogleAds):
    """What is told of a campaign, with and without its metrics."""

    # the campaign
    campaign_resource_name: str | None = None
    campaign_id: int | None = None
    campaign_name: str | None = None
    campaign_base_campaign: str | None = None
    campaign_labels: Json | None = None
    campaign_experiment_type: str | None = None
    # its state
    campaign_status: str | None = None
    campaign_serving_status: str | None = None
    campaign_ad_serving_optimization_status: str | None = None
    campaign_optimization_score: Decimal | None = None
    campaign_start_date: date | None = None
    campaign_end_date: date | None = None
    # channel and networks
    campaign_advertising_channel_type: str | None = None
    campaign_advertising_channel_sub_type: str | None = None
    campaign_network_settings_target_content_network: bool | None = None
    campaign_network_settings_target_google_search: bool | None = None
    campaign_network_settings_target_partner_search_network: bool | None = None
    campaign_network_settings_target_search_network: bool | None = None
    campaign_app_campaign_setting_app_id: str | None = None
    campaign_app_campaign_setting_app_store: str | None = None
    campaign_app_campaign_setting_bidding_strategy_goal_type: str | None = None
    campaign_dynamic_search_ads_setting_domain_name: str | None = None
    campaign_dynamic_search_ads_setting_language_code: str | None = None
    campaign_dynamic_search_ads_setting_use_supplied_urls_only: bool | None = None
    campaign_dynamic_search_ads_setting_feeds: Json | None = None
    campaign_hotel_setting_hotel_center_id: int | None = None
    campaign_local_campaign_setting_location_source_type: str | None = None
    campaign_shopping_setting_campaign_priority: int | None = None
    campaign_shopping_setting_enable_local: bool | None = None
    campaign_shopping_setting_merchant_id: int | None = None
    campaign_vanity_pharma_vanity_pharma_display_url_mode: str | None = None
    campaign_vanity_pharma_vanity_pharma_text: str | None = None
    campaign_video_brand_safety_suitability: str | None = None
    campaign_excluded_parent_asset_field_types: Json | None = None
    # whom it reaches
    campaign_geo_target_type_setting_negative_geo_target_type: str | None = None
    campaign_geo_target_type_setting_positive_geo_target_type: str | None = None
    campaign_targeting_setting_target_restrictions: Json | None = None
    campaign_frequency_caps: Json | None = None
    # links
    campaign_final_url_suffix: str | None = None
    campaign_tracking_setting_tracking_url: str | None = None
    campaign_tracking_url_template: str | None = None
    campaign_url_custom_parameters: Json | None = None
    # budget and payment, in micros
    campaign_campaign_budget: str | None = None
    campaign_budget_resource_name: str | None = None
    campaign_budget_amount_micros: int | None = None
    campaign_payment_mode: str | None = None
    campaign_commission_commission_rate_micros: int | None = None
    # bids, in micros
    campaign_bidding_strategy: str | None = None
    campaign_accessible_bidding_strategy: str | None = None
    campaign_bidding_strategy_type: str | None = None
    campaign_manual_cpc_enhanced_cpc_enabled: bool | None = None
    campaign_manual_cpm: str | None = None
    campaign_manual_cpv: str | None = None
    campaign_percent_cpc_cpc_bid_ceiling_micros: int | None = None
    campaign_percent_cpc_enhanced_cpc_enabled: bool | None = None
    campaign_maximize_conversion_value_target_roas: Decimal | None = None
    campaign_maximize_conversions_target_cpa_micros: int | None = None
    campaign_target_cpa_cpc_bid_ceiling_micros: int | None = None
    campaign_target_cpa_cpc_bid_floor_micros: int | None = None
    campaign_target_cpa_target_cpa_micros: int | None = None
    campaign_target_cpm_target_frequency_goal_target_count: int | None = None
    campaign_target_cpm_target_frequency_goal_time_unit: str | None = None
    campaign_target_impression_share_cpc_bid_ceiling_micros: int | None = None
    campaign_target_impression_share_location: str | None = None
    campaign_target_impression_share_location_fraction_micros: int | None = None
    campaign_target_roas_cpc_bid_ceiling_micros: int | None = None
    campaign_target_roas_cpc_bid_floor_micros: int | None = None
    campaign_target_roas_target_roas: Decimal | None = None
    campaign_target_spend_cpc_bid_ceiling_micros: int | None = None
    campaign_target_spend_target_spend_micros: int | None = None
    campaign_real_time_bidding_setting_opt_in: bool | None = None
    campaign_optimization_goal_setting_optimization_goal_types: Json | None = None
    campaign_selective_optimization_conversion_actions: Json | None = None


class GoogleAdsCampaign(CampaignAttributes, object="campaigns", key="campaign_id"):
    """A campaign, read without segments and metrics; Airbyte's stream ``campaign`` is GoogleAdsCampaignPerformance."""

    feeds = (campaign_mapping(),)
