from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli.demo import Step, run_step, steps_of
from engine.cli.session import Session
from engine.errors import EngineError
from tests.conftest import EngineCli, MakeProject


def test_every_tenant_is_onboarded_before_the_plan() -> None:
    typed = [step.typed for step in steps_of(["tyrell_corp", "wayne_enterprises"])]
    plan = next(position for position, command in enumerate(typed) if command.startswith("sqlmesh"))
    assert typed[:plan] == ["engine library build", "engine onboard tyrell_corp wayne_enterprises"]
    assert typed[-1].startswith("engine semantic query")


def test_a_step_hands_on_its_stdout(project: Path) -> None:
    assert run_step(Session(project=project), Step("Status", ("engine", "status", "--json"))).startswith('{"objects": [], ')


def test_a_step_that_fails_shows_its_output(project: Path) -> None:
    with pytest.raises(EngineError) as caught:
        run_step(Session(project=project), Step("Onboarding", ("engine", "onboard", "nobody")))
    assert caught.value.where == "engine onboard nobody"
    assert "there is no tenant 'nobody'" in caught.value.what


def test_without_a_simulated_tenant_there_is_no_demo(engine_cli: EngineCli, make_project: MakeProject) -> None:
    root = make_project("tenants: [{slug: a, name: A, sources: [{platform: shopify, extract: {kind: files, path: x}}]}]\n")
    finished = engine_cli(root, "demo")
    assert finished.returncode == 1 and "no tenant has a source with" in finished.stderr
