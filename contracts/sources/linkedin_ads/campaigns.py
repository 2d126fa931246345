"""LinkedIn's campaigns, which other platforms call ad groups or ad sets."""

from __future__ import annotations

from ibis import _

from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.linkedin_ads.api import LinkedInAdsEntity, number


class LinkedInAdsCampaign(LinkedInAdsEntity, object="campaigns", key="id", version="last_modified", known_as=("ad_campaigns",)):
    """A campaign: creatives with a common audience, budget and bid."""

    # what it belongs to
    account: str | None = None
    campaign_group: str | None = None
    associated_entity: str | None = None
    # what is shown, where and when
    type: str | None = None
    format: str | None = None
    locale: Json | None = None
    run_schedule: Json | None = None
    creative_selection: str | None = None
    offsite_delivery_enabled: bool | None = None
    offsite_preferences: Json | None = None
    story_delivery_enabled: bool | None = None
    connected_television_only: bool | None = None
    political_intent: str | None = None
    # whom it reaches, and for what
    targeting_criteria: Json | None = None
    audience_expansion_enabled: bool | None = None
    objective_type: str | None = None
    optimization_target_type: str | None = None
    optimization_preference: Json | None = None
    # budget and bid, as {amount, currencyCode}
    cost_type: str | None = None
    unit_cost: Json | None = None
    daily_budget: Json | None = None
    total_budget: Json | None = None
    pacing_strategy: str | None = None

    feeds = (
        AdGroup.mapping(
            ad_group_id=_.id.cast("string"),
            ad_group_name=_.name,
            ad_group_status=_.status,
            ad_group_campaign_id=number(_.campaign_group),
        ),
    )
