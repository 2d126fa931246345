"""Fixtures of every room: a project of its own, and the real command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from engine.configuration import PROJECT_VARIABLE
from registry.store import ROUTE_FIELDS

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how long an example takes says more of the machine than of the code

REPOSITORY = Path(__file__).parent.parent

MakeProject = Callable[[str], Path]
"""The text of a config.yaml -> the folder of a project with it."""

EngineCli = Callable[..., "subprocess.CompletedProcess[str]"]
"""(root, *args) -> the finished process of the real console script."""

SMALL = """\
tenants:
  - slug: tyrell_corp
    name: Tyrell Corporation
    time_zone: America/Los_Angeles
    currency: USD
    sources:
      - platform: shopify
        extract: {kind: demo, months: 1, orders_per_day: 2}
"""
"""One tenant with one shop, small enough for every test."""


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """A factory of projects: config.yaml as given, the committed blueprints, no routes, and the SQLMesh project."""

    def make(config: str) -> Path:
        root = tmp_path / "project"
        registry = root / "registry"
        registry.mkdir(parents=True)
        (root / "config.yaml").write_text(config, encoding="utf-8")
        committed = REPOSITORY / "registry" / "blueprints.csv"
        if committed.exists():
            shutil.copy(committed, registry)
        (registry / "routes.csv").write_text(",".join(ROUTE_FIELDS) + "\n")
        _copy_sqlmesh_project(root)
        return root

    return make


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    """A project with one small demo tenant, tyrell_corp."""
    return make_project(SMALL)


@pytest.fixture
def engine_cli() -> EngineCli:
    """Runs ``engine <args>`` in a process of its own, inside a project's folder."""

    def run(root: Path, *args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if name != PROJECT_VARIABLE}
        return subprocess.run(
            [str(Path(sys.executable).parent / "engine"), *args],
            cwd=root,
            env={**inherited, "NO_COLOR": "1", **(env or {})},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return run


def _copy_sqlmesh_project(root: Path) -> None:
    folder = REPOSITORY / "sqlmesh_project"
    if folder.is_dir():
        shutil.copytree(folder, root / "sqlmesh_project", ignore=shutil.ignore_patterns("__pycache__", ".cache", "logs"))
