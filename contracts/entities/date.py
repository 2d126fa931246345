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
    date_weekday_name: Annotated[str | None, Dimension()] = None
    """English name of the day's weekday."""
    date_is_weekend: Annotated[bool | None, Dimension()] = None
    """Whether the day is a Saturday or a Sunday."""
    date_day_of_month: Annotated[int | None, Dimension()] = None
    """The day's number in its month, from 1."""
    date_day_of_year: Annotated[int | None, Dimension()] = None
    """The day's number in its year, from 1."""
    date_month_of_year: Annotated[int | None, Dimension()] = None
    """The month's number, from 1 for January to 12 for December."""
    date_month_name: Annotated[str | None, Dimension()] = None
    """English name of the day's month."""
    date_quarter_of_year: Annotated[int | None, Dimension()] = None
    """The quarter's number, from 1 to 4."""
    date_iso_year: Annotated[int | None, Dimension()] = None
    """The year that the day's week belongs to (ISO 8601), which differs from the day's about New Year."""
    date_iso_week: Annotated[str | None, Dimension()] = None
    """The day's week as in 2025-W01 (ISO 8601)."""
