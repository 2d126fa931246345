"""A tenant's business logic, as config.yaml declares it under ``logic:``.

It is known here without Ibis and without the catalog, so that commands which only read settings answer at once. Whether its
expressions stand on the columns of the star is asked where models are made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, StringConstraints, model_validator

from contracts.errors import did_you_mean
from contracts.patterns import pattern_problem
from engine.declared import Declared

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A name in somebody's own words, or an expression; blanks around it do not count."""


def _month(value: object) -> object:
    if isinstance(value, str):
        known = {month.lower(): number for number, month in enumerate(MONTHS, start=1)}
        if (named := value.strip().lower()) not in known:
            raise ValueError(f"{value!r} is no month, from 1 to 12 or by its English name.{did_you_mean(value.strip().title(), MONTHS)}")
        return known[named]
    return value


def _runs(value: str) -> str:
    if problem := pattern_problem(value):
        raise ValueError(problem)
    return value


def _once(value: tuple[str, ...]) -> tuple[str, ...]:
    if twice := next((name for place, name in enumerate(value) if name in value[:place]), None):
        raise ValueError(f"{twice!r} stands here twice")
    return value


Month = Annotated[StrictInt, Field(ge=1, le=12), BeforeValidator(_month)]
"""A month by its number or its English name."""

Pattern = Annotated[str, Field(min_length=1), AfterValidator(_runs)]
"""A regular expression over a whole text, in any case."""

Texts = Annotated[tuple[Text, ...], AfterValidator(_once)]
"""Texts of which each stands once."""


class ChannelRule(Declared):
    """One rule of the tenant's channels, which go before the default ones; the first that matches holds."""

    channel: Text
    """The channel that matching sessions belong to."""
    source: Pattern | None = None
    medium: Pattern | None = None
    campaign: Pattern | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.source or self.medium or self.campaign):
            raise ValueError("give it a source, medium or campaign to match; `.*` matches any")
        return self


class Attribution(Declared):
    """How an order's credit is shared among the sessions that led to it."""

    model: Literal["first_touch", "last_touch", "last_non_direct", "linear", "time_decay", "position_based"] = "last_non_direct"
    """The model by which an order is attributed to one source, medium and campaign."""
    days: StrictInt = Field(default=30, ge=1, le=365)
    """How many days before an order a session may have led to it."""


class Logic(Declared):
    """A tenant's business logic, compiled into the models."""

    conversion_events: Texts = ("purchase",)
    """Events of the analytics tools that count as conversions."""
    funnel_steps: Texts = Field(default=("view_item", "add_to_cart", "begin_checkout", "purchase"), min_length=1, max_length=20)
    """Events that lead to a conversion, in their order."""
    session_gap: StrictInt = Field(default=30, ge=1, le=1440)
    """Minutes without an event that end a session."""
    sessions: Literal["gap", "vendor"] = "gap"
    """What a session is: events without a gap, or what the analytics tool says it is, where it says so."""
    attribution: Attribution = Attribution()
    channel_rules: tuple[ChannelRule, ...] = ()
    """The tenant's own channels, which go before the default ones."""
    internal_traffic: Texts = ()
    """Expressions over events, each of which marks an event of the tenant's own people."""
    test_orders: Texts = ()
    """Expressions over orders, each of which marks an order that was placed to test the shop."""
    fiscal_year_start: Month = 1
    """The month in which the fiscal year begins."""
    exchange_rates: Path | None = None
    """A CSV of date, currency and rate, whose rates stand in place of the default ones; relative to config.yaml."""
    calculated: dict[str, dict[str, Text]] = Field(default_factory=dict)
    """Further columns: entity, column, and an expression over the entity's columns."""


def declared_logic(slug: str, name: str, time_zone: str, currency: str, logic: Logic) -> dict[str, Any]:
    """All that a tenant declares, in the names of ``contracts.logic.TenantLogic`` and as plain JSON data.

    >>> declared_logic("acme", "Acme", "UTC", "EUR", Logic(sessions="vendor"))["vendor_sessions"]
    True
    """
    return {
        "slug": slug,
        "name": name,
        "time_zone": time_zone,
        "currency": currency,
        "fiscal_year_start": logic.fiscal_year_start,
        "conversion_events": list(logic.conversion_events),
        "funnel_steps": list(logic.funnel_steps),
        "session_gap": logic.session_gap,
        "vendor_sessions": logic.sessions == "vendor",
        "attribution_model": logic.attribution.model,
        "attribution_days": logic.attribution.days,
        "channel_rules": [rule.model_dump() for rule in logic.channel_rules],
        "internal_traffic": list(logic.internal_traffic),
        "test_orders": list(logic.test_orders),
        "exchange_rates": logic.exchange_rates.as_posix() if logic.exchange_rates else None,
        "calculated": sorted([entity, column, text] for entity, columns in logic.calculated.items() for column, text in columns.items()),
    }
