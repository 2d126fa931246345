"""Naming: what the columns of a vendor's or loader's record are called, and which of them stand for a column of a contract.

The rule is dlt's snake case, by which landed tables are made; here without dlt, so that the models may ask for it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import count

_SPELLED = str.maketrans("+-*@|", "x_xal")
_OTHER = re.compile(r"[^a-zA-Z\d_]+")
_WORD = re.compile(r"([^_])([A-Z][a-z]+)")
_CAPITAL = re.compile(r"([a-z0-9])([A-Z])")
_ENDING = re.compile(r"_+$")
_SEVERAL = re.compile(r"__+")


@cache
def snake(name: str) -> str:
    """A name as a column is called: lower case words joined by underscores.

    >>> snake("Order ID"), snake("createdAt"), snake("$insert_id"), snake("  ")
    ('order_id', 'created_at', 'insert_id', 'column')
    """
    plain = _OTHER.sub("_", name.strip().translate(_SPELLED))
    words = _CAPITAL.sub(r"\1_\2", _WORD.sub(r"\1_\2", plain)).lower()
    ended = _ENDING.sub(lambda ending: "x" * len(ending[0]), words)
    return _SEVERAL.sub("_", ended).strip("_") or "column" if name.strip() else "column"


def spellings(name: str, aliases: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """The names present that stand for a column: its aliases, itself, then what is it, or else an alias, in snake case; the best first.

    An alias that is there as it is written stands for no other name: that may be the vendor's word for something else.

    >>> spellings("created_at", ("created",), ["createdAt", "total", "CREATED", "created_at"])
    ('created_at', 'createdAt', 'CREATED')
    """
    names = tuple(present)
    said = (*aliases, name)
    plain = {name, *(snake(alias) for alias in said if "." not in alias and alias not in names)}
    alike = (other for other in names if other not in said and snake(other) in plain)
    return tuple(spelling for spelling in dict.fromkeys((*said, *alike)) if spelling in names)


def distinct(names: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """Names that no other has, in order; a number behind those that come again or are taken.

    >>> distinct(["note", "id", "note"], {"id"})
    ('note', 'id_2', 'note_2')
    """
    used = set(taken)
    free: list[str] = []
    for name in names:
        free.append(next(candidate for n in count(1) if (candidate := name if n == 1 else f"{name}_{n}") not in used))
        used.add(free[-1])
    return tuple(free)
