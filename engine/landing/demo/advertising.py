"""The advertising of a simulated tenant: its account with each network, with campaigns, ad sets and ads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.landing.demo.goods import typical_price
from engine.landing.demo.money import level
from engine.landing.demo.networks import NETWORKS, Network
from engine.landing.demo.script import Script

_FORMATS = ("Video", "Carousel")
"""One ad of each in every ad set; all but the first may be paused one day."""


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad with its part of the clicks and its click rate; it is paused on the day ``paused``."""

    id: int
    creative_id: int
    name: str
    weight: float
    click_rate: float
    created: datetime
    paused: date | None

    def running(self, day: date) -> bool:
        """Whether the ad is not paused on a day."""
        return not (self.paused and self.paused <= day)


@dataclass(frozen=True, slots=True)
class AdSet:
    """One audience of a campaign, with the daily budget that it starts with, in minor units."""

    id: int
    name: str
    budget: int
    created: datetime
    ads: tuple[Ad, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; its ad sets get another budget every ``reviews`` days."""

    id: int
    name: str
    objective: str
    starts: date
    reviews: int
    created: datetime
    ad_sets: tuple[AdSet, ...]

    def reviewed(self, day: date) -> int:
        """How often the budgets have been changed by a day."""
        return max(0, (day - self.starts).days // self.reviews)

    def review_day(self, day: date) -> date | None:
        """The day since which the budgets hold, None where they are the first."""
        return self.starts + timedelta(self.reviewed(day) * self.reviews) if self.reviewed(day) else None

    def budget(self, ad_set: AdSet, day: date) -> int:
        """The daily budget of one of its ad sets on a day, in minor units."""
        return ad_set.budget * (10 + self.reviewed(day) % 4) // 10


@dataclass(frozen=True, slots=True)
class Account:
    """A tenant's account with a network, and all that is advertised in it."""

    id: int
    network: Network
    opened: datetime
    campaigns: tuple[Campaign, ...]
    cost_per_click: float
    """Mean, in minor units."""

    def running(self, day: date) -> tuple[tuple[Campaign, AdSet, Ad], ...]:
        """The ads that are shown on a day, with what they belong to."""
        return tuple(
            (campaign, ad_set, ad)
            for campaign in self.campaigns
            if campaign.starts <= day
            for ad_set in campaign.ad_sets
            for ad in ad_set.ads
            if ad.running(day)
        )


def accounts(script: Script) -> dict[str, Account]:
    """The tenant's account with each network."""
    return {network.name: _account(script, network) for network in NETWORKS}


def _account(script: Script, network: Network) -> Account:
    rng = script.draws("account", network.name)
    campaigns = tuple(_campaign(script, network, number) for number in range(len(network.plans)))
    id = script.identity(min(network.digits, 15), "account", network.name)
    opened = script.midnight(script.start - timedelta(400))
    return Account(id, network, opened, campaigns, rng.uniform(0.1, 0.18) * typical_price(script))


def _campaign(script: Script, network: Network, number: int) -> Campaign:
    plan = network.plans[number]
    starts = script.start + timedelta(plan.first)
    created = script.midnight(starts) + timedelta(hours=8, minutes=7 * number)
    ad_sets = tuple(_ad_set(script, network, (number, audience), created) for audience in range(len(network.audiences)))
    id = script.identity(network.digits, network.name, "campaign", number)
    return Campaign(id, plan.name, plan.objective, starts, plan.reviews, created, ad_sets)


def _ad_set(script: Script, network: Network, place: tuple[int, int], created: datetime) -> AdSet:
    campaign, audience = place
    parts = (network.name, "ad set", *place)
    rng = script.draws(*parts)
    budget = round(rng.uniform(20, 90)) * round(level(script.currency))
    name = f"{network.plans[campaign].name} - {network.audiences[audience]}"
    ads = tuple(_ad(script, network, (*place, number), name, created) for number in range(len(_FORMATS)))
    return AdSet(script.identity(network.digits, *parts), name, budget, created + timedelta(minutes=2), ads)


def _ad(script: Script, network: Network, place: tuple[int, int, int], ad_set: str, created: datetime) -> Ad:
    parts = (network.name, *place)
    rng, number = script.draws("ad", *parts), place[-1]
    paused = script.day(created) + timedelta(rng.randint(60, 130)) if number and rng.random() < 0.5 else None
    return Ad(
        id=script.identity(network.digits, "ad", *parts),
        creative_id=script.identity(network.digits, "creative", *parts),
        name=f"{ad_set} - {_FORMATS[number]}",
        weight=rng.uniform(0.5, 1.5),
        click_rate=rng.uniform(0.008, 0.022),
        created=created + timedelta(minutes=5 + number),
        paused=paused,
    )
