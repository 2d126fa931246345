"""LinkedIn's campaign groups, which other platforms call campaigns."""

from __future__ import annotations

from ibis import _

from contracts.entities.campaign import Campaign
from contracts.kinds import Json
from contracts.sources.linkedin_ads.api import LinkedInAdsEntity, number, start


class LinkedInAdsCampaignGroup(
    LinkedInAdsEntity, object="campaign_groups", key="id", version="last_modified", known_as=("ad_campaign_groups",)
):
    """A campaign group: the campaigns of one account that share an aim and a budget."""

    account: str | None = None
    backfilled: bool | None = None
    # what it is to reach, and when
    objective_type: str | None = None
    allowed_campaign_types: Json | None = None
    run_schedule: Json | None = None
    # budget, as {amount, currencyCode}
    total_budget: Json | None = None
    daily_budget: Json | None = None
    budget_optimization: Json | None = None

    feeds = (
        Campaign.mapping(
            campaign_id=_.id.cast("string"),
            campaign_name=_.name,
            campaign_status=_.status,
            campaign_objective=_.objective_type,
            campaign_account_id=number(_.account),
            campaign_started_at=start(_.run_schedule),
        ),
    )
