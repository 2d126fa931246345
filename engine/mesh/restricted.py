"""Restricted queries: a model's own query, with some of the tables that it reads narrowed to the rows of touched groups."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

DIALECT = "duckdb"


def restricted(query: exp.Query, narrowed: Mapping[str, str]) -> exp.Query:
    """The query over narrowed tables: ``narrowed`` are SELECTs by the plain names of the physical tables that they stand for.

    >>> from sqlglot import parse_one
    >>> query = parse_one("SELECT t.a FROM w.s.orders AS t JOIN s.other AS o ON t.a = o.a", dialect="duckdb")
    >>> restricted(query, {"s.orders": "SELECT * FROM w.s.orders WHERE a = 1"}).sql(dialect="duckdb")
    'SELECT t.a FROM (SELECT * FROM w.s.orders WHERE a = 1) AS "t" JOIN s.other AS o ON t.a = o.a'
    """
    copy = query.copy()
    for table in list(copy.find_all(exp.Table)):
        if table.db and (narrow := narrowed.get(f"{table.db}.{table.name}")):
            alias = table.alias or table.name
            table.replace(exp.maybe_parse(narrow, dialect=DIALECT).subquery(exp.to_identifier(alias, quoted=True), copy=False))
    return copy


def semi_join(table: str, touched: str, pairs: Mapping[str, str]) -> str:
    """SQL of the rows of a table whose columns are those of some touched group; nulls are alike.

    >>> semi_join("s.orders", "touched", {"order_key": "g0"})
    'SELECT u.* FROM s.orders AS u SEMI JOIN touched AS t ON u."order_key" IS NOT DISTINCT FROM t."g0"'
    """
    equal = (f'u."{own}" {"=" if own == "tenant_slug" else "IS NOT DISTINCT FROM"} t."{group}"' for own, group in pairs.items())
    return f"SELECT u.* FROM {table} AS u SEMI JOIN {touched} AS t ON {' AND '.join(equal)}"
