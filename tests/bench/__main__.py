"""Runs the benchmark: ``python -m tests.bench [--quick]``; the results go to the folder ``results`` beside this file."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from . import landing, push, semantic, star
from .report import show, write
from .shop_days import Days
from .timing import Comparison

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, and how often."""

    sinks: tuple[int, int]
    pushed: int
    landed: int
    orders: int
    pushes: int
    landings: int
    questions: int
    history: tuple[int, int]
    """Days of a short and of a long history of a shop."""


DAYS = Days(events=27_775, orders=2_777, ads=2_777, people=300_000)
"""A year of them has ten million events, a million orders and a million rows of ad reports."""

FULL = Size((1_000_000, 10_000_000), 100_000, 1_000_000, 1_000_000, pushes=5, landings=4, questions=20, history=(30, 360))
QUICK = Size((100_000, 1_000_000), 10_000, 100_000, 100_000, pushes=3, landings=3, questions=10, history=(3, 36))


@click.command()
@click.option("--quick", is_flag=True, help="A tenth of the rows: shows that it works; the ratios say little.")
def main(quick: bool) -> None:
    """Measures the engine against plain DuckDB, both in turn, in the same run."""
    narration, start = Console(stderr=True), time.perf_counter()
    comparisons = []
    sizes = QUICK if quick else FULL
    with tempfile.TemporaryDirectory() as folder:
        for comparison in _compared(Path(folder), sizes):
            narration.print(f"{comparison.name}: {comparison.ratio:.2f} times {comparison.against} (goal {comparison.goal:.1f})")
            comparisons.append(comparison)
    show(Console(), comparisons)
    narration.print(f"Written to {write(RESULTS, comparisons, time.perf_counter() - start, quick=quick)}")


def _compared(folder: Path, size: Size) -> Iterator[Comparison]:
    yield from semantic.compare(folder, size.orders, size.questions)
    yield from landing.compare(folder, size.landed, size.landings)
    yield from push.compare(folder, size.sinks, size.pushed, size.pushes)
    yield from star.compare(folder, DAYS, size.history, repetitions=2)


if __name__ == "__main__":
    main()
