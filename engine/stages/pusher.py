"""Pusher: the landed tables of one blueprint, of all tenants, re-bundled into the columns of a master model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from engine.stages.payload import Columns, bundle, canonical, digest, identity, to_timestamp

LOAD_ID, ROW = "_dlt_load_id", "_engine_row"


@dataclass(frozen=True, slots=True)
class Origin:
    """The literals that a landed table's rows carry into the sink."""

    tenant_slug: str
    connection: str
    platform: str
    schema_name: str
    table_name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a pusher must know of the columns: which there are, which identify a record, which order its versions."""

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    version: str | None
    scope: str | None = None
    """One space of ids over all connections; None where every connection has its own."""


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
    "loaded_at": "timestamp('UTC')",
    "payload": "json",
}
"""Columns of every pusher and sink: whose row, where it landed, which record in which version, when, and the record itself."""


def push(origins: Sequence[Origin], shape: Shape) -> ir.Table:
    """All landed tables of one shape, each with its literals, then bundled once."""
    landed = ibis.union(*[_landed(origin, shape) for origin in origins]) if len(origins) > 1 else _landed(origins[0], shape)
    kinds = dict(shape.columns)
    key = [canonical(landed[name], kinds[name]) for name in shape.key]
    version = digest(landed, shape.columns)
    anonymous = ibis.and_(*[part.isnull() for part in key])
    scope = ibis.literal(shape.scope) if shape.scope else landed.connection_
    return landed.select(
        tenant_slug=landed.tenant_slug_,
        platform=landed.platform_,
        connection=landed.connection_,
        schema_name=landed.schema_name_,
        table_name=landed.table_name_,
        fingerprint=landed.fingerprint_,
        # A record without any key is known by its content alone: it can be repeated, but not changed.
        record_id=identity([landed.tenant_slug_, scope, *key, anonymous.ifelse(version.cast("string"), "")]),
        digest=version,
        version_at=_version(landed, shape),
        load_id=landed[LOAD_ID],
        load_row=landed[ROW],
        loaded_at=loaded_at(landed[LOAD_ID]),
        payload=bundle(landed, shape.columns),
    )


def loaded_at(load_id: ir.StringValue) -> ir.TimestampValue:
    """The time of a load, from its id (epoch seconds as text), so that every environment and retry computes the same."""
    return to_timestamp(load_id.try_cast("float64"))


def _landed(origin: Origin, shape: Shape) -> ir.Table:
    types = {name: _PHYSICAL[kind] for name, kind in shape.columns}
    table = ibis.table({**types, LOAD_ID: "string", ROW: "int64"}, name=origin.table_name, database=origin.schema_name)
    # The underscore at the end keeps the literals apart from the vendor's own columns.
    literals = {f"{name}_": ibis.literal(getattr(origin, name)) for name in Origin.__dataclass_fields__}
    return table.select(**literals, **{name: table[name] for name in table.columns})


def _version(landed: ir.Table, shape: Shape) -> ir.TimestampValue:
    if shape.version is None:
        return ibis.null("timestamp('UTC')")
    value = landed[shape.version]
    # Of a number only the order counts: microseconds keep every one of them within the range of timestamps.
    moment = to_timestamp(value.cast("float64") / 1_000_000) if value.type().is_integer() else value
    return moment.cast("timestamp('UTC')")


_PHYSICAL = {
    "text": "string",
    "bigint": "int64",
    "double": "float64",
    "decimal": "decimal(38, 18)",
    "bool": "boolean",
    "timestamp": "timestamp('UTC')",
    "date": "date",
    "time": "time",
    "json": "json",
    "binary": "binary",
}
