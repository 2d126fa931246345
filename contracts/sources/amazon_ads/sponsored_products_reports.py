"""Sponsored Products' daily reports: by campaign, ad group and advertised product."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
from ibis import _

from contracts.mapping import Mapping
from contracts.sources.amazon_ads.reports import DAY, AmazonCampaignReport, performance


def _performance(level: str, **ids: Any) -> Mapping:
    spend = ibis.coalesce(_.cost, _.spend)
    return performance(level, spend=spend, conversions=_.purchases14d, conversion_value=_.sales14d, **ids)


class AmazonSponsoredProductsReport(AmazonCampaignReport):
    """The columns that every Sponsored Products report has."""

    # the campaign
    portfolio_id: str | None = None
    campaign_budget_type: str | None = None
    campaign_bidding_strategy: str | None = None
    # cost and rates; rates are in percent
    spend: Decimal | None = None
    cost_per_click: Decimal | None = None
    click_through_rate: Decimal | None = None
    acos_clicks7d: Decimal | None = None
    acos_clicks14d: Decimal | None = None
    roas_clicks7d: Decimal | None = None
    roas_clicks14d: Decimal | None = None
    # purchases, within so many days of a click
    purchases1d: int | None = None
    purchases7d: int | None = None
    purchases14d: int | None = None
    purchases30d: int | None = None
    purchases_same_sku1d: int | None = None
    purchases_same_sku7d: int | None = None
    purchases_same_sku14d: int | None = None
    purchases_same_sku30d: int | None = None
    # units sold
    units_sold_clicks1d: int | None = None
    units_sold_clicks7d: int | None = None
    units_sold_clicks14d: int | None = None
    units_sold_clicks30d: int | None = None
    units_sold_same_sku1d: int | None = None
    units_sold_same_sku7d: int | None = None
    units_sold_same_sku14d: int | None = None
    units_sold_same_sku30d: int | None = None
    units_sold_other_sku7d: int | None = None
    # sales
    sales1d: Decimal | None = None
    sales7d: Decimal | None = None
    sales14d: Decimal | None = None
    sales30d: Decimal | None = None
    attributed_sales_same_sku1d: Decimal | None = None
    attributed_sales_same_sku7d: Decimal | None = None
    attributed_sales_same_sku14d: Decimal | None = None
    attributed_sales_same_sku30d: Decimal | None = None
    sales_other_sku7d: Decimal | None = None
    # books and lists
    kindle_edition_normalized_pages_read14d: int | None = None
    kindle_edition_normalized_pages_royalties14d: Decimal | None = None
    add_to_list: int | None = None
    qualified_borrows: int | None = None
    royalty_qualified_borrows: int | None = None


class AmazonSponsoredProductsCampaignPerformance(
    AmazonSponsoredProductsReport,
    object="sponsored_products_campaigns_report_daily",
    known_as=("sponsored_products_campaigns_report_stream_daily", "sp_campaigns", "campaign_level_report"),
    key=(*DAY, "campaign_id"),
    cursor="date",
):
    """One row a campaign and day (``spCampaigns``)."""

    campaign_rule_based_budget_amount: Decimal | None = None
    campaign_applicable_budget_rule_id: str | None = None
    campaign_applicable_budget_rule_name: str | None = None
    top_of_search_impression_share: Decimal | None = None

    feeds = (_performance("campaign"),)


class AmazonSponsoredProductsAdGroupPerformance(
    AmazonSponsoredProductsReport,
    object="sponsored_products_ad_groups_report_daily",
    known_as=("sponsored_products_adgroups_report_stream_daily", "ad_group_level_report"),
    key=(*DAY, "ad_group_id"),
    cursor="date",
):
    """One row an ad group and day (``spCampaigns`` by ad group)."""

    ad_group_id: str | None = None
    ad_group_name: str | None = None
    ad_status: str | None = None

    feeds = (_performance("ad_group", ad_group=_.ad_group_id),)


class AmazonSponsoredProductsProductAdPerformance(
    AmazonSponsoredProductsReport,
    object="sponsored_products_product_ads_report_daily",
    known_as=("sponsored_products_productads_report_stream_daily", "sp_advertised_product", "advertised_product_report"),
    key=(*DAY, "ad_id"),
    cursor="date",
):
    """One row an ad and day (``spAdvertisedProduct``)."""

    ad_id: str | None = None
    ad_group_id: str | None = None
    ad_group_name: str | None = None
    advertised_asin: str | None = None
    advertised_sku: str | None = None

    feeds = (_performance("ad", ad_group=_.ad_group_id, ad=_.ad_id),)
