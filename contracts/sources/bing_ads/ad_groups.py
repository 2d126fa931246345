"""Microsoft Advertising's ad groups."""

from __future__ import annotations

from decimal import Decimal

from ibis import _

from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.bing_ads.api import BingAds


class BingAdGroup(BingAds, object="ad_groups", key="id"):
    """An ad group. Its first and last day are objects of day, month and year."""

    # identity
    id: int | None = None
    campaign_id: int | None = None
    account_id: int | None = None
    customer_id: int | None = None
    name: str | None = None
    ad_group_type: str | None = None
    # state
    status: str | None = None
    privacy_status: str | None = None
    start_date: Json | None = None
    end_date: Json | None = None
    # whom it reaches
    network: str | None = None
    language: str | None = None
    settings: Json | None = None
    ad_rotation: Json | None = None
    ad_schedule_use_searcher_time_zone: bool | None = None
    # bids, in major units of the account's currency; adjustments are percents
    bidding_scheme: Json | None = None
    cpc_bid: Json | None = None
    cpm_bid: Json | None = None
    cpv_bid: Json | None = None
    audience_ads_bid_adjustment: Decimal | None = None
    multimedia_ads_bid_adjustment: Decimal | None = None
    # where its ads lead
    final_url_suffix: str | None = None
    tracking_url_template: str | None = None
    url_custom_parameters: Json | None = None
    forward_compatibility_map: Json | None = None

    feeds = (
        AdGroup.mapping(
            ad_group_id=_.id.cast("string"),
            ad_group_name=_.name,
            ad_group_status=_.status,
            ad_group_campaign_id=_.campaign_id.cast("string"),
        ),
    )
