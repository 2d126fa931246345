"""Trial: a drafted file, imported and held against the very records that it was drafted from."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.hold import hold

_MODULE = "engine_drafted_contract"


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the records: how many there were and landed, why others did not by column, and columns beyond the contract."""

    records: int
    landed: int
    refusals: Mapping[str, Sequence[str]]
    beyond: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every record landed, and nothing beyond the contract."""
        return self.landed == self.records and not self.beyond


def contract_of(text: str) -> type[Source]:
    """The contract of a drafted file, made as an import would make it."""
    module = ModuleType(_MODULE)
    sys.modules[_MODULE] = module  # pydantic reads the annotations of a class in its module
    try:
        exec(compile(text, "<draft>", "exec"), vars(module))
    finally:
        del sys.modules[_MODULE]
    return next(c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Source) and c.__module__ == _MODULE)


def tried(contract: type[Source], batches: Iterable[Batch], records: int) -> Trial:
    """The batches of so many records held to a contract."""
    landed = 0
    refusals: dict[str, list[str]] = defaultdict(list)
    beyond: dict[str, Any] = {}
    for batch in batches:
        held = hold(contract, Batch(batch.records, batch.place))
        landed += len(held.frame)
        beyond |= dict.fromkeys(held.frame.columns[len(contract.columns) :])
        for column, reason in (item for reasons in held.refusals.values() for item in reasons.items()):
            refusals[column].append(reason)
    return Trial(records, landed, refusals, tuple(beyond))
