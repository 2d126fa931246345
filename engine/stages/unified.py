"""Unified model: the newest version of every record of all master models that feed an entity, as the entity's columns."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.mapping import Mapping
from contracts.roles import Conversion, Key, Reference
from contracts.source import Source
from engine.stages.payload import unbundle
from engine.stages.pusher import SINK_COLUMNS

ENVELOPE = {
    "tenant_slug": "string",
    "_platform": "string",
    "_connection": "string",
    "_version_at": "timestamp('UTC')",
    "_load_id": "string",
    "_load_row": "int64",
    "_loaded_at": "timestamp('UTC')",
}
"""What a sink's row carries beside the record, under names that no vendor's column has."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A sink, the contract that reads it, and the mapping to the entity."""

    sink: str
    source: type[Source]
    mapping: Mapping


def unify(entity: type[Entity], feeds: Sequence[Feed], conversions: Values[str, Sequence[str]]) -> ir.Table:
    """One row a key of the entity, of all tenants; ``conversions`` are each tenant's conversion events."""
    mapped = [_feed(entity, feed) for feed in feeds]
    rows = _newest(entity, ibis.union(*mapped) if len(mapped) > 1 else mapped[0])
    settled = entity.settle(rows) if entity.settle else rows
    return _finished(entity, settled, conversions)


def derive(entity: type[Entity], parent: ir.Table) -> ir.Table:
    """An entity that another one's unified rows make."""
    assert entity.derive is not None
    rows = entity.derive(parent)
    keyed = rows.mutate(**{entity.key(): _key(rows[f"{entity.name}_connection"], [rows[c.name] for c in entity.playing(Key)])})
    return keyed.select(*schema(entity))


def schema(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of an entity's unified model."""
    references = {reference_key(column.name): "string" for column in entity.playing(Reference)}
    return {
        "tenant_slug": "string",
        entity.key(): "string",
        f"{entity.name}_platform": "string",
        f"{entity.name}_connection": "string",
        **{column.name: column.dtype for column in entity.columns},
        **references,
        f"{entity.name}_loaded_at": "timestamp('UTC')",
    }


def _feed(entity: type[Entity], feed: Feed) -> ir.Table:
    """The newest version of each record first, then its meaning: a line that left an order leaves with the older version."""
    database, name = feed.sink.split(".")
    sink = ibis.table(SINK_COLUMNS, name=name, database=database)
    read = feed.mapping.reads(feed.source.unbound())
    # A record that does not tell its version, such as a connector's note of a deletion, is as new as its load.
    versioned = sink.mutate(version_at=ibis.coalesce(sink.version_at, sink.loaded_at))
    newest = _rank(versioned, [versioned.record_id], [versioned.version_at, versioned.load_id, versioned.load_row, versioned.width])
    records = newest.select(
        tenant_slug=newest.tenant_slug,
        _platform=newest.platform,
        _connection=newest.connection,
        _version_at=newest.version_at,
        _load_id=newest.load_id,
        _load_row=newest.load_row,
        _loaded_at=newest.loaded_at,
        **unbundle(newest.payload, {column.name: column.kind.ibis for column in feed.source.columns if column.name in read}),
    )
    scope = feed.source.api.name if feed.source.api.global_ids else None
    rows = feed.mapping.project(records, keep=tuple(ENVELOPE))
    space = ibis.literal(scope) if scope else rows["_connection"]
    references = {reference_key(column.name): _key(space, [rows[column.name]]) for column in entity.playing(Reference)}
    return rows.mutate(**{entity.key(): _key(space, [rows[column.name] for column in entity.playing(Key)])}, **references)


def _newest(entity: type[Entity], rows: ir.Table) -> ir.Table:
    # A record without any key stays in its sink: in the star it could be told from no other. The mark is ranked along and not
    # filtered before: DuckDB would take such a filter down to the payloads, and parse each of them once more for every key column.
    marked = rows.mutate(_keyed=rows[entity.key()].notnull())
    newest = _rank(marked, [marked.tenant_slug, marked[entity.key()]], [marked["_version_at"], marked["_load_id"], marked["_load_row"]])
    return newest.filter(newest["_keyed"]).select(*rows.columns)


def _rank(rows: ir.Table, group: list[ir.Value], order: list[ir.Value]) -> ir.Table:
    window = ibis.window(group_by=group, order_by=[value.desc(nulls_first=False) for value in order])
    ranked = rows.mutate(_rank=ibis.row_number().over(window))
    return ranked.filter(ranked["_rank"] == 0).select(*rows.columns)


def _finished(entity: type[Entity], rows: ir.Table, conversions: Values[str, Sequence[str]]) -> ir.Table:
    computed = {
        column.name: _converted(rows, role.of, conversions).cast(column.dtype)
        for column in entity.columns
        if (role := column.role(Conversion))
    }
    named = {
        f"{entity.name}_platform": rows["_platform"],
        f"{entity.name}_connection": rows["_connection"],
        f"{entity.name}_loaded_at": rows["_loaded_at"],
    }
    return rows.mutate(**computed, **named).select(*schema(entity))


def _converted(rows: ir.Table, of: str, conversions: Values[str, Sequence[str]]) -> ir.IntegerValue:
    hits = [(rows.tenant_slug == tenant) & rows[of].isin(list(events)) for tenant, events in conversions.items() if events]
    return ibis.or_(*hits).fill_null(False).cast("int64") if hits else ibis.literal(0)


def _key(space: ir.StringValue, parts: list[ir.Value]) -> ir.StringValue:
    """``<space>:<part>:<part>``, colons inside a part behind a backslash; null when every part is."""
    texts = [part.cast("string") for part in parts]
    # Doubled colons would not do: ('a:', 'b') and ('a', ':b') were one key.
    escaped = [text.fill_null("").replace("\\", "\\\\").replace(":", "\\:") for text in texts]
    joined = ibis.literal(":").join([space, *escaped])
    return ibis.and_(*[text.isnull() for text in texts]).ifelse(ibis.null("string"), joined)
