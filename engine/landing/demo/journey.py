"""What visitors do in a visit, step by step, for tools that record single events with properties of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.landing.demo.goods import Product
from engine.landing.demo.orders import Order
from engine.landing.demo.span import Span
from engine.landing.demo.traffic import Visit


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a visitor did, by Google Analytics' name of it, on which page of the visit, and what it was about."""

    visit: Visit
    name: str
    page: int
    path: str
    about: Product | Order | None = None

    @property
    def at(self) -> datetime:
        """When it was done."""
        return self.visit.at + timedelta(seconds=self.page * self.visit.pace)

    @property
    def identity(self) -> tuple[object, ...]:
        """What names the step, for the ids that tools give it."""
        return self.visit.visitor.client_id, self.visit.session_id, self.page, self.name


def site(span: Span) -> str:
    """The address of the tenant's site."""
    return f"https://{span.script.slug.replace('_', '-')}.example"


def steps(span: Span) -> Iterator[Step]:
    """The steps of the span's visits; visitors who refused to be known leave none."""
    for visit, order in span.world.visits:
        if visit.visitor.client_id and span.holds(visit.at):
            yield from _steps(visit, order)


def _steps(visit: Visit, order: Order | None) -> Iterator[Step]:
    if not visit.viewed:
        yield Step(visit, "page_view", 0, visit.landing)
    for page, product in enumerate(visit.viewed):
        path = f"/products/{product.handle}" if page else visit.landing
        yield Step(visit, "page_view", page, path)
        yield Step(visit, "view_item", page, path, product)
    if visit.in_cart:
        product, page = visit.viewed[-1], len(visit.viewed)
        yield Step(visit, "add_to_cart", page, f"/products/{product.handle}", product)
        if visit.at_checkout:
            yield Step(visit, "begin_checkout", page + 1, "/checkout", product)
    if order:
        yield Step(visit, "purchase", visit.steps, "/checkout/thank_you", order)
