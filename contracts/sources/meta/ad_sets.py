"""Meta's ad sets."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.ad_group import AdGroup
from contracts.kinds import Json
from contracts.sources.meta.api import Meta


class MetaAdSet(Meta, object="ad_sets", key="id", version="updated_time", known_as=("adsets",)):
    """An ad set: ads of one campaign with a common audience, budget and bid."""

    # identity
    id: str | None = None
    account_id: str | None = None
    campaign_id: str | None = None
    name: str | None = None
    source_adset_id: str | None = None
    source_adset: Json | None = None
    campaign: Json | None = None
    asset_feed_id: str | None = None
    instagram_user_id: str | None = None
    instagram_actor_id: str | None = None
    rf_prediction_id: str | None = None
    # state
    status: str | None = None
    configured_status: str | None = None
    effective_status: str | None = None
    issues_info: Json | None = None
    recommendations: Json | None = None
    review_feedback: Json | None = None
    learning_stage_info: Json | None = None
    created_time: datetime | None = None
    updated_time: datetime | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    campaign_active_time: str | None = None
    # whom it reaches
    targeting: Json | None = None
    targeting_optimization_types: Json | None = None
    promoted_object: Json | None = None
    destination_type: str | None = None
    brand_safety_config: Json | None = None
    placement_soft_opt_out: Json | None = None
    contextual_bundling_spec: Json | None = None
    trending_topics_spec: Json | None = None
    full_funnel_exploration_mode: str | None = None
    adlabels: Json | None = None
    is_dynamic_creative: bool | None = None
    adset_schedule: Json | None = None
    creative_sequence: Json | None = None
    creative_sequence_repetition_pattern: str | None = None
    frequency_control_specs: Json | None = None
    time_based_ad_rotation_id_blocks: Json | None = None
    time_based_ad_rotation_intervals: Json | None = None
    dsa_beneficiary: str | None = None
    dsa_payor: str | None = None
    regional_regulated_categories: Json | None = None
    regional_regulation_identities: Json | None = None
    # what it optimises
    optimization_goal: str | None = None
    optimization_sub_event: str | None = None
    multi_optimization_goal_weight: str | None = None
    attribution_spec: Json | None = None
    campaign_attribution: str | None = None
    is_incremental_attribution_enabled: bool | None = None
    use_new_app_click: bool | None = None
    automatic_manual_state: str | None = None
    value_rule_set_id: str | None = None
    value_rules_applied: bool | None = None
    # bids, in minor units of the account's currency
    billing_event: str | None = None
    bid_strategy: str | None = None
    bid_amount: Decimal | None = None
    bid_adjustments: Json | None = None
    bid_constraints: Json | None = None
    bid_info: Json | None = None
    pacing_type: Json | None = None
    # budget, in minor units of the account's currency
    budget_source: str | None = None
    daily_budget: Decimal | None = None
    lifetime_budget: Decimal | None = None
    budget_remaining: Decimal | None = None
    daily_min_spend_target: Decimal | None = None
    daily_spend_cap: Decimal | None = None
    lifetime_min_spend_target: Decimal | None = None
    lifetime_spend_cap: Decimal | None = None
    lifetime_imps: int | None = None
    recurring_budget_semantics: bool | None = None
    is_budget_schedule_enabled: bool | None = None
    existing_customer_budget_percentage: Decimal | None = None
    min_budget_spend_percentage: Decimal | None = None
    max_budget_spend_percentage: Decimal | None = None

    feeds = (
        AdGroup.mapping(
            ad_group_id=_.id,
            ad_group_name=_.name,
            ad_group_status=ibis.coalesce(_.effective_status, _.status, _.configured_status),
            ad_group_campaign_id=_.campaign_id,
        ),
    )
