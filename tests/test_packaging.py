"""The distribution: what the wheel holds, and locks that fit pyproject.toml and name no machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"


def name_of(requirement: str) -> str:
    word = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert word is not None
    return re.sub(r"[-_.]+", "-", word.group()).lower()


def pins_of(lock: str) -> dict[str, str]:
    lines = (REPOSITORY / lock).read_text().splitlines()
    return {name: version for line in lines for name, version in re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", line)}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_locks_name_no_host(lock: str) -> None:
    assert not re.search(r"://|--index|--find-links|@ ", (REPOSITORY / lock).read_text())


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9-]+==)", "\n" + (REPOSITORY / lock).read_text())[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_direct_dependency_is_locked() -> None:
    wanted = {name_of(requirement) for requirement in PYPROJECT["project"]["dependencies"]}
    assert wanted - pins_of(RUNTIME).keys() == set()


def test_every_development_dependency_is_locked() -> None:
    groups = PYPROJECT["dependency-groups"]
    wanted = {name_of(requirement) for requirement in [*groups["dev"], *groups["build"]]}
    assert wanted - pins_of(DEVELOPMENT).keys() == set()


def test_both_locks_pin_the_same_versions() -> None:
    runtime, development = pins_of(RUNTIME), pins_of(DEVELOPMENT)
    assert {name: version for name, version in runtime.items() if development.get(name) != version} == {}


def test_the_wheel_holds_the_three_packages_with_their_types(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {"engine", "contracts", "registry"}
    assert {f"{package}/py.typed" for package in packages} <= set(names)
