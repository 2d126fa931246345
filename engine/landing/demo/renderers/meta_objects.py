"""Campaigns, ad sets and ads as Meta's Marketing API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.landing.demo.advertising import META, Ad, AdSet, Campaign
from engine.landing.demo.span import Span, Wire


def campaigns(span: Span) -> Iterator[Wire]:
    """Campaigns that are new."""
    return (_campaign(span, campaign) for campaign in span.world.accounts[META.name].campaigns if span.holds(campaign.created))


def ad_sets(span: Span) -> Iterator[Wire]:
    """Ad sets that are new or have another budget."""
    for campaign in span.world.accounts[META.name].campaigns:
        for ad_set in campaign.ad_sets:
            updated = span.morning(campaign.review_day(span.last_day), ad_set.created)
            if span.holds(updated):
                yield _ad_set(span, campaign, ad_set, updated)


def ads(span: Span) -> Iterator[Wire]:
    """Ads that are new or have been paused."""
    for campaign in span.world.accounts[META.name].campaigns:
        for ad_set in campaign.ad_sets:
            for ad in ad_set.ads:
                paused = ad.paused if ad.paused and ad.paused <= span.last_day else None
                updated = span.script.midnight(paused) if paused else ad.created
                if span.holds(updated):
                    yield _ad(span, campaign, ad_set, ad, updated)


def account_id(span: Span) -> str:
    """The ad account's id."""
    return str(span.world.accounts[META.name].id)


def _instant(span: Span, at: datetime) -> str:
    return at.astimezone(span.script.zone).strftime("%Y-%m-%dT%H:%M:%S%z")


def _times(span: Span, created: datetime, updated: datetime) -> Wire:
    return {"created_time": _instant(span, created), "updated_time": _instant(span, updated)}


def _campaign(span: Span, campaign: Campaign) -> Wire:
    return {
        "id": str(campaign.id),
        "account_id": account_id(span),
        "name": campaign.name,
        "objective": campaign.objective,
        "status": "ACTIVE",
        "configured_status": "ACTIVE",
        "effective_status": "ACTIVE",
        "buying_type": "AUCTION",
        "budget_rebalance_flag": False,
        "budget_remaining": "0",
        "smart_promotion_type": "GUIDED_CREATION",
        "source_campaign_id": "0",
        "special_ad_category": "NONE",
        "special_ad_categories": [],
        "start_time": _instant(span, span.script.midnight(campaign.starts)),
        **_times(span, campaign.created, campaign.created),
    }


def _ad_set(span: Span, campaign: Campaign, ad_set: AdSet, updated: datetime) -> Wire:
    budget = ad_set.budget * (10 + campaign.reviewed(span.last_day) % 4) // 10
    return {
        "id": str(ad_set.id),
        "account_id": account_id(span),
        "campaign_id": str(campaign.id),
        "name": ad_set.name,
        "status": "ACTIVE",
        "configured_status": "ACTIVE",
        "effective_status": "ACTIVE",
        "daily_budget": str(budget),
        "budget_remaining": str(budget),
        "lifetime_budget": "0",
        "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
        "billing_event": "IMPRESSIONS",
        "optimization_goal": "OFFSITE_CONVERSIONS",
        "promoted_object": {"custom_event_type": "PURCHASE", "pixel_id": str(span.script.identity(15, "pixel"))},
        "targeting": _targeting(),
        "start_time": _instant(span, span.script.midnight(campaign.starts)),
        **_times(span, ad_set.created, updated),
    }


def _ad(span: Span, campaign: Campaign, ad_set: AdSet, ad: Ad, updated: datetime) -> Wire:
    status = "ACTIVE" if updated == ad.created else "PAUSED"
    return {
        "id": str(ad.id),
        "account_id": account_id(span),
        "campaign_id": str(campaign.id),
        "adset_id": str(ad_set.id),
        "name": ad.name,
        "status": status,
        "configured_status": status,
        "effective_status": status,
        "bid_type": "ABSOLUTE_OCPM",
        "creative": {"id": str(ad.creative_id)},
        "source_ad_id": "0",
        "targeting": _targeting(),
        "tracking_specs": [{"action.type": ["offsite_conversion"], "fb_pixel": [str(span.script.identity(15, "pixel"))]}],
        **_times(span, ad.created, updated),
    }


def _targeting() -> Wire:
    publishers = sorted({placement.publisher for placement in META.placements})
    return {"age_min": 18, "age_max": 65, "geo_locations": {"countries": ["US"]}, "publisher_platforms": publishers}
