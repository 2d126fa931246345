"""Meta's campaigns."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.campaign import Campaign
from contracts.kinds import Json
from contracts.sources.meta.api import Meta


class MetaCampaign(Meta, object="campaigns", key="id", version="updated_time"):
    """A campaign."""

    # identity
    id: str | None = None
    account_id: str | None = None
    name: str | None = None
    boosted_object_id: str | None = None
    source_campaign_id: int | None = None
    source_campaign: Json | None = None
    source_recommendation_type: str | None = None
    topline_id: str | None = None
    # state
    status: str | None = None
    configured_status: str | None = None
    effective_status: str | None = None
    issues_info: Json | None = None
    recommendations: Json | None = None
    created_time: datetime | None = None
    updated_time: datetime | None = None
    start_time: datetime | None = None
    stop_time: datetime | None = None
    campaign_group_active_time: str | None = None
    # what it is for
    objective: str | None = None
    buying_type: str | None = None
    advantage_state_info: Json | None = None
    is_direct_send_campaign: bool | None = None
    is_message_campaign: bool | None = None
    promoted_object: Json | None = None
    special_ad_categories: Json | None = None
    special_ad_category: str | None = None
    special_ad_category_country: Json | None = None
    smart_promotion_type: str | None = None
    adlabels: Json | None = None
    brand_lift_studies: Json | None = None
    can_create_brand_lift_study: bool | None = None
    frequency_control_specs: Json | None = None
    primary_attribution: str | None = None
    is_skadnetwork_attribution: bool | None = None
    has_secondary_skadnetwork_reporting: bool | None = None
    # budget, in minor units of the account's currency
    bid_strategy: str | None = None
    pacing_type: Json | None = None
    daily_budget: Decimal | None = None
    lifetime_budget: Decimal | None = None
    budget_remaining: Decimal | None = None
    spend_cap: Decimal | None = None
    can_use_spend_cap: bool | None = None
    budget_rebalance_flag: bool | None = None
    is_budget_schedule_enabled: bool | None = None
    is_adset_budget_sharing_enabled: bool | None = None
    last_budget_toggling_time: datetime | None = None

    feeds = (
        Campaign.mapping(
            campaign_id=_.id,
            campaign_name=_.name,
            campaign_status=ibis.coalesce(_.effective_status, _.status, _.configured_status),
            campaign_objective=_.objective,
            campaign_account_id=_.account_id,
            campaign_started_at=_.start_time,
        ),
    )
