"""Sponsored Products: campaigns, ad groups, product ads and keywords, as version 3 of the API lists them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.ad import Ad
from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.amazon_ads.api import AmazonAds
from contracts.sources.amazon_ads.campaign import campaign


class AmazonSponsoredProductsCampaign(
    AmazonAds, object="sponsored_products_campaigns", known_as=("sponsored_product_campaigns",), key="campaign_id"
):
    """A Sponsored Products campaign; its budget is an object of amount and type."""

    campaign_id: str | None = None
    portfolio_id: str | None = None
    name: str | None = None
    state: str | None = None
    targeting_type: str | None = None
    dynamic_bidding: Json | None = None
    budget: Json | None = None
    start_date: date | None = None
    end_date: date | None = None
    tags: Json | None = None
    extended_data: Json | None = None

    feeds = (campaign(),)


class AmazonSponsoredProductsAdGroup(
    AmazonAds, object="sponsored_products_ad_groups", known_as=("sponsored_product_ad_groups",), key="ad_group_id"
):
    """A Sponsored Products ad group."""

    ad_group_id: str | None = None
    campaign_id: str | None = None
    name: str | None = None
    state: str | None = None
    default_bid: Decimal | None = None
    extended_data: Json | None = None

    feeds = (AdGroup.mapping(ad_group_id=_.ad_group_id, ad_group_name=_.name, ad_group_status=_.state, ad_group_campaign_id=_.campaign_id),)


class AmazonSponsoredProductsProductAd(
    AmazonAds,
    object="sponsored_products_product_ads",
    known_as=("sponsored_product_ads", "sponsored_product_product_ads", "sponsored_products_ads"),
    key="ad_id",
):
    """A Sponsored Products ad. Ads have no names here: the ASIN or SKU of the product that one shows stands for it."""

    ad_id: str | None = None
    ad_group_id: str | None = None
    campaign_id: str | None = None
    state: str | None = None
    asin: str | None = None
    sku: str | None = None
    custom_text: str | None = None
    extended_data: Json | None = None

    feeds = (
        Ad.mapping(
            ad_id=_.ad_id,
            ad_name=ibis.coalesce(_.asin.nullif(""), _.sku),
            ad_status=_.state,
            ad_ad_group_id=_.ad_group_id,
            ad_campaign_id=_.campaign_id,
        ),
    )


class AmazonSponsoredProductsKeyword(
    AmazonAds, object="sponsored_products_keywords", known_as=("sponsored_product_keywords",), key="keyword_id"
):
    """A keyword that an ad group bids on. It feeds nothing: the star knows keywords by what they did."""

    keyword_id: str | None = None
    ad_group_id: str | None = None
    campaign_id: str | None = None
    state: str | None = None
    keyword_text: str | None = None
    native_language_locale: str | None = None
    match_type: str | None = None
    bid: Decimal | None = None
    extended_data: Json | None = None
