from __future__ import annotations

import duckdb
import pytest
from sqlglot import exp, parse_one

from engine.mesh.restricted import restricted, semi_join

ORDERS = "(VALUES ('a', 1, 10), ('a', 2, 20), ('b', 1, 30), ('b', NULL, 40)) AS t(tenant_slug, n, total)"


@pytest.fixture
def warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"CREATE SCHEMA s; CREATE TABLE s.orders AS FROM {ORDERS}; CREATE TABLE s.others AS FROM s.orders")
    connection.execute("CREATE TABLE touched AS FROM (VALUES ('a', 2), ('b', NULL)) AS t(tenant_slug, g0)")
    return connection


def narrowed(sql: str) -> exp.Query:
    query = parse_one(sql, dialect="duckdb")
    assert isinstance(query, exp.Query)
    return restricted(query, {"s.orders": "SELECT * FROM s.orders WHERE n = 1"})


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT total FROM s.orders", [(10,), (30,)]),
        ('SELECT "orders"."total" FROM "memory"."s"."orders"', [(10,), (30,)]),
        ('SELECT "t0"."total" FROM "memory"."s"."orders" AS "t0"', [(10,), (30,)]),
        ("SELECT total FROM s.others", [(10,), (20,), (30,), (40,)]),
        ("WITH found AS (SELECT * FROM s.orders) SELECT f.total FROM found AS f", [(10,), (30,)]),
        ("WITH orders AS (SELECT * FROM s.others) SELECT total FROM orders", [(10,), (20,), (30,), (40,)]),
        ("SELECT total FROM s.orders UNION ALL SELECT total FROM s.orders", [(10,), (10,), (30,), (30,)]),
        ("SELECT o.total FROM s.others AS o SEMI JOIN s.orders AS t ON o.total = t.total", [(10,), (30,)]),
        ("SELECT total FROM s.others WHERE n IN (SELECT n + 1 FROM s.orders)", [(20,)]),
    ],
)
def test_a_query_reads_the_narrowed_rows_wherever_it_reads_the_table(
    warehouse: duckdb.DuckDBPyConnection, sql: str, rows: list[tuple[int]]
) -> None:
    assert sorted(warehouse.execute(narrowed(sql).sql(dialect="duckdb")).fetchall()) == rows


def test_the_query_itself_stays_as_it_is() -> None:
    query = parse_one("SELECT total FROM s.orders", dialect="duckdb")
    assert isinstance(query, exp.Query)
    restricted(query, {"s.orders": "SELECT 1 AS total"})
    assert query.sql(dialect="duckdb") == "SELECT total FROM s.orders"


def test_rows_of_touched_groups_are_those_of_the_same_tenant_and_values(warehouse: duckdb.DuckDBPyConnection) -> None:
    sql = semi_join("s.orders", "touched", {"tenant_slug": "tenant_slug", "n": "g0"})
    assert sorted(warehouse.execute(sql).fetchall(), key=str) == [("a", 2, 20), ("b", None, 40)]


def test_a_touched_group_that_is_told_twice_brings_its_rows_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("INSERT INTO touched VALUES ('a', 2)")
    sql = semi_join("s.orders", "touched", {"tenant_slug": "tenant_slug", "n": "g0"})
    assert len(warehouse.execute(sql).fetchall()) == 2
