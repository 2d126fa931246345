"""Master models: immutable, multi-tenant sinks, fed by the pushers of their blueprints."""

from pathlib import Path

from engine.mesh.generated import generated
from engine.models.project import project_at


@generated("masters", project_at(Path(__file__).resolve().parents[2]).sinks())
def body(spec):
    return spec.expression
