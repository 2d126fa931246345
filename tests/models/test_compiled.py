"""What is compiled is the same in every process, and what the committed registry makes is seen in one file."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.models.project import project_at
from engine.models.spec import ModelSpec

from ..conftest import REPOSITORY

COMPILE = """
from hashlib import md5
from pathlib import Path
from sys import argv

from engine.models.project import project_at
from engine.models.spec import query

project = project_at(Path(argv[1]))
for specs in (project.pushers(), project.sinks(), project.unified(), project.facts_and_dimensions()):
    for spec in specs:
        digest = md5(query(spec, spec.expression).sql(dialect="duckdb").encode()).hexdigest()
        print(spec.name, digest, spec.reads, spec.audits, spec.increment)
"""


def test_the_sql_is_the_same_in_every_process() -> None:
    """Another text would be another model to SQLMesh, and a plan that nobody asked for."""
    first, second = (compile_under(seed) for seed in ("1", "4242"))
    assert first == second
    assert "star.fct_orders" in first


def compile_under(seed: str) -> str:
    command = [sys.executable, "-c", COMPILE, str(REPOSITORY)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("stage", ["pushers", "sinks", "unified", "facts_and_dimensions"])
def test_the_models_of_the_committed_registry(stage: str, snapshot: SnapshotAssertion) -> None:
    assert [lines(spec) for spec in getattr(project_at(REPOSITORY), stage)()] == snapshot


def lines(spec: ModelSpec) -> list[str]:
    """A model as people read it: name, kind, what it reads, and its columns where they are its own."""
    own = spec.columns if spec.name.startswith("star.") else {}
    return [f"{spec.name} ({spec.kind.value})", *(f"<- {name}" for name in spec.reads), *(f"   {name} {t}" for name, t in own.items())]
