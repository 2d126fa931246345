"""The same tenant and settings give the same bytes, wherever and in whatever order they are asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from engine.landing.demo.world import world
from engine.settings import DemoExtract

from .simulation import FOLLOWED, OBJECTS, Place, Simulation

SMALL = DemoExtract(kind="demo", months=1, orders_per_day=1)


def digests(simulation: Simulation) -> dict[str, str]:
    return {name: sha256(json.dumps(records).encode()).hexdigest() for name, records in simulation.everything().items()}


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_another_process_simulates_the_same_bytes(hash_seed: str) -> None:
    program = "import json; from demo.test_determinism import *; print(json.dumps(digests(Simulation(extract=SMALL))))"
    paths = os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths, "TZ": "Asia/Tokyo"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == digests(Simulation(extract=SMALL))


def test_what_is_asked_first_changes_nothing() -> None:
    simulation = Simulation(extract=SMALL)
    forwards = {place: simulation.records(*place) for place in OBJECTS}
    world.cache_clear()
    assert {place: simulation.records(*place) for place in reversed(OBJECTS)} == forwards


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_tenants_and_seeds_differ(place: Place) -> None:
    simulation = Simulation(extract=SMALL)
    others = (replace(simulation, slug="wayne_enterprises"), replace(simulation, extract=SMALL.model_copy(update={"seed": 2})))
    assert all(other.records(*place) != simulation.records(*place) for other in others)


@pytest.mark.parametrize("place", FOLLOWED, ids=".".join)
def test_a_longer_simulation_goes_on_where_a_shorter_one_ends(place: Place) -> None:
    short = Simulation(extract=SMALL)
    long = replace(short, extract=SMALL.model_copy(update={"months": 2}))
    batches = short.batches(*place)
    assert long.batches(*place)[: len(batches)] == batches


def test_a_simulation_may_begin_on_the_last_day_of_a_month() -> None:
    extract = DemoExtract.model_validate({"kind": "demo", "start": "2025-01-31", "months": 2, "orders_per_day": 2})
    days = {event["event_date"] for event in Simulation(extract=extract).records("google_analytics", "events")}
    assert (min(days), max(days), len(days)) == ("20250131", "20250330", 59)


def test_no_day_loses_or_gains_an_hour_when_the_clocks_change() -> None:
    extract = DemoExtract.model_validate({"kind": "demo", "start": "2025-03-01", "months": 1, "orders_per_day": 6})
    simulation = Simulation(time_zone="America/Los_Angeles", extract=extract)
    offsets = {order["created_at"][-6:] for order in simulation.records("shopify", "orders")}
    assert offsets == {"-08:00", "-07:00"}
    visits = {event["event_date"] for event in simulation.records("google_analytics", "events")}
    assert len(visits) == 31
