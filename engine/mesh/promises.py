"""Promises kept: rows that break one are shown, and not written."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp, parse_one
from sqlmesh.core.console import get_console
from sqlmesh.core.engine_adapter.base import EngineAdapter
from sqlmesh.utils.errors import SQLMeshError

from engine.models.increment import Increment
from engine.models.promises import ROWS

SHOWN = 5
"""How many of the rows are shown."""


class BrokenPromiseError(SQLMeshError):
    """Rows that a model would have to hold and that cannot be right; SQLMesh stops the plan or run, and nothing is written."""

    def __init__(self, model: str, promise: str, count: int, rows: str) -> None:
        super().__init__(f"{model}: {promise} {count} {'row breaks' if count == 1 else 'rows break'} this promise:\n{rows}")


def keep_promises(adapter: EngineAdapter, model: str, increment: Increment, rows: str, below: Mapping[str, str]) -> None:
    """Raises BrokenPromiseError where rows (a query) break one of the model's promises; ``below`` are the tables of other models."""
    for promise in increment.promises:
        query = exp.replace_tables(parse_one(promise.query, dialect="duckdb"), dict(below), dialect="duckdb").sql(dialect="duckdb")
        _keep(adapter, model, promise.description, f"WITH {ROWS} AS ({rows}) {_inside(query)}", stops=promise.stops)


def keep_unique(adapter: EngineAdapter, model: str, grain: tuple[str, ...], rows: str) -> None:
    """Raises BrokenPromiseError where two of some rows have one key."""
    query = f"SELECT {', '.join(grain)}, count(*) AS rows FROM ({rows}) AS found GROUP BY ALL HAVING count(*) > 1"
    _keep(adapter, model, "No key stands twice.", query)


def _keep(adapter: EngineAdapter, model: str, promise: str, broken: str, *, stops: bool = True) -> None:
    counted = adapter.fetchone(f"SELECT count(*) FROM ({broken}) AS broken")
    if counted and counted[0]:
        found = adapter.fetchdf(f"SELECT * FROM ({broken}) AS broken LIMIT {SHOWN}")
        error = BrokenPromiseError(model, promise, counted[0], _shown(found.to_dict("records")))
        if stops:
            raise error
        get_console().log_warning(str(error))


def _inside(query: str) -> str:
    return f"SELECT * FROM ({query}) AS promised"


def _shown(rows: list[dict[str, object]]) -> str:
    """Each row as its columns that hold something."""
    import pandas as pd

    return "\n".join("  " + ", ".join(f"{name} = {value}" for name, value in row.items() if not pd.isna(value)) for row in rows)
