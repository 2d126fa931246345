"""The script of one simulation: whose it is, its calendar, and where every draw of chance comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from math import exp
from random import Random
from zoneinfo import ZoneInfo

from engine.settings import DemoExtract, Tenant

_LARGEST_MEAN = 30.0


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one extraction: from ``start`` up to, not including, ``end``."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Script:
    """What a simulation depends on; equal scripts make equal worlds, a longer one goes on where a shorter one ends."""

    slug: str
    time_zone: str
    currency: str
    seed: int
    start: date
    months: int
    orders_per_day: float
    restatements: bool = True

    @classmethod
    def of(cls, tenant: Tenant, extract: DemoExtract) -> Script:
        """The script of a tenant, which is one for all of its connections that ask for the same."""
        return cls(
            slug=tenant.slug,
            time_zone=tenant.time_zone,
            currency=tenant.currency,
            seed=extract.seed,
            start=extract.start,
            months=extract.months,
            orders_per_day=float(extract.orders_per_day),
            restatements=extract.restatements,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the shop, the ad account and the analytics property."""
        return ZoneInfo(self.time_zone)

    @property
    def end(self) -> date:
        """The first day that is not simulated."""
        return later(self.start, self.months)

    def windows(self) -> Iterator[Window]:
        """The months of extraction, in order."""
        for month in range(self.months):
            yield Window(later(self.start, month), later(self.start, month + 1))

    @property
    def whole(self) -> Window:
        """All simulated days."""
        return Window(self.start, self.end)

    def days(self) -> Iterator[date]:
        """Every simulated day."""
        return (self.start + timedelta(days) for days in range((self.end - self.start).days))

    def midnight(self, day: date) -> datetime:
        """The instant, in UTC, at which a day begins."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def day(self, at: datetime) -> date:
        """The day of an instant, as the tenant sees it."""
        return at.astimezone(self.zone).date()

    def month(self, at: datetime) -> date:
        """The first day of an instant's month, as the tenant sees it."""
        return self.day(at).replace(day=1)

    def draws(self, *parts: object) -> Random:
        """A generator of its own for the thing that ``parts`` name, so that no draw depends on what else is simulated."""
        return Random(_digest(self.slug, self.seed, *parts))

    def identity(self, digits: int, *parts: object) -> int:
        """A number of so many digits for the thing that ``parts`` name."""
        low: int = 10 ** (digits - 1)
        return low + _digest(self.slug, self.seed, *parts) % (9 * low)

    def token(self, *parts: object) -> str:
        """32 hexadecimal digits for the thing that ``parts`` name."""
        return f"{_digest(self.slug, self.seed, *parts):032x}"


def later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter.

    >>> later(date(2025, 1, 31), 1), later(date(2025, 11, 1), 2)
    (datetime.date(2025, 2, 28), datetime.date(2026, 1, 1))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(day.day - 1), following - timedelta(1))


def poisson(rng: Random, mean: float) -> int:
    """How often a thing happens that happens ``mean`` times on average.

    >>> poisson(Random(1), 0.0)
    0
    """
    if mean > _LARGEST_MEAN:
        return poisson(rng, mean / 2) + poisson(rng, mean / 2)
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _digest(*parts: object) -> int:
    return int.from_bytes(blake2b("\x1f".join(map(str, parts)).encode(), digest_size=16).digest(), "big")
