"""Units: numbers in the unit that a vendor counts in, as what they mean; pure Ibis expressions, bound or deferred."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis

from contracts.kinds import Unit

_EXACT = "decimal(25, 6)"
"""Every whole number of 64 bits, and millionths."""
_IN_A_SECOND = {Unit.MILLISECONDS: 1_000, Unit.MICROSECONDS: 1_000_000}


def micros(value: Any) -> Any:
    """Millionths of a currency's major unit as an exact amount.

    >>> ad = ibis.memtable({"cost_micros": [12_345_678]})
    >>> micros(ad.cost_micros).cast("decimal(38, 9)").name("cost").to_pyarrow().to_pylist()
    [Decimal('12.345678000')]
    """
    return value.cast(_EXACT) * ibis.literal(Decimal("0.000001"), _EXACT)


def instant(value: Any, unit: Unit) -> Any:
    """A whole number of units since 1970 in UTC as an instant, exact to the microsecond.

    >>> event = ibis.memtable({"at": [1_690_000_000_123_456]})
    >>> instant(event.at, Unit.MICROSECONDS).name("at").to_pyarrow().to_pylist()[0].isoformat()
    '2023-07-22T04:26:40.123456'
    """
    if unit is Unit.SECONDS:
        return value.as_timestamp("s")
    # Ibis has no microseconds, and of its milliseconds DuckDB makes a time of the session's zone.
    seconds = value // _IN_A_SECOND[unit]
    return seconds.as_timestamp("s") + (value - seconds * _IN_A_SECOND[unit]).as_interval(unit.value)


def midnight(day: Any) -> Any:
    """The instant that a day begins at in UTC, in whatever zone the session is: what stands for a start of which only the day is told.

    >>> from datetime import date
    >>> campaign = ibis.memtable({"start": [date(2022, 7, 5)]})
    >>> midnight(campaign.start).name("at").to_pyarrow().to_pylist()[0].isoformat()
    '2022-07-05T00:00:00'
    """
    return instant(day.epoch_seconds(), Unit.SECONDS)
