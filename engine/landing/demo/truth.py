"""The truth of a simulation: what the star must say of it, worked out from the world without any record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from contracts.logic import TenantLogic
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major
from engine.landing.demo.orders import Order
from engine.landing.demo.script import Script
from engine.landing.demo.shops import PLATFORMS as SHOPS
from engine.landing.demo.shops import part
from engine.landing.demo.traffic import Visit
from engine.landing.demo.world import World, world
from engine.settings import DemoExtract, SourceSettings, Tenant


class Tool(NamedTuple):
    """What an analytics tool tells: of visitors who refused to be known too, and of parts of seconds."""

    of_unknown: bool
    to_the_microsecond: bool


ANALYTICS: Mapping[str, Tool] = {
    "amplitude": Tool(of_unknown=False, to_the_microsecond=False),
    "google_analytics": Tool(of_unknown=True, to_the_microsecond=True),
    "mixpanel": Tool(of_unknown=False, to_the_microsecond=False),
}

SESSION_GAP = timedelta(minutes=TenantLogic("").session_gap)
"""How long a pause a session may have."""
_LOOK = timedelta(milliseconds=750)
"""How long after a page its item is seen, to the microsecond."""


@dataclass(frozen=True, slots=True)
class Sold:
    """What a shop sold in a month: orders by when they were placed, refunds and payments by when they were made, money in major units.

    ``revenue`` is what the customers were charged, cancelled orders included; ``paid`` what came in less what was paid back;
    ``customers`` are those with an account whose first order, cancelled ones aside, was placed in the month.
    """

    orders: int
    units: int
    revenue: Decimal
    refunds: int
    refunded: Decimal
    payments: int
    paid: Decimal
    customers: int


@dataclass(frozen=True, slots=True)
class Advertised:
    """What a publisher's ads cost and brought on a day, as last reported."""

    spend: Decimal
    impressions: int
    clicks: int
    purchases: int
    purchase_value: Decimal


@dataclass(frozen=True, slots=True)
class Seen:
    """What an analytics tool saw in a month: sessions that began, of visitors who consented to be known, and purchases."""

    sessions: int
    purchases: int


@dataclass(frozen=True, slots=True)
class Month:
    """The totals of one month of the tenant's calendar over all that it has connected."""

    orders: int
    units: int
    revenue: Decimal
    refunds: int
    refunded: Decimal
    payments: int
    paid: Decimal
    customers: int
    spend: Decimal
    impressions: int
    clicks: int
    sessions: int
    purchases: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known at the end of the simulation: by month and shop, by day, network and publisher, and by month and tool.

    Months are named by their first days, shops and tools by their connections.
    """

    shops: dict[tuple[date, str], Sold]
    advertising: dict[tuple[date, str, str], Advertised]
    analytics: dict[tuple[date, str], Seen]
    months: dict[date, Month]


def truth(tenant: Tenant, extract: DemoExtract) -> Truth:
    """The truth of those of a tenant's connections that are simulated exactly so."""
    script = Script.of(tenant, extract)
    alike = [s for s in tenant.sources if isinstance(s.extract, DemoExtract) and Script.of(tenant, s.extract) == script]
    known, first_days = world(script), sorted({day.replace(day=1) for day in script.days()})
    shops = {key: sold for source in alike if source.platform in SHOPS for key, sold in _shop(known, tenant, source, first_days)}
    advertising = _advertising(known, frozenset(source.platform for source in alike))
    analytics = {key: seen for source in alike if source.platform in ANALYTICS for key, seen in _analytics(known, source, first_days)}
    months = {month: _month(month, shops, advertising, analytics) for month in first_days}
    return Truth(shops, advertising, analytics, months)


def _shop(known: World, tenant: Tenant, shop: SourceSettings, months: Iterable[date]) -> Iterator[tuple[tuple[date, str], Sold]]:
    script, own = known.script, part(tenant, shop)
    end = script.midnight(script.end)
    placed = [order for order in known.orders if own.has(order)]
    made = [refund for order in placed for refund in order.refunded(end)]
    came = [order for order in placed if order.paid < end]
    first = _first_orders(placed, end)
    for month in months:
        orders = [order for order in placed if script.month(order.at) == month]
        refunds = [refund.amount for refund in made if script.month(refund.at) == month]
        payments = [order.total for order in came if script.month(order.paid) == month]
        amounts = ([order.total for order in orders], refunds, payments)
        revenue, refunded, received = (major(sum(parts), script.currency) for parts in amounts)
        yield (
            (month, shop.connection),
            Sold(
                orders=len(orders),
                units=sum(line.quantity for order in orders for line in order.lines),
                revenue=revenue,
                refunds=len(refunds),
                refunded=refunded,
                payments=len(payments) + len(refunds),
                paid=received - refunded,
                customers=sum(script.month(order.at) == month for order in first),
            ),
        )


def _first_orders(placed: Iterable[Order], end: datetime) -> list[Order]:
    """The first order of each customer with an account, of those that nobody cancelled until the end."""
    kept = [order for order in placed if order.customer and not (order.cancelled and order.cancelled < end)]
    first: dict[int, Order] = {}
    for order in sorted(kept, key=lambda order: order.at):
        first.setdefault(order.buyer.id, order)
    return list(first.values())


def _advertising(known: World, platforms: frozenset[str]) -> dict[tuple[date, str, str], Advertised]:
    stated: dict[tuple[date, str, str], Figures] = defaultdict(Figures)
    for delivery in known.deliveries:
        if _told(delivery, platforms):
            key = delivery.day, delivery.account.network.name, delivery.placement.publisher
            stated[key] += known.stated(delivery, known.script.end)
    return {key: _advertised(figures, known.script.currency) for key, figures in stated.items()}


def _told(delivery: Delivery, platforms: frozenset[str]) -> bool:
    """Whether one of the platforms reports a delivery; Instagram alone tells only its own part of Meta's."""
    telling = platforms.intersection(delivery.account.network.platforms)
    return bool(telling) and (telling != {"instagram_ads"} or delivery.placement.publisher == "instagram")


def _advertised(figures: Figures, currency: str) -> Advertised:
    spend, revenue = major(figures.spend, currency), major(figures.revenue, currency)
    return Advertised(spend, figures.impressions, figures.clicks, figures.purchases, revenue)


def _analytics(known: World, tool: SourceSettings, months: Iterable[date]) -> Iterator[tuple[tuple[date, str], Seen]]:
    tells = ANALYTICS[tool.platform]
    told = [(visit, order) for visit, order in known.visits if visit.visitor.client_id or tells.of_unknown]
    begun = Counter(known.script.month(at) for at in begun_sessions(told, tells, SESSION_GAP))
    for month in months:
        bought = sum(order is not None for visit, order in told if known.script.month(visit.at) == month)
        yield (month, tool.connection), Seen(begun[month], bought)


def begun_sessions(visits: Iterable[tuple[Visit, Order | None]], tool: Tool, gap: timedelta) -> Iterator[datetime]:
    """When sessions of known visitors begin: after every pause longer than the gap, whichever visit the pause is in or between."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for visit, order in visits:
        if visit.visitor.client_id:
            moments[visit.visitor.client_id].extend(_moments(visit, order, tool))
    for times in moments.values():
        times.sort()
        yield from (at for before, at in pairwise([datetime.min.replace(tzinfo=UTC), *times]) if at - before > gap)


def _moments(visit: Visit, order: Order | None, tool: Tool) -> Iterator[datetime]:
    """When the events of a visit happen by what a tool tells: those of its pages, and of the items seen on them."""
    begin = visit.at + timedelta(microseconds=visit.micros) if tool.to_the_microsecond else visit.at
    for page in range(visit.steps + (order is not None)):
        at = begin + timedelta(seconds=page * visit.pace)
        yield at
        if tool.to_the_microsecond and page < len(visit.viewed):
            yield at + _LOOK


def _month(
    month: date,
    shops: Mapping[tuple[date, str], Sold],
    advertising: Mapping[tuple[date, str, str], Advertised],
    analytics: Mapping[tuple[date, str], Seen],
) -> Month:
    sold = [sold for (first, _), sold in shops.items() if first == month]
    shown = [shown for (day, *_), shown in advertising.items() if day.replace(day=1) == month]
    seen = [seen for (first, _), seen in analytics.items() if first == month]
    return Month(
        orders=sum(shop.orders for shop in sold),
        units=sum(shop.units for shop in sold),
        revenue=sum((shop.revenue for shop in sold), Decimal()),
        refunds=sum(shop.refunds for shop in sold),
        refunded=sum((shop.refunded for shop in sold), Decimal()),
        payments=sum(shop.payments for shop in sold),
        paid=sum((shop.paid for shop in sold), Decimal()),
        customers=sum(shop.customers for shop in sold),
        spend=sum((publisher.spend for publisher in shown), Decimal()),
        impressions=sum(publisher.impressions for publisher in shown),
        clicks=sum(publisher.clicks for publisher in shown),
        sessions=sum(tool.sessions for tool in seen),
        purchases=sum(tool.purchases for tool in seen),
    )
