"""The semantic layer: measures by dimensions over the published star, one tenant at a time."""

from __future__ import annotations

from engine.semantic.answer import Answer
from engine.semantic.layer import ALL, Layer, open_layer

__all__ = ["ALL", "Answer", "Layer", "open_layer"]
