"""Faults on demand: what goes wrong is what was asked for, and nothing true is lost by it."""

from __future__ import annotations

import json
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from contracts.kinds import Kind
from engine.discovery import Drift, LandedTable, discover, landed_tables
from engine.landing.demo import DemoExtraction
from engine.landing.demo.faults import UNHEARD_OF
from engine.landing.gate import Landed
from engine.landing.hold import hold
from engine.landing.land import Landing
from engine.settings import DemoExtract, Faults, Settings, SourceSettings
from engine.warehouse import Warehouse
from registry.records import Blueprint, Registry

from .simulation import OBJECTS, Place, Simulation, contract, listed

SMALL = Simulation(extract=DemoExtract(kind="demo", months=2, orders_per_day=1))
FAULTS: dict[str, Any] = {"late": 0.1, "duplicates": 0.1, "garbage": 0.1, "drift": "2025-01-10"}
KNOBS: dict[str, Any] = {
    "seed": 2,
    "start": "2025-01-02",
    "months": 3,
    "orders_per_day": 3,
    "restatements": False,
    "faults": FAULTS,
}
TURNS = [*({knob: value} for knob, value in KNOBS.items()), *({"faults": {fault: value}} for fault, value in FAULTS.items())]
REFUNDS: Place = ("woocommerce", "refunds")
MESSY = SMALL.asked(faults={"late": 0.3, "duplicates": 0.3})


def test_every_knob_is_known() -> None:
    assert KNOBS.keys() == DemoExtract.model_fields.keys() - {"kind"}
    assert FAULTS.keys() == Faults.model_fields.keys()


@pytest.mark.parametrize("knobs", TURNS, ids=str)
def test_every_knob_has_an_effect(knobs: dict[str, Any]) -> None:
    place = "bing_ads", "ad_performance_report_daily"
    assert SMALL.asked(**knobs).batches(*place) != SMALL.batches(*place)


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_late_and_repeated_records_change_nothing_in_the_end(place: Place) -> None:
    assert MESSY.batches(*place) != SMALL.batches(*place)
    assert told(MESSY, place).keys() == told(SMALL, place).keys()
    assert sorted(map(json.dumps, MESSY.newest(*place))) == sorted(map(json.dumps, SMALL.newest(*place)))


def test_late_records_come_with_the_next_extraction_and_before_it() -> None:
    place = "shopify", "orders"
    on_time, late = (simulation.batches(*place) for simulation in (SMALL, SMALL.asked(faults={"late": 0.2})))
    missing = [record for record in listed(on_time[0]) if record not in listed(late[0])]
    assert len(missing) == ceil(0.2 * len(listed(on_time[0])))
    assert listed(late[1])[: len(missing)] == missing
    assert len(late) == len(on_time) + 1


def test_duplicates_come_twice() -> None:
    place = "bigcommerce", "orders"
    counted = Counter(told(SMALL.asked(faults={"duplicates": 0.2}), place).values())
    assert counted.keys() == {1, 2}
    assert counted[2] == sum(ceil(0.2 * len(listed(batch))) for batch in SMALL.batches(*place))


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_garbage_is_refused_and_nothing_else(place: Place) -> None:
    soiled, clean = SMALL.asked(faults={"garbage": 0.1}).batches(*place), SMALL.batches(*place)
    source = contract(*place)
    for dirty, true in zip(soiled, clean, strict=True):
        held = hold(source, dirty)
        assert len(held.rejected) == ceil(0.1 * len(listed(true)))
        assert held.frame.equals(hold(source, true).frame)


def test_drift_adds_a_column_from_its_day_on() -> None:
    place = "google_ads", "campaign_performance"
    january, february = SMALL.asked(faults={"drift": "2025-02-10"}).batches(*place)
    assert not any(UNHEARD_OF in record for record in listed(january))
    assert all(UNHEARD_OF in record for record in listed(february))
    assert hold(contract(*place), february).kinds[UNHEARD_OF] is Kind.TEXT


def test_reports_are_restated_unless_that_is_switched_off() -> None:
    place = "linkedin_ads", "ad_creative_analytics"
    steady = SMALL.asked(restatements=False)
    assert len(SMALL.newest(*place)) < len(SMALL.records(*place))
    assert len(steady.newest(*place)) == len(steady.records(*place))


def test_the_books_close_over_garbage(tmp_path: Path) -> None:
    landed, _ = landing(tmp_path, SMALL.asked(faults={"garbage": 0.05, "duplicates": 0.1}))
    clean = [len(listed(batch)) for batch in SMALL.batches(*REFUNDS)]
    assert landed.quarantined == sum(ceil(0.05 * count) for count in clean)
    assert landed.landed == sum(count + ceil(0.1 * count) for count in clean)
    assert landed.read == landed.landed + landed.quarantined


def test_drift_is_reported_and_routed_nowhere(tmp_path: Path) -> None:
    landed, table = landing(tmp_path, SMALL.asked(faults={"drift": "2025-01-15"}))
    assert (landed.read, landed.quarantined) == (len(SMALL.records(*REFUNDS)), 0)
    source = contract(*REFUNDS)
    known = Registry.of([Blueprint.of(source.master, source.shape(), "contract")], [])
    drift = discover(known, table, source.master)
    assert isinstance(drift, Drift) and drift.difference
    assert drift.difference.added == ((UNHEARD_OF, "text"),)


def landing(root: Path, simulation: Simulation) -> tuple[Landed, LandedTable]:
    """A simulated object, really landed, and the table that it stands in."""
    connection = SourceSettings(platform=REFUNDS[0], extract=simulation.extract)
    tenant = simulation.tenant.model_copy(update={"sources": (connection,)})
    settings = Settings(root=root, tenants=(tenant,))
    warehouse, extraction = Warehouse(settings.database, patience=5), DemoExtraction(tenant, connection)
    (landed,) = Landing(warehouse, settings, tenant, connection, extraction, lambda _: None).together([contract(*REFUNDS)])
    with warehouse.reading() as opened:
        (table,) = landed_tables(opened, [tenant])
    return landed, table


def told(simulation: Simulation, place: Place) -> Counter[str]:
    return Counter(json.dumps(record, sort_keys=True) for record in simulation.records(*place))
