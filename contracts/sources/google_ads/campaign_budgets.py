"""Google Ads' budgets of campaigns."""

from __future__ import annotations

from contracts.sources.google_ads.metrics import DeliveryMetrics, EngagementMetrics


class GoogleAdsCampaignBudget(
    DeliveryMetrics,
    EngagementMetrics,
    object="campaign_budgets",
    key=("customer_id", "campaign_budget_id", "campaign_id", "segments_date"),
    version="segments_date",
    known_as=("campaign_budget",),
):
    """A budget as of a day, for each campaign that shares it, with what it paid for; the campaign is a part of the key.

    The metrics feed nothing: the reports by campaign hold them already.
    """

    # the budget
    campaign_budget_id: int | None = None
    campaign_budget_resource_name: str | None = None
    campaign_budget_name: str | None = None
    campaign_budget_type: str | None = None
    campaign_budget_status: str | None = None
    campaign_budget_period: str | None = None
    campaign_budget_delivery_method: str | None = None
    campaign_budget_explicitly_shared: bool | None = None
    campaign_budget_reference_count: int | None = None
    campaign_budget_aligned_bidding_strategy_id: int | None = None
    # whose it is
    customer_id: int | None = None
    customer_resource_name: str | None = None
    campaign_id: int | None = None
    campaign_resource_name: str | None = None
    segments_budget_campaign_association_status_campaign: str | None = None
    segments_budget_campaign_association_status_status: str | None = None
    # amounts, in micros
    campaign_budget_amount_micros: int | None = None
    campaign_budget_total_amount_micros: int | None = None
    # what Google recommends, amounts in micros
    campaign_budget_has_recommended_budget: bool | None = None
    campaign_budget_recommended_budget_amount_micros: int | None = None
    campaign_budget_recommended_budget_estimated_change_weekly_clicks: int | None = None
    campaign_budget_recommended_budget_estimated_change_weekly_cost_micros: int | None = None
    campaign_budget_recommended_budget_estimated_change_weekly_interactions: int | None = None
    campaign_budget_recommended_budget_estimated_change_weekly_views: int | None = None
