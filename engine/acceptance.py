"""Acceptance: a drifted table's shape bound to the master model of its object, after a look."""

from __future__ import annotations

from contracts.catalog import Catalog
from contracts.errors import did_you_mean
from contracts.source import Source
from engine.adoption import adopt, checked
from engine.discovery import Drift, LandedTable, discover
from engine.errors import DriftError
from registry.records import Blueprint, Registry

ACCEPTED = "accepted"
"""Origin of a blueprint that a person bound."""


def table_named(tables: tuple[LandedTable, ...], tenant: str, name: str) -> LandedTable:
    """The landed table with a name: the table's own, with or without its schema, or the object's where only one connection has it.

    Raises DriftError when there is none or more than one.
    """
    found = [table for table in tables if name in (table.object, table.table_name, f"{table.schema_name}.{table.table_name}")]
    if len(found) == 1:
        return found[0]
    names = [table.called for table in found or tables]
    what = f"{name!r} could be {' or '.join(names)}" if found else f"no landed table {name!r}.{did_you_mean(name, names)}"
    do = "Name the table." if found else f"Landed: {', '.join(names) or 'nothing yet; run `engine onboard` first'}."
    raise DriftError(what, where=tenant, do=do)


def drift_of(catalog: Catalog, registry: Registry, table: LandedTable) -> Drift:
    """How a landed table differs from what is known; raises DriftError when it does not, or when no contract has its object."""
    source = source_of(catalog, table)
    found = adopt(registry, checked(table), source)[1] if table.standing else discover(registry, table, source.master)
    if isinstance(found, Drift):
        return found
    blueprint = registry.blueprint(found.fingerprint)
    master = blueprint.master_model_id if blueprint else source.master
    raise DriftError(f"its shape is known: it belongs to {master}", where=table.table_name, do="There is nothing to accept.")


def accept(catalog: Catalog, registry: Registry, table: LandedTable) -> Registry:
    """The registry with the table's shape bound to the master model of its object, and its route.

    Raises RegistryError when the shape belongs to another master model.
    """
    blueprint = Blueprint.of(source_of(catalog, table).master, table.columns, ACCEPTED)
    return registry.bind(blueprint).wire(table.route())


def source_of(catalog: Catalog, table: LandedTable) -> type[Source]:
    """The contract of the object that a table was landed for; raises DriftError when there is none."""
    sources = catalog.objects(table.platform)
    # An adopted table may be called as the object is known elsewhere.
    known = {name: source for source in sources for name in (source.known_as if table.standing else ())}
    known |= {source.object: source for source in sources}
    if table.object not in known:
        do = f"Write a contract for {table.object!r} in contracts/sources, then run `engine library build`."
        raise DriftError(f"no contract of {table.platform} has the object {table.object!r}", where=table.table_name, do=do)
    return known[table.object]
