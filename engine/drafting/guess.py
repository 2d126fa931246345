"""Guess: the narrowest type that holds every value of a field; where the values differ in kind, the widest that holds all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from engine.drafting.field_types import BOOL, BYTES, DATE, DATETIME, DECIMAL, JSON, STR, TIME, FieldType, Guess
from engine.drafting.numbers import is_number, of_numbers
from engine.drafting.texts import of_texts
from engine.drafting.topics import is_time

MIXED = "values of several kinds"

_TYPED: tuple[tuple[type, FieldType], ...] = ((datetime, DATETIME), (date, DATE), (time, TIME), (bytes, BYTES), (bool, BOOL))


def guess(name: str, values: Sequence[Any]) -> Guess:
    """The type of a field by its name and the values that were sent; texts without a character say nothing.

    >>> guess("id", [1, 2]), guess("code", ["a", 1]).review, guess("note", [None, ""]).review
    (Guess(type=FieldType(name='int', module='', annotation=<class 'int'>), review=''), 'numbers and text', 'no value in the sample')
    """
    held = [value for value in values if value is not None and not (isinstance(value, str) and not value.strip())]
    sorts = {_sort(value) for value in held}
    if not sorts:
        return Guess(STR, f"no value in the sample{'; a date or time, by its name?' if is_time(name) else ''}")
    found = _OF_SORTS.get(frozenset(sorts), _of_any)(name, held)
    return found if found and found.type.takes(held) else _widest(held)


def _sort(value: Any) -> str:
    if isinstance(value, dict | list):
        return "nested"
    if isinstance(value, str):
        return "text"
    if is_number(value):
        return "number"
    return next((type_.name for kind, type_ in _TYPED if isinstance(value, kind)), "other")


def _of_numbers_and_texts(name: str, values: Sequence[Any]) -> Guess:
    found = of_texts(name, [str(value) for value in values])
    return Guess(found.type, "" if found.type == DECIMAL else "numbers and text")


def _of_nested(_: str, values: Sequence[Any]) -> Guess:
    return Guess(DATE if any(values) and DATE.takes(values) else JSON)


def _of_nested_and_texts(name: str, values: Sequence[Any]) -> Guess:
    texts = of_texts(name, [value for value in values if isinstance(value, str)])
    return Guess(JSON, "" if texts.type == JSON else "nested values and text")


def _of_truths_and_others(_: str, __: Sequence[Any]) -> Guess:
    return Guess(BOOL, "true, false and other spellings")


def _of_any(_: str, values: Sequence[Any]) -> Guess:
    only = {type_ for value in values for kind, type_ in _TYPED if type(value) is kind}
    return Guess(only.pop()) if len(only) == 1 else _widest(values)


def _widest(values: Sequence[Any]) -> Guess:
    return Guess(JSON if any(isinstance(value, dict | list) for value in values) else STR, MIXED)


_OF_SORTS: MappingProxyType[frozenset[str], Callable[[str, Sequence[Any]], Guess | None]] = MappingProxyType(
    {
        frozenset({"number"}): of_numbers,
        frozenset({"text"}): of_texts,
        frozenset({"number", "text"}): _of_numbers_and_texts,
        frozenset({"nested"}): _of_nested,
        frozenset({"nested", "text"}): _of_nested_and_texts,
        frozenset({"bool", "text"}): _of_truths_and_others,
        frozenset({"bool", "number"}): _of_truths_and_others,
    }
)
