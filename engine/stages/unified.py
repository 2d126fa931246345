"""Unified model: the newest version of every record of all master models that feed an entity, as the entity's columns."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from contracts.mapping import Mapping
from contracts.roles import Conversion, Inherited, Key, Reference
from contracts.source import Source
from engine.stages.payload import parsed, unbundle
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


_NOBODY: Values[str, tuple[type[Entity], ir.Table]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Feed:
    """A sink, the contract that reads it, and the mapping to the entity."""

    sink: str
    source: type[Source]
    mapping: Mapping


Members = Values[str, tuple[type[Entity], ir.Table]]
"""The entities that reference columns lead to, with their unified tables."""


def unify(entity: type[Entity], feeds: Sequence[Feed], conversions: Values[str, Sequence[str]], members: Members = _NOBODY) -> ir.Table:
    """One row a key of the entity, of all tenants; ``conversions`` are each tenant's conversion events.

    ``members`` are the parents that columns of the entity inherit from.
    """
    mapped = [_feed(entity, feed) for feed in feeds]
    rows = _newest(entity, _keyed(entity, ibis.union(*mapped) if len(mapped) > 1 else mapped[0].view()))
    whole = _inherited(entity, rows, members)
    settled = entity.settle(whole) if entity.settle else whole
    return _finished(entity, settled, conversions)


def unite(entity: type[Entity], fed: ir.Table, derived: ir.Table) -> ir.Table:
    """Rows of sources and derived rows of one entity, by key; where both have a value the source's holds."""
    both = fed.outer_join(derived, ["tenant_slug", entity.key()], rname="derived_{name}")
    return both.select(**{name: ibis.coalesce(both[name], both[f"derived_{name}"]) for name in schema(entity)})


def derive(entity: type[Entity], parent: ir.Table) -> ir.Table:
    """An entity that another one's unified rows make."""
    assert entity.derive is not None
    rows = entity.derive(parent)
    keyed = rows.mutate(**{entity.key(): _key(rows[f"{entity.name}_connection"], key_parts(entity, rows))})
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
    version_at = ibis.coalesce(sink.version_at, sink.loaded_at)
    newest = _first(sink, [sink.record_id], [version_at, sink.load_id, sink.load_row, sink.width])
    wanted = {column.name: column.kind.ibis for column in feed.source.columns if column.name in read}
    standing = newest.select(
        tenant_slug=newest.tenant_slug,
        _platform=newest.platform,
        _connection=newest.connection,
        _version_at=ibis.coalesce(newest.version_at, newest.loaded_at),
        _load_id=newest.load_id,
        _load_row=newest.load_row,
        _loaded_at=newest.loaded_at,
        _width=newest.width,
        _record=parsed(newest.payload, wanted),
    ).view()
    opened = standing.filter(standing["_width"] > 0)  # a record that its loader saw deleted has none
    records = opened.select(*ENVELOPE, **unbundle(opened["_record"], wanted))
    scope = feed.source.api.name if feed.source.api.global_ids else None
    rows = feed.mapping.project(records, keep=tuple(ENVELOPE))
    return rows.mutate(_space=ibis.literal(scope) if scope else rows["_connection"])


def _keyed(entity: type[Entity], rows: ir.Table) -> ir.Table:
    """Rows with the keys of themselves and of what they refer to, once for all feeds."""
    space = rows["_space"]
    references = {reference_key(column.name): _key(space, [rows[column.name]]) for column in entity.playing(Reference)}
    own = {entity.key(): _key(space, key_parts(entity, rows))}
    return rows.select(*(name for name in rows.columns if name != "_space"), **own, **references).view()


def key_parts(entity: type[Entity], rows: ir.Table) -> list[ir.Value]:
    """The parts of an entity's key, null where a finer one makes a part idle."""
    return [_part(rows, column.name, role.unless) for column in entity.playing(Key) if (role := column.role(Key))]


def _part(rows: ir.Table, name: str, unless: tuple[str, ...]) -> ir.Value:
    value = rows[name]
    return ibis.or_(*(rows[finer].notnull() for finer in unless)).ifelse(ibis.null(value.type()), value) if unless else value


def _inherited(entity: type[Entity], rows: ir.Table, members: Members) -> ir.Table:
    """Rows with what they lack taken from their parents, the finest parent first: its own parents may be known by it alone."""
    for column, role in sorted(_heirs(entity), key=lambda heir: _depth(entity, heir[0])):
        parent, table = members[role.through]
        taken = {column: table[role.column]}
        if reference_key(column) in rows.columns:
            taken[reference_key(column)] = table[reference_key(role.column)]
        own = table.select(_tenant=table.tenant_slug, _member=table[parent.key()], **{f"_{name}": value for name, value in taken.items()})
        joined = rows.left_join(own, [rows.tenant_slug == own["_tenant"], rows[reference_key(role.through)] == own["_member"]])
        both = joined.select(*rows.columns, *(f"_{name}" for name in taken))
        rows = both.select(**{name: ibis.coalesce(both[name], both[f"_{name}"]) if name in taken else both[name] for name in rows.columns})
    return rows


def _heirs(entity: type[Entity]) -> list[tuple[str, Inherited]]:
    return [(column.name, role) for column in entity.columns if (role := column.role(Inherited))]


def _depth(entity: type[Entity], column: str) -> int:
    role = dict(_heirs(entity)).get(column)
    return 1 + _depth(entity, role.through) if role else 0


def _newest(entity: type[Entity], rows: ir.Table) -> ir.Table:
    # A record without any key stays in its sink: in the star it could be told from no other. The key is asked for after the ranking:
    # DuckDB would take such a filter down to the payloads, and parse each of them once more for every key column.
    marked = rows.mutate(_keyed=rows[entity.key()].notnull())
    key = [marked.tenant_slug, marked[entity.key()]]
    newest = _first(marked, key, [marked["_version_at"], marked["_load_id"], marked["_load_row"]]).view()
    return newest.filter(newest["_keyed"]).select(*rows.columns)


def _first(rows: ir.Table, group: list[ir.Value], order: list[ir.Value]) -> ir.Table:
    """Of every group the row that is last in an order."""
    window = ibis.window(group_by=group, order_by=[value.desc(nulls_first=False) for value in order])
    return rows.filter(ibis.row_number().over(window) == 0)


def _finished(entity: type[Entity], rows: ir.Table, conversions: Values[str, Sequence[str]]) -> ir.Table:
    computed = {
        column.name: _converted(rows, role, conversions).cast(column.dtype)
        for column in entity.columns
        if (role := column.role(Conversion))
    }
    named = {
        f"{entity.name}_platform": rows["_platform"],
        f"{entity.name}_connection": rows["_connection"],
        f"{entity.name}_loaded_at": rows["_loaded_at"],
    }
    return rows.mutate(**computed, **named).select(*schema(entity))


def _converted(rows: ir.Table, role: Conversion, conversions: Values[str, Sequence[str]]) -> ir.IntegerValue:
    names = [name for name in (role.of, role.also) if name]
    hits = [
        (rows.tenant_slug == tenant) & rows[name].isin(list(events)) for tenant, events in conversions.items() if events for name in names
    ]
    return ibis.or_(*hits).fill_null(False).cast("int64") if hits else ibis.literal(0)


def _key(space: ir.StringValue, parts: list[ir.Value]) -> ir.StringValue:
    """``<space>:<part>:<part>``, colons inside a part behind a backslash; null when every part is."""
    texts = [part.cast("string") for part in parts]
    # Doubled colons would not do: ('a:', 'b') and ('a', ':b') were one key.
    escaped = [text.fill_null("").replace("\\", "\\\\").replace(":", "\\:") for text in texts]
    joined = ibis.literal(":").join([space, *escaped])
    return ibis.and_(*[text.isnull() for text in texts]).ifelse(ibis.null("string"), joined)
