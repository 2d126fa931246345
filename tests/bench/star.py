"""The star: one more day after a short history and after a long one, and the facts made whole against the same tables by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from . import by_hand, shop_days
from .chain import Chain, connected
from .shop_days import Days
from .timing import Comparison, Seconds

_MADE = {
    "unified.int_unified_event",
    "unified.int_unified_order",
    "unified.int_unified_order_line",
    "unified.int_unified_ad_performance",
    "star.fct_events",
    "star.fct_sessions",
    "star.fct_orders",
    "star.fct_order_lines",
    "star.fct_ad_performance",
}
"""The models that lead from the sinks to the facts that are made by hand too."""

_SUMS = {
    "SELECT count(*), sum(session_event_count), sum(session_revenue) FROM star.fct_sessions": (
        "SELECT count(*), sum(events), sum(revenue) FROM by_hand.sessions"
    ),
    "SELECT count(*), sum(order_total_amount) FROM star.fct_orders": "SELECT count(*), sum(total) FROM by_hand.orders",
    "SELECT count(*), sum(order_line_total_amount) FROM star.fct_order_lines": "SELECT count(*), sum(total) FROM by_hand.lines",
    "SELECT count(*), sum(ad_performance_spend) FROM star.fct_ad_performance": "SELECT count(*), sum(spend) FROM by_hand.ads",
}


def compare(folder: Path, days: Days, history: tuple[int, int], repetitions: int) -> Iterator[Comparison]:
    """A day's run after each history, and the facts made whole over the long one."""
    short, long = (_chain(folder / f"star_{count}.duckdb", days, count) for count in history)
    taken: tuple[list[float], list[float]] = ([], [])
    for repetition in range(repetitions + 1):
        for chain, count, times in zip((short, long), history, taken, strict=True):
            shop_days.land(chain.adapter, days, count + repetition, 1)
            times.append(_timed(chain))
    engine, other = (Seconds(tuple(times[1:])) for times in (taken[1], taken[0]))
    yield Comparison(f"one more day after {history[1]} days", f"the engine's after {history[0]} days", engine, other, goal=1.3)
    short.adapter.close()
    yield _made_whole(long, days.events * history[1])
    long.adapter.close()


def _chain(path: Path, days: Days, count: int) -> Chain:
    chain = Chain(connected(str(path)), shop_days.models())
    shop_days.make(chain)
    shop_days.land(chain.adapter, days, 0, count)
    chain.run()
    chain.adapter.execute("CHECKPOINT")
    return chain


def _timed(chain: Chain) -> float:
    start = time.perf_counter()
    chain.run()
    chain.adapter.execute("CHECKPOINT")
    return time.perf_counter() - start


def _made_whole(chain: Chain, events: int) -> Comparison:
    chain.adapter.execute("CREATE SCHEMA by_hand")
    start = time.perf_counter()
    for statement in by_hand.STATEMENTS.values():
        chain.adapter.execute(statement)
    chain.adapter.execute("CHECKPOINT")
    other = time.perf_counter() - start
    start = time.perf_counter()
    for spec in (spec for spec in chain.models.specs if spec.name in _MADE):
        chain.update(spec, anew=True)
    chain.adapter.execute("CHECKPOINT")
    engine = time.perf_counter() - start
    for ours, theirs in _SUMS.items():
        assert chain.adapter.fetchone(ours) == chain.adapter.fetchone(theirs), ours
    return Comparison(f"facts of {events:,} events made whole", "one statement a table", Seconds((engine,)), Seconds((other,)), goal=1.5)
