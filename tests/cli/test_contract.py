from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.drafting.trial import contract_of
from tests.conftest import EngineCli

RECORDS = '{"number": 1, "changedAt": "2024-01-05T10:00:00Z", "note": null}\n{"number": 2, "note": "late"}\n'
NAMED = ("--platform", "bookstall", "--object", "returns")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "returns.jsonl"
    path.write_text(RECORDS)
    return path


def test_the_contract_is_data_and_the_rest_is_narration(engine_cli: EngineCli, records: Path) -> None:
    finished = engine_cli(records.parent, "contract", "draft", records.name, *NAMED)
    assert finished.returncode == 0, finished.stderr
    assert contract_of(finished.stdout).version == "changed_at"
    assert "Drafted from 2 records: 3 columns" in finished.stderr
    assert "Every record lands under it." in finished.stderr
    assert json.loads(engine_cli(records.parent, "contract", "draft", records.name, *NAMED, "--json").stdout) == finished.stdout.rstrip(
        "\n"
    )


def test_a_file_is_written_once_and_what_comes_next_is_told(engine_cli: EngineCli, records: Path) -> None:
    written = records.parent / "bookstall.py"
    command = ("contract", "draft", records.name, *NAMED, "--output", written.name)
    finished = engine_cli(records.parent, *command)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert "engine library build" in finished.stderr
    assert contract_of(written.read_text()).key == ("number",)
    again = engine_cli(records.parent, *command)
    assert again.returncode == 1
    assert "exists already" in again.stderr and "--force" in again.stderr
    written.write_text("mine")
    assert engine_cli(records.parent, *command, "--force").returncode == 0
    assert written.read_text() != "mine"


def test_a_name_that_is_none_and_a_file_of_nothing_are_told(engine_cli: EngineCli, records: Path) -> None:
    misnamed = engine_cli(records.parent, "contract", "draft", records.name, "--platform", "Book Stall", "--object", "returns")
    assert misnamed.returncode == 2 and "is no name" in misnamed.stderr
    records.write_text("")
    empty = engine_cli(records.parent, "contract", "draft", records.name, *NAMED)
    assert empty.returncode == 1
    assert "nothing to draft from" in empty.stderr and "Traceback" not in empty.stderr
