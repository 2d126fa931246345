"""Status of tenants' logic: what each declares other than the defaults, and whether the warehouse was made with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.canonical import digest
from engine.naming import LOGIC_HISTORY
from engine.settings import Settings, Tenant
from engine.warehouse import Warehouse

PATIENCE = 2.0
"""Seconds to wait for a writer."""

SHOWN = 3
"""How many names of a list are shown in short."""

_SCHEMA, _TABLE = LOGIC_HISTORY.split(".")
_THERE = f"SELECT count(*) FROM duckdb_tables() WHERE schema_name = '{_SCHEMA}' AND table_name = '{_TABLE}'"
_APPLIED = (
    "SELECT tenant_slug, max(version), max_by(logic_digest, version), max_by(applied_at, version) "
    f"FROM {LOGIC_HISTORY} WHERE applied_at IS NOT NULL GROUP BY tenant_slug"
)


@dataclass(frozen=True, slots=True)
class LogicStatus:
    """One tenant's logic."""

    tenant: str
    declared: Mapping[str, Any]
    """All that it declares, defaults included, as plain data."""
    changed: Mapping[str, Any]
    """What of it is other than the default."""
    version: int | None
    """The version that the warehouse was made with; None before the first plan."""
    applied_at: datetime | None
    """When a plan or run first applied that version."""
    plan_due: bool
    """Whether the warehouse was made with other logic than is declared."""

    @property
    def state(self) -> str:
        """The one thing to know."""
        if self.version is None:
            return "not planned yet"
        return "plan due" if self.plan_due else "applied"

    @property
    def short(self) -> str:
        """What is other than the default, on one line."""
        return "; ".join(f"{name}: {_short(value)}" for name, value in self.changed.items()) or "defaults"


def read_logic(settings: Settings, tenants: Sequence[Tenant]) -> tuple[LogicStatus, ...]:
    """The status of the tenants' logic. Raises WarehouseError while someone writes."""
    applied = _applied(settings)
    return tuple(_status(tenant, *applied.get(tenant.slug, (None, "", None))) for tenant in tenants)


def _status(tenant: Tenant, version: int | None, mark: str, applied_at: datetime | None) -> LogicStatus:
    changed = tenant.logic.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return LogicStatus(tenant.slug, tenant.declared, changed, version, applied_at, digest(tenant.declared) != mark)


def _applied(settings: Settings) -> dict[str, tuple[int, str, datetime]]:
    if not settings.database.exists():
        return {}
    with Warehouse.of(settings, PATIENCE).reading() as connection:
        if connection.execute(_THERE).fetchall() == [(0,)]:
            return {}
        return {slug: (version, mark, moment) for slug, version, mark, moment in connection.execute(_APPLIED).fetchall()}


def _short(value: Any) -> str:
    """A declared value in a few words.

    >>> _short(["a", "b", "c", "d"]), _short({"days": 7}), _short([{"channel": "Mail"}])
    ('4', 'days 7', '1')
    """
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_short(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        plain = len(value) <= SHOWN and all(isinstance(item, str) for item in value)
        return ", ".join(value) or "none" if plain else str(len(value))
    return str(value)
