"""A model of the warehouse as a value: its name, query, columns and promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.backends.sql.datatypes import DuckDBType
from sqlglot import exp, parse_one

from engine.models.increment import Increment, Records

DIALECT = "duckdb"


class Kind(Enum):
    """How a model is held in the warehouse: one that is embedded is part of its readers, one that is kept follows what changed."""

    EMBEDDED = "embedded"
    VIEW = "view"
    TABLE = "table"
    KEPT = "kept"
    SINK = "sink"


@dataclass(frozen=True, slots=True)
class Audit:
    """A promise over a model's rows: an audit's name and its arguments (column names, or names of models)."""

    name: str
    columns: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    model: str | None = None


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model: its expression, physical columns, descriptions, audits and the models that it reads."""

    name: str
    kind: Kind
    expression: ir.Table
    columns: Mapping[str, str]
    description: str
    column_descriptions: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()
    audits: tuple[Audit, ...] = ()
    parts: Mapping[str, tuple[exp.Query, ...]] = field(default_factory=dict)
    """Named parts that the expression reads, each of queries laid under each other; a part may read the ones before it."""
    increment: Increment | Records | None = None
    """How a kept model follows what changed."""


def query(spec: ModelSpec, body: ir.Table) -> exp.Query:
    """A specification's SQL: the compiled body over its parts. One more tenant changes one place of the text."""
    statement = parsed(body)
    for name, queries in spec.parts.items():
        statement = statement.with_(name, as_=_united(queries))
    return statement


def _united(queries: tuple[exp.Query, ...]) -> exp.Query:
    """Queries laid under each other by the names of their columns: tables of one shape may differ in the order of theirs."""
    return reduce(lambda upper, lower: exp.Union(this=upper, expression=lower, distinct=False, by_name=True), queries)


def parsed(expression: ir.Table) -> exp.Query:
    """The SQL of an expression, as a tree."""
    statement = parse_one(compiled(expression), dialect=DIALECT)
    assert isinstance(statement, exp.Query)
    return statement


def compiled(expression: ir.Table) -> str:
    """The SQL of an expression."""
    return str(ibis.to_sql(expression, dialect=DIALECT))


def physical(types: Mapping[str, str]) -> dict[str, str]:
    """Columns with the warehouse's types.

    >>> physical({"id": "int64", "placed_at": "timestamp('UTC')"})
    {'id': 'BIGINT', 'placed_at': 'TIMESTAMPTZ'}
    """
    return {name: DuckDBType.to_string(ibis.dtype(type_)) for name, type_ in types.items()}


def empty(types: Mapping[str, str]) -> ir.Table:
    """A table of these columns without a row: what stands where nothing is wired yet."""
    one: Any = ibis.literal(1).name("one").as_table()
    return one.filter(one.one == 0).select(**{name: ibis.null(type_) for name, type_ in types.items()})
