"""Transactions: SQLMesh runs DuckDB without any of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmesh.core.engine_adapter.base import EngineAdapter


@contextmanager
def transaction(adapter: EngineAdapter) -> Iterator[None]:
    """All that is executed inside, or nothing of it."""
    adapter.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        adapter.execute("ROLLBACK")
        raise
    adapter.execute("COMMIT")
