"""The console script: every command by name, and what becomes of an error."""

from __future__ import annotations

import os
import sys

import click

from contracts.errors import ContractError
from engine.cli.lazy import LazyGroup
from engine.cli.session import Session, console
from engine.errors import EngineError
from engine.versions import check_versions
from registry.errors import RegistryError

COMMANDS = {
    "library": ("engine.cli.library:library", "Build the blueprints of every contract."),
    "onboard": ("engine.cli.onboard:onboard", "Land a tenant's sources, discover the tables and wire them."),
    "contract": ("engine.cli.contract:contract", "Draft the contract of a new source from its records."),
    "registry": ("engine.cli.registry:registry", "Show the registry, or accept a drifted table."),
    "run": ("engine.cli.run:run", "Push what has landed through the models."),
    "status": ("engine.cli.status:status", "Per tenant and object: landed, routed, pushed, quarantined, drifted."),
    "quarantine": ("engine.cli.quarantine:quarantine", "Look at refused records, or replay them."),
    "semantic": ("engine.cli.semantic:semantic", "Ask the semantic layer, list it, register it."),
    "demo": ("engine.cli.demo:demo", "Run the whole way once, on simulated tenants."),
}

INTERRUPTED = 130


@click.command(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="helixhouse", prog_name="engine")
def cli() -> None:
    """A registry-driven, multi-tenant warehouse engine.

    The way of the data: `engine library build`, `engine onboard TENANT`, `sqlmesh -p sqlmesh_project plan`,
    `engine semantic register`; then ask with `engine semantic query`.
    """


def main() -> None:
    """Runs a command: data on stdout, narration on stderr, one panel and exit status 1 for an error that a user can mend."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """The exit status of one call of the command line."""
    try:
        check_versions()
        status = cli.main(args, prog_name="engine", standalone_mode=False, obj=Session())
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        console(sys.stderr).print("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: stdout is pointed elsewhere so that the interpreter's last flush stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        show(mendable(error))
        return 1
    return status if isinstance(status, int) else 0


def mendable(error: Exception) -> EngineError:
    """The error as one that the user can mend; raises it again where it is a bug."""
    if isinstance(error, EngineError):
        return error
    if isinstance(error, ContractError):
        return EngineError("\n".join(error.problems), where=error.where, do="Mend the contract.")
    if isinstance(error, RegistryError):
        return EngineError(str(error), where="registry")
    if isinstance(error, OSError) and error.filename:
        return EngineError(f"{error.strerror}", where=str(error.filename), do="Check that the path exists and its permissions.")
    duckdb = sys.modules.get("duckdb")
    if duckdb and isinstance(error, duckdb.IOException):
        return EngineError(str(error).splitlines()[0], where="warehouse", do="Check the path, its permissions, and who has it open.")
    raise error


def show(error: EngineError) -> None:
    """The one panel on stderr: where, what, and what to do."""
    from rich.panel import Panel
    from rich.text import Text

    text = Text(error.what)
    if error.do:
        text.append(f"\n\n{error.do}", style="bold")
    title = Text(error.where or type(error).__name__)
    stderr = console(sys.stderr)
    width = None if stderr.is_terminal else max(len(line) for line in [*text.plain.splitlines(), title.plain]) + 8
    stderr.print(Panel(text, title=title, title_align="left", border_style="red", expand=stderr.is_terminal, width=width))
