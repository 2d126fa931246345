"""``engine run``: push what has landed through the models of an environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from engine.cli.session import Session
from engine.errors import EngineError

_MEND = "Mend it and run again; where the environment was not found, plan it first: `sqlmesh -p sqlmesh_project plan --run`."


@click.command()
@click.argument("environment", default="prod")
@click.pass_obj
def run(session: Session, environment: str) -> None:
    """Push what has landed into the sinks and on to the star: `sqlmesh run`, with its narration on stderr.

    A new tenant or a changed model takes a plan first: `sqlmesh -p sqlmesh_project plan --run`.

    \b
    Examples:
      engine run
      engine run dev --json
    """
    settings = session.settings
    command = ["sqlmesh", "-p", "sqlmesh_project", "run", environment]
    script = str(Path(sys.executable).parent / command[0])
    if subprocess.run([script, *command[1:]], cwd=session.root, stdout=sys.stderr, check=False).returncode:
        raise EngineError("the run ended with an error, which stands above", where=" ".join(command), do=_MEND)
    session.emit({"environment": environment, "star": str(settings.published_star(environment))})
