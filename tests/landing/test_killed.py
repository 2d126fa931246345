"""A landing that is killed is taken back and repeated: no row is lost, none is booked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Desk
from .shop_contracts import Order, OrderRefund

LANDING = """
import os, signal, sys
from pathlib import Path
from engine.landing.books import Books
from engine.landing.load import Load
from tests.landing.conftest import Desk
from tests.landing.shop_contracts import Order, OrderRefund

def dying(done):
    def die(*arguments):
        done(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    return die

root, part, method, when, job = sys.argv[1:]
part = {"Books": Books, "Load": Load}[part]
setattr(part, method, dying(getattr(part, method) if when == "after" else lambda *_: None))
desk = Desk(Path(root))
desk.landing().land([Order, OrderRefund]) if job == "land" else desk.replay(Order)
"""


def kill(desk: Desk, moment: str, job: str) -> None:
    """Does a job in a process of its own, which is killed at a moment of it."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", LANDING, str(desk.root), *moment.split(), job]
    finished = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert finished.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["Books enter after", "Load finish before", "Load finish after", "Books close after"])
def test_a_killed_landing_loses_nothing_and_doubles_nothing(desk: Desk, moment: str) -> None:
    desk.put("orders.jsonl", '{"id": 1, "updated_at": "2024-01-01"}\nnope\n')
    desk.land()
    desk.put("orders_2.jsonl", '{"id": 2, "updated_at": "2024-01-02"}\nbad\n')
    desk.put("orders_refunds.jsonl", '{"id": 3}\nworse\n')
    kill(desk, moment, "land")
    desk.landing().land([Order, OrderRefund])
    assert desk.orders("id") == [1, 2]
    assert desk.rows("SELECT id FROM raw_tyrell_corp.shop__orders_refunds") == [3]
    assert sorted(desk.quarantine("record")) == ["bad", "nope", "worse"]
    assert desk.rows("SELECT read, landed, quarantined, finished_at IS NULL FROM landing.loads") == [(2, 1, 1, False)] * 3


@pytest.mark.parametrize("moment", ["Books replayed after", "Load finish after", "Books close after"])
def test_a_killed_replay_loses_nothing_and_doubles_nothing(desk: Desk, moment: str) -> None:
    desk.put("orders.jsonl", '{"id": 1}\n')
    desk.land()
    held_back = "'tyrell_corp', 'shop', 'shop', 'orders', 'x', '{\"id\": 2}', 'held back', '1', now(), NULL"
    desk.execute(f"INSERT INTO landing.quarantine VALUES ({held_back})")
    kill(desk, moment, "replay")
    desk.replay(Order)
    assert desk.orders("id") == [1, 2]
    assert desk.quarantine("record, replayed_load_id IS NOT NULL") == [('{"id": 2}', True)]
    assert desk.rows("SELECT count(*), count(finished_at) FROM landing.loads") == [(2, 2)]
