"""The history of tenants' logic in the warehouse: a version whenever it changed, and when a plan or run first applied it.

A registration writes what config.yaml declares, a plan or run what its models were compiled with. A version that was declared and
never planned has no ``applied_at``. What changed back is a version again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from engine.canonical import canonical, digest
from engine.naming import APPLIED_LOGIC, LOGIC_HISTORY, SATELLITE

Ask = Callable[[str], Sequence[Sequence[Any]]]
"""Runs one statement and gives its rows: ``fetchall`` of SQLMesh's adapter, or a connection's."""

_TABLES = (
    f"CREATE SCHEMA IF NOT EXISTS {SATELLITE}",
    f"CREATE TABLE IF NOT EXISTS {LOGIC_HISTORY} (tenant_slug VARCHAR, version BIGINT, valid_from TIMESTAMPTZ, "
    "logic_digest VARCHAR, logic JSON, applied_at TIMESTAMPTZ)",
)
_NEWEST = (
    "SELECT tenant_slug, max(version), max_by(logic_digest, version), max_by(logic_digest, version) FILTER (applied_at IS NOT NULL), "
    "max_by(applied_at IS NULL, version) "
    f"FROM {LOGIC_HISTORY} GROUP BY tenant_slug"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The newest version of a tenant's logic, and the digest of the newest that was applied."""

    version: int = 0
    digest: str = ""
    applied: str | None = None
    waits: bool = False
    """Whether the newest version was never applied."""


def record_logic(connection: duckdb.DuckDBPyConnection, declared: Mapping[str, Mapping[str, Any]], now: datetime) -> tuple[str, ...]:
    """Writes a version of each tenant's declared logic (slug -> plain data) that differs from the newest; tells whose was new."""
    ask: Ask = lambda statement: connection.execute(statement).fetchall()  # noqa: E731
    known = _known(ask)
    changed = {slug: logic for slug, logic in declared.items() if known.get(slug, _Known()).digest != digest(logic)}
    rows = [(slug, digest(logic), canonical(logic)) for slug, logic in sorted(changed.items())]
    _append(ask, known, rows, _moment(now), "NULL")
    return tuple(sorted(changed))


def record_applied(ask: Ask, now: datetime) -> tuple[str, ...]:
    """Writes that the logic which the models of production are compiled with is in force; tells for which tenants that was new.

    To be called after a plan or run of production, under its writer lock.
    """
    known = _known(ask)
    found = ask(f"SELECT tenant_slug, logic_digest, logic FROM {APPLIED_LOGIC} ORDER BY tenant_slug")
    new = [(slug, mark, text) for slug, mark, text in found if mark not in _seen(known.get(slug, _Known()))]
    _append(ask, known, new, _moment(now), _moment(now))
    first = [slug for slug, mark, _ in found if slug in known and known[slug].digest == mark and known[slug].waits]
    for slug in first:
        ask(f"UPDATE {LOGIC_HISTORY} SET applied_at = {_moment(now)} WHERE tenant_slug = {_text(slug)} AND version = {known[slug].version}")
    return tuple(sorted([*(slug for slug, _, _ in new), *first]))


def _seen(known: _Known) -> tuple[str | None, ...]:
    """Digests that need no version of their own: the newest, and the one that is in force while a newer one waits for its plan."""
    return known.digest, known.applied


def _known(ask: Ask) -> dict[str, _Known]:
    for statement in _TABLES:
        ask(statement)
    return {slug: _Known(*newest) for slug, *newest in ask(_NEWEST)}


def _append(ask: Ask, known: Mapping[str, _Known], rows: Sequence[tuple[str, str, str]], valid_from: str, applied_at: str) -> None:
    if rows:
        values = [
            f"({_text(slug)}, {known.get(slug, _Known()).version + 1}, {valid_from}, {_text(mark)}, {_text(text)}, {applied_at})"
            for slug, mark, text in rows
        ]
        ask(f"INSERT INTO {LOGIC_HISTORY} VALUES {', '.join(values)}")


def _moment(moment: datetime) -> str:
    return f"TIMESTAMPTZ {_text(moment.isoformat())}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
