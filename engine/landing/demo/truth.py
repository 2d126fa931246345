"""The truth of a simulation: what the star must say of it, worked out from the world without any record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.landing.demo.delivery import Figures
from engine.landing.demo.money import major
from engine.landing.demo.script import Script
from engine.landing.demo.world import World, world
from engine.settings import DemoExtract, Tenant


@dataclass(frozen=True, slots=True)
class Month:
    """The totals of one month of the tenant's calendar; money in major units of the tenant's currency.

    Orders count in the month in which they were placed, refunds in the month in which they were made. ``revenue`` is what
    the customers were charged, cancelled orders included. ``sessions`` are those of visitors who consented to be known,
    ``purchases`` all purchase events.
    """

    orders: int
    revenue: Decimal
    refunds: int
    refunded: Decimal
    spend: Decimal
    impressions: int
    clicks: int
    visits: int
    sessions: int
    purchases: int


@dataclass(frozen=True, slots=True)
class Advertised:
    """What a publisher's ads cost and brought on a day, as last reported."""

    spend: Decimal
    impressions: int
    clicks: int
    purchases: int
    purchase_value: Decimal


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known at the end of the simulation, by first day of the month, and by day and publisher."""

    months: dict[date, Month]
    advertising: dict[tuple[date, str], Advertised]


def truth(tenant: Tenant, extract: DemoExtract) -> Truth:
    """The truth of a tenant's simulation, whatever it has connected."""
    script = Script.of(tenant, extract)
    known, stated = world(script), _stated(world(script))
    months = sorted({day.replace(day=1) for day in script.days()})
    advertising = {key: _advertised(figures, script.currency) for key, figures in stated.items()}
    return Truth({month: _month(known, stated, month) for month in months}, advertising)


def _stated(known: World) -> dict[tuple[date, str], Figures]:
    stated: dict[tuple[date, str], Figures] = defaultdict(Figures)
    for delivery in known.deliveries:
        stated[delivery.day, delivery.placement.publisher] += known.stated(delivery, known.script.end)
    return dict(stated)


def _advertised(figures: Figures, currency: str) -> Advertised:
    spend, revenue = major(figures.spend, currency), major(figures.revenue, currency)
    return Advertised(spend, figures.impressions, figures.clicks, figures.purchases, revenue)


def _month(known: World, stated: dict[tuple[date, str], Figures], month: date) -> Month:
    script = known.script
    end = script.midnight(script.end)
    orders = [order for order in known.orders if script.day(order.at).replace(day=1) == month]
    refunds = [r for order in known.orders for r in order.refunded(end) if script.day(r.at).replace(day=1) == month]
    visits = [visit for visit, _ in known.visits if script.day(visit.at).replace(day=1) == month]
    shown = sum((figures for (day, _), figures in stated.items() if day.replace(day=1) == month), Figures())
    return Month(
        orders=len(orders),
        revenue=major(sum(order.total for order in orders), script.currency),
        refunds=len(refunds),
        refunded=major(sum(refund.amount for refund in refunds), script.currency),
        spend=major(shown.spend, script.currency),
        impressions=shown.impressions,
        clicks=shown.clicks,
        visits=len(visits),
        sessions=len({(visit.visitor.client_id, visit.session_id) for visit in visits if visit.visitor.client_id}),
        purchases=len(orders),
    )
