"""Mapping: what the columns of one source object mean as columns of an entity; a value made of Ibis deferred expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.common.deferred import Deferred

from contracts.errors import ContractError, did_you_mean
from contracts.lineage import columns_read

Rows = Callable[[ir.Table], ir.Table]
"""Table to table: unnests or filters the source's rows before its columns are mapped."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of an entity, each as an expression over the source's columns, a constant, or None."""

    entity: str
    types: Values[str, str]
    values: Values[str, Any]
    rows: Rows | None = None

    def __post_init__(self) -> None:
        """Refuses columns that the entity does not have, and columns left unmapped."""
        unknown = [
            f"{self.entity} has no column {name!r}.{did_you_mean(name, self.types)}" for name in self.values if name not in self.types
        ]
        missing = [f"{self.entity}.{name} is not mapped: give an expression, or None." for name in self.types if name not in self.values]
        if unknown or missing:
            raise ContractError(f"mapping to {self.entity}", [*unknown, *missing])

    def project(self, table: ir.Table, keep: tuple[str, ...] = ()) -> ir.Table:
        """The entity's columns over the source's table, cast to the entity's types, after the columns in ``keep``."""
        # A view keeps what ``rows`` computes from being written out once more in every column that reads it.
        rows = self.rows(table).view() if self.rows else table
        return rows.select(*keep, **{name: self._column(rows, name) for name in self.types})

    def reads(self, table: ir.Table) -> frozenset[str]:
        """The columns of the source's table that the mapping needs."""
        return columns_read(self.project(table), table)

    def problems(self, table: ir.Table) -> Iterator[str]:
        """What keeps the mapping from standing on a table of the source's columns; nothing when it does."""
        try:
            rows = self.rows(table) if self.rows else table
        except Exception as error:
            yield f"{self.entity}: rows= fails on the contract's columns: {error}"
            return
        for name in self.types:
            try:
                self._column(rows, name)
            except AttributeError as error:
                wanted = str(getattr(error, "name", None) or error)
                yield f"{self.entity}.{name} reads {wanted!r}, which the contract does not have.{did_you_mean(wanted, rows.columns)}"
            except Exception as error:
                yield f"{self.entity}.{name}: {error}"

    def _column(self, rows: ir.Table, name: str) -> ir.Value:
        value = self.values[name]
        resolved = value.resolve(rows) if isinstance(value, Deferred) else value
        expression = resolved if isinstance(resolved, ir.Value) else ibis.literal(resolved)
        return expression.cast(self.types[name])
