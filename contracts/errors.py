"""The one error of this package, raised while a contract or an entity is being made."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ContractError(Exception):
    """A contract, an entity or a mapping that cannot be right; says where, what, and what to do."""

    def __init__(self, where: str, problems: Iterable[str]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{where}: {problem}" for problem in self.problems))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A closing question for an unknown name, empty when nothing known comes near.

    >>> did_you_mean("totl", ["total", "currency"])
    " Did you mean 'total'?"
    >>> did_you_mean("zzz", ["total"])
    ''
    """
    close = get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
