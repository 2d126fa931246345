"""Exchange rate: what a currency is worth in the one that a tenant reports in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, TimeDimension


class ExchangeRate(Entity, name="exchange_rate", table="fct_exchange_rates", conformed=True, by_tenant=True):
    """One row a tenant, day and currency with a rate; a day or currency without one has no row.

    Rates are the tenant's own, where it declares a file of some, else cross rates over the European Central Bank's reference rates.
    A day without a quotation has the last one, if that is no more than 7 days old.
    """

    exchange_rate_date: Annotated[date | None, Key(), TimeDimension()] = None
    """The day."""
    exchange_rate_currency: Annotated[str | None, Key(), Dimension()] = None
    """The currency that is converted (ISO 4217)."""
    exchange_rate_to: Annotated[str | None, Dimension()] = None
    """The currency that the tenant reports in (ISO 4217)."""
    exchange_rate_rate: Decimal | None = None
    """One unit of the currency in the tenant's; exactly 1 for the tenant's own."""
    exchange_rate_inverse: Decimal | None = None
    """One unit of the tenant's currency in this one: tells the small rate of a weak currency in more digits."""
