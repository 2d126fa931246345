"""``engine status``: how far every object of every tenant has come, and whether the warehouse has its logic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from engine.cli.session import Session

if TYPE_CHECKING:
    from engine.logic_status import LogicStatus
    from engine.settings import Tenant
    from engine.status import ObjectStatus

LOGIC_COLUMNS = ("tenant", "logic", "version", "state")
COLUMNS = ("tenant", "connection", "object", "landed", "quarantined", "newest_load", "fingerprint", "master_model", "pushed", "state")


@click.command()
@click.argument("tenant", required=False)
@click.pass_obj
def status(session: Session, tenant: str | None) -> None:
    """Per tenant and object: landed rows, fingerprint, master model, rows in the sink, newest load, quarantine and drift.

    States: up to date; push due (a load has landed that no plan or run has pushed); not wired; drifted.
    Below, each tenant's logic other than the defaults: applied; plan due (it changed since the last plan); not planned yet.

    \b
    Examples:
      engine status
      engine status tyrell_corp --json
    """
    from engine.logic_status import read_logic
    from engine.status import read_status

    tenants = [session.settings.tenant(tenant)] if tenant else list(session.settings.tenants)
    objects, logic = read_status(session.settings, tenants), read_logic(session.settings, tenants)
    if session.json:
        found = [{**asdict(one), "state": one.state} for one in objects]
        session.emit({"objects": found, "logic": [{**asdict(one), "state": one.state} for one in logic]})
    elif objects:
        session.table("", COLUMNS, [_row(found) for found in objects])
        session.table("", LOGIC_COLUMNS, [(one.tenant, one.short, one.version, one.state) for one in logic])
    for line in [*advice(tenants, objects), *logic_advice(objects, logic)]:
        session.say(line)


def logic_advice(objects: Sequence[ObjectStatus], logic: Sequence[LogicStatus]) -> list[str]:
    """What to do where the warehouse was made with other logic than is declared."""
    landed = {found.tenant for found in objects}
    due = [one.tenant for one in logic if one.plan_due and one.version is not None and one.tenant in landed]
    return [f"{slug}: logic changed since the last plan: plan is due: `sqlmesh -p sqlmesh_project plan`" for slug in due]


def advice(tenants: Sequence[Tenant], objects: Sequence[ObjectStatus]) -> list[str]:
    """What to do next, a line for each thing."""
    if not tenants:
        return ["config.yaml declares no tenant: add one under `tenants:`."]
    landed = {found.tenant for found in objects if found.landed or found.newest_load}
    lines = [f"{tenant.slug}: nothing landed yet: `engine onboard {tenant.slug}`" for tenant in tenants if tenant.slug not in landed]
    lines += [
        f"{found.tenant}: {found.connection}__{found.object} has an unknown shape: "
        f"`engine registry accept {found.tenant} {found.connection}__{found.object}`"
        for found in objects
        if found.drifted
    ]
    lines += [f"{slug}: not wired: `engine onboard {slug}`" for slug in _in_state(objects, "not wired")]
    if _in_state(objects, "push due"):
        lines.append("A push is due: `sqlmesh -p sqlmesh_project plan --run`")
    refused = sorted({found.tenant for found in objects if found.quarantined})
    return [*lines, *(f"{slug}: records in quarantine: `engine quarantine list {slug}`" for slug in refused)]


def _in_state(objects: Sequence[ObjectStatus], state: str) -> list[str]:
    return sorted({found.tenant for found in objects if found.state == state})


def _row(found: ObjectStatus) -> tuple[Any, ...]:
    load = found.newest_load.strftime("%Y-%m-%d %H:%M") if found.newest_load else None
    counts = (found.landed, found.quarantined, load, found.fingerprint[:8], found.master_model, found.pushed)
    return (found.tenant, found.connection, found.object, *counts, found.state)
