"""``engine onboard``: land a tenant's sources, discover the tables, wire them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from engine.cli.interrupts import noticed_interrupts
from engine.cli.session import Session
from engine.errors import EngineError

if TYPE_CHECKING:
    from rich.progress import Progress

    from engine.onboarding import Job, Onboarded, Outcome

COLUMNS = ("connection", "object", "read", "landed", "quarantined", "fingerprint", "master_model", "result")


@click.command()
@click.argument("tenant")
@click.option("--connection", metavar="NAME", help="Only this connection of the tenant.")
@click.option("--object", "object_", metavar="NAME", help="Only this object, such as orders.")
@click.pass_obj
def onboard(session: Session, tenant: str, connection: str | None, object_: str | None) -> None:
    """Land every object of a tenant's connections and wire the tables that the registry knows.

    Run it again to land what is new since. A table of unknown shape is shown, not wired, and the exit status is 1.

    \b
    Examples:
      engine onboard tyrell_corp
      engine onboard tyrell_corp --connection shopify --object orders
    """
    declared = session.settings.tenant(tenant)
    session.say(f"Onboarding {declared.name} ({declared.slug})")
    from engine.onboarding import onboard as onboard_tenant

    with session.progress() as progress, noticed_interrupts() as check:
        track = _tracked(progress, check)
        onboarded = onboard_tenant(
            session.settings, session.warehouse, declared, session.say, connection=connection, object_=object_, track=track
        )
    session.table("", COLUMNS, [_row(outcome) for outcome in onboarded.outcomes])
    _conclude(session, onboarded)


def _tracked(progress: Progress, check: Callable[[], None]) -> Callable[[Sequence[Job]], Iterable[Job]]:
    def track(jobs: Sequence[Job]) -> Iterator[Job]:
        task = progress.add_task("", total=len(jobs))
        for job in jobs:
            progress.update(task, description=" ".join(job.place))
            yield job
            check()
            progress.advance(task)

    return track


def _row(outcome: Outcome) -> tuple[Any, ...]:
    landed = outcome.landed
    counts = (landed.read, landed.landed, landed.quarantined) if landed else (None, None, None)
    result = "failed" if outcome.error else "wired" if outcome.master else "drifted" if outcome.table else "nothing landed"
    return (*outcome.job.place, *counts, outcome.table.fingerprint if outcome.table else None, outcome.master, result)


def _conclude(session: Session, onboarded: Onboarded) -> None:
    from engine.drift import drift_error

    tenant = onboarded.tenant.slug
    quarantined = sum(outcome.landed.quarantined for outcome in onboarded.outcomes if outcome.landed)
    if quarantined:
        session.say(f"{quarantined:,} more in quarantine: `engine quarantine list {tenant}`")
    problems: list[EngineError] = [*onboarded.errors, *([drift_error(onboarded.drifts)] if onboarded.drifts else [])]
    if problems:
        raise joined(problems)
    session.say("Next: `sqlmesh -p sqlmesh_project plan --run`, which pushes what has landed.")


def joined(problems: Sequence[EngineError]) -> EngineError:
    """One error of several."""
    if len(problems) == 1:
        return problems[0]
    what = "\n\n".join(f"{problem.where}: {problem.what}" if problem.where else problem.what for problem in problems)
    return EngineError(
        what, where=f"{len(problems)} problems", do="\n".join(dict.fromkeys(problem.do for problem in problems if problem.do))
    )
