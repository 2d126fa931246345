"""A landing that is killed is taken back and repeated: no row is lost, none is booked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Desk
from .shop_contracts import Order

LANDING = """
import os, signal, sys
from pathlib import Path
from engine.landing.books import Books
from engine.landing.load import Load
from tests.landing.conftest import Desk

def dying(done):
    def die(*arguments):
        done(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    return die

root, part, method, when = sys.argv[1:]
part = {"Books": Books, "Load": Load}[part]
setattr(part, method, dying(getattr(part, method) if when == "after" else lambda *_: None))
Desk(Path(root)).land()
"""


@pytest.mark.parametrize("moment", ["Books enter after", "Load finish before", "Load finish after", "Books close after"])
def test_a_killed_landing_loses_nothing_and_doubles_nothing(desk: Desk, moment: str) -> None:
    desk.put("orders.jsonl", '{"id": 1, "updated_at": "2024-01-01"}\nnope\n')
    desk.land()
    desk.put("orders_2.jsonl", '{"id": 2, "updated_at": "2024-01-02"}\nbad\n')
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", LANDING, str(desk.root), *moment.split()]
    finished = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert finished.returncode == -signal.SIGKILL
    desk.land(Order)
    assert desk.orders("id") == [1, 2]
    assert desk.quarantine("record") == ["nope", "bad"]
    assert desk.rows("SELECT read, landed, quarantined FROM landing.loads ORDER BY load_id") == [(2, 1, 1), (2, 1, 1)]
