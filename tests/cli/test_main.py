from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from contracts.errors import ContractError
from engine.cli import main
from engine.cli.session import Session
from engine.errors import EngineError
from registry.errors import RegistryError
from tests.conftest import EngineCli

HEAVY = ("sqlmesh", "dlt", "polars", "ibis", "boring_semantic_layer", "pandas", "contracts.catalog")


def test_help_lists_every_command_at_once(engine_cli: EngineCli, tmp_path: Path) -> None:
    finished = engine_cli(tmp_path, "--help")
    assert finished.returncode == 0
    assert all(f"\n  {name} " in finished.stdout for name in main.COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["status", "--json"], ["status", "--help"]])
def test_what_must_answer_at_once_imports_nothing_heavy(project: Path, arguments: list[str]) -> None:
    script = f"import sys; from engine.cli.main import run; run({arguments!r}); print(*sys.modules, file=sys.stderr)"
    finished = subprocess.run([sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(finished.stderr.split()) == set()


@pytest.mark.parametrize(
    "name", ["library build", "onboard", "contract draft", "registry show", "registry accept", "status", "semantic query", "demo"]
)
def test_every_commands_help_has_an_example_and_the_shared_options(engine_cli: EngineCli, tmp_path: Path, name: str) -> None:
    finished = engine_cli(tmp_path, *name.split(), "--help")
    assert finished.returncode == 0, finished.stderr
    assert "Example" in finished.stdout and f"engine {name}" in finished.stdout
    assert "--json" in finished.stdout and "--project" in finished.stdout


def test_an_unknown_command_is_asked_back(engine_cli: EngineCli, tmp_path: Path) -> None:
    finished = engine_cli(tmp_path, "stauts")
    assert finished.returncode == 2
    assert "Did you mean 'status'?" in finished.stderr
    assert finished.stdout == ""


@pytest.mark.parametrize("arguments", [["--json", "status"], ["status", "--json"]])
def test_json_may_stand_before_or_after_the_command(engine_cli: EngineCli, project: Path, arguments: list[str]) -> None:
    finished = engine_cli(project, *arguments)
    assert json.loads(finished.stdout)["objects"] == []
    assert "engine onboard tyrell_corp" in finished.stderr


@pytest.mark.parametrize("before", [True, False])
def test_the_project_may_be_named(engine_cli: EngineCli, project: Path, tmp_path: Path, before: bool) -> None:
    named = ["--project", str(project)]
    finished = engine_cli(tmp_path, *(named if before else []), "status", *([] if before else named))
    assert (finished.returncode, finished.stdout) == (0, "")
    assert "tyrell_corp: nothing landed yet" in finished.stderr


def test_no_project_is_one_panel(engine_cli: EngineCli, tmp_path: Path) -> None:
    finished = engine_cli(tmp_path, "status")
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "there is no config.yaml" in finished.stderr and "--project" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_wrong_settings_are_one_panel_with_their_lines(engine_cli: EngineCli, project: Path) -> None:
    (project / "config.yaml").write_text("tenants:\n  - slug: a.b\n    nmae: A\n")
    finished = engine_cli(project, "onboard", "a")
    assert finished.returncode == 1
    assert "config.yaml:2: tenants.slug: 'a.b'" in finished.stderr
    assert "config.yaml:3: tenants.nmae: there is no such key. Did you mean 'name'?" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EngineError("what", where="where", do="do"), ("where", "what", "do")),
        (ContractError("contracts.sources.x", ["has no key"]), ("contracts.sources.x", "has no key", "Mend the contract.")),
        (RegistryError("bound twice"), ("registry", "bound twice")),
        (PermissionError(13, "Permission denied", "/data/w.duckdb"), ("/data/w.duckdb", "Permission denied")),
    ],
)
def test_an_error_to_mend_says_where_what_and_what_to_do(
    error: Exception, told: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    main.show(main.mendable(error))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert all(word in captured.err for word in told)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), OSError("x")])
def test_anything_else_is_a_bug_and_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        main.mendable(error)


def test_brackets_in_an_error_are_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    main.show(EngineError("got [red]x[/red] and [/nonsense]", where="raw.t[0]"))
    told = capsys.readouterr().err
    assert "[red]x[/red] and [/nonsense]" in told and "raw.t[0]" in told


@click.command()
def stop() -> None:
    """Ends as Ctrl-C does."""
    raise KeyboardInterrupt


def test_an_interrupt_ends_with_its_own_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "commands", SimpleNamespace(stop=stop))  # type: ignore[arg-type]
    monkeypatch.setattr(main.cli, "lazy", {"stop": ("commands:stop", "Stops.")})
    assert main.run(["stop"]) == main.INTERRUPTED
    assert "Interrupted" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    program = Path(sys.executable).parent / "engine"
    finished = subprocess.run(f"'{program}' status --json | true", cwd=project, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in finished.stderr and "BrokenPipe" not in finished.stderr


def test_the_session_finds_the_project_once(project: Path) -> None:
    session = Session(project=project)
    assert session.root == project
    assert session.settings is session.settings
    assert os.path.commonpath([session.warehouse.path, project]) == str(project)
