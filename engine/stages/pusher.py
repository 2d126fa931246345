"""Pusher: the landed tables of one blueprint, of all tenants, re-bundled into the columns of a master model."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from contracts.kinds import Kind
from engine.naming import LOAD_ID, LOAD_ROW
from engine.stages.builtins import to_timestamp
from engine.stages.payload import Columns, bundle, canonical, digest, identity

LANDED_COLUMNS = {LOAD_ID: "string", LOAD_ROW: "int64"}
"""What landing adds to a table: the load of a row, and its position in it."""

DELETED = "deleted_"
"""Of an adopted table's row: whether its loader says that the vendor does not have the record any more."""

LITERALS = ("tenant_slug", "platform", "connection", "schema_name", "table_name", "fingerprint")
"""What a landed table's rows are told of themselves; in ``landed`` with an underscore behind, apart from the vendor's columns."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a pusher must know of the columns: which there are, which identify a record, which order its versions.

    The key is the contract's, also where a drifted table lacks a part of it: a record is the same in every shape.
    """

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    version: str | None
    scope: str | None = None
    """One space of ids over all connections; None where every connection has its own."""
    adopted: bool = False
    """Whether another loader landed the tables."""


SINK_COLUMNS = {
    "tenant_slug": "string",
    "platform": "string",
    "connection": "string",
    "schema_name": "string",
    "table_name": "string",
    "fingerprint": "string",
    "record_id": "uuid",
    "digest": "uuid",
    "version_at": "timestamp('UTC')",
    "load_id": "string",
    "load_row": "int64",
    "width": "int32",
    "loaded_at": "timestamp('UTC')",
    "payload": "json",
}
"""Columns of every pusher and sink: whose row, where it landed, which record in which version, when, and the record itself."""


_DELETION = ibis.literal("00000000-0000-0000-0000-000000000000", "uuid")


def landed(shape: Shape) -> ir.Table:
    """All landed tables of one shape, laid under each other with their literals; unbound."""
    literals = {f"{name}_": "string" for name in LITERALS}
    marks = {DELETED: "boolean"} if shape.adopted else {}
    return ibis.table({**literals, **landed_types(shape.columns), **marks}, name="landed")


def landed_types(columns: Columns) -> dict[str, str]:
    """Ibis types of a landed table's columns, those of the landing itself behind them."""
    return {**{name: Kind(kind).ibis for name, kind in columns}, **LANDED_COLUMNS}


def digested(landed: ir.Table, shape: Shape) -> ir.Table:
    """What a sink needs of landed rows, each bundled and digested once; a deletion is a version like no other."""
    kinds = dict(shape.columns)
    key = {key_part(name): canonical(landed[name], kinds[name]) for name in shape.key if name in kinds}
    version = digest(landed, shape.columns)
    return landed.select(
        *(f"{name}_" for name in LITERALS),
        *LANDED_COLUMNS,
        *([DELETED] if shape.adopted else []),
        **key,
        version_=_version(landed, shape),
        digest_=landed[DELETED].ifelse(_DELETION, version) if shape.adopted else version,
        payload_=bundle(landed, shape.columns),
    )


def push(digested: ir.Table, shape: Shape) -> ir.Table:
    """The rows of a landed shape as rows of its master model."""
    key = [digested[key_part(name)] if key_part(name) in digested.columns else ibis.null("string") for name in shape.key]
    scope = ibis.literal(shape.scope) if shape.scope else digested.connection_
    # A record without any key is known by its content alone: it can be repeated, but not changed.
    content = ibis.and_(*[part.isnull() for part in key]).ifelse(digested.digest_.cast("string"), "")
    return digested.select(
        **{name: digested[f"{name}_"] for name in LITERALS},
        record_id=identity([digested.tenant_slug_, scope, *key, content]),
        digest=digested.digest_,
        version_at=digested.version_,
        load_id=digested[LOAD_ID],
        load_row=digested[LOAD_ROW],
        width=_width(digested, shape),
        loaded_at=_adopted_at(digested) if shape.adopted else loaded_at(digested[LOAD_ID]),
        payload=digested.payload_,
    )


def key_part(name: str) -> str:
    """What the text of a part of the key is called among digested rows.

    >>> key_part("id")
    'key_id_'
    """
    return f"key_{name}_"


def loaded_at(load_id: ir.StringValue) -> ir.TimestampValue:
    """The time of a load, from its id (epoch seconds as text), so that every environment and retry computes the same."""
    return to_timestamp(load_id.try_cast("float64"))


def _adopted_at(rows: ir.Table) -> ir.TimestampValue:
    """The load of an adopted row is the hour of its time, and its place the microseconds since."""
    return to_timestamp(rows[LOAD_ID].try_cast("float64") + rows[LOAD_ROW] / 1_000_000)


def _width(rows: ir.Table, shape: Shape) -> ir.IntegerValue:
    width = ibis.literal(len(shape.columns), "int32")
    return rows[DELETED].ifelse(ibis.literal(0, "int32"), width) if shape.adopted else width


def _version(rows: ir.Table, shape: Shape) -> ir.TimestampValue:
    if shape.version is None:
        return ibis.null("timestamp('UTC')")
    value = rows[shape.version]
    # Of a number only the order counts: clipped microseconds keep every one of them within the range of timestamps.
    moment = to_timestamp(value.cast("float64").clip(-_FARTHEST, _FARTHEST) / 1_000_000) if value.type().is_integer() else value
    return moment.try_cast("timestamp('UTC')")


_FARTHEST = 9e18
"""Microseconds before and after the epoch."""
