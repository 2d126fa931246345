"""Replay: quarantined records held to today's contracts again; those that pass land, the others stay with their new error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import simplejson

from contracts.catalog import Catalog
from contracts.kinds import Kind
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.books import Books, Target
from engine.landing.gate import Gate, Landed, extract
from engine.landing.hold import Held, hold
from engine.landing.intake import Intake
from engine.landing.load import Frame, Load
from engine.landing.physical import become_text
from engine.settings import Settings, Tenant
from engine.warehouse import Warehouse

_PLACE = "quarantine"


def replay(warehouse: Warehouse, settings: Settings, tenant: Tenant, catalog: Catalog) -> list[Landed]:
    """Replays every quarantined record of a tenant; one `Landed` an object and load, of which read is what was tried.

    Records of an object that has no contract any more stay as they are. A column beyond the contract that refused a record
    becomes text, which holds both.
    """
    if not warehouse.path.exists():
        return []
    with warehouse.locked(f"replay the quarantine of {tenant.slug}"):
        with warehouse.writing(f"replay the quarantine of {tenant.slug}") as opened:
            targets = Books(opened).open().waiting(tenant.slug)
        gates = [Gate(warehouse, settings, target, source) for target in targets if (source := _contract(catalog, target))]
        return [landed for gate in gates for landed in _loads(gate)]


def _contract(catalog: Catalog, target: Target) -> type[Source] | None:
    return next((source for source in catalog.objects(target.platform) if source.object == target.object), None)


def _loads(gate: Gate) -> Iterator[Landed]:
    """One load for every batch of waiting records, until all were tried."""
    skip = 0
    while landed := _replay_batch(gate, skip):
        skip += landed.quarantined
        yield landed


def _replay_batch(gate: Gate, skip: int) -> Landed | None:
    with gate.warehouse.writing(f"replay into {gate.target.table}") as opened:
        books = Books(opened).open()
        physical = gate.recover(books)
        waiting = books.quarantined(gate.target, skip)
        if not waiting:
            return None
        records = {row: record for row, text in waiting if (record := _record(text)) is not None}
        intake = gate.intake(books, physical)
        held = _held(gate, books, intake, list(records.values()))
        errors = dict(zip((row for i, row in enumerate(records) if i in held.refusals), (r.error for r in held.rejected), strict=True))
        passed = [(row, None) for row in records if row not in errors]
        load = _load(gate, books, intake.take(held)) if passed else None
        books.replayed([*passed, *errors.items()], load.load_id if load else "")
        if load:
            load.finish(opened)
            books.close(gate.target, load.load_id, intake.account(), ())
    left = len(waiting) - len(passed)
    return Landed(gate.source.object, gate.target.table, load.load_id if load else "", len(waiting), len(passed), left)


def _load(gate: Gate, books: Books, frame: Frame) -> Load:
    load = extract(gate.warehouse, gate.settings, books, [gate.target], [(gate.target, frame)])
    books.enter(gate.target, load.load_id)
    return load


def _held(gate: Gate, books: Books, intake: Intake, records: list[dict[str, Any]]) -> Held:
    held = hold(gate.source, Batch(records, _PLACE), intake.extras)
    if stubborn := {column for reasons in held.refusals.values() for column in reasons if column in intake.extras}:
        become_text(books.connection, gate.target, {name: intake.extras[name] for name in stubborn})
        intake.extras.update(dict.fromkeys(stubborn, Kind.TEXT))
        held = hold(gate.source, Batch(records, _PLACE), intake.extras)
    return held


def _record(text: str) -> dict[str, Any] | None:
    try:
        record = simplejson.loads(text, use_decimal=True, allow_nan=True)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
