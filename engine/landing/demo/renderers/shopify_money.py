"""Money in the Admin API: text in major units, and the same with its currency."""

from __future__ import annotations

from engine.landing.demo.money import major
from engine.landing.demo.span import Span, Wire

LOCATION = 60_000_000_001
"""The one location that a simulated shop has."""


def money(span: Span, amount: int) -> str:
    """An amount of minor units as text in major units."""
    return str(major(amount, span.script.currency))


def money_set(span: Span, amount: int) -> Wire:
    """An amount with its currency, for the shop and for the customer."""
    stated = {"amount": money(span, amount), "currency_code": span.script.currency}
    return {"shop_money": stated, "presentment_money": stated}


def both(span: Span, name: str, amount: int) -> Wire:
    """A field of money and its twin with the currency."""
    return {name: money(span, amount), f"{name}_set": money_set(span, amount)}


def gid(kind: str, id: int) -> str:
    """An id in the words of the GraphQL API."""
    return f"gid://shopify/{kind}/{id}"


def shop(span: Span) -> str:
    """The shop's own name at Shopify."""
    return span.script.slug.replace("_", "-")
