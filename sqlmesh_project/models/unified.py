"""Unified models: the newest version of every record of all sources that feed an entity."""

from pathlib import Path

from engine.mesh.generated import generated
from engine.models.project import project_at


@generated("unified", project_at(Path(__file__).resolve().parents[2]).unified())
def body(spec):
    return spec.expression
