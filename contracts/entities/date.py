"""Day: the calendar that every fact is tied to."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, TimeDimension


class Day(Entity, name="date", table="dim_dates", conformed=True):
    """One row a calendar day, common to all tenants."""

    date_day: Annotated[date | None, Key(), TimeDimension()] = None
    """The day; 1900-01-01 is the unknown day."""
    date_week: Annotated[date | None, Dimension()] = None
    """Monday of the day's week."""
    date_month: Annotated[date | None, Dimension()] = None
    """First day of the day's month."""
    date_quarter: Annotated[date | None, Dimension()] = None
    """First day of the day's quarter."""
    date_year: Annotated[int | None, Dimension()] = None
    """The day's year."""
    date_weekday: Annotated[int | None, Dimension()] = None
    """The day's weekday, from 1 for Monday to 7 for Sunday."""
