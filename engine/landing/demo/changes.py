"""Changes to a tenant's advertising: the campaigns, ad sets and ads that an extraction brings, each with its last change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from engine.landing.demo.advertising import Account, Ad, AdSet, Campaign
from engine.landing.demo.networks import Network
from engine.landing.demo.span import Span


class Changed(NamedTuple):
    """An ad set with its campaign, and when it was last changed."""

    campaign: Campaign
    ad_set: AdSet
    updated: datetime


class ChangedAd(NamedTuple):
    """An ad with what it belongs to, whether it runs, and when it was last changed."""

    campaign: Campaign
    ad_set: AdSet
    ad: Ad
    running: bool
    updated: datetime


def accounts(span: Span, network: Network) -> Iterator[Account]:
    """The account, where it is new."""
    account = span.world.accounts[network.name]
    return iter((account,) if span.holds(account.opened) else ())


def campaigns(span: Span, network: Network) -> Iterator[Campaign]:
    """Campaigns that are new."""
    return (campaign for campaign in span.world.accounts[network.name].campaigns if span.holds(campaign.created))


def ad_sets(span: Span, network: Network) -> Iterator[Changed]:
    """Ad sets that are new or have another budget."""
    for campaign in span.world.accounts[network.name].campaigns:
        for ad_set in campaign.ad_sets:
            updated = span.morning(campaign.review_day(span.last_day), ad_set.created)
            if span.holds(updated):
                yield Changed(campaign, ad_set, updated)


def ads(span: Span, network: Network) -> Iterator[ChangedAd]:
    """Ads that are new or have been paused."""
    for campaign in span.world.accounts[network.name].campaigns:
        for ad_set in campaign.ad_sets:
            for ad in ad_set.ads:
                paused = None if ad.running(span.last_day) else ad.paused
                updated = span.script.midnight(paused) if paused else ad.created
                if span.holds(updated):
                    yield ChangedAd(campaign, ad_set, ad, not paused, updated)
