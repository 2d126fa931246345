"""TikTok's campaigns."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.campaign import Campaign
from contracts.sources.tiktok_ads.api import TikTokAds


class TikTokCampaign(TikTokAds, object="campaigns", key="campaign_id", version="modify_time"):
    """A campaign. When it runs is said by its ad groups."""

    # identity
    campaign_id: str | None = None
    advertiser_id: str | None = None
    campaign_name: str | None = None
    campaign_type: str | None = None
    # state
    secondary_status: str | None = None
    operation_status: str | None = None
    create_time: datetime | None = None
    modify_time: datetime | None = None
    # what it is for
    objective: str | None = None
    objective_type: str | None = None
    app_promotion_type: str | None = None
    rf_campaign_type: str | None = None
    is_smart_performance_campaign: bool | None = None
    is_search_campaign: bool | None = None
    is_new_structure: bool | None = None
    split_test_variable: str | None = None
    # budget and bids, in major units of the advertiser's currency
    budget: Decimal | None = None
    budget_mode: str | None = None
    budget_optimize_on: bool | None = None
    optimization_goal: str | None = None
    bid_type: str | None = None
    deep_bid_type: str | None = None
    roas_bid: Decimal | None = None

    feeds = (
        Campaign.mapping(
            campaign_id=_.campaign_id,
            campaign_name=_.campaign_name,
            campaign_status=ibis.coalesce(_.secondary_status, _.operation_status),
            campaign_objective=ibis.coalesce(_.objective_type, _.objective),
            campaign_account_id=_.advertiser_id,
            campaign_started_at=None,
        ),
    )
