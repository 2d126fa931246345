"""Hand-made events as they stand before they are settled, and the tables made of them, run in a DuckDB whose session is in no UTC zone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from contracts.entities.event import Event
from contracts.logic import Logic
from contracts.sessionise import Internal, grouping, sessionised

Row = dict[str, Any]

EVENTS = {
    "tenant_slug": "string",
    "event_key": "string",
    "event_platform": "string",
    "event_connection": "string",
    **{column.name: column.dtype for column in Event.columns},
    "event_loaded_at": "timestamp('UTC')",
}
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(minute: float) -> datetime:
    """An instant some minutes after noon."""
    return NOON + timedelta(minutes=minute)


def event(key: str, minute: float | None, **values: Any) -> Row:
    """An event of the visitor v; a value's name stands without its prefix."""
    common = {"tenant_slug": "a", "event_platform": "google_analytics", "event_connection": "web", "event_device_id": "v"}
    happened = {"event_occurred_at": None if minute is None else at(minute), "event_name": "page_view", "event_conversions": 0}
    told = {name if name in EVENTS else f"event_{name}": value for name, value in values.items()}
    return {**common, **happened, "event_key": key, "event_loaded_at": NOON, **told}


@cache
def warehouse() -> Any:
    """The one DuckDB that expressions run in."""
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'America/New_York'")
    return connection


def arrow(rows: Sequence[Row]) -> pa.Table:
    """Events in the columns that they have before they are settled."""
    return pa.Table.from_pylist(list(rows), schema=ibis.schema(EVENTS).to_pyarrow())


def table(rows: Sequence[Row]) -> ir.Table:
    """Events as a table."""
    return ibis.memtable(arrow(rows))


def run(expression: ir.Table) -> list[Row]:
    """The rows of an expression."""
    found: list[Row] = warehouse().to_pyarrow(expression).to_pylist()
    return found


def settled(rows: Sequence[Row], logic: Logic, internal: Internal | None = None) -> ir.Table:
    """Events with their sessions."""
    return _settled(table(rows), logic, internal or {})


def sessions(rows: Sequence[Row], logic: Logic | None = None) -> dict[str, str | None]:
    """The session of each event, by the events' keys; the query is compiled once for each logic."""
    return {row["event_key"]: row["event_session_id"] for row in ran(_sessions(logic or Logic()), rows)}


def compiled(rule: Callable[[ir.Table], ir.Table]) -> str:
    """A rule over events as a query, for tests that run it on many."""
    return str(ibis.to_sql(rule(ibis.table(EVENTS, name="happened")), dialect="duckdb"))


def ran(query: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a compiled query over events."""
    connection = warehouse().con
    connection.register("happened", arrow(rows))
    found: list[Row] = connection.execute(query).to_arrow_table().to_pylist()
    return found


@cache
def _sessions(logic: Logic) -> str:
    return compiled(lambda events: _settled(events, logic, {}).select("event_key", "event_session_id"))


def _settled(events: ir.Table, logic: Logic, internal: Internal) -> ir.Table:
    return sessionised(events.mutate(**grouping(events)), logic, internal)
