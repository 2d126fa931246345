"""The span of one extraction: which changes fall into it, whose they are, and how its instants are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.orders import Order
from engine.landing.demo.script import Script, Window
from engine.landing.demo.shops import ONLY, Part
from engine.landing.demo.wire import Spelling, Wire
from engine.landing.demo.world import World


@dataclass(frozen=True, slots=True)
class Span:
    """The time between two extractions of one connection, seen from its end: nothing later is known."""

    world: World
    window: Window
    after: datetime
    until: datetime
    part: Part = ONLY

    @classmethod
    def of(cls, world: World, window: Window, part: Part = ONLY) -> Span:
        """The span of a window; the first one also holds all that was before the simulation."""
        script = world.script
        first = window.start == script.start
        after = datetime.min.replace(tzinfo=UTC) if first else script.midnight(window.start)
        return cls(world, window, after, script.midnight(window.end), part)

    @property
    def script(self) -> Script:
        """The script of the simulation."""
        return self.world.script

    @property
    def last_day(self) -> date:
        """The last day that is known."""
        return self.window.end - timedelta(1)

    @property
    def orders(self) -> Iterator[Order]:
        """The orders that the shop has so far, whenever they were placed."""
        return (order for order in self.world.orders if order.at < self.until and self.part.has(order))

    def by_customer(self) -> dict[int, list[Order]]:
        """Every customer's orders in the shop so far, in order of time; guests have none."""
        found: dict[int, list[Order]] = defaultdict(list)
        for placed in self.orders:
            if placed.customer:
                found[placed.customer.id].append(placed)
        return found

    def days(self) -> Iterator[date]:
        """Every day of the span."""
        return (self.window.start + timedelta(day) for day in range((self.window.end - self.window.start).days))

    def holds(self, at: datetime) -> bool:
        """Whether something that happened at an instant is news in this span."""
        return self.after <= at < self.until

    def known(self, at: datetime | None) -> datetime | None:
        """An instant, where it is not still to come."""
        return at if at and at < self.until else None

    def priced(self, product: Product) -> datetime:
        """When a product last got another price, or was made."""
        return self.morning(product.priced(self.last_day), product.created)

    def repriced(self) -> Iterator[Product]:
        """Products that are new or have another price."""
        return (product for product in self.world.products if self.holds(self.priced(product)))

    def stock(self, product: Product, variant: Variant) -> int:
        """How many of a variant are left."""
        return (variant.id + 17 * product.pricing(self.last_day)) % 120

    def local(self, at: datetime) -> str:
        """An instant in ISO 8601, with the tenant's offset."""
        return at.astimezone(self.script.zone).isoformat()

    def morning(self, day: date | None, otherwise: datetime) -> datetime:
        """The instant of a change that is made by hand on a day, or another one where there was no change."""
        return self.script.midnight(day) + timedelta(hours=9) if day else otherwise


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one object of a platform is told; ``repeated`` is how long an extraction looks back behind its cursor.

    With a spelling, ``records`` says facts by the contract's columns; without one it writes the vendor's records itself.
    """

    records: Callable[[Span], Iterator[Mapping[str, Any]]]
    spelling: Spelling | None = None
    repeated: timedelta = timedelta()


__all__ = ["Rendering", "Span", "Wire"]
