"""Promises: what must hold of the rows of a model before they are written, as queries for the rows that break it."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, reference_key
from engine.models.increment import Promised
from engine.models.spec import compiled
from engine.stages import star

ROWS = "engine_rows"
"""The rows that are about to be written."""


def promises(entity: type[Entity], parents: star.Parents) -> Iterator[Promised]:
    """What the entity declares, that its key is whole, and that no reference leads to a member that is not there."""
    rows = ibis.table(star.schema(entity), name=ROWS)
    keyless = rows.filter(rows.tenant_slug.isnull() | rows[entity.key()].isnull())
    yield Promised(name="key told", description="Every row has a tenant and a key.", query=compiled(keyless))
    for column, parent, members in parents:
        if members is not None:
            what = f"{column} leads to {parent.name.replace('_', ' ')}s that there are, or to the unknown one."
            yield Promised(name=f"{column} resolves", description=what, query=compiled(_dangling(rows, column, parent, members)))
    for promise in entity.promises:
        yield Promised(name=promise.name, description=promise.description, query=compiled(promise.broken(rows)), stops=promise.stops)


def _dangling(rows: ir.Table, column: str, parent: type[Entity], members: ir.Table) -> ir.Table:
    known = members.select(_tenant=members.tenant_slug, _member=members[parent.key()])
    led = rows.filter(rows[reference_key(column)] != star.UNKNOWN)
    return led.anti_join(known, [led.tenant_slug == known["_tenant"], led[reference_key(column)] == known["_member"]])
