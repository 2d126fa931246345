"""The star: facts and dimensions of all tenants."""

from pathlib import Path

from engine.mesh.generated import generated
from engine.models.project import project_at


@generated("star", project_at(Path(__file__).resolve().parents[2]).facts_and_dimensions())
def body(spec):
    return spec.expression
