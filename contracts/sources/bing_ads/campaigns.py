"""Microsoft Advertising's campaigns."""

from __future__ import annotations

from decimal import Decimal

from ibis import _

from contracts.entities.campaign import Campaign
from contracts.kinds import Json
from contracts.sources.bing_ads.api import BingAds


class BingCampaign(BingAds, object="campaigns", key="id"):
    """A campaign. A deleted one keeps its row, with the status ``Deleted``."""

    # identity
    id: int | None = None
    account_id: int | None = None
    customer_id: int | None = None
    name: str | None = None
    campaign_type: str | None = None
    sub_type: str | None = None
    experiment_id: int | None = None
    # state
    status: str | None = None
    time_zone: str | None = None
    # whom it reaches
    languages: Json | None = None
    settings: Json | None = None
    ad_schedule_use_searcher_time_zone: bool | None = None
    # budget and bids, in major units of the account's currency; adjustments are percents
    budget_id: int | None = None
    budget_type: str | None = None
    daily_budget: Decimal | None = None
    bidding_scheme: Json | None = None
    audience_ads_bid_adjustment: Decimal | None = None
    multimedia_ads_bid_adjustment: Decimal | None = None
    # where its ads lead
    final_url_suffix: str | None = None
    tracking_url_template: str | None = None
    url_custom_parameters: Json | None = None
    forward_compatibility_map: Json | None = None

    feeds = (
        Campaign.mapping(
            campaign_id=_.id.cast("string"),
            campaign_name=_.name,
            campaign_status=_.status,
            campaign_objective=None,
            campaign_account_id=_.account_id.cast("string"),
            campaign_started_at=None,
        ),
    )
