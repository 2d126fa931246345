"""What the tenants declare, as the other models are compiled with it."""

from pathlib import Path

from engine.mesh.generated import generated
from engine.models.project import project_at


@generated("tenant_logic", project_at(Path(__file__).resolve().parents[2]).applied_logic())
def body(spec):
    return spec.expression
