"""Timing: several works in turn, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

Step = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What is timed, and what brings everything back to where it was before; that is not timed."""

    run: Step
    undo: Step = lambda: None


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long one work took, every time."""

    taken: tuple[float, ...]

    @property
    def least(self) -> float:
        """The work itself, with the least of what else the machine did."""
        return min(self.taken)

    @property
    def middle(self) -> float:
        """What is usual on this machine."""
        return median(self.taken)


def in_turn(works: Mapping[str, Work], repetitions: int) -> dict[str, Seconds]:
    """Runs all works one after the other, again and again; the first round warms up and does not count."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repetitions + 1):
        for name, work in works.items():
            taken[name].append(_timed(work))
    return {name: Seconds(tuple(seconds[1:])) for name, seconds in taken.items()}


def _timed(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work.run()
    seconds = time.perf_counter() - start
    work.undo()
    return seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    """One goal: the engine's time is at most ``goal`` times that of what it is compared with."""

    name: str
    against: str
    engine: Seconds
    other: Seconds
    goal: float

    @property
    def ratio(self) -> float:
        """The engine's least time over the other's least: what counts, as others share the machine."""
        return self.engine.least / self.other.least

    @property
    def usual_ratio(self) -> float:
        """The ratio of the medians."""
        return self.engine.middle / self.other.middle

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal
