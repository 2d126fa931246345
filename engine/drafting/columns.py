"""Drafted columns: every field with its name, its type and what of it a person must look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine.drafting.field_types import Guess
from engine.drafting.fields import Field, are_words
from engine.drafting.guess import guess
from engine.drafting.naming import Named, named

NOTHING_TOLD: Mapping[str, Guess] = MappingProxyType({})
"""Every field is guessed from its values."""


@dataclass(frozen=True, slots=True)
class DraftedColumn:
    """A column of the draft; ``group`` is the vendor's object that it is a part of, empty where it is the record's own."""

    name: str
    aliases: tuple[str, ...]
    guess: Guess
    values: Sequence[Any] = ()
    group: str = ""

    @property
    def is_nested(self) -> bool:
        """Whether some record has an object or an array here."""
        return any(isinstance(value, dict | list) for value in self.values)

    @property
    def lacking(self) -> int:
        """How many records of the sample have no value here."""
        return sum(value is None or value == "" for value in self.values)


def drafted_columns(object_: str, found: Sequence[Field], told: Mapping[str, Guess] = NOTHING_TOLD) -> tuple[DraftedColumn, ...]:
    """The columns of fields; ``told`` is what fields are by their names, where that need not be guessed from values.

    >>> [(column.name, column.guess.type.name) for column in drafted_columns("orders", [Field("orderId", [1, 2])])]
    [('order_id', 'int')]
    """
    return tuple(_drafted(column, told) for column in named(object_, found))


def _drafted(column: Named, told: Mapping[str, Guess]) -> DraftedColumn:
    name = column.fields[0].name
    values = list(_filled(column.fields))
    return DraftedColumn(column.column, column.aliases, told.get(name) or guess(name, values), values, group_of(name))


def group_of(name: str) -> str:
    """The object that a dotted name is a part of.

    >>> group_of("campaign.network_settings.target"), group_of("id"), group_of("Avg. CPC")
    ('campaign', '', '')
    """
    outer, *inner = name.split(".")
    return outer if inner and are_words({outer, *inner}) else ""


def _filled(same: Sequence[Field]) -> Iterator[Any]:
    for values in zip(*(field.values for field in same), strict=True):
        yield next((value for value in values if value is not None), None)
