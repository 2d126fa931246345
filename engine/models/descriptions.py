"""Descriptions: what each column of an entity's models says, declared or generated."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.entity import Entity, reference_key
from contracts.roles import Reference
from engine.stages.unified import STANDS

GENERATED = {
    "tenant_slug": "Tenant that the row belongs to.",
    "key": "Key of the row within its tenant: connection and the platform's own id.",
    "platform": "Platform that the row came from.",
    "connection": "The tenant's own name of the connected shop, ad account or property.",
    "loaded_at": "Time of the load that brought the newest version, in UTC.",
    "day": "Day in the tenant's time zone; 1900-01-01 where the time is missing, or not within 1970 to 2099.",
}

RECORD = {
    "_master": "Master model of the record that the row was read from.",
    "_record_id": "The record that the row was read from.",
    "_version_at": "Time of the record's version: the vendor's, or that of its load.",
    "_load_id": "Load that brought the version.",
    "_load_row": "Position of the version in its load.",
    "_tie": "Tells rows apart that one record makes of one key.",
    STANDS: "Whether the row is the newest of its key; the others say what the key was told of besides.",
}


def described(entity: type[Entity], columns: Iterable[str]) -> dict[str, str]:
    """A description for each of some columns of an entity."""
    declared = {column.name: column.description for column in entity.columns}
    keys = {
        reference_key(column.name): f"Key of the {role.entity.replace('_', ' ')}, 'unknown' where there is none."
        for column in entity.playing(Reference)
        if (role := column.role(Reference))
    }
    generated = {name if name == "tenant_slug" else f"{entity.name}_{name}": text for name, text in GENERATED.items()}
    known = {**generated, **RECORD, **declared, **keys}
    return {name: known[name] for name in columns}
