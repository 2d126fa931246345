"""The delivery of ads: what a day brought for an ad in a placement, and how its report is restated for weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from engine.landing.demo.advertising import Account, Ad, AdSet, Campaign
from engine.landing.demo.networks import Placement
from engine.landing.demo.script import Script, poisson

RESTATED_DAYS = 28
"""Age in days from which a report no longer changes."""

_FRESH_DAYS, _ATTRIBUTED_DAYS = 3, 7


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report row counts; money in minor units."""

    impressions: int = 0
    clicks: int = 0
    link_clicks: int = 0
    spend: int = 0
    purchases: int = 0
    revenue: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Both together."""
        return Figures(
            self.impressions + other.impressions,
            self.clicks + other.clicks,
            self.link_clicks + other.link_clicks,
            self.spend + other.spend,
            self.purchases + other.purchases,
            self.revenue + other.revenue,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """One ad in one placement on one day: the final figures without purchases, and how far the first report was off."""

    day: date
    account: Account
    campaign: Campaign
    ad_set: AdSet
    ad: Ad
    placement: Placement
    figures: Figures
    error: float

    @property
    def key(self) -> tuple[date, int, Placement]:
        """What identifies the delivery."""
        return self.day, self.ad.id, self.placement

    @property
    def source(self) -> str:
        """What the addresses that the ad leads to call its source."""
        return self.account.network.source or self.placement.publisher

    def stated(self, on: date, sold: tuple[int, int]) -> Figures:
        """The figures as reported on a day; ``sold`` are the purchases in the end, and their revenue.

        The first report is off by some percent either way, a small correction follows after weeks, and purchases are
        attributed late.
        """
        age = (on - self.day).days
        factor = 1.0 if age >= RESTATED_DAYS else 1 + self.error * (1.0 if age < _FRESH_DAYS else 0.1)
        purchases = sold[0] if age >= _ATTRIBUTED_DAYS else sold[0] * 2 // 3
        return Figures(
            impressions=max(self.figures.clicks, round(self.figures.impressions * factor)),
            clicks=self.figures.clicks,
            link_clicks=self.figures.link_clicks,
            spend=round(self.figures.spend * factor),
            purchases=purchases,
            revenue=sold[1] * purchases // sold[0] if sold[0] else 0,
        )


def deliver(script: Script, account: Account, day: date, clicks: float) -> Iterator[Delivery]:
    """What an account delivers on a day on which ``clicks`` link clicks are expected."""
    rng = script.draws("delivery", account.network.name, day)
    running = account.running(day)
    weight = sum(ad.weight for _, _, ad in running)
    for campaign, ad_set, ad in running:
        for placement in account.network.placements:
            expected = clicks * ad.weight / weight * placement.share
            figures, error = _figures(rng, expected, ad.click_rate, account.cost_per_click)
            if figures.impressions:
                yield Delivery(day, account, campaign, ad_set, ad, placement, figures, error)


def _figures(rng: Random, expected: float, click_rate: float, cost_per_click: float) -> tuple[Figures, float]:
    link_clicks = poisson(rng, expected)
    clicks = link_clicks + poisson(rng, 0.2 * expected)
    impressions = max(clicks, round(expected / click_rate * rng.uniform(0.8, 1.2)))
    spend = round(impressions * click_rate * cost_per_click * rng.uniform(0.85, 1.15))
    return Figures(impressions, clicks, link_clicks, spend), rng.uniform(-0.06, 0.04)
