"""Methods of checked expressions: what a value may be asked, and with which arguments. What is not here cannot be called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir

from contracts.entity import MONEY
from contracts.errors import did_you_mean
from contracts.expression_values import FINEST, INSTANT, Family, Refused, alike, expect, family, number_of, text_of
from contracts.patterns import pattern_problem

Given: TypeAlias = ir.Value | list[ir.Value]
"""An argument as it was written: a value, or a list of them."""

Reader: TypeAlias = Callable[[str, ir.Value, Given], Any]
"""(method, the value that is asked, an argument) -> what the method takes; raises Refused."""

COUNT = 1000
"""The largest position within a text."""

_TEXT, _NUMBER, _TRUTH, _TIME, _DAY = Family.TEXT, Family.NUMBER, Family.TRUTH, Family.TIME, Family.DAY
_ANY = frozenset({_TEXT, _NUMBER, _TRUTH, _TIME, _DAY})

_CASTS: Mapping[str, tuple[str, frozenset[Family]]] = MappingProxyType(
    {
        "text": ("string", _ANY),
        "bigint": ("int64", frozenset({_TEXT, _NUMBER, _TRUTH})),
        "double": ("float64", frozenset({_TEXT, _NUMBER})),
        "decimal": (MONEY, frozenset({_TEXT, _NUMBER})),
        "bool": ("boolean", frozenset({_TEXT, _TRUTH})),
        "timestamp": (INSTANT, frozenset({_TEXT, _TIME, _DAY})),
        "date": ("date", frozenset({_TEXT, _TIME, _DAY})),
    }
)
"""The kinds that a value may be cast to, and what can be."""


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what it may be asked of, how its arguments are read, and what it makes of them."""

    of: frozenset[Family]
    make: Callable[..., ir.Value]
    arguments: tuple[Reader, ...] = ()
    optional: int = 0
    """How many of the arguments, from the last on, may be left out."""


def called(name: str, value: ir.Value, arguments: list[Given]) -> ir.Value:
    """What a method makes of a value; raises Refused for an unknown method, a value it is not for, and wrong arguments."""
    if name not in METHODS:
        raise Refused(f"there is no method {name!r}.{_known(name, METHODS)}")
    method, found = METHODS[name], family(value)
    if found not in method.of:
        raise Refused(f"{name}() is not for {found}, but for {' or '.join(sorted(method.of))}")
    most = len(method.arguments)
    if not most - method.optional <= len(arguments) <= most:
        raise Refused(f"{name}() takes {most or 'no'} argument{'' if most == 1 else 's'}, not {len(arguments)}")
    read = [reader(name, value, given) for reader, given in zip(method.arguments, arguments, strict=False)]
    return method.make(value, *read)


def coalesced(values: list[Given]) -> ir.Value:
    """The first of some values of one kind that is not null; raises Refused."""
    if not values:
        raise Refused("coalesce() takes at least one argument")
    first = _one("coalesce", values[0])
    return ibis.coalesce(first, *(_like("coalesce", first, value) for value in values[1:]))


def _known(name: str, names: Iterable[str]) -> str:
    known = list(names)
    return did_you_mean(name, known) or f" Known: {', '.join(known)}."


def _one(name: str, given: Given) -> ir.Value:
    if isinstance(given, list):
        raise Refused(f"{name}() does not take a list")
    return given


def _like(name: str, value: ir.Value, given: Given) -> ir.Value:
    return alike(value, _one(name, given), f"{name}()")[1]


def _several(name: str, value: ir.Value, given: Given) -> list[ir.Value]:
    if not isinstance(given, list) or not given:
        raise Refused(f"{name}() takes a list, such as ['EUR', 'USD']")
    return [_like(name, value, one) for one in given]


def _text(name: str, _: ir.Value, given: Given) -> ir.Value:
    return expect(_one(name, given), _TEXT, f"{name}()")


def _word(name: str, _: ir.Value, given: Given) -> str:
    word = text_of(_one(name, given))
    if word is None:
        raise Refused(f"{name}() takes a text between quotes")
    return word


def _pattern(name: str, value: ir.Value, given: Given) -> str:
    pattern = _word(name, value, given)
    if problem := pattern_problem(pattern):
        raise Refused(problem)
    return pattern


def _count(name: str, _: ir.Value, given: Given) -> int:
    count = number_of(_one(name, given))
    if count is None or not 0 <= count <= COUNT:
        raise Refused(f"{name}() takes whole numbers from 0 to {COUNT}")
    return count


def _digits(name: str, value: ir.Value, given: Given) -> int:
    digits = _count(name, value, given)
    if digits > FINEST:
        raise Refused(f"{name}() takes at most {FINEST} digits")
    return digits


def _kind(name: str, value: ir.Value, given: Given) -> str:
    kind = _word(name, value, given)
    if kind not in _CASTS:
        raise Refused(f"there is no kind {kind!r}.{_known(kind, _CASTS)}")
    dtype, castable = _CASTS[kind]
    if family(value) not in castable:
        raise Refused(f"{family(value)} cannot be cast to {kind}")
    return dtype


def _rounded(value: ir.Value, digits: int = 0) -> ir.Value:
    return value if value.type().is_integer() else value.round(digits).cast(value.type())


def _part(name: str, of: frozenset[Family]) -> Method:
    return Method(of, lambda value: getattr(value, name)().cast("int64"))


_DATED, _TIMED, _TEXTS = frozenset({_TIME, _DAY}), frozenset({_TIME}), frozenset({_TEXT})

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "lower": Method(_TEXTS, lambda value: value.lower()),
        "upper": Method(_TEXTS, lambda value: value.upper()),
        "strip": Method(_TEXTS, lambda value: value.strip()),
        "length": Method(_TEXTS, lambda value: value.length().cast("int64")),
        "contains": Method(_TEXTS, lambda value, part: value.contains(part), (_text,)),
        "startswith": Method(_TEXTS, lambda value, start: value.startswith(start), (_text,)),
        "endswith": Method(_TEXTS, lambda value, end: value.endswith(end), (_text,)),
        "like": Method(_TEXTS, lambda value, form: value.like(form), (_word,)),
        "re_search": Method(_TEXTS, lambda value, pattern: value.re_search(pattern), (_pattern,)),
        "replace": Method(_TEXTS, lambda value, old, new: value.replace(old, new), (_text, _text)),
        "substr": Method(_TEXTS, lambda value, *place: value.substr(*place), (_count, _count), optional=1),
        "abs": Method(frozenset({_NUMBER}), lambda value: value.abs()),
        "round": Method(frozenset({_NUMBER}), _rounded, (_digits,), optional=1),
        "year": _part("year", _DATED),
        "month": _part("month", _DATED),
        "day": _part("day", _DATED),
        "hour": _part("hour", _TIMED),
        "date": Method(_TIMED, lambda value: value.date()),
        "coalesce": Method(_ANY, ibis.coalesce, (_like,)),
        "fill_null": Method(_ANY, ibis.coalesce, (_like,)),
        "nullif": Method(_ANY, lambda value, other: value.nullif(other), (_like,)),
        "between": Method(_ANY - {_TRUTH}, lambda value, low, high: value.between(low, high), (_like, _like)),
        "isin": Method(_ANY, lambda value, values: value.isin(values), (_several,)),
        "notin": Method(_ANY, lambda value, values: value.notin(values), (_several,)),
        "isnull": Method(_ANY | {Family.OTHER}, lambda value: value.isnull()),
        "notnull": Method(_ANY | {Family.OTHER}, lambda value: value.notnull()),
        "cast": Method(_ANY, lambda value, dtype: value.try_cast(dtype), (_kind,)),
    }
)
