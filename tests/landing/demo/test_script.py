"""The calendar and the chances of a simulation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.landing.demo.money import share
from engine.landing.demo.script import Script, later, poisson


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_later_keeps_the_day_as_far_as_the_month_has_it(day: date, months: int) -> None:
    found = later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and later(found.replace(day=1), 1).toordinal() == found.toordinal() + 1)


@given(
    st.sampled_from(["America/Los_Angeles", "Europe/Berlin", "Asia/Beirut", "America/Santiago", "UTC"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_midnight_is_the_first_instant_of_the_day(zone: str, day: date) -> None:
    script = Script("a", zone, "USD", 1, day, 1, 1.0)
    begins = script.midnight(day)
    assert begins.tzinfo is UTC
    assert script.day(begins) == day
    assert datetime.fromtimestamp(begins.timestamp() - 1, ZoneInfo(zone)).date() < day


@pytest.mark.parametrize("mean", [0.3, 4.0, 75.0])
def test_poisson_has_its_mean(mean: float) -> None:
    rng = Random(7)
    drawn = [poisson(rng, mean) for _ in range(4000)]
    assert sum(drawn) / len(drawn) == pytest.approx(mean, rel=0.1)


@given(st.integers(0, 10**12), st.integers(1, 1000), st.data())
def test_shares_are_exact_to_a_minor_unit(amount: int, whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    assert abs(share(amount, part, whole) * whole - amount * part) * 2 <= whole
    assert share(amount, whole, whole) == amount


def test_everything_has_chances_of_its_own() -> None:
    script = Script("a", "UTC", "USD", 1, date(2025, 1, 1), 1, 1.0)
    named = [("day", 1), ("day", 2), ("da", "y1"), ("order", 1)]
    assert len({script.draws(*parts).random() for parts in named}) == len(named)
    assert len({script.identity(13, *parts) for parts in named}) == len(named)
    assert all(len(str(script.identity(13, number))) == 13 for number in range(50))
