"""Google Ads' clicks."""

from __future__ import annotations

from datetime import date

from contracts.sources.google_ads.api import GoogleAds


class GoogleAdsClick(
    GoogleAds,
    object="click_view",
    key=("click_view_gclid", "segments_date", "segments_ad_network_type"),
    cursor="segments_date",
):
    """A click on an ad, by the id that Google adds to the link (gclid); told for the last 90 days, one day a query.

    It feeds nothing: what clicks cost and how many there were, the reports tell.
    """

    # the click
    click_view_gclid: str | None = None
    click_view_resource_name: str | None = None
    click_view_ad_group_ad: str | None = None
    click_view_keyword: str | None = None
    click_view_keyword_info_text: str | None = None
    click_view_keyword_info_match_type: str | None = None
    segments_date: date | None = None
    segments_ad_network_type: str | None = None
    # what it belongs to
    customer_id: int | None = None
    customer_resource_name: str | None = None
    campaign_id: int | None = None
    campaign_resource_name: str | None = None
    campaign_name: str | None = None
    campaign_network_settings_target_content_network: bool | None = None
    campaign_network_settings_target_google_search: bool | None = None
    campaign_network_settings_target_partner_search_network: bool | None = None
    campaign_network_settings_target_search_network: bool | None = None
    ad_group_id: int | None = None
    ad_group_resource_name: str | None = None
    ad_group_name: str | None = None
