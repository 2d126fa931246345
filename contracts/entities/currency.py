"""Currency: what amounts are told in."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key


class Currency(Entity, name="currency", table="dim_currencies", conformed=True):
    """One row a currency that is in use (ISO 4217), common to all tenants."""

    currency_code: Annotated[str | None, Key(), Dimension()] = None
    """The currency's code (ISO 4217); XXX is the unknown currency."""
    currency_name: Annotated[str | None, Dimension()] = None
    """English name of the currency."""
    currency_minor_units: Annotated[int | None, Dimension()] = None
    """How many decimal places amounts of the currency have."""
