from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.cli.session import Session, dumps

ROWS = [("2025-01", Decimal("999999999999999.99"), None), ("2025-02", Decimal("0.10"), 12)]


def test_a_table_is_data_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    Session().table("Answer", ("month", "revenue", "orders"), ROWS)
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "999,999,999,999,999.99" in captured.out and "2025-02" in captured.out


def test_a_table_is_never_cut_where_no_terminal_reads_it(capsys: pytest.CaptureFixture[str]) -> None:
    Session().table("", ("a", "b"), [("x" * 400, "y" * 300)])
    assert f"{'x' * 400}   {'y' * 300}" in capsys.readouterr().out


def test_under_json_a_table_is_one_object_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    Session(json=True).table("Answer", ("month", "revenue", "orders"), ROWS)
    found = json.loads(capsys.readouterr().out, parse_float=Decimal)
    assert found == [dict(zip(("month", "revenue", "orders"), row, strict=True)) for row in ROWS]


def test_cells_are_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    Session().table("", ("[bold]name",), [("[red]x[/red]",), ("[/oops]",)])
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("[bold]name", "[red]x[/red]", "[/oops]"))


def test_narration_is_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Session().say("landed [5] rows")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "landed [5] rows\n")


def test_json_has_no_nan_and_knows_time() -> None:
    data = {"a": float("nan"), "b": date(2025, 1, 2), "c": datetime(2025, 1, 2, 3, tzinfo=UTC), "d": 2**63 + 1}
    assert dumps(data) == '{"a": null, "b": "2025-01-02", "c": "2025-01-02T03:00:00+00:00", "d": 9223372036854775809}'
