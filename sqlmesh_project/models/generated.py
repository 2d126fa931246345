"""Pushers, master models, unified models and the star, generated from the registry and the contracts."""

from pathlib import Path

from engine.mesh.declare import declare
from engine.models.project import project_models

declare(project_models(Path(__file__).resolve().parents[2]))
