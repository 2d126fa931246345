"""``engine onboard``: land the sources of tenants, discover the tables, wire them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from engine.cli.interrupts import noticed_interrupts
from engine.cli.session import Session
from engine.errors import EngineError

if TYPE_CHECKING:
    from rich.progress import Progress

    from engine.onboarding import Begin, Job, Onboarded, Outcome
    from engine.settings import Tenant

COLUMNS = ("connection", "object", "read", "landed", "quarantined", "fingerprint", "master_model", "result")


@click.command()
@click.argument("tenants", nargs=-1, required=True, metavar="TENANT...")
@click.option("--connection", metavar="NAME", help="Only this connection of each tenant.")
@click.option("--object", "object_", metavar="NAME", help="Only this object, such as orders.")
@click.pass_obj
def onboard(session: Session, tenants: Sequence[str], connection: str | None, object_: str | None) -> None:
    """Land every object of the tenants' connections and wire the tables that the registry knows.

    Run it again to land what is new since. A table of unknown shape is shown, not wired, and the exit status is 1. A tenant that
    fails keeps no other from being onboarded. Under --json the rows of all tenants are one list, each with its tenant.

    \b
    Examples:
      engine onboard tyrell_corp
      engine onboard tyrell_corp oscorp
      engine onboard tyrell_corp --connection shopify --object orders
    """
    problems: list[EngineError] = []
    done: list[Onboarded] = []
    for tenant in [session.settings.tenant(slug) for slug in dict.fromkeys(tenants)]:
        try:
            done.append(_onboarded(session, tenant, connection, object_))
        except EngineError as error:
            problems.append(error)
        else:
            problems += _problems(session, done[-1])
    if session.json and done:
        rows = [(onboarded.tenant.slug, *_row(outcome)) for onboarded in done for outcome in onboarded.outcomes]
        session.table("", ("tenant", *COLUMNS), rows)
    if problems:
        raise joined(problems)
    session.say("Next: `sqlmesh -p sqlmesh_project plan --run`, which pushes what has landed.")


def _onboarded(session: Session, tenant: Tenant, connection: str | None, object_: str | None) -> Onboarded:
    session.say(f"Onboarding {tenant.name} ({tenant.slug})")
    from engine.onboarding import onboard as onboard_tenant

    with session.progress() as progress, noticed_interrupts() as check:
        onboarded = onboard_tenant(
            session.settings,
            session.warehouse,
            tenant,
            session.say,
            connection=connection,
            object_=object_,
            begin=_shown(progress, check),
        )
        check()
    if not session.json:
        session.table("", COLUMNS, [_row(outcome) for outcome in onboarded.outcomes])
    return onboarded


def _shown(progress: Progress, check: Callable[[], None]) -> Begin:
    task = progress.add_task("", total=None)

    def begin(job: Job, before: int, total: int) -> None:
        check()
        progress.update(task, description=" ".join(job.place), completed=before, total=total)

    return begin


def _row(outcome: Outcome) -> tuple[Any, ...]:
    landed = outcome.landed
    counts = (landed.read, landed.landed, landed.quarantined) if landed else (None, None, None)
    result = "failed" if outcome.error else "wired" if outcome.master else "drifted" if outcome.table else "nothing landed"
    return (*outcome.job.place, *counts, outcome.table.fingerprint if outcome.table else None, outcome.master, result)


def _problems(session: Session, onboarded: Onboarded) -> Iterator[EngineError]:
    from engine.drift import drift_error

    quarantined = sum(outcome.landed.quarantined for outcome in onboarded.outcomes if outcome.landed)
    if quarantined:
        session.say(f"{quarantined:,} more in quarantine: `engine quarantine list {onboarded.tenant.slug}`")
    yield from onboarded.errors
    if onboarded.drifts:
        yield drift_error(onboarded.drifts)


def joined(problems: Sequence[EngineError]) -> EngineError:
    """One error of several."""
    if len(problems) == 1:
        return problems[0]
    what = "\n\n".join(f"{problem.where}: {problem.what}" if problem.where else problem.what for problem in problems)
    return EngineError(
        what, where=f"{len(problems)} problems", do="\n".join(dict.fromkeys(problem.do for problem in problems if problem.do))
    )
