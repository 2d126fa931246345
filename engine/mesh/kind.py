"""The kind of a sink's model: what SQLMesh may never do to it."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from sqlmesh import CustomKind
from sqlmesh.core.model.kind import OnAdditiveChange, OnDestructiveChange
from sqlmesh.utils.errors import ConfigError
from sqlmesh.utils.pydantic import SQLGlotBool


class ImmutableSinkKind(CustomKind):
    """Forward-only and never restated; a change that would drop or rewrite columns of history is an error."""

    forward_only: SQLGlotBool = True
    disable_restatement: SQLGlotBool = True

    @model_validator(mode="after")
    def _immutable(self) -> Self:
        if not self.forward_only or not self.disable_restatement:
            raise ConfigError("an immutable sink is forward_only and has disable_restatement: its history is never rebuilt")
        return self

    @property
    def on_destructive_change(self) -> OnDestructiveChange:
        """History keeps its columns."""
        return OnDestructiveChange.ERROR

    @property
    def on_additive_change(self) -> OnAdditiveChange:
        """New columns may join."""
        return OnAdditiveChange.ALLOW
