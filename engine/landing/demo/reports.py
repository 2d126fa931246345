"""Ad reports of the simulation: deliveries summed by whatever a report is by, as stated at the end of a span."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import timedelta

from engine.landing.demo.delivery import RESTATED_DAYS, Delivery, Figures
from engine.landing.demo.networks import Network
from engine.landing.demo.span import Span

REPEATED = timedelta(RESTATED_DAYS)
"""How long reports look back: for as long as they are restated."""


def deliveries(span: Span, network: Network) -> Iterator[Delivery]:
    """The deliveries that a network's report repeats or brings: those of the span, and those that are still restated."""
    since = span.window.start - (REPEATED if span.script.restatements else timedelta())
    told = (delivery for delivery in span.world.deliveries if delivery.account.network is network)
    return (delivery for delivery in told if since <= delivery.day < span.window.end)


def report(span: Span, network: Network, by: Callable[[Delivery], Hashable]) -> Iterator[tuple[Delivery, Figures]]:
    """A row for each day and each value of ``by``: one of its deliveries, and the figures of all."""
    rows: dict[Hashable, tuple[Delivery, Figures]] = {}
    for delivery in deliveries(span, network):
        first, figures = rows.get(key := (delivery.day, by(delivery)), (delivery, Figures()))
        rows[key] = first, figures + stated(span, delivery)
    return iter(rows.values())


def stated(span: Span, delivery: Delivery) -> Figures:
    """A delivery's figures as reported at the end of the span."""
    return span.world.stated(delivery, span.window.end)
