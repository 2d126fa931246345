"""Rates: what tenants say that currencies were worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """A currency's quotation of one day: one unit of it in the tenant's currency."""

    day: date
    currency: str
    rate: Decimal
