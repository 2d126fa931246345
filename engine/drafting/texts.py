"""Texts: what fields are whose values are all text, as everything is in CSV: days, instants, numbers, words or JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from contracts.normalise import json
from engine.drafting.field_types import BOOL, DATE, DATETIME, DECIMAL, INT, JSON, PERCENT, STR, TIME, Guess
from engine.drafting.numbers import of_numbers
from engine.drafting.topics import is_code, is_identifier, is_time, words

Rule = Callable[[str, Sequence[str]], Guess | None]

_PERCENT = re.compile(r"-?\d+(\.\d+)?\s*%")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}\S*( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?")
_MAIL_DATE = re.compile(r"([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(:\d{2})? ?\S*")
_OFFSET = re.compile(r"(Z|[+-]\d{2}(:?\d{2})?)$")
_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d+)?)?")
_NOTHING = frozenset({"-", "--"})
"""What reports write where a figure does not apply; the type's normaliser says whether it is nothing."""
_TRUTHS = ({"true", "false"}, {"yes", "no"}, {"t", "f"})


def of_texts(name: str, values: Sequence[str]) -> Guess:
    """What texts under a name are.

    >>> of_texts("total", ["102.10"]).type.name, of_texts("zip", ["33333"]).type.name, of_texts("ctr", ["12.5%"]).type.name
    ('Decimal', 'str', 'Percent')
    """
    held = [word for value in values if (word := value.strip()) not in _NOTHING]
    guesses = (rule(name, held) for rule in _RULES if held)
    return next((guess for guess in guesses if guess and guess.type.takes(values)), _plain(name, held))


def _plain(name: str, values: Sequence[str]) -> Guess:
    strange = is_time(name) and values and all(value[:1].isdigit() for value in values)
    return Guess(STR, "a date or time, by its name? No kind reads its spelling" if strange else "")


def _identifiers(name: str, _: Sequence[str]) -> Guess | None:
    return Guess(STR) if is_identifier(name) or is_code(name) else None


def _percents(_: str, values: Sequence[str]) -> Guess | None:
    numbers = all(_PERCENT.fullmatch(value) or _NUMBER.fullmatch(value) for value in values)
    return Guess(PERCENT) if numbers and any(value.endswith("%") for value in values) else None


def _truths(_: str, values: Sequence[str]) -> Guess | None:
    said = {value.lower() for value in values}
    return next((Guess(BOOL, "" if "true" in pair else "words as no and yes") for pair in _TRUTHS if said <= pair), None)


def _numbers(name: str, values: Sequence[str]) -> Guess | None:
    if not all(_NUMBER.fullmatch(value) for value in values):
        return None
    whole = INT.takes(values) and not any("." in value for value in values)
    numbers = [Decimal(value.replace(",", "")) for value in values]
    guess = of_numbers(name, [int(number) for number in numbers] if whole else numbers)
    return Guess(INT, "whole numbers sent as text: do they stay whole?") if guess == Guess(INT) else guess


def _days(_: str, values: Sequence[str]) -> Guess | None:
    return Guess(DATE) if all(_DAY.fullmatch(value) for value in values) else None


def _instants(name: str, values: Sequence[str]) -> Guess | None:
    if not all(_INSTANT.fullmatch(value) or _MAIL_DATE.fullmatch(value) for value in values):
        return None
    told = {"gmt", "utc"} & set(words(name)) or all(_OFFSET.search(value) or _MAIL_DATE.fullmatch(value) for value in values)
    return Guess(DATETIME, "" if told else "no offset: read as UTC")


def _clocks(_: str, values: Sequence[str]) -> Guess | None:
    return Guess(TIME) if all(_CLOCK.fullmatch(value) for value in values) else None


def _nested(_: str, values: Sequence[str]) -> Guess | None:
    return Guess(JSON) if all(value.startswith(("{", "[")) and isinstance(json(value), dict | list) for value in values) else None


def _exact(_: str, values: Sequence[str]) -> Guess | None:
    return Guess(DECIMAL) if all(_NUMBER.fullmatch(value) for value in values) else None


_RULES: tuple[Rule, ...] = (_identifiers, _percents, _truths, _numbers, _exact, _days, _instants, _clocks, _nested)
