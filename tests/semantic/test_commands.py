"""``engine semantic`` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from contracts.catalog import catalog
from engine.cli.main import run
from engine.configuration import read_settings
from engine.models.logic import logic_of, with_calculated


@pytest.fixture
def root(make_project: Callable[[str], Path], make_star: Callable[..., Path]) -> Path:
    root = make_project("tenants: [{slug: acme, name: Acme}, {slug: umbrella, name: Umbrella}]")
    (root / "warehouse/star").mkdir(parents=True)
    days = (date(2025, 1, 1), date(2025, 2, 1))
    rows: dict[str, list[dict[str, object]]] = {
        "date": [{"date_day": day, "date_month": day} for day in days],
        "tenant": [{"tenant_slug": "acme"}, {"tenant_slug": "umbrella"}],
        "order": [
            {"tenant_slug": slug, "order_key": "o", "order_day": day, "order_status": "paid", "order_total_amount": Decimal(12)}
            for slug in ("acme", "umbrella")
            for day in days
        ],
        "ad_performance": [{"tenant_slug": "acme", "ad_performance_day": days[0], "ad_performance_spend": Decimal(8)}],
    }
    make_star(rows, catalog(), root / "warehouse/star/prod.duckdb")
    return root


def test_query_prints_a_table(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--tenant", "acme", "--measures", "roas,revenue", "--dimensions", "month", "--order-by", "month desc"]
    assert run(["semantic", "query", "--project", str(root), *asked]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines[0] == ["month", "roas", "revenue"]
    assert lines[2:] == [["2025-02-01", "12.00"], ["2025-01-01", "1.50", "12.00"]]


def test_query_of_all_tenants_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--all-tenants", "--measures", "revenue,roas", "--dimensions", "tenant", "--filter", "month>=2025-01-01", "--limit", "5"]
    assert run(["--json", "semantic", "query", "--project", str(root), *asked]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"tenant": "acme", "revenue": 24, "roas": 3.0},
        {"tenant": "umbrella", "revenue": 24, "roas": None},
    ]


def test_query_prints_its_sql(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["semantic", "query", "--project", str(root), "--tenant", "acme", "--measures", "revenue", "--sql"]) == 0
    assert capsys.readouterr().out.startswith("SELECT")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--tenant", "nobody", "--measures", "revenue"], "not in this star"),
        (["--tenant", "acme", "--measures", "spend", "--dimensions", "order_status"], "does not reach it"),
        (["--tenant", "acme", "--measures", "revenu"], "Did you mean 'revenue'?"),
        (["--tenant", "acme", "--measures", "revenue", "--environment", "dev"], "no published star"),
        (["--tenant", "acme", "--measures", "revenue", "--environment", "../star/prod"], "is no environment"),
        (["--measures", "revenue"], "Say either --tenant SLUG or --all-tenants."),
        (["--tenant", "acme", "--all-tenants", "--measures", "revenue"], "Say either --tenant SLUG or --all-tenants."),
    ],
)
def test_query_refuses_with_a_panel(root: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str) -> None:
    assert run(["semantic", "query", "--project", str(root), *asked]) != 0
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_models_lists_what_can_be_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--json", "semantic", "models", "--project", str(root), "--tenant", "acme"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"roas", "revenue", "spend"} <= {row["measure"] for row in listed["measures"]}
    [month] = [row for row in listed["dimensions"] if row["dimension"] == "month"]
    assert "order" in month["for_measures_of"]
    assert month["description"]


def test_query_and_models_know_what_the_tenant_calculates(
    make_project: Callable[[str], Path], make_star: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    large = "logic: {calculated: {order: {order_is_large: order_total_amount > 10}}}"
    root = make_project(f"tenants: [{{slug: acme, name: Acme, {large}}}, {{slug: umbrella, name: Umbrella}}]")
    (root / "warehouse/star").mkdir(parents=True)
    rows = {"tenant": [{"tenant_slug": "acme"}, {"tenant_slug": "umbrella"}], "order": [{"tenant_slug": "acme", "order_is_large": True}]}
    shaped = with_calculated(catalog(), logic_of(read_settings(root).tenants))
    make_star(rows, shaped, root / "warehouse/star/prod.duckdb")
    for whose in (["--tenant", "acme"], ["--all-tenants"]):
        assert (
            run(["--json", "semantic", "query", "--project", str(root), *whose, "--measures", "orders", "--dimensions", "order_is_large"])
            == 0
        )
        assert json.loads(capsys.readouterr().out) == [{"order_is_large": True, "orders": 1}]
    for slug, is_told in (("acme", True), ("umbrella", False)):
        assert run(["--json", "semantic", "models", "--project", str(root), "--tenant", slug]) == 0
        listed = {row["dimension"] for row in json.loads(capsys.readouterr().out)["dimensions"]}
        assert ("order_is_large" in listed) == is_told


def test_models_needs_no_star(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "warehouse/star/prod.duckdb").unlink()
    assert run(["semantic", "models", "--project", str(root)]) == 0
    assert "average_order_value" in capsys.readouterr().out


def test_register_says_what_was_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for is_new in (True, False):
        assert run(["--json", "semantic", "register", "--project", str(root)]) == 0
        logic = [{"what": "logic", "table": slug, "new_version": True} for slug in ("acme", "umbrella") if is_new]
        assert json.loads(capsys.readouterr().out) == [{"what": "manifest", "table": "", "new_version": is_new}, *logic]
