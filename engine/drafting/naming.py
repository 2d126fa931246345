"""Naming: which column every field of the vendor becomes, and the aliases that its name needs."""

from __future__ import annotations

import keyword
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from contracts.naming import snake
from contracts.source import Source
from engine.drafting.fields import Field
from engine.drafting.topics import plain, singular

_TYPES = frozenset({"int", "str", "bool", "float", "bytes", "date", "datetime", "time", "micros"})
"""A field that is called as a type, or as what feeds ask for, hides it from the rest of the class."""
_OF_SOURCE = frozenset({*dir(Source), *Source.__annotations__})


@dataclass(frozen=True, slots=True)
class Named:
    """A column, and the fields that fill it: several where a vendor spells one name in two ways, never both in one record."""

    column: str
    fields: tuple[Field, ...]

    @property
    def aliases(self) -> tuple[str, ...]:
        """The vendor's names that landing would not find by itself."""
        return tuple(field.name for field in self.fields if snake(field.name) != self.column)


def named(object_: str, found: Sequence[Field]) -> tuple[Named, ...]:
    """Every field under the name of its column, which is unique, a Python name, and none that a contract itself has.

    >>> [(n.column, n.aliases) for n in named("orders", [Field("orderId", [1]), Field("key", [1]), Field("CTR (%)", [1])])]
    [('order_id', ()), ('order_key', ('key',)), ('ctr', ('CTR (%)',))]
    """
    alike: dict[str, list[Field]] = defaultdict(list)
    for field in found:
        alike[snake(field.name)].append(field)
    groups = [group for same in alike.values() for group in _grouped(same)]
    return tuple(_names(object_, groups, alike))


def _names(object_: str, groups: Sequence[Sequence[Field]], alike: Mapping[str, Sequence[Field]]) -> Iterator[Named]:
    """The groups under names of which none is taken, nor is the spelling of a field that is another column's."""
    taken: set[str] = set()
    for group in groups:
        spelling, column = snake(group[0].name), _column(object_, group[0].name)
        others = alike.keys() - ({spelling} if len(alike[spelling]) == len(group) else set())
        name = next(name for n in count(1) if (name := column if n == 1 else f"{column}_{n}") not in taken | others)
        taken.add(name)
        yield Named(name, tuple(group))


def _column(object_: str, name: str) -> str:
    column = plain(name)
    return column if is_free(column) else f"{singular(object_)}_{column}"


def is_free(column: str) -> bool:
    """Whether a field of a contract can be called so.

    >>> is_free("id"), is_free("key"), is_free("class"), is_free("1d_click")
    (True, False, False, False)
    """
    taken = keyword.iskeyword(column) or column in _TYPES or column in _OF_SOURCE or column.startswith("model_")
    return column.isidentifier() and not taken


def _grouped(same: Sequence[Field]) -> list[list[Field]]:
    """Fields whose names are alike: one column where no record fills two of them, else each its own."""
    filled = zip(*(field.values for field in same), strict=True)
    apart = all(sum(value is not None for value in values) <= 1 for values in filled)
    return [list(same)] if apart else [[field] for field in same]
