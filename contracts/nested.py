"""Reading nested values: JSON columns as arrays of structs, their parts and their sums, as pure Ibis expressions.

Every function takes a JSON (or array) expression, bound or deferred. What is not as expected is null, never an error: one odd
record must not stop a run. Amounts are read as text first, so that ``"12.50"`` and ``12.5`` are one exact decimal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

AMOUNT = "decimal(28, 9)"
"""A nested amount: with ten digits to spare for products and sums within the decimals of the star."""


def amount(value: Any) -> Any:
    """Text as an exact decimal; null where it is no number."""
    return value.try_cast(AMOUNT)


def elements(nested: Any, /, **fields: str) -> Any:
    """A JSON array of objects as an array of structs with the fields' Ibis types; null where it is no array.

    A field that an object lacks is null; an element that is null stays a null struct.
    """
    return nested.try_cast(dt.Array(dt.Struct(fields)))


def part(nested: Any, path: str, type_: str = "string") -> Any:
    """The value at a dotted path within JSON objects; null where there is none.

    >>> import ibis
    >>> order = ibis.table({"customer": "json"}, name="orders")
    >>> part(order.customer, "default_address.city").type()
    String(length=None, nullable=True)
    """
    names = path.split(".")
    dtype = dt.dtype(type_)
    for name in reversed(names):
        dtype = dt.Struct({name: dtype})
    value = nested.try_cast(dtype)
    for name in names:
        value = value[name]
    return value


def texts(nested: Any, *names: str) -> Any:
    """Members of a JSON object as a struct of texts, read at once; a member that it lacks is null."""
    return nested.try_cast(dt.Struct(dict.fromkeys(names, "string")))


def first_told(struct: Any, *names: str) -> Any:
    """The first of a struct's texts, by name, that is neither null nor empty.

    >>> import ibis
    >>> pages = ibis.memtable({"seen": [{"url": "", "Page URL": "/owls"}, {"url": "/", "Page URL": None}]})
    >>> first_told(pages.seen, "url", "Page URL").name("page").to_pyarrow().to_pylist()
    ['/owls', '/']
    """
    return ibis.coalesce(*(struct[name].nullif("") for name in names))


def summed(structs: Any, value: Callable[[Any], Any]) -> Any:
    """The sum of an amount over an array of structs; null where there are no elements.

    ``value`` takes an element and returns the amount as text.
    """
    return structs.map(lambda element: amount(value(element))).sums()


def total(structs: Any, value: Callable[[Any], Any]) -> Any:
    """The sum of an amount over an array of structs; 0 where it is empty, null where there is no array."""
    return (structs.length() == 0).ifelse(0, summed(structs, value))


def exploded(table: ir.Table, column: str, element: str, **fields: str) -> ir.Table:
    """One row an element of a JSON array column, with the element as a struct in the new column ``element``.

    Rows without elements vanish; all other columns stay.
    """
    rows = table.mutate(**{element: elements(table[column], **fields).unnest()})
    return rows.filter(rows[element].notnull())


def embedded(table: ir.Table, column: str, **fields: str) -> ir.Table:
    """One row a record of an array that another record embeds, its fields as columns in place of those of the same name."""
    rows = exploded(table, column, "record", **fields)
    return rows.mutate(**{name: rows["record"][name] for name in fields})


def looked_up(pairs: Any, key: str) -> Any:
    """The ``value`` of the first of an array of ``{key, value}`` structs whose ``key`` it is; null without one."""
    return pairs.filter(lambda pair: pair["key"] == key)[0]["value"]
