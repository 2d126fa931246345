"""Semantic layer: answers over a million orders, against the same questions in SQL written by hand, on the same file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from contracts.catalog import catalog
from engine.models.spec import physical
from engine.naming import STAR
from engine.semantic import Layer
from engine.stages.star import schema

from .timing import Comparison, Work, in_turn

_TENANTS = ("acme", "tyrell", "umbrella")
_TENANT = "tyrell"
_FIRST_DAY = "DATE '2025-01-01'"
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Question:
    """One question: as the layer is asked it, and as SQL."""

    name: str
    asked: Mapping[str, Any]
    sql: str


QUESTIONS = (
    Question(
        "revenue by month",
        {"dimensions": ["month"], "measures": ["revenue"]},
        """SELECT date_month, sum(order_total_amount) FROM star.fct_orders JOIN star.dim_dates ON order_day = date_day
        WHERE tenant_slug = $tenant GROUP BY 1 ORDER BY 1""",
    ),
    Question(
        "revenue and orders by month and country of customer",
        {"dimensions": ["month", "customer_country"], "measures": ["revenue", "orders"]},
        """SELECT date_month, customer_country, sum(order_total_amount), count(*) FROM star.fct_orders AS o
        JOIN star.dim_dates ON order_day = date_day
        JOIN star.dim_customers AS c ON c.tenant_slug = $tenant AND order_customer_key = customer_key
        WHERE o.tenant_slug = $tenant GROUP BY 1, 2 ORDER BY 1, 2""",
    ),
    Question(
        "roas by month over two facts",
        {"dimensions": ["month"], "measures": ["roas"]},
        """WITH earned AS (SELECT date_month, sum(order_total_amount) AS revenue FROM star.fct_orders
          JOIN star.dim_dates ON order_day = date_day WHERE tenant_slug = $tenant GROUP BY 1),
        paid AS (SELECT date_month, sum(ad_performance_spend) AS spend FROM star.fct_ad_performance
          JOIN star.dim_dates ON ad_performance_day = date_day WHERE tenant_slug = $tenant GROUP BY 1)
        SELECT date_month, revenue::DOUBLE / nullif(spend, 0) FROM earned FULL JOIN paid USING (date_month) ORDER BY 1""",
    ),
)


def compare(folder: Path, orders: int, repetitions: int) -> Iterator[Comparison]:
    """Every question, asked of a layer that is open and warm, and its SQL on a connection that is open; both as Arrow."""
    path = folder / "published.duckdb"
    _publish(path, orders)
    layer = Layer.open(path, _TENANT)
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for question in QUESTIONS:
            yield _compare(layer, connection, question, orders, repetitions)


def _compare(layer: Layer, connection: duckdb.DuckDBPyConnection, question: Question, orders: int, repetitions: int) -> Comparison:
    def by_hand() -> Any:
        return connection.execute(question.sql, {"tenant": _TENANT}).to_arrow_table()

    rows = [tuple(row.values()) for row in by_hand().to_pylist()]
    assert layer.query(**question.asked).rows == rows and rows
    works = {"engine": Work(lambda: layer.query(**question.asked)), "plain": Work(by_hand)}
    seconds = in_turn(works, repetitions)
    return Comparison(f"{question.name}, {orders:,} orders", "SQL by hand", seconds["engine"], seconds["plain"], goal=1.5)


def _publish(path: Path, orders: int) -> None:
    """A star of three tenants with a year of orders, and one customer and one ad report for ten orders each, in the order of tenants."""
    facts = {name: _rows(name, rows) for name, rows in {"customer": orders // 10, "order": orders, "ad_performance": orders // 10}.items()}
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"SET TimeZone = 'UTC'; CREATE SCHEMA {STAR}")
        _fill(connection, "tenant", f"SELECT unnest({list(_TENANTS)}) AS tenant_slug")
        _fill(
            connection, "date", f"SELECT {_day('range')} AS date_day, date_trunc('month', date_day)::DATE AS date_month FROM range({_DAYS})"
        )
        _fill(connection, "customer", f"SELECT *, ['US', 'DE', 'FR', 'JP', 'BR'][n % 5 + 1] AS customer_country FROM ({facts['customer']})")
        customer = f"'customer' || hash(n) % {orders // 10 // len(_TENANTS)} * {len(_TENANTS)} + n % {len(_TENANTS)}"
        _fill(
            connection,
            "order",
            f"""SELECT *, {_day("hash(n, 1)")} AS order_day, {customer} AS order_customer_key, 'USD' AS order_currency,
            hash(n, 2) % 50_000 / 100 AS order_total_amount FROM ({facts["order"]})""",
        )
        _fill(
            connection,
            "ad_performance",
            f"""SELECT *, {_day("hash(n, 1)")} AS ad_performance_day, hash(n, 2) % 10_000 / 100 AS ad_performance_spend
            FROM ({facts["ad_performance"]})""",
        )


def _rows(entity: str, rows: int) -> str:
    tenant = f"{list(_TENANTS)}[n % {len(_TENANTS)} + 1]"
    return f"SELECT range AS n, {tenant} AS tenant_slug, '{entity}' || n AS {entity}_key FROM range({rows})"


def _day(number: str) -> str:
    return f"({_FIRST_DAY} + ({number} % {_DAYS})::INT)"


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> None:
    """A table of the star in its own shape; columns that the rows leave out are null."""
    entity = catalog().entity(name)
    columns = physical(schema(entity))
    connection.execute(f"CREATE TABLE {STAR}.{entity.table} ({', '.join(f'{column} {type_}' for column, type_ in columns.items())})")
    given = [column for column, *_ in connection.execute(f"DESCRIBE {rows}").fetchall() if column in columns]
    names = ", ".join(given)
    connection.execute(f"INSERT INTO {STAR}.{entity.table} ({names}) SELECT {names} FROM ({rows}) ORDER BY {given[0]}")
