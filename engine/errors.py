"""The base of every error that is the user's to mend; anything else that is raised is a bug."""

from __future__ import annotations


class EngineError(Exception):
    """An error to show as a panel: where it is, what it is, and what to do."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, do) if part))


class SettingsError(EngineError):
    """config.yaml does not say what it must."""


class WarehouseError(EngineError):
    """The warehouse cannot be opened, or someone else holds it."""


class LandingError(EngineError):
    """A source cannot be extracted or loaded."""


class DriftError(EngineError):
    """A landed table has a shape that the registry does not know."""


class QueryError(EngineError):
    """A semantic query that cannot be answered as asked."""
