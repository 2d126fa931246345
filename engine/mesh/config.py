"""SQLMesh's configuration of a project, from its config.yaml."""

from __future__ import annotations

from pathlib import Path

from sqlmesh.core.config import Config, GatewayConfig, ModelDefaultsConfig, PlanConfig

from engine.configuration import read_settings
from engine.mesh import kept, sink  # noqa: F401  SQLMesh finds materializations among the imported subclasses
from engine.mesh.connection import QueuedDuckDB
from engine.mesh.due import run_whenever_asked
from engine.mesh.errors import shown_by_sqlmesh
from engine.mesh.loading import load_in_one_process

START = "2026-01-01"
"""SQLMesh's intervals begin here. They only tell that a run is due: which rows are new is told by their loads."""


def project_config(root: Path) -> Config:
    """State beside the warehouse in a file of its own, a published star after every plan and run, nothing sent anywhere."""
    run_whenever_asked()
    load_in_one_process()
    with shown_by_sqlmesh():
        settings = read_settings(root)
    options = {"connector_config": {**settings.warehouse.options, "TimeZone": "UTC"}, "patience": settings.warehouse.patience}
    return Config(
        gateways={
            "warehouse": GatewayConfig(
                connection=QueuedDuckDB(database=str(settings.database), project_root=root, **options),
                state_connection=QueuedDuckDB(database=str(settings.state / "sqlmesh_state.duckdb"), **options),
            )
        },
        default_gateway="warehouse",
        model_defaults=ModelDefaultsConfig(dialect="duckdb", start=START, cron="@daily"),
        plan=PlanConfig(enable_preview=True, include_unmodified=True),
        after_all=["@publish_star()"],
        disable_anonymized_analytics=True,
    )
