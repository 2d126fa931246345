from __future__ import annotations

from pathlib import Path

import pytest

from engine.configuration import PROJECT_VARIABLE, find_root
from engine.errors import SettingsError


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PROJECT_VARIABLE, raising=False)


def test_the_nearest_project_above_is_found(project: Path) -> None:
    below = project / "sqlmesh_project" / "models"
    below.mkdir(parents=True, exist_ok=True)
    assert find_root(below) == project


def test_the_variable_stands_for_the_current_folder(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PROJECT_VARIABLE, str(project))
    assert find_root() == project


def test_a_named_folder_goes_before_the_variable(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(tmp_path))
    assert find_root(project) == project


def test_no_project_is_an_error_that_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no config") as caught:
        find_root(tmp_path)
    assert caught.value.where == str(tmp_path)
    assert "--project" in caught.value.do
