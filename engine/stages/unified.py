"""Unified model: the newest version of every record of all master models that feed an entity, as the entity's columns.

Where several records tell of one key, all of them stay, and the newest one stands: so a record that leaves the key makes room for
the one before it, and nothing else need be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.mapping import Mapping
from contracts.roles import Key, Reference
from contracts.source import Source
from engine.stages.payload import parsed, unbundle
from engine.stages.pusher import SINK_COLUMNS

RECORD = {
    "_master": "string",
    "_record_id": "uuid",
    "_version_at": "timestamp('UTC')",
    "_load_id": "string",
    "_load_row": "int64",
}
"""Where a unified row comes from, under names that no vendor's column has: sink and record, and which version of it."""

_OWN = {"tenant_slug": "string", "_platform": "string", "_connection": "string", "_loaded_at": "timestamp('UTC')"}
"""What else a sink's row carries beside the record."""

ORDER = ("_version_at", "_load_id", "_load_row", "_master", "_tie")
"""By what rows of one key are ranked: the newest stands."""

STANDS = "_stands"
"""Whether a row is the one that its key goes by."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A sink, the contract that reads it, and the mapping to the entity."""

    sink: str
    source: type[Source]
    mapping: Mapping


def unify(entity: type[Entity], feeds: Sequence[Feed]) -> ir.Table:
    """What the newest version of every record says of an entity, of all tenants; one row a key stands."""
    return ranked(entity, candidates(entity, feeds))


def candidates(entity: type[Entity], feeds: Sequence[Feed]) -> ir.Table:
    """What the newest version of every record says of an entity, whichever of them stands."""
    return _told(entity, [_feed(feed, _latest) for feed in feeds])


def versions(entity: type[Entity], feeds: Sequence[Feed]) -> ir.Table:
    """What every version of every record said of an entity."""
    return _told(entity, [_feed(feed, lambda sink: sink) for feed in feeds])


def keyed(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """Versions that have a key."""
    marked = rows.mutate(_keyed=rows[entity.key()].notnull()).view()
    return marked.filter(marked["_keyed"]).select(*told(entity))


def _told(entity: type[Entity], mapped: Sequence[ir.Table]) -> ir.Table:
    rows = ibis.union(*mapped) if len(mapped) > 1 else mapped[0].view()
    return _keyed(entity, rows).select(*told(entity))


def ranked(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """Candidates with the mark of those that stand: of each key the newest. What has no key could be told from no other."""
    # The key is asked for after the ranking: DuckDB would take such a filter down to the payloads, and parse each of them once more.
    marked = rows.mutate(_keyed=rows[entity.key()].notnull())
    order = [marked[name].desc(nulls_first=False) for name in ORDER]
    window = ibis.window(group_by=[marked.tenant_slug, marked[entity.key()]], order_by=order)
    judged = marked.mutate(**{STANDS: ibis.row_number().over(window) == 0}).view()
    return judged.filter(judged["_keyed"]).select(*stored(entity))


def standing(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """The rows that stand, without where they come from: what other entities read of this one."""
    return rows.filter(rows[STANDS]).select(*mapped_schema(entity))


def schema(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types that an entity has in every stage after this one."""
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


def mapped_schema(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of what sources tell of an entity: all but what is computed, and what is computed row by row."""
    computed = {column.name for column in entity.columns if column.is_computed}
    computed |= {reference_key(name) for name in computed if name.endswith("_id")}
    return {name: type_ for name, type_ in schema(entity).items() if name not in computed - _rowwise(entity)}


def told(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of what one version of a record says of an entity."""
    return {**mapped_schema(entity), **RECORD, "_tie": "string"}


def stored(entity: type[Entity]) -> dict[str, str]:
    """Columns and Ibis types of an entity's unified model."""
    return {**told(entity), STANDS: "boolean"}


def key_of(space: ir.StringValue, parts: Iterable[ir.Value]) -> ir.StringValue:
    """``<space>:<part>:<part>``, colons inside a part behind a backslash; null when every part is."""
    texts = [part.cast("string") for part in parts]
    # Doubled colons would not do: ('a:', 'b') and ('a', ':b') were one key.
    escaped = [text.fill_null("").replace("\\", "\\\\").replace(":", "\\:") for text in texts]
    joined = ibis.literal(":").join([space, *escaped])
    return ibis.and_(*[text.isnull() for text in texts]).ifelse(ibis.null("string"), joined)


def key_parts(entity: type[Entity], rows: ir.Table) -> list[ir.Value]:
    """The parts of an entity's key, null where a finer one makes a part idle."""
    return [_part(rows, column.name, role.unless) for column in entity.playing(Key) if (role := column.role(Key))]


def newest(rows: ir.Table, group: list[ir.Value], order: list[ir.Value]) -> ir.Table:
    """Of every group the row that is last in an order."""
    window = ibis.window(group_by=group, order_by=[value.desc(nulls_first=False) for value in order])
    return rows.filter(ibis.row_number().over(window) == 0)


def _rowwise(entity: type[Entity]) -> set[str]:
    if entity.rowwise is None:
        return set()
    sent = {c.name: c.dtype for c in entity.columns if not c.is_computed}
    told = ibis.table({"tenant_slug": "string", entity.key(): "string", f"{entity.name}_connection": "string", **sent}, name="rows")
    return set(entity.rowwise(told))


def _latest(sink: ir.Table) -> ir.Table:
    # A record that does not tell its version, such as a connector's note of a deletion, is as new as its load.
    version_at = ibis.coalesce(sink.version_at, sink.loaded_at)
    # Two connections of one space of ids may have loaded the same record at once: then any of them holds, but always the same.
    return newest(sink, [sink.record_id], [version_at, sink.load_id, sink.load_row, sink.width, sink.digest, sink.connection])


def _feed(feed: Feed, chosen: Callable[[ir.Table], ir.Table]) -> ir.Table:
    """The newest version of each record first, then its meaning: a line that left an order leaves with the older version."""
    database, name = feed.sink.split(".")
    sink = ibis.table(SINK_COLUMNS, name=name, database=database)
    read = feed.mapping.reads(feed.source.unbound())
    latest = chosen(sink)
    wanted = {column.name: column.kind.ibis for column in feed.source.columns if column.name in read}
    standing = latest.select(
        tenant_slug=latest.tenant_slug,
        _platform=latest.platform,
        _connection=latest.connection,
        _loaded_at=latest.loaded_at,
        _record_id=latest.record_id,
        _version_at=ibis.coalesce(latest.version_at, latest.loaded_at),
        _load_id=latest.load_id,
        _load_row=latest.load_row,
        _width=latest.width,
        _record=parsed(latest.payload, wanted),
    ).view()
    opened = standing.filter(standing["_width"] > 0)  # a record that its loader saw deleted has none
    kept = [*_OWN, *(name for name in RECORD if name != "_master")]
    records = opened.select(*kept, **unbundle(opened["_record"], wanted))
    scope = feed.source.api.name if feed.source.api.global_ids else None
    rows = feed.mapping.project(records, keep=tuple(kept))
    # Of the rows that one record makes of one key, any may stand, but always the same.
    tie = ibis.struct({name: rows[name] for name in feed.mapping.types}).hash() if feed.mapping.rows else ibis.literal(0)
    return rows.mutate(
        _master=ibis.literal(feed.source.master), _space=ibis.literal(scope) if scope else rows["_connection"], _tie=tie.cast("string")
    )


def _keyed(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """Rows with the keys of themselves and of what they refer to, once for all feeds."""
    space = rows["_space"]
    computed = {column.name for column in entity.columns if column.is_computed}
    told = [column.name for column in entity.playing(Reference) if column.name not in computed]
    references = {reference_key(name): key_of(space, [rows[name]]) for name in told}
    own = {entity.key(): key_of(space, key_parts(entity, rows))}
    named = {f"{entity.name}_{name}": rows[f"_{name}"] for name in ("platform", "connection", "loaded_at")}
    keyed = rows.select(*(name for name in rows.columns if name != "_space"), **named, **own, **references).view()
    return keyed.mutate(**entity.rowwise(keyed)) if entity.rowwise else keyed


def _part(rows: ir.Table, name: str, unless: tuple[str, ...]) -> ir.Value:
    value = rows[name]
    return ibis.or_(*(rows[finer].notnull() for finer in unless)).ifelse(ibis.null(value.type()), value) if unless else value
