"""Adopted: tables of the vendor's records that another loader landed, read as the engine's own landed tables are.

Their columns have the names that the loader gave them, and the kinds; here they get those of the contract. What their loader
says of a row, when it was loaded and whether it was deleted since, becomes the load and the mark of a deletion.
As landed tables are, those of one shape are laid under each other first (`adopt`), and read once (`wires`, `columns_read`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from contracts.kinds import Kind, Unit
from contracts.naming import distinct, snake, spellings
from contracts.source import Source
from engine.naming import LOAD_ID, LOAD_ROW
from engine.stages.builtins import epoch_us, lpad
from engine.stages.conversion import carried, read, wire
from engine.stages.payload import Columns
from engine.stages.pusher import DELETED, LITERALS

_HOUR = 3_600_000_000
"""Microseconds. Loaders that write all the time have no loads: an hour of theirs counts as one."""

_MOMENT, _NUMBER = "moment_", "number_"
"""When a row was loaded, as its loader says it: a time, or a number."""


@dataclass(frozen=True, slots=True)
class AdoptedColumn:
    """A column as its contract calls it, and the columns of the table that fill it, the best first."""

    name: str
    kind: Kind
    unit: Unit | None
    found: tuple[tuple[str, str], ...]
    """Names and kinds."""


@dataclass(frozen=True, slots=True)
class Loader:
    """What the loader of a table says of each row."""

    loaded_at: str
    """Column of the time at which a row was loaded."""
    deleted: str | None = None
    """Column that flags rows whose record the vendor does not have any more."""


def adopted_columns(source: type[Source], found: Columns) -> tuple[AdoptedColumn, ...]:
    """The columns of a contract that a table has under whatever spelling, and the table's own beyond them."""
    kinds = dict(found)
    filled = [(column, spellings(column.name, column.aliases, kinds)) for column in source.columns]
    taken = {name for _, names in filled for name in names}
    left = [name for name in kinds if name not in taken]
    own = distinct([snake(name) for name in left], {column.name for column in source.columns})
    return (
        *(AdoptedColumn(c.name, c.kind, c.unit, tuple((name, kinds[name]) for name in names)) for c, names in filled if names),
        *(AdoptedColumn(name, kind_of_found(kinds[left]), None, ((left, kinds[left]),)) for name, left in zip(own, left, strict=True)),
    )


def kind_of_found(found: str) -> Kind:
    """The kind of a column that is beyond the contract; a type that none stands for, such as an interval, travels as its text."""
    return Kind(found) if found in tuple(Kind) else Kind.TEXT


def standing(found: Columns, loader: Loader | None, schema_name: str, name: str) -> ir.Table:
    """An adopted table as it stands, unbound; of its physical types no more is known than their kinds."""
    said = [column for column in (loader.loaded_at, loader.deleted) if column] if loader else []
    return ibis.table(dict.fromkeys([*dict(found), *said], dt.unknown), name=name, database=schema_name)


def adopt(table: ir.Table, columns: tuple[AdoptedColumn, ...], loader: Loader, literals: Mapping[str, str]) -> ir.Table:
    """The rows of an adopted table with their literals and what their loader says, each column in the one type of its kind.

    Columns are called as the contract calls them, the second spelling of one with a number behind.
    """
    return table.select(
        **{f"{name}_": ibis.literal(literals[name]) for name in LITERALS},
        **{
            _MOMENT: table[loader.loaded_at].try_cast(Kind.TIMESTAMP.ibis),
            _NUMBER: table[loader.loaded_at].cast("string").try_cast("float64"),
            DELETED: table[loader.deleted].try_cast("boolean").fill_null(False) if loader.deleted else ibis.literal(False),
        },
        **{spelling: carried(table[name], kind) for column in columns for spelling, name, kind in _spellings(column)},
    )


def wires(adopted: ir.Table, columns: tuple[AdoptedColumn, ...]) -> ir.Table:
    """Adopted rows with their values as records would have sent them."""
    values = {s: wire(adopted[s], kind, column.kind) for column in columns for s, _, kind in _spellings(column)}
    return adopted.select(*(f"{name}_" for name in LITERALS), DELETED, **{_MOMENT: _microseconds(adopted)}, **values)


def columns_read(wires: ir.Table, columns: tuple[AdoptedColumn, ...]) -> ir.Table:
    """Adopted rows with the columns of landed ones."""
    moment = (wires[_MOMENT] < 0).ifelse(0, wires[_MOMENT])
    return wires.select(
        *(f"{name}_" for name in LITERALS),
        **{column.name: _value(wires, column) for column in columns},
        **{
            # Ten digits, by which loads are ordered as text.
            LOAD_ID: lpad((moment // _HOUR * 3600).cast("string"), 10, "0"),
            LOAD_ROW: (moment % _HOUR).fill_null(0),
            DELETED: wires[DELETED],
        },
    )


def _value(wires: ir.Table, column: AdoptedColumn) -> ir.Value:
    values = [read(wires[spelling], kind, column.kind, column.unit) for spelling, _, kind in _spellings(column)]
    return ibis.coalesce(*values) if len(values) > 1 else values[0]


def _spellings(column: AdoptedColumn) -> Iterator[tuple[str, str, str]]:
    """What each spelling of a column is called here, its name in the table and its kind there."""
    for n, (name, kind) in enumerate(column.found, start=1):
        yield (column.name if n == 1 else f"{column.name} {n}"), name, kind


def _microseconds(adopted: ir.Table) -> ir.IntegerValue:
    """When a row was loaded, since the epoch; numbers (such as dlt's load ids) count seconds, or less by their size."""
    number = adopted[_NUMBER]
    scale = ibis.cases((number >= 1e14, 1), (number >= 1e11, 1_000), else_=1_000_000)
    return ibis.coalesce(epoch_us(adopted[_MOMENT]), (number * scale).try_cast("int64"))
