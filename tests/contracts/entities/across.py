"""Tables of what the entities across sources are made with: columns that a test leaves out are null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

INSTANT = "timestamp('UTC')"
MONEY = "decimal(38, 9)"
_LEADING = {"platform": "string", "connection": "string", "loaded_at": INSTANT, "key": "string"}


def schema(entity: str, **columns: str) -> dict[str, str]:
    """The columns of an entity's table, by their types; names without the entity's prefix gain it."""
    return {"tenant_slug": "string", **{f"{entity}_{name}": kind for name, kind in {**_LEADING, **columns}.items()}}


CUSTOMERS = schema("customer", id="string", email_hash="string")
ORDERS = schema(
    "order",
    id="string",
    name="string",
    customer_key="string",
    email_hash="string",
    placed_at=INSTANT,
    cancelled_at=INSTANT,
    status="string",
    total_amount=MONEY,
    currency="string",
    is_test="boolean",
)
USERS = schema("user", id="string", email="string", account_id="string")
EVENTS = schema("event", visitor_id="string", visitor_key="string", device_id="string", user_id="string", transaction_id="string")
BUYERS = schema(
    "buyer",
    order_id="string",
    order_key="string",
    person_id="string",
    person_key="string",
    placed_at=INSTANT,
    amount=MONEY,
    currency="string",
    is_test="boolean",
    order_sequence="int64",
)
SESSIONS = schema(
    "session",
    id="string",
    person_key="string",
    started_at=INSTANT,
    source="string",
    medium="string",
    campaign="string",
    channel="string",
    day="date",
    conversions="int64",
)
RATES = schema("exchange_rate", date="date", currency="string", rate=MONEY, inverse=MONEY)


class SqlFile(SingleFileSnapshotExtension):
    """One ``.sql`` file a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "sql"


def sql(rows: ir.Table) -> str:
    """The SQL of an expression as people read it."""
    return str(ibis.to_sql(rows, dialect="duckdb")) + "\n"


def readable(rows: ir.Table) -> str:
    """The same for a snapshot, with the control characters that are trimmed written out: a text file does not keep a carriage return."""
    return sql(rows).translate({ord(blank): repr(blank)[1:-1] for blank in "\t\r\v\f"})


def opened() -> Any:
    """A DuckDB in memory, its session pinned to UTC as the engine's own are."""
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET TimeZone = 'UTC'")
    return connection


def table(connection: Any, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> ir.Table:
    """A new table of a connection with rows, of which each says what is not null."""
    typed = ibis.schema(columns)
    arrow = pa.Table.from_pylist([{column: row.get(column) for column in columns} for row in rows], schema=typed.to_pyarrow())
    return connection.create_table(name, arrow, schema=typed, overwrite=True)


def listed(rows: ir.Table) -> list[dict[str, Any]]:
    """The rows of an expression."""
    return list(rows.to_pyarrow().to_pylist())


def ran(connection: Any, query: str) -> list[dict[str, Any]]:
    """The rows of a query that is compiled once and run on many tables."""
    return list(connection.con.execute(query).to_arrow_table().to_pylist())
