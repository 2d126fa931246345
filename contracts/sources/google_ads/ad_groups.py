"""Google Ads' ad groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ibis import _

from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.google_ads.api import GoogleAds


class GoogleAdsAdGroup(
    GoogleAds, object="ad_groups", key=("ad_group_id", "segments_date"), version="segments_date", known_as=("ad_group",)
):
    """An ad group as of a day, with what it cost on it.

    The cost feeds nothing: it has no impressions beside it, and the reports by campaign, keyword and ad hold it already.
    """

    # identity
    ad_group_id: int | None = None
    ad_group_resource_name: str | None = None
    ad_group_name: str | None = None
    ad_group_type: str | None = None
    ad_group_base_ad_group: str | None = None
    ad_group_labels: Json | None = None
    ad_group_campaign: str | None = None
    campaign_id: int | None = None
    campaign_resource_name: str | None = None
    # state
    ad_group_status: str | None = None
    ad_group_ad_rotation_mode: str | None = None
    # whom it reaches
    ad_group_targeting_setting_target_restrictions: Json | None = None
    ad_group_optimized_targeting_enabled: bool | None = None
    ad_group_display_custom_bid_dimension: str | None = None
    ad_group_excluded_parent_asset_field_types: Json | None = None
    # links
    ad_group_final_url_suffix: str | None = None
    ad_group_tracking_url_template: str | None = None
    ad_group_url_custom_parameters: Json | None = None
    # bids, in micros
    ad_group_cpc_bid_micros: int | None = None
    ad_group_cpm_bid_micros: int | None = None
    ad_group_cpv_bid_micros: int | None = None
    ad_group_percent_cpc_bid_micros: int | None = None
    ad_group_target_cpa_micros: int | None = None
    ad_group_target_cpm_micros: int | None = None
    ad_group_target_roas: Decimal | None = None
    ad_group_effective_target_cpa_micros: int | None = None
    ad_group_effective_target_cpa_source: str | None = None
    ad_group_effective_target_roas: Decimal | None = None
    ad_group_effective_target_roas_source: str | None = None
    # the day
    segments_date: date | None = None
    metrics_cost_micros: int | None = None

    feeds = (
        AdGroup.mapping(
            ad_group_id=_.ad_group_id.cast("string"),
            ad_group_name=_.ad_group_name,
            ad_group_status=_.ad_group_status,
            ad_group_campaign_id=_.campaign_id.cast("string"),
        ),
    )
