"""Sponsored Brands: campaigns, and the daily report of what was bought after their ads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.amazon_ads.api import AmazonAds
from contracts.sources.amazon_ads.campaign import campaign
from contracts.sources.amazon_ads.reports import DAY, AmazonReport


class AmazonSponsoredBrandsCampaign(AmazonAds, object="sponsored_brands_campaigns", key="campaign_id"):
    """A Sponsored Brands campaign; its budget is a number."""

    campaign_id: str | None = None
    portfolio_id: str | None = None
    brand_entity_id: str | None = None
    name: str | None = None
    state: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    # budget and bids
    budget: Decimal | None = None
    budget_type: str | None = None
    rule_based_budget: Json | None = None
    cost_type: str | None = None
    bidding: Json | None = None
    # what it shows
    product_location: str | None = None
    smart_default: Json | None = None
    tags: Json | None = None
    extended_data: Json | None = None

    feeds = (campaign(),)


class AmazonSponsoredBrandsPurchasedProduct(
    AmazonReport,
    object="sponsored_brands_purchased_product_report_daily",
    known_as=("sponsored_brands_v3_report_stream_daily", "sb_purchased_product"),
    key=(*DAY, "campaign_name", "ad_group_name", "attribution_type", "purchased_asin"),
    cursor="date",
):
    """One row a campaign, ad group, day and product that was bought within 14 days (``sbPurchasedProduct``).

    It feeds nothing: it has neither cost nor impressions nor ids, and what it tells of purchases other reports tell by ad.
    """

    ad_group_name: str | None = None
    attribution_type: str | None = None
    # the product
    purchased_asin: str | None = None
    product_name: str | None = None
    product_category: str | None = None
    # purchases
    orders14d: int | None = None
    units_sold14d: int | None = None
    sales14d: Decimal | None = None
    # of customers who are new to the brand; shares are percents
    new_to_brand_purchases14d: int | None = None
    new_to_brand_purchases_percentage14d: Decimal | None = None
    new_to_brand_units_sold14d: int | None = None
    new_to_brand_units_sold_percentage14d: Decimal | None = None
    new_to_brand_sales14d: Decimal | None = None
    new_to_brand_sales_percentage14d: Decimal | None = None
