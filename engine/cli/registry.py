"""``engine registry``: what is bound and wired, and the acceptance of drifted tables."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.session import Session
from engine.errors import DriftError
from registry.store import RegistryStore

if TYPE_CHECKING:
    from contracts.source import Source
    from engine.discovery import LandedTable


@click.group()
def registry() -> None:
    """Blueprints (fingerprint -> master model) and routes (landed table -> fingerprint)."""


@registry.command()
@click.argument("tenant", required=False)
@click.pass_obj
def show(session: Session, tenant: str | None) -> None:
    """List the blueprints and routes, of one tenant where named.

    \b
    Example:
      engine registry show tyrell_corp
    """
    found = RegistryStore(session.settings.registry).load()
    slug = session.settings.tenant(tenant).slug if tenant else None
    routes = [route for route in found.routes if slug in (None, route.tenant_slug)]
    used = {route.fingerprint for route in routes}
    blueprints = [blueprint for blueprint in found.blueprints if slug is None or blueprint.fingerprint in used]
    bound = [(b.master_model_id, b.fingerprint, b.origin, len(b.columns)) for b in blueprints]
    wired = [(r.tenant_slug, r.connection, r.platform, f"{r.schema_name}.{r.table_name}", r.fingerprint) for r in routes]
    session.tables(
        {
            "blueprints": (("master_model", "fingerprint", "origin", "columns"), bound),
            "routes": (("tenant", "connection", "platform", "table", "fingerprint"), wired),
        }
    )


@registry.command()
@click.argument("tenant")
@click.argument("table")
@click.option("--yes", is_flag=True, help="Accept without asking.")
@click.pass_obj
def accept(session: Session, tenant: str, table: str, yes: bool) -> None:
    """Bind the shape of a drifted TABLE (or object) to its object's master model, and wire it.

    \b
    Examples:
      engine registry accept tyrell_corp orders
      engine registry accept tyrell_corp shopify__orders --yes
    """
    from contracts.catalog import catalog
    from engine import acceptance
    from engine.drift import described

    contracts, store = catalog(), RegistryStore(session.settings.registry)
    landed = _landed(session, tenant, table)
    source = acceptance.source_of(contracts, landed)
    master = source.master
    for line in described(acceptance.drift_of(contracts, store.load(), landed)):
        session.say(line)
    _tell_doubts(session, landed, source)
    _confirm(landed, master, yes)
    # The files are read again under the lock: someone may have written them while the question stood.
    with session.warehouse.locked(f"engine registry accept {tenant}"):
        store.save(acceptance.accept(contracts, store.load(), landed))
    session.say(f"Accepted: {landed.called} belongs to {master}. Next: `sqlmesh -p sqlmesh_project plan --run`.")
    session.table("", ("table", "fingerprint", "master_model"), [(landed.called, landed.fingerprint, master)])


def _landed(session: Session, tenant: str, table: str) -> LandedTable:
    from engine.acceptance import table_named
    from engine.discovery import landed_tables

    declared = session.settings.tenant(tenant)
    with session.warehouse.reading() as reader:
        return table_named(landed_tables(reader, [declared]), tenant, table)


def _tell_doubts(session: Session, landed: LandedTable, source: type[Source]) -> None:
    from engine.adoption import doubts

    if landed.standing:
        with session.warehouse.reading() as reader:
            for line in doubts(reader, landed, source):
                session.say(line)


def _confirm(landed: LandedTable, master: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise DriftError("nobody is there to ask", where=landed.table_name, do="Add `--yes` to accept without a question.")
    if not click.confirm(f"Bind this shape to {master} and wire {landed.table_name}?", err=True):
        raise DriftError("not accepted: nothing was changed", where=landed.table_name)
