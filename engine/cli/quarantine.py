"""``engine quarantine``: records that no contract could hold."""

from __future__ import annotations

from dataclasses import astuple, fields

import click

from engine.cli.session import Session


@click.group()
def quarantine() -> None:
    """Refused records: what they are, why they were refused, and a second try."""


@quarantine.command("list")
@click.argument("tenant")
@click.pass_obj
def list_(session: Session, tenant: str) -> None:
    """Count a tenant's refused records by object and reason.

    \b
    Example:
      engine quarantine list tyrell_corp
    """
    from engine.quarantine import RefusedKind, refused_kinds

    slug = session.settings.tenant(tenant).slug
    with session.warehouse.reading() as reader:
        found = refused_kinds(reader, slug)
    if not found:
        session.say(f"{slug} has no records in quarantine.")
    if found or session.json:
        session.table("", [field.name for field in fields(RefusedKind)], [astuple(kind) for kind in found])


@quarantine.command()
@click.argument("tenant")
@click.option("--object", "object_", metavar="NAME", help="Only records of this object.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="At most this many, the newest first.")
@click.pass_obj
def show(session: Session, tenant: str, object_: str | None, limit: int) -> None:
    """Show refused records themselves.

    \b
    Example:
      engine quarantine show tyrell_corp --object orders --limit 5
    """
    from engine.quarantine import RefusedRecord, refused_records

    slug = session.settings.tenant(tenant).slug
    with session.warehouse.reading() as reader:
        found = refused_records(reader, slug, object_, limit)
    if found or session.json:
        session.table("", [field.name for field in fields(RefusedRecord)], [astuple(record) for record in found])
    else:
        session.say("No such records in quarantine.")


@quarantine.command()
@click.argument("tenant")
@click.pass_obj
def replay(session: Session, tenant: str) -> None:
    """Hold a tenant's refused records to today's contracts again; those that pass land, the others stay.

    \b
    Example:
      engine quarantine replay tyrell_corp
    """
    declared = session.settings.tenant(tenant)
    from contracts.catalog import catalog
    from engine.landing.replay import replay as replay_tenant

    replayed = replay_tenant(session.warehouse, session.settings, declared, catalog())
    landed = sum(load.landed for load in replayed)
    session.say(f"{landed:,} records landed, {sum(load.quarantined for load in replayed):,} stay in quarantine.")
    if landed:
        session.say("Next: `sqlmesh -p sqlmesh_project plan --run`")
    session.table("", ("table", "read", "landed", "quarantined"), [(r.table, r.read, r.landed, r.quarantined) for r in replayed])
