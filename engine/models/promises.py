"""Promises: what must hold of the rows of a model before they are written, as queries for the rows that break it."""

from __future__ import annotations

from collections.abc import Iterator

import ibis

from contracts.entity import Entity
from engine.models.increment import Promised
from engine.models.spec import compiled
from engine.stages import star

ROWS = "engine_rows"
"""The rows that are about to be written."""


def promises(entity: type[Entity]) -> Iterator[Promised]:
    """What the entity declares, and that its key is whole."""
    rows = ibis.table(star.schema(entity), name=ROWS)
    keyless = rows.filter(rows.tenant_slug.isnull() | rows[entity.key()].isnull())
    yield Promised(name="key told", description="Every row has a tenant and a key.", query=compiled(keyless))
    for promise in entity.promises:
        yield Promised(name=promise.name, description=promise.description, query=compiled(promise.broken(rows)), stops=promise.stops)
