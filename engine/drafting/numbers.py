"""Numbers: what fields are whose values are all numbers, whole or not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.drafting.field_types import (
    BOOL,
    DATE,
    DECIMAL,
    EPOCH_MICROSECONDS,
    EPOCH_MILLISECONDS,
    EPOCH_SECONDS,
    INT,
    STR,
    FieldType,
    Guess,
)
from engine.drafting.topics import is_day, is_identifier, is_micros, is_money, is_question, is_time

Number = int | float | Decimal
Rule = Callable[[str, Sequence[Number]], Guess | None]

_EPOCHS: tuple[tuple[FieldType, int, str], ...] = (
    (EPOCH_SECONDS, 1, "seconds"),
    (EPOCH_MILLISECONDS, 1_000, "milliseconds"),
    (EPOCH_MICROSECONDS, 1_000_000, "microseconds"),
)
_SINCE, _UNTIL = 946_684_800, 4_102_444_800
"""Seconds from 1970 to 2000 and to 2100: vendors send instants between them."""
_FIRST_DAY, _LAST_DAY = 1990_01_01, 2099_12_31


def of_numbers(name: str, values: Sequence[Number]) -> Guess | None:
    """What numbers under a name are, None where no type takes them all.

    >>> of_numbers("created", [1690000000]).type.name, of_numbers("ctr", [0, Decimal("0.1")]).type.name
    ('EpochSeconds', 'Decimal')
    """
    guesses = (rule(name, values) for rule in _RULES)
    return next((guess for guess in guesses if guess and guess.type.takes(values)), None)


def _identifiers(name: str, values: Sequence[Number]) -> Guess | None:
    return Guess(INT if INT.takes(values) else STR) if is_identifier(name) else None


def _days(name: str, values: Sequence[Number]) -> Guess | None:
    fits = is_day(name) and all(isinstance(value, int) and _FIRST_DAY <= value <= _LAST_DAY for value in values)
    return Guess(DATE, "days as YYYYMMDD, by name and size") if fits else None


def _epochs(name: str, values: Sequence[Number]) -> Guess | None:
    if not is_time(name):
        return None
    fitting = (
        Guess(type_, f"{unit} since 1970, by name and size; check the time zone")
        for type_, per_second, unit in _EPOCHS
        if all(_SINCE * per_second <= value <= _UNTIL * per_second for value in values)
    )
    return next(fitting, None)


def _questions(name: str, values: Sequence[Number]) -> Guess | None:
    return Guess(BOOL, "0 and 1 as no and yes, by name") if is_question(name) and set(values) <= {0, 1} else None


def _micros(name: str, values: Sequence[Number]) -> Guess | None:
    whole = is_micros(name) and INT.takes(values)
    return Guess(INT, "millionths of the currency, by name: `micros(...)` in feeds") if whole else None


def _money(name: str, values: Sequence[Number]) -> Guess | None:
    if not is_money(name):
        return None
    return Guess(DECIMAL, "whole amounts: major units, or cents?" if _all_whole(values) and any(values) else "")


def _whole(_: str, values: Sequence[Number]) -> Guess | None:
    return Guess(INT) if _all_whole(values) else None


def _exact(_: str, __: Sequence[Number]) -> Guess:
    return Guess(DECIMAL)


def _all_whole(values: Sequence[Number]) -> bool:
    return all(isinstance(value, int) for value in values)


def is_number(value: object) -> bool:
    """Whether a value is a number that can be reckoned with."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) and not isinstance(value, bool)


_RULES: tuple[Rule, ...] = (_identifiers, _days, _epochs, _questions, _micros, _money, _whole, _exact)
