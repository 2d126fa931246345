"""A request: one semantic query, resolved against the vocabulary and checked; a value, so that its SQL can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from engine.errors import QueryError
from engine.semantic.fields import DimensionField, Measured, MeasureField
from engine.semantic.filters import Filter
from engine.semantic.vocabulary import Vocabulary

T = TypeVar("T")

OrderBy = str | tuple[str, str]
"""A field to sort by: ``"revenue"``, ``"revenue desc"`` or ``("revenue", "desc")``."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column of the answer to sort by; nulls stand last."""

    name: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """Dimensions, measures, filters, order and limit; every measure reaches every dimension and filter."""

    dimensions: tuple[DimensionField, ...]
    measures: tuple[Measured, ...]
    filters: tuple[Filter, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None

    @classmethod
    def of(
        cls,
        vocabulary: Vocabulary,
        dimensions: Iterable[str],
        measures: Iterable[str],
        *,
        filters: Iterable[Mapping[str, Any] | str] = (),
        order_by: Iterable[OrderBy] = (),
        limit: int | None = None,
    ) -> Request:
        """The request for some names; raises QueryError where one is unknown, a measure does not reach it, or it makes no sense."""
        grouped = tuple(vocabulary.dimension(name) for name in _names("dimensions", dimensions))
        measured = tuple(vocabulary.measure(name) for name in _names("measures", measures))
        if not measured:
            raise QueryError("a query needs at least one measure", do=f"Known: {', '.join(sorted(vocabulary.measures))}.")
        kept = tuple(Filter.of(vocabulary, given) for given in _listed("filters", filters))
        request = cls(grouped, measured, kept, limit=_limit(limit))
        _check_reach(vocabulary, request)
        return replace(request, order=request._ordered(_listed("order_by", order_by)))

    @property
    def parts(self) -> tuple[MeasureField, ...]:
        """The measures to aggregate before ratios are told, each once."""
        return tuple(dict.fromkeys(part for measure in self.measures for part in measure.parts))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the measures are of, each once."""
        return tuple(dict.fromkeys(part.entity for part in self.parts))

    def of_fact(self, fact: str) -> tuple[MeasureField, ...]:
        """The measures to aggregate from one fact."""
        return tuple(part for part in self.parts if part.entity == fact)

    def _ordered(self, order_by: Iterable[OrderBy]) -> tuple[Order, ...]:
        """The asked order, then the dimensions: an answer comes in the same order every time."""
        names = [field.name for field in (*self.dimensions, *self.measures)]
        asked = [_order(given, names) for given in order_by]
        taken = {order.name for order in asked}
        return (*asked, *(Order(field.name) for field in self.dimensions if field.name not in taken))


def _listed(what: str, given: Iterable[T]) -> tuple[T, ...]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise QueryError(f"{what} must be a list, got {given!r}")
    return tuple(given)


def _names(what: str, given: Iterable[str]) -> tuple[str, ...]:
    names = _listed(what, given)
    if strays := [name for name in names if not isinstance(name, str)]:
        raise QueryError(f"{what} must be names, got {strays[0]!r}")
    return tuple(dict.fromkeys(names))


def _limit(limit: int | None) -> int | None:
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or not 0 <= limit < 2**63):
        raise QueryError(f"limit must be a whole number from 0, got {limit!r}")
    return limit


def _order(given: OrderBy, names: Sequence[str]) -> Order:
    words = given.split() if isinstance(given, str) else list(given) if isinstance(given, tuple | list) else [given]
    if not 1 <= len(words) <= 2 or not all(isinstance(word, str) for word in words):
        raise QueryError(f"cannot read {given!r}", where="order by", do='Say "revenue desc".')
    name, direction = words[0], words[1] if len(words) == 2 else "asc"
    if direction.lower() not in ("asc", "desc"):
        raise QueryError(f"there is no direction {direction!r}", where=f"order by {name}", do="Say asc or desc.")
    if name not in names:
        raise QueryError(f"{name!r} is not in the answer", where="order by", do=f"Sort by one of: {', '.join(names)}.")
    return Order(name, direction.lower() == "desc")


def _check_reach(vocabulary: Vocabulary, request: Request) -> None:
    asked = dict.fromkeys(request.dimensions, "dimension") | {kept.field: "filter" for kept in request.filters}
    for field, use in asked.items():
        for measure in request.measures:
            strays = [part for part in measure.parts if field.entity not in vocabulary.reach(part.entity)]
            if strays:
                raise QueryError(_reason(field, measure, strays[0]), where=f"{use} {field.name}", do=_way_out(vocabulary, request))


def _reason(field: DimensionField, measure: Measured, stray: MeasureField) -> str:
    told = f"the measure {measure.name!r}" if measure == stray else f"the measure {measure.name!r}, made of {stray.name!r},"
    return f"{told} does not reach it: it belongs to {field.entity}, and nothing leads there from {stray.entity}"


def _way_out(vocabulary: Vocabulary, request: Request) -> str:
    names = " and ".join(measure.name for measure in request.measures)
    shared = ", ".join(vocabulary.shared(request.facts))
    return f"Dimensions that {names} can be asked by: {shared}." if shared else f"{names} share no dimension: ask for them one by one."
