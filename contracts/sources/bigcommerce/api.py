"""The API that all of BigCommerce's objects come from."""

from __future__ import annotations

import ibis.expr.types as ir

from contracts.nested import exploded
from contracts.source import Api, Source


class BigCommerce(Source, api=Api("bigcommerce_api_v1", ("bigcommerce",))):
    """An object of BigCommerce's Admin API, be its endpoint V2 or V3."""


def embedded(table: ir.Table, column: str, **fields: str) -> ir.Table:
    """One row a record of an array that another record embeds, its fields as columns in place of those of the same name."""
    rows = exploded(table, column, "record", **fields)
    return rows.mutate(**{name: rows["record"][name] for name in fields})
