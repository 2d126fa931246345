"""Campaigns, ad sets and ads as Meta's Marketing API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.landing.demo import changes
from engine.landing.demo.advertising import Campaign
from engine.landing.demo.changes import Changed, ChangedAd
from engine.landing.demo.networks import META
from engine.landing.demo.span import Span, Wire


def campaigns(span: Span) -> Iterator[Wire]:
    """Campaigns that are new."""
    return (_campaign(span, campaign) for campaign in changes.campaigns(span, META))


def ad_sets(span: Span) -> Iterator[Wire]:
    """Ad sets that are new or have another budget."""
    return (_ad_set(span, changed) for changed in changes.ad_sets(span, META))


def ads(span: Span) -> Iterator[Wire]:
    """Ads that are new or have been paused."""
    return (_ad(span, changed) for changed in changes.ads(span, META))


def creatives(span: Span) -> Iterator[Wire]:
    """What the ads show."""
    return (_creative(span, changed) for changed in changes.ads(span, META))


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


def _ad_set(span: Span, changed: Changed) -> Wire:
    campaign, ad_set, updated = changed
    budget = campaign.budget(ad_set, span.last_day)
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


def _ad(span: Span, changed: ChangedAd) -> Wire:
    campaign, ad_set, ad, running, updated = changed
    status = "ACTIVE" if running else "PAUSED"
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


def _creative(span: Span, changed: ChangedAd) -> Wire:
    return {
        "id": str(changed.ad.creative_id),
        "account_id": account_id(span),
        "name": f"{changed.ad.name} Creative",
        "title": changed.ad_set.name,
        "body": "Made to be used every day.",
        "status": "ACTIVE",
        "object_type": "SHARE",
        "call_to_action_type": "SHOP_NOW",
        "url_tags": "utm_source={{site_source_name}}&utm_medium=cpc&utm_campaign={{campaign.name}}",
        "object_story_spec": {"page_id": str(span.script.identity(15, "page")), "link_data": {"name": changed.ad.name}},
    }


def _targeting() -> Wire:
    publishers = sorted({placement.publisher for placement in META.placements})
    return {"age_min": 18, "age_max": 65, "geo_locations": {"countries": ["US"]}, "publisher_platforms": publishers}
