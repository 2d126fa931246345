"""Units: numbers in the unit that a vendor counts in, as what they mean; pure Ibis expressions, bound or deferred."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import ibis

from contracts.kinds import Unit

_EXACT = "decimal(25, 6)"
"""Every whole number of 64 bits, and millionths."""
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""Of the years 1 to 9999, which everyone who reads the star can name."""
_IN_A_SECOND = {Unit.MILLISECONDS: 1_000, Unit.MICROSECONDS: 1_000_000}
_1970 = datetime(1970, 1, 1, tzinfo=UTC)


def micros(value: Any) -> Any:
    """Millionths of a currency's major unit as an exact amount.

    >>> ad = ibis.memtable({"cost_micros": [12_345_678]})
    >>> micros(ad.cost_micros).cast("decimal(38, 9)").name("cost").to_pyarrow().to_pylist()
    [Decimal('12.345678000')]
    """
    return value.cast(_EXACT) * ibis.literal(Decimal("0.000001"), _EXACT)


def instant(value: Any, unit: Unit) -> Any:
    """A whole number of units since 1970 in UTC as an instant, exact to the microsecond; null beyond the years 1 to 9999.

    >>> event = ibis.memtable({"at": [1_690_000_000_123_456]})
    >>> instant(event.at, Unit.MICROSECONDS).name("at").to_pyarrow().to_pylist()[0].isoformat()
    '2023-07-22T04:26:40.123456'
    """
    seconds = value if unit is Unit.SECONDS else value // _IN_A_SECOND[unit]
    known = seconds.between(_FIRST_SECOND, _LAST_SECOND).ifelse(seconds, ibis.null("int64")).as_timestamp("s")
    if unit is Unit.SECONDS:
        return known
    # Ibis has no microseconds, and of its milliseconds DuckDB makes a time of the session's zone.
    return known + (value - seconds * _IN_A_SECOND[unit]).as_interval(unit.value)


def midnight(day: Any) -> Any:
    """The instant that a day begins at in UTC, in whatever zone the session is: what stands for a start of which only the day is told.

    >>> from datetime import date
    >>> campaign = ibis.memtable({"start": [date(2022, 7, 5)]})
    >>> midnight(campaign.start).name("at").to_pyarrow().to_pylist()[0].isoformat()
    '2022-07-05T00:00:00'
    """
    return instant(day.epoch_seconds(), Unit.SECONDS)


def seconds_since_1970(value: Any) -> Any:
    """An instant as the second since 1970 in UTC that it lies in, whatever time zone the session is in.

    >>> event = ibis.memtable({"at": [datetime(2023, 7, 22, 4, 26, 40, tzinfo=UTC)]})
    >>> seconds_since_1970(event.at).name("at").to_pyarrow().to_pylist()
    [1690000000]
    """
    return value.delta(ibis.literal(_1970, "timestamp('UTC')"), unit="second")
