"""Commands that are imported only when they run or their own help is asked, so that the command line answers at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from contracts.errors import did_you_mean
from engine.cli.session import Session


class LazyGroup(click.Group):
    """A group whose commands are named as ``module:attribute``, with the one line of help that stands in for them."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy
        self.params.extend(shared_options())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports a command and gives it the options that every command takes."""
        if cmd_name not in self.lazy:
            return None
        module, _, attribute = self.lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        _share(command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command, or says which one was meant."""
        if args and args[0] not in self.lazy:
            ctx.fail(f"No such command {args[0]!r}.{did_you_mean(args[0], self.lazy)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.lazy.items()])


def shared_options() -> list[click.Option]:
    """``--project`` and ``--json``, which may stand before a command or after it."""
    project = click.Option(
        ["--project"],
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        callback=_set_project,
        expose_value=False,
        help="The project's folder (default: the nearest with a config.yaml).",
    )
    json = click.Option(["--json"], is_flag=True, callback=_set_json, expose_value=False, help="Data as JSON on stdout.")
    return [project, json]


def _share(command: click.Command) -> None:
    taken = {parameter.name for parameter in command.params}
    command.params.extend(option for option in shared_options() if option.name not in taken)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _share(inner)


def _set_project(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = replace(_session(ctx), project=value)


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.obj = replace(_session(ctx), json=True)


def _session(ctx: click.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()
