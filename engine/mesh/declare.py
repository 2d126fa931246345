"""Declares model specifications to SQLMesh, which finds a change of a query because it travels as a blueprint variable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlglot import exp
from sqlmesh import ExecutionContext, model
from sqlmesh.core.macros import MacroEvaluator
from sqlmesh.core.model import ModelKindName

from engine.mesh.sink import NAME
from engine.models.spec import Audit, Kind, ModelSpec

__all__ = ["ExecutionContext", "declare"]

PHYSICAL_VERSION = "1"
"""Pinned, so that a sink finds its table again when SQLMesh's state is lost."""

_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.VIEW: {"kind": {"name": ModelKindName.VIEW}},
    Kind.TABLE: {"kind": {"name": ModelKindName.FULL}},
    Kind.SINK: {
        "kind": {"name": ModelKindName.CUSTOM, "materialization": NAME, "forward_only": True, "disable_restatement": True},
        "physical_version": PHYSICAL_VERSION,
    },
}


def declare(specs: Iterable[ModelSpec]) -> None:
    """Registers every specification as an SQL model written in Python."""
    for spec in specs:
        model(
            spec.name,
            is_sql=True,
            blueprints=[{"query": spec.query}],
            columns=dict(spec.columns),
            description=spec.description,
            column_descriptions=dict(spec.column_descriptions),
            depends_on=set(spec.reads),
            grains=[tuple(spec.grain)] if spec.grain else [],
            audits=[_audit(audit) for audit in spec.audits],
            optimize_query=False,
            allow_partials=True,
            **_KINDS[spec.kind],
        )(entrypoint)


def entrypoint(evaluator: MacroEvaluator) -> str:
    """The compiled query of one specification."""
    return str(evaluator.blueprint_var("query"))


def _audit(audit: Audit) -> tuple[str, dict[str, Any]]:
    arguments: dict[str, Any] = {name: _columns(value) for name, value in audit.columns.items()}
    return audit.name, arguments | ({"parent": exp.to_table(audit.model)} if audit.model else {})


def _columns(names: str | tuple[str, ...]) -> exp.Expression:
    # A literal here would audit the text 'id' instead of the column.
    return exp.column(names) if isinstance(names, str) else exp.Tuple(expressions=[exp.column(name) for name in names])
