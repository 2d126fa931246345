"""Several processes at once: writers wait or say who holds the lock, readers always get an answer."""

from __future__ import annotations

import time

from engine.semantic import open_layer

from .house import ORDERS, House, order


def test_two_pushes_and_a_landing_at_once_take_turns(house: House) -> None:
    house.land("a", ORDERS, *(order(number, "5") for number in range(2, 2_002)))
    pushes = [house.start("sqlmesh", "-p", "sqlmesh_project", "run") for _ in range(2)]
    time.sleep(2)
    house.land("a", ORDERS, order(5_000, "7"))
    for push in pushes:
        narration = push.communicate()[0]
        assert push.returncode == 0, narration
    house.run()
    assert house.sql(f"SELECT count(*), count(DISTINCT record_id) FROM master.platform_mm__{ORDERS}") == [(2_002, 2_002)]


def test_a_reader_beside_a_plan_gets_the_old_answer_or_the_new(house: House) -> None:
    layer = open_layer("a", root=house.root)
    house.land("a", ORDERS, *(order(number, "5") for number in range(2, 2_002)))
    push = house.start("sqlmesh", "-p", "sqlmesh_project", "run")
    answers = set()
    while push.poll() is None:
        fresh = open_layer("a", root=house.root)
        for asked in (layer, fresh):
            answers.add(tuple(asked.query(measures=["orders", "revenue"]).to_polars().row(0)))
        time.sleep(0.05)
    push.communicate()
    answers.add(tuple(layer.query(measures=["orders", "revenue"]).to_polars().row(0)))
    assert {(count, int(revenue)) for count, revenue in answers} == {(1, 10), (2_001, 10_010)}


def test_a_writer_that_waits_in_vain_names_the_holder(house: House) -> None:
    config = house.root / "config.yaml"
    config.write_text(f"warehouse: {{patience: 0.5}}\n{config.read_text()}")
    with house.warehouse.locked("a long plan"):
        for command in (("engine", "onboard", "a"), ("sqlmesh", "-p", "sqlmesh_project", "run")):
            process = house.start(*command)
            said = process.communicate()[0]
            assert process.returncode == 1
            assert "a long plan" in " ".join(said.split())
            assert "Traceback" not in said
    house.run()
