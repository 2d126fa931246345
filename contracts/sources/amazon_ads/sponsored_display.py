"""Sponsored Display: campaigns, and their daily report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ibis import _
from pydantic import Field

from contracts.sources.amazon_ads.api import AmazonAds
from contracts.sources.amazon_ads.campaign import campaign
from contracts.sources.amazon_ads.reports import DAY, AmazonCampaignReport, performance


class AmazonSponsoredDisplayCampaign(AmazonAds, object="sponsored_display_campaigns", key="campaign_id"):
    """A Sponsored Display campaign; its budget is a number."""

    campaign_id: str | None = None
    portfolio_id: str | None = None
    name: str | None = None
    state: str | None = None
    tactic: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    budget: Decimal | None = None
    budget_type: str | None = None
    cost_type: str | None = None
    delivery_profile: str | None = None

    feeds = (campaign(),)


class AmazonSponsoredDisplayCampaignPerformance(
    AmazonCampaignReport,
    object="sponsored_display_campaigns_report_daily",
    known_as=("sponsored_display_campaigns_report_stream_daily", "sd_campaigns"),
    key=(*DAY, "campaign_id"),
    cursor="date",
):
    """One row a campaign and day (``sdCampaigns``). What is counted is so within 14 days of a click or view."""

    cost_type: str | None = None
    # delivery; rates are in percent
    impressions_views: int | None = None
    impressions_frequency_average: Decimal | None = None
    cumulative_reach: str | None = None
    viewability_rate: Decimal | None = None
    view_click_through_rate: Decimal | None = None
    # purchases and sales
    purchases: int | None = None
    purchases_clicks: int | None = None
    purchases_promoted_clicks: int | None = None
    units_sold: int | None = None
    units_sold_clicks: int | None = None
    sales: Decimal | None = None
    sales_clicks: Decimal | None = None
    sales_promoted_clicks: Decimal | None = None
    # of customers who are new to the brand
    new_to_brand_purchases: int | None = None
    new_to_brand_purchases_clicks: int | None = None
    new_to_brand_units_sold: int | None = None
    new_to_brand_units_sold_clicks: int | None = None
    new_to_brand_sales: Decimal | None = None
    new_to_brand_sales_clicks: Decimal | None = None
    new_to_brand_detail_page_views: int | None = None
    new_to_brand_detail_page_view_clicks: int | None = None
    new_to_brand_detail_page_view_views: int | None = None
    new_to_brand_detail_page_view_rate: Decimal | None = None
    new_to_brand_ecp_detail_page_view: Decimal | None = Field(default=None, validation_alias="newToBrandECPDetailPageView")
    # on the way to a purchase
    detail_page_views: int | None = None
    detail_page_views_clicks: int | None = None
    branded_searches: int | None = None
    branded_searches_clicks: int | None = None
    branded_searches_views: int | None = None
    branded_search_rate: Decimal | None = None
    e_cp_brand_search: Decimal | None = Field(default=None, validation_alias="eCPBrandSearch")
    add_to_cart: int | None = None
    add_to_cart_clicks: int | None = None
    add_to_cart_views: int | None = None
    add_to_cart_rate: Decimal | None = None
    e_cp_add_to_cart: Decimal | None = Field(default=None, validation_alias="eCPAddToCart")
    add_to_list: int | None = None
    add_to_list_from_clicks: int | None = None
    add_to_list_from_views: int | None = None
    # books
    qualified_borrows: int | None = None
    qualified_borrows_from_clicks: int | None = None
    qualified_borrows_from_views: int | None = None
    royalty_qualified_borrows: int | None = None
    royalty_qualified_borrows_from_clicks: int | None = None
    royalty_qualified_borrows_from_views: int | None = None
    # leads
    lead_form_opens: int | None = None
    leads: int | None = None
    link_outs: int | None = None
    # video
    video_first_quartile_views: int | None = None
    video_midpoint_views: int | None = None
    video_third_quartile_views: int | None = None
    video_complete_views: int | None = None
    video_unmutes: int | None = None

    feeds = (performance("campaign", spend=_.cost, conversions=_.purchases, conversion_value=_.sales),)
