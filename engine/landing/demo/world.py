"""The world of one tenant: everything that happens, once and for all of its connections, whatever platform reports it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from engine.landing.demo.advertising import Account, accounts
from engine.landing.demo.checkout import Checkout
from engine.landing.demo.delivery import Delivery, Figures, deliver
from engine.landing.demo.goods import Product, products
from engine.landing.demo.networks import Placement
from engine.landing.demo.orders import Order
from engine.landing.demo.people import Person, Visitor, person, place
from engine.landing.demo.script import Script
from engine.landing.demo.traffic import LANDED, PAID, Arrival, Visit, arrivals, expected_visits

FIRST_NUMBER = 1001
"""Number of a shop's first order."""


@dataclass(frozen=True)
class World:
    """All that happened up to the end of the script, in order of time; orders know their whole future."""

    script: Script
    products: tuple[Product, ...]
    accounts: dict[str, Account]
    deliveries: tuple[Delivery, ...]
    visits: tuple[tuple[Visit, Order | None], ...]
    orders: tuple[Order, ...]
    sold: dict[tuple[date, int, Placement], tuple[int, int]]
    """Orders and revenue that came by a delivery, by its key."""

    def stated(self, delivery: Delivery, on: date) -> Figures:
        """A delivery's figures as reported on a day; the final ones at once where nothing is restated."""
        return delivery.stated(on if self.script.restatements else date.max, self.sold.get(delivery.key, (0, 0)))


@cache
def world(script: Script) -> World:
    """The world of a script; made once in a process."""
    return _Making(script).made()


@dataclass
class _Regular:
    visitor: Visitor
    visits: int
    person: Person | None


@dataclass
class _Making:
    """A world in the making, day by day; each day draws from generators of its own, so a longer script only adds days."""

    script: Script
    deliveries: list[Delivery] = field(default_factory=list)
    visits: list[tuple[Visit, Order | None]] = field(default_factory=list)
    regulars: list[_Regular] = field(default_factory=list)
    number: int = FIRST_NUMBER

    def made(self) -> World:
        self.products, self.accounts = products(self.script), accounts(self.script)
        for day in self.script.days():
            self._day(day)
        orders = tuple(placed for _, placed in self.visits if placed)
        return World(self.script, self.products, self.accounts, tuple(self.deliveries), tuple(self.visits), orders, self._sold(orders))

    def _day(self, day: date) -> None:
        delivered = tuple(delivery for account in self.accounts.values() for delivery in self._delivered(account, day))
        self.deliveries.extend(delivered)
        rng = self.script.draws("visits", day)
        known = len(self.regulars)
        for arrival in arrivals(self.script, day, delivered):
            self._visit(rng, arrival, known)

    def _delivered(self, account: Account, day: date) -> list[Delivery]:
        clicks = expected_visits(self.script, day) * PAID.share * account.network.share / LANDED
        return list(deliver(self.script, account, day, clicks))

    def _visit(self, rng: Random, arrival: Arrival, known: int) -> None:
        regular = self._regular(rng, arrival, known)
        regular.visits += 1
        buys = rng.random() < arrival.conversion
        viewed = tuple(rng.choice(self.products) for _ in range(rng.choice((0, 1, 1, 2, 3)) or int(buys)))
        in_cart = buys or (bool(viewed) and rng.random() < 0.16)
        at_checkout = buys or (in_cart and rng.random() < 0.4)
        pace, micros = rng.randint(9, 120), rng.randrange(10**6)
        visit = Visit(arrival, regular.visitor, regular.visits, viewed, in_cart, at_checkout, pace, micros)
        self.visits.append((visit, self._order(rng, visit, regular) if buys else None))

    def _regular(self, rng: Random, arrival: Arrival, known: int) -> _Regular:
        """Somebody of an earlier day who consented to be known, or somebody new."""
        if known and rng.random() < 0.22:
            regular = self.regulars[rng.randrange(known)]
            if regular.visitor.client_id:
                return regular
        touch, consent = arrival.touch, rng.random() >= 0.04
        client = f"{rng.randrange(10**8, 10**9)}.{int(arrival.at.timestamp())}" if consent else None
        visitor = Visitor(client, arrival.at, touch.source, touch.medium, touch.campaign, place(rng))
        self.regulars.append(_Regular(visitor, 0, None))
        return self.regulars[-1]

    def _order(self, rng: Random, visit: Visit, regular: _Regular) -> Order:
        at = visit.at + timedelta(seconds=visit.steps * visit.pace)
        has_account = regular.person is not None or rng.random() < 0.78
        buyer = regular.person or person(self.script, self.number, _signed_up(at), visit.visitor.place)
        if has_account:
            regular.person = buyer
        placed = Checkout(self.script, self.number, visit, at, buyer, has_account).order()
        self.number += 1
        return placed

    def _sold(self, orders: tuple[Order, ...]) -> dict[tuple[date, int, Placement], tuple[int, int]]:
        sold: dict[tuple[date, int, Placement], tuple[int, int]] = {}
        for placed in orders:
            if delivery := placed.touch.delivery:
                count, revenue = sold.get(delivery.key, (0, 0))
                sold[delivery.key] = count + 1, revenue + placed.total
        return sold


def _signed_up(at: datetime) -> datetime:
    return at - timedelta(seconds=1)
