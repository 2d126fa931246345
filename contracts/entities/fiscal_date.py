"""Fiscal date: where a day lies in a tenant's own year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, TimeDimension


class FiscalDate(Entity, name="fiscal_date", table="dim_fiscal_dates", conformed=True, by_tenant=True):
    """One row a tenant and day, by the month in which the tenant's fiscal year begins."""

    fiscal_date_day: Annotated[date | None, Key(), TimeDimension()] = None
    """The day, within 2000 to 2049; 1900-01-01 is the unknown day."""
    fiscal_date_year: Annotated[int | None, Dimension()] = None
    """The fiscal year, named by the calendar year in which it ends."""
    fiscal_date_quarter: Annotated[int | None, Dimension()] = None
    """The quarter of the fiscal year, from 1 to 4."""
    fiscal_date_month: Annotated[int | None, Dimension()] = None
    """The month of the fiscal year, from 1 to 12."""
    fiscal_date_year_start: Annotated[date | None, Dimension()] = None
    """First day of the fiscal year."""
