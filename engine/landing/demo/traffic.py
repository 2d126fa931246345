"""The visits to a simulated shop: where a visitor came from, on what device, and how far the visit went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from urllib.parse import urlencode

from engine.landing.demo.delivery import Delivery
from engine.landing.demo.goods import Product
from engine.landing.demo.people import Visitor
from engine.landing.demo.script import Script, poisson

LANDED = 0.82
"""The part of the clicks on an ad that become a visit."""

_WEEK = (1.04, 0.98, 0.95, 0.98, 1.02, 0.93, 1.10)
_LATEST = 79_200
"""Last second of a day at which a visit begins: none reaches into the next day, not even when a day has 23 hours."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to the shop: its part of the visits, and the part of its visits that order."""

    source: str
    medium: str
    referrer: str
    share: float
    conversion: float


PAID = Channel("", "cpc", "", 0.42, 0.1)
"""Visits from ads; source and referrer are the network's or the publisher's."""

CHANNELS = (
    Channel("google", "organic", "https://www.google.com/", 0.25, 0.13),
    Channel("(direct)", "(none)", "", 0.18, 0.16),
    Channel("newsletter", "email", "", 0.08, 0.2),
    Channel("theedit.example", "referral", "https://theedit.example/", 0.07, 0.1),
)
_ORDERS_PER_VISIT = sum(channel.share * channel.conversion for channel in (PAID, *CHANNELS))


@dataclass(frozen=True, slots=True)
class Touch:
    """What brought a visitor: a channel, and the ad's delivery where it was an ad."""

    source: str
    medium: str
    referrer: str
    delivery: Delivery | None = None

    @property
    def campaign(self) -> str | None:
        """The name that the visit's campaign has in addresses and in analytics."""
        if self.delivery:
            return self.delivery.campaign.name
        return "weekly" if self.medium == "email" else None

    def tagged(self, path: str) -> str:
        """A path of the shop with the tags that name the campaign."""
        tags = {"utm_source": self.source, "utm_medium": self.medium, "utm_campaign": self.campaign}
        if self.delivery:
            tags |= {"utm_content": self.delivery.ad.name, "utm_term": self.delivery.ad_set.name, "utm_id": str(self.delivery.campaign.id)}
        return f"{path}?{urlencode(tags)}" if self.campaign else path


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody reaches the shop; ``conversion`` is the chance of an order."""

    at: datetime
    touch: Touch
    device: str
    conversion: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One session: its visitor, how many visits came before, and the products that were looked at."""

    arrival: Arrival
    visitor: Visitor
    number: int
    viewed: tuple[Product, ...]
    in_cart: bool
    at_checkout: bool
    pace: int
    """Seconds between two steps."""
    micros: int
    """Microseconds after the second at which each step is recorded."""

    @property
    def at(self) -> datetime:
        """When the visit begins."""
        return self.arrival.at

    @property
    def session_id(self) -> int:
        """The session's id in the visitor's own numbering: its first second."""
        return int(self.at.timestamp())

    @property
    def steps(self) -> int:
        """How many pages come before an order is paid."""
        return max(1, len(self.viewed)) + self.in_cart + self.at_checkout

    @property
    def landing(self) -> str:
        """The first page, with the campaign's tags."""
        return self.arrival.touch.tagged(f"/products/{self.viewed[0].handle}" if self.viewed else "/")


def expected_visits(script: Script, day: date) -> float:
    """How many visits a day brings on average: as many as its orders need."""
    return script.orders_per_day * _WEEK[day.weekday()] / _ORDERS_PER_VISIT


def arrivals(script: Script, day: date, deliveries: tuple[Delivery, ...]) -> list[Arrival]:
    """Everybody who reaches the shop on a day, in order of time: from the ads' clicks, and by the other channels."""
    rng = script.draws("arrivals", day)
    paid = [
        _clicked(script, rng, delivery) for delivery in deliveries for _ in range(delivery.figures.link_clicks) if rng.random() < LANDED
    ]
    other = [
        _arrived(script, rng, day, channel)
        for channel in CHANNELS
        for _ in range(poisson(rng, expected_visits(script, day) * channel.share))
    ]
    return sorted([*paid, *other], key=lambda arrival: arrival.at)


def _clicked(script: Script, rng: Random, delivery: Delivery) -> Arrival:
    touch = Touch(delivery.source, PAID.medium, f"https://l.{delivery.source}.com/", delivery)
    return Arrival(_moment(script, rng, delivery.day), touch, delivery.placement.category, PAID.conversion)


def _arrived(script: Script, rng: Random, day: date, channel: Channel) -> Arrival:
    touch = Touch(channel.source, channel.medium, channel.referrer)
    device = "mobile" if rng.random() < 0.55 else "desktop"
    return Arrival(_moment(script, rng, day), touch, device, channel.conversion)


def _moment(script: Script, rng: Random, day: date) -> datetime:
    return script.midnight(day) + timedelta(seconds=int(rng.triangular(0, _LATEST, 0.75 * _LATEST)))
