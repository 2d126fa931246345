"""The span of one extraction: which changes fall into it, and how its instants are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.landing.demo.delivery import RESTATED_DAYS, Delivery
from engine.landing.demo.script import Script, Window
from engine.landing.demo.world import World

Wire = dict[str, Any]
"""A record as the vendor sends it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time between two extractions, seen from its end: nothing later is known."""

    world: World
    window: Window
    after: datetime
    until: datetime

    @classmethod
    def of(cls, world: World, window: Window) -> Span:
        """The span of a window; the first one also holds all that was before the simulation."""
        script = world.script
        first = window.start == script.start
        after = datetime.min.replace(tzinfo=UTC) if first else script.midnight(window.start)
        return cls(world, window, after, script.midnight(window.end))

    @property
    def script(self) -> Script:
        """The script of the simulation."""
        return self.world.script

    @property
    def last_day(self) -> date:
        """The last day that is known."""
        return self.window.end - timedelta(1)

    def holds(self, at: datetime) -> bool:
        """Whether something that happened at an instant is news in this span."""
        return self.after <= at < self.until

    def local(self, at: datetime) -> str:
        """An instant in ISO 8601, with the tenant's offset."""
        return at.astimezone(self.script.zone).isoformat()

    def morning(self, day: date | None, otherwise: datetime) -> datetime:
        """The instant of a change that is made by hand on a day, or another one where there was no change."""
        return self.script.midnight(day) + timedelta(hours=9) if day else otherwise

    def reported(self, network: str) -> Iterator[Delivery]:
        """The deliveries that a network's report repeats or brings: those of the span, and those that are still restated."""
        since = self.window.start - timedelta(RESTATED_DAYS)
        ids = {campaign.id for campaign in self.world.accounts[network].campaigns}
        return (d for d in self.world.deliveries if since <= d.day < self.window.end and d.campaign.id in ids)


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one object of a platform is written; ``repeated`` is how long an extraction looks back behind its cursor."""

    records: Callable[[Span], Iterator[Wire]]
    repeated: timedelta = timedelta()
