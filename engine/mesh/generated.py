"""``@generated``: a Python model whose body is an Ibis expression, compiled while the project loads.

SQLMesh does not see code outside its project folder. It does see the compiled query, so a changed contract, tenant or route
changes the plan, and the difference is shown as SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlglot import exp
from sqlmesh import model
from sqlmesh.core.model import Model, ModelKindName
from sqlmesh.core.model.definition import create_sql_model

from engine.mesh.kept import NAME as KEPT
from engine.mesh.kept import PROPERTY
from engine.mesh.sink import NAME as SINK
from engine.models.spec import DIALECT, Audit, Kind, ModelSpec, query

PHYSICAL_VERSION = "1"
"""Pinned, so that a sink finds its table again when SQLMesh's state is lost."""

_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.EMBEDDED: {"kind": {"name": ModelKindName.EMBEDDED}},
    Kind.VIEW: {"kind": {"name": ModelKindName.VIEW}},
    Kind.TABLE: {"kind": {"name": ModelKindName.FULL}},
    Kind.SINK: {
        "kind": {"name": ModelKindName.CUSTOM, "materialization": SINK, "forward_only": True, "disable_restatement": True},
        "physical_version": PHYSICAL_VERSION,
    },
}


class generated(model):
    """Registers one function as the body of many models, one for each specification."""

    def __init__(self, name: str, specs: Iterable[ModelSpec]) -> None:
        super().__init__(name, is_sql=True)
        self.specs = tuple(specs)

    def models(
        self,
        get_variables: Callable[[str | None], dict[str, str]],
        path: Path,
        module_path: Path,
        dialect: str | None = DIALECT,
        default_catalog_per_gateway: dict[str, str] | None = None,
        **loader_kwargs: Any,
    ) -> list[Model]:
        """What SQLMesh's loader asks for: every specification as an SQL model."""
        known = {name: loader_kwargs.get(name) for name in ("defaults", "project", "default_catalog", "audit_definitions", "macros")}
        place = {"path": path, "module_path": module_path, "dialect": dialect}
        return [create_sql_model(spec.name, query(spec, self.func(spec)), **place, **known, **_meta(spec)) for spec in self.specs]


def _meta(spec: ModelSpec) -> dict[str, Any]:
    return {
        "columns": {name: exp.DataType.build(type_, dialect=DIALECT) for name, type_ in spec.columns.items()},
        "description": spec.description,
        "column_descriptions": dict(spec.column_descriptions),
        "depends_on": set(spec.reads),
        "grains": [_columns(spec.grain)] if spec.grain else [],
        "audits": [_audit(audit) for audit in spec.audits],
        "allow_partials": True,
        # Both only cost time: columns and dependencies are given.
        "optimize_query": False,
        "extract_dependencies_from_query": False,
        **(_kept(spec) if spec.kind is Kind.KEPT else _KINDS[spec.kind]),
    }


def _kept(spec: ModelSpec) -> dict[str, Any]:
    assert spec.increment is not None
    follows = exp.Literal.string(spec.increment.model_dump_json())
    properties = exp.Tuple(expressions=[exp.EQ(this=exp.Literal.string(PROPERTY), expression=follows)])
    return {"kind": {"name": ModelKindName.CUSTOM, "materialization": KEPT, "materialization_properties": properties}}


def _audit(audit: Audit) -> tuple[str, dict[str, Any]]:
    arguments: dict[str, Any] = {name: _columns(value) for name, value in audit.columns.items()}
    return audit.name, arguments | ({"parent": exp.to_table(audit.model)} if audit.model else {})


def _columns(names: str | tuple[str, ...]) -> exp.Expression:
    # A literal here would audit the text 'id' instead of the column.
    return exp.column(names) if isinstance(names, str) else exp.Tuple(expressions=[exp.column(name) for name in names])
