"""Where SQLMesh starts: all it says is where the project stands."""

from pathlib import Path

from engine.mesh.config import project_config

config = project_config(Path(__file__).resolve().parent.parent)
