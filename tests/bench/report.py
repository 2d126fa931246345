"""Report: what was measured, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from .timing import Comparison, Seconds


def show(console: Console, comparisons: Sequence[Comparison]) -> None:
    """Prints a line a goal; the ratio that counts is that of the least times."""
    table = Table(
        title="The engine against plain DuckDB",
        caption="of each cell, above the least of all repetitions, below the median; seconds, and their ratio",
    )
    table.add_column("work", overflow="fold")
    for name in ("engine", "other", "ratio", "goal"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in comparisons:
        verdict = f"{one.goal:.1f} [green]met[/]" if one.met else f"{one.goal:.1f} [red]missed[/]"
        ratio = f"{one.ratio:.2f}\n{one.usual_ratio:.2f}"
        table.add_row(f"{one.name}\n[dim]against {one.against}[/]", _seconds(one.engine), _seconds(one.other), ratio, verdict)
    console.print(table)


def write(folder: Path, comparisons: Sequence[Comparison], seconds: float, *, quick: bool) -> Path:
    """Writes the results into a file of their own, named by the time."""
    now = datetime.now(UTC)
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version(), "duckdb": duckdb.__version__}
    results = {"at": now.isoformat(), "quick": quick, "seconds": round(seconds, 1), "machine": machine}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps({**results, "comparisons": [_plain(one) for one in comparisons]}, indent=2) + "\n")
    return path


def _plain(one: Comparison) -> dict[str, Any]:
    return {
        "name": one.name,
        "against": one.against,
        "engine_seconds": one.engine.taken,
        "other_seconds": one.other.taken,
        "ratio": round(one.ratio, 3),
        "usual_ratio": round(one.usual_ratio, 3),
        "goal": one.goal,
        "met": one.met,
    }


def _seconds(seconds: Seconds) -> str:
    return f"{seconds.least:.3f}\n{seconds.middle:.3f}"
