"""History: an entity's members as they were, one row for each state that a source told, with the time for which it held.

The states come from the sinks, which keep every version: so the history is the same whenever and however often it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import ibis
import ibis.expr.types as ir
from pydantic import Field, create_model

from contracts.entity import Entity, EntityColumn, Reads, Tables
from contracts.logic import Logic
from contracts.roles import Computed, Dimension, Key, Reference, TimeDimension


def history_of(entity: type[Entity]) -> type[Entity]:
    """The entity of another one's states: ``dim_campaign_history`` of campaigns, columns ``campaign_history_...``."""
    name = f"{entity.name}_history"
    member = f"{name}_{entity.name}_id"
    fields: dict[str, Any] = {
        member: (
            Annotated[str | None, Key(), Reference(entity.name)],
            Field(None, description=f"Whose state it is: {_own_id(entity).description}"),
        ),
        f"{name}_valid_from": (Annotated[datetime | None, Key(), TimeDimension()], Field(None, description="Since when it held (UTC).")),
        f"{name}_valid_to": (
            Annotated[datetime | None, Computed()],
            Field(None, description="Until when it held (UTC); empty for the newest."),
        ),
        f"{name}_is_current": (Annotated[bool | None, Computed(), Dimension()], Field(None, description="Whether it is the newest.")),
        **{_renamed(entity, column.name): _field(entity, column) for column in _states(entity)},
    }
    made: type[Entity] = create_model(
        f"{entity.__name__}History",
        __base__=Entity,
        __doc__=f"One row a state of {entity.name.replace('_', ' ')}s, for as long as it held.",
        __module__=__name__,
        __cls_kwargs__={
            "name": name,
            "table": f"dim_{name}",
            "reads": (Reads(entity.name, by=(_own_id(entity).name,), stage="history"),),
            "group": (member,),
        },
        **fields,
    )
    made.derive = lambda others, logic: _histories(entity, others, logic)
    return made


def _histories(entity: type[Entity], others: Tables, logic: Logic) -> ir.Table:
    """States in their order: of versions of one moment the last holds, and one that says what the one before said is none."""
    told, name, own = others[entity.name], f"{entity.name}_history", _own_id(entity).name
    member = [told.tenant_slug, told[entity.key()]]
    at_once = ibis.window(
        group_by=[*member, told["_version_at"]], order_by=[told[c].desc() for c in ("_load_id", "_load_row", "_master", "_tie")]
    )
    last = told.filter(ibis.row_number().over(at_once) == 0)
    said = ibis.struct({column.name: last[column.name] for column in _states(entity)})
    order = ibis.window(group_by=[last.tenant_slug, last[entity.key()]], order_by=last["_version_at"])
    marked = last.mutate(_said=said, _before=said.lag().over(order), _first=ibis.row_number().over(order) == 0).view()
    states = marked.filter(marked["_first"] | ~marked["_said"].identical_to(marked["_before"]))
    following = ibis.window(group_by=[states.tenant_slug, states[entity.key()]], order_by=states["_version_at"])
    until = states["_version_at"].lead().over(following)
    return states.select(
        "tenant_slug",
        **{f"{name}_{each}": states[f"{entity.name}_{each}"] for each in ("platform", "connection", "loaded_at")},
        **{
            f"{name}_{entity.name}_id": states[own],
            f"{name}_{entity.name}_key": states[entity.key()],
            f"{name}_valid_from": states["_version_at"],
            f"{name}_valid_to": until,
            f"{name}_is_current": until.isnull(),
        },
        **{_renamed(entity, column.name): states[column.name] for column in _states(entity)},
    )


def _states(entity: type[Entity]) -> Iterator[EntityColumn]:
    return (column for column in entity.columns if not column.role(Key) and not column.is_computed)


def _own_id(entity: type[Entity]) -> EntityColumn:
    return entity.playing(Key)[0]


def _renamed(entity: type[Entity], column: str) -> str:
    return f"{entity.name}_history_{column.removeprefix(f'{entity.name}_')}"


def _field(entity: type[Entity], column: EntityColumn) -> tuple[Any, Any]:
    annotation = entity.model_fields[column.name].annotation
    roles = [role for role in column.roles if isinstance(role, Dimension | TimeDimension)]
    return (Annotated[(annotation, *roles)] if roles else annotation, Field(None, description=column.description))
