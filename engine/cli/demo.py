"""``engine demo``: the whole way once, by the very commands that a user would type."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from engine.cli.session import Session
from engine.configuration import PROJECT_VARIABLE
from engine.errors import EngineError

QUESTION = ("--all-tenants", "--measures", "revenue,spend,roas", "--dimensions", "month,tenant")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the main job."""

    title: str
    command: tuple[str, ...]

    @property
    def typed(self) -> str:
        """The command as a user types it."""
        return " ".join(self.command)


def steps_of(tenants: Sequence[str]) -> list[Step]:
    """The main job over some tenants, in order; the last step answers.

    >>> [step.typed for step in steps_of(["tyrell_corp", "oscorp"])][:2]
    ['engine library build', 'engine onboard tyrell_corp oscorp']
    """
    return [
        Step("Library", ("engine", "library", "build")),
        Step("Onboarding", ("engine", "onboard", *tenants)),
        Step("Plan", ("sqlmesh", "-p", "sqlmesh_project", "plan", "--run", "--auto-apply", "--no-prompts")),
        Step("Manifest", ("engine", "semantic", "register")),
        Step("Answer", ("engine", "semantic", "query", *QUESTION)),
    ]


@click.command()
@click.pass_obj
def demo(session: Session) -> None:
    """Run the whole way on the tenants of config.yaml whose records are simulated, and print what the semantic layer answers.

    \b
    Example:
      engine demo
    """
    tenants = [tenant.slug for tenant in session.settings.tenants if any(source.extract.kind == "demo" for source in tenant.sources)]
    if not tenants:
        raise EngineError("no tenant has a source with `extract: {kind: demo}`", where="config.yaml", do="Declare one.")
    done = list(_run_all(session, steps_of(tenants)))
    seconds = [(step.title, step.typed, round(took, 2)) for step, took, _ in done]
    answer = done[-1][2]
    if session.json:
        import simplejson

        rows = simplejson.loads(answer, use_decimal=True)
        session.emit({"answer": rows, "seconds": [{"step": title, "command": typed, "seconds": took} for title, typed, took in seconds]})
        return
    session.emit(answer)
    session.table("", ("step", "command", "seconds"), [*seconds, ("Total", "", round(sum(took for _, _, took in seconds), 2))])


def _run_all(session: Session, steps: Sequence[Step]) -> Iterator[tuple[Step, float, str]]:
    with session.progress() as progress:
        task = progress.add_task("", total=len(steps))
        for step in steps:
            progress.update(task, description=step.title)
            started = time.perf_counter()
            output = run_step(session, step, json=session.json and step is steps[-1])
            took = time.perf_counter() - started
            session.say(f"{step.title:<32} {took:6.1f} s   {step.typed}")
            progress.advance(task)
            yield step, took, output


def run_step(session: Session, step: Step, *, json: bool = False) -> str:
    """The step's stdout; raises EngineError with all its output when it fails."""
    program, *arguments = step.command
    wanted = ["--json"] if json else []
    environment = {**os.environ, PROJECT_VARIABLE: str(session.root)}
    command = [str(Path(sys.executable).parent / program), *arguments, *wanted]
    finished = subprocess.run(command, cwd=session.root, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise EngineError(
            f"ended with {finished.returncode}\n\n{finished.stdout}{finished.stderr}".rstrip(),
            where=step.typed,
            do="Mend what it says, then run `engine demo` again.",
        )
    return finished.stdout.rstrip("\n")
