"""The checkout: what a visit puts into its order, and what becomes of the order later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.money import level, share
from engine.landing.demo.orders import Line, Order, Refund, RefundedLine
from engine.landing.demo.people import Person
from engine.landing.demo.script import Script
from engine.landing.demo.traffic import Visit

_TAX_ON_TOP = frozenset({"USD", "CAD"})
CODES = (("WELCOME10", 10), ("SPRING15", 15), ("FRIENDS20", 20))
"""The discount codes that are about, with their percents."""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Checkout:
    """One order in the making; all that will ever happen to it is drawn from its own number."""

    script: Script
    number: int
    visit: Visit
    at: datetime
    buyer: Person
    known: bool
    """Whether the buyer has an account."""

    def order(self) -> Order:
        """The order with its whole future."""
        rng = self.script.draws("order", self.number)
        code, percent = rng.choice(CODES) if rng.random() < 0.22 else (None, 0)
        rate = rng.choice((0, 6, 8, 9)) if self._tax_on_top else 20
        lines = self._lines(rng, percent, rate)
        shipping = 0 if sum(line.net for line in lines) > 90 * level(self.script.currency) else round(5.9 * level(self.script.currency))
        paid = self.at if rng.random() < 0.94 else _after(rng, self.at, _DAY, 4 * _DAY)
        fulfilled = _after(rng, paid, 20_000, 4 * _DAY)
        edited = _after(rng, self.at, 3_600, 6 * _DAY) if rng.random() < 0.04 else None
        cancelled = _after(rng, paid, 600, 15_000) if rng.random() < 0.03 else None
        return Order(
            id=self.script.identity(13, "order", self.number),
            number=self.number,
            at=self.at,
            buyer=self.buyer,
            customer=self.buyer if self.known else None,
            touch=self.visit.arrival.touch,
            landing=self.visit.landing,
            lines=lines,
            code=code,
            percent=percent,
            shipping=shipping,
            tax_rate=rate / 100,
            taxes_included=not self._tax_on_top,
            transaction_id=self.script.identity(13, "sale", self.number),
            paid=paid,
            fulfilled=fulfilled,
            edited=edited,
            cancelled=cancelled,
            refunds=self._cancellation(cancelled, lines, shipping) if cancelled else self._returns(rng, fulfilled, lines, shipping),
        )

    @property
    def _tax_on_top(self) -> bool:
        return self.script.currency in _TAX_ON_TOP

    def _lines(self, rng: Random, percent: int, rate: int) -> tuple[Line, ...]:
        bought = self.visit.viewed[: rng.choice((1, 1, 1, 2, 2, 3))]
        return tuple(self._line(rng, product, percent, rate) for product in dict.fromkeys(bought))

    def _line(self, rng: Random, product: Product, percent: int, rate: int) -> Line:
        variant: Variant = rng.choice(product.variants)
        quantity = rng.choice((1, 1, 1, 1, 2, 3))
        price = product.price(variant, self.script.day(self.at))
        discount = share(price * quantity, percent, 100)
        tax = share(price * quantity - discount, rate, 100 if self._tax_on_top else 100 + rate)
        return Line(self.script.identity(14, "line", self.number, product.id), product, variant, quantity, price, discount, tax)

    def _cancellation(self, at: datetime, lines: tuple[Line, ...], shipping: int) -> tuple[Refund, ...]:
        return (self._refund(at, {line: line.quantity for line in lines}, shipping),)

    def _returns(self, rng: Random, fulfilled: datetime, lines: tuple[Line, ...], shipping: int) -> tuple[Refund, ...]:
        """Nothing, everything, some pieces of the first line, or these and later the second line."""
        if rng.random() >= 0.08:
            return ()
        at, extent = _after(rng, fulfilled, 2 * _DAY, 30 * _DAY), rng.random()
        if extent < 0.4:
            return self._cancellation(at, lines, shipping)
        some = self._refund(at, {lines[0]: rng.randint(1, lines[0].quantity)}, note="Does not fit")
        if extent < 0.8 or len(lines) == 1:
            return (some,)
        return some, self._refund(_after(rng, at, _DAY, 9 * _DAY), {lines[1]: lines[1].quantity})

    def _refund(self, at: datetime, returned: dict[Line, int], shipping: int = 0, note: str | None = None) -> Refund:
        lines = tuple(RefundedLine(self.script.identity(12, "returned", line.id), line, quantity) for line, quantity in returned.items())
        parts = (self.number, lines[0].id)
        ids = self.script.identity(12, "refund", *parts), self.script.identity(13, "repayment", *parts)
        return Refund(*ids, at, lines, shipping, note, not self._tax_on_top)


def _after(rng: Random, at: datetime, least: int, most: int) -> datetime:
    return at + timedelta(seconds=rng.randrange(least, most))
