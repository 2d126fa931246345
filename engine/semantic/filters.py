"""Filters: conditions on dimensions, as values. No text of a filter ever becomes SQL text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from contracts.kinds import Kind
from contracts.normalise import normalise
from engine.errors import QueryError
from engine.semantic.fields import DimensionField
from engine.semantic.vocabulary import Vocabulary
from registry.fingerprint import kind_of_physical

Scalar = Any
Condition = Callable[[ir.Column, Any], ir.BooleanValue]

_COMPARISONS: dict[str, Condition] = {
    "=": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
}
_MEMBERSHIPS: dict[str, Condition] = {
    "in": lambda column, values: column.isin(values),
    "not in": lambda column, values: column.notin(values),
}
_NULLITIES: dict[str, Condition] = {
    "is null": lambda column, _: column.isnull(),
    "is not null": lambda column, _: column.notnull(),
}
OPERATORS = (*_COMPARISONS, *_MEMBERSHIPS, *_NULLITIES)

_TEXT = re.compile(r"\s*(\w+)\s*(?:(>=|<=|!=|=|<|>)|\b(not\s+in|in|is\s+not\s+null|is\s+null)\b)(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: a dimension, an operator of ``OPERATORS``, and a value of the dimension's own type (a tuple for memberships).

    Comparisons are SQL's: where the dimension is null none of them holds, ``!=`` and ``not in`` included.
    """

    field: DimensionField
    operator: str
    value: Scalar | tuple[Scalar, ...] = None

    @classmethod
    def of(cls, vocabulary: Vocabulary, given: Mapping[str, Any] | str) -> Filter:
        """The filter that ``{"field": ..., "operator": ..., "value": ...}`` or its text form describes; raises QueryError."""
        asked = parse(given) if isinstance(given, str) else given
        if not isinstance(asked, Mapping) or not asked.keys() <= {"field", "operator", "value"} or not isinstance(asked.get("field"), str):
            raise QueryError(f"cannot read the filter {given!r}", do='Say {"field": "month", "operator": ">=", "value": "2025-02-01"}.')
        field, operator = vocabulary.dimension(asked["field"]), asked.get("operator", "=")
        if not isinstance(operator, str) or operator not in OPERATORS:
            raise QueryError(f"there is no operator {operator!r}", where=f"filter on {field.name}", do=f"Known: {', '.join(OPERATORS)}.")
        return cls(field, operator, _value(field, operator, asked.get("value")))

    def holds(self, table: ir.Table) -> ir.BooleanValue:
        """The condition on a table that has the dimension's column."""
        column, dtype = table[self.field.column], self.field.dtype
        if self.operator in _NULLITIES:
            return _NULLITIES[self.operator](column, None)
        if self.operator in _MEMBERSHIPS:
            return _MEMBERSHIPS[self.operator](column, [ibis.literal(value, dtype) for value in self.value])
        return _COMPARISONS[self.operator](column, ibis.literal(self.value, dtype))


def parse(text: str) -> dict[str, Any]:
    """The parts of a filter's text form; the values of a membership stand between commas, in double quotes where they hold one.

    >>> parse("month>=2025-02-01")
    {'field': 'month', 'operator': '>=', 'value': '2025-02-01'}
    >>> parse('order_status not in paid, "a,b"')
    {'field': 'order_status', 'operator': 'not in', 'value': ['paid', 'a,b']}
    >>> parse("customer_country is null")
    {'field': 'customer_country', 'operator': 'is null'}
    """
    if not (match := _TEXT.fullmatch(text)):
        raise QueryError(f"cannot read the filter {text!r}", do="Say it like month>=2025-02-01 or order_status in paid,refunded.")
    field, sign, word, rest = match.groups()
    operator, value = sign or " ".join(word.lower().split()), rest.strip()
    if operator in _MEMBERSHIPS:
        return {"field": field, "operator": operator, "value": next(csv.reader([value], skipinitialspace=True), [])}
    if operator in _NULLITIES and not value:
        return {"field": field, "operator": operator}
    return {"field": field, "operator": operator, "value": value}


def _value(field: DimensionField, operator: str, value: Any) -> Any:
    if operator in _NULLITIES:
        if value is not None:
            raise QueryError(f"{operator!r} takes no value, got {value!r}", where=f"filter on {field.name}")
        return None
    if operator not in _MEMBERSHIPS:
        return _scalar(field, value)
    if isinstance(value, str) or not isinstance(value, list | tuple | set | frozenset):
        raise QueryError(f"{operator!r} takes a list of values, got {value!r}", where=f"filter on {field.name}")
    return tuple(_scalar(field, one) for one in value)


def _scalar(field: DimensionField, value: Any) -> Scalar:
    kind = Kind(kind_of_physical(field.dtype))
    try:
        typed = normalise(kind, value)
    except (ValueError, OverflowError) as error:
        raise QueryError(str(error), where=f"filter on {field.name}", do=f"Give a {kind.value}.") from error
    if typed is None:
        raise QueryError("there is no value to compare with", where=f"filter on {field.name}", do="For rows without one say 'is null'.")
    if isinstance(typed, str) and ("\0" in typed or not _is_utf8(typed)):
        raise QueryError(f"{value!r} is not a text that a warehouse can hold", where=f"filter on {field.name}")
    return typed


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
