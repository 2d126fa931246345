"""Pushers: the landed tables of one shape, of all tenants, re-bundled into payloads."""

from pathlib import Path

from engine.mesh.generated import generated
from engine.models.project import project_at


@generated("pushers", project_at(Path(__file__).resolve().parents[2]).pushers())
def body(spec):
    return spec.expression
