"""The writer lock, between real processes."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.errors import WarehouseError
from engine.warehouse import Warehouse

HOLD = """
import sys
from pathlib import Path
from engine.warehouse import Warehouse
with Warehouse(Path(sys.argv[1])).locked("engine onboard acme"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "data" / "warehouse.duckdb", patience=0.2)


@contextmanager
def another_holding(warehouse: Warehouse) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(warehouse.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


def is_free(warehouse: Warehouse) -> bool:
    """Whether another process gets the lock."""
    script = (
        "import sys; from pathlib import Path; from engine.warehouse import Warehouse; Warehouse(Path(sys.argv[1]), 0.1).acquire('test')"
    )
    return subprocess.run([sys.executable, "-c", script, str(warehouse.path)], capture_output=True, check=False).returncode == 0


def test_a_second_writer_is_told_who_holds_the_lock(warehouse: Warehouse) -> None:
    with another_holding(warehouse) as process:
        with pytest.raises(WarehouseError) as caught:
            warehouse.acquire("engine onboard tyrell")
        assert f"`engine onboard acme` (process {process.pid}" in caught.value.what
    with warehouse.locked("engine onboard tyrell"):
        assert "`engine onboard tyrell`" in warehouse.holder()


def test_the_lock_is_held_to_the_end(warehouse: Warehouse) -> None:
    with warehouse.locked("outer"):
        gc.collect()
        assert not is_free(warehouse)
        with Warehouse(warehouse.path).writing("inner") as connection:
            connection.execute("CREATE TABLE t AS SELECT 1 AS a")
        assert not is_free(warehouse)
    assert is_free(warehouse)


def test_a_failure_gives_the_lock_back(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.writing("fails"):
        raise ZeroDivisionError
    assert is_free(warehouse)


def test_a_killed_writer_leaves_the_lock_free(warehouse: Warehouse) -> None:
    with another_holding(warehouse) as process:
        process.kill()
        process.wait()
        assert is_free(warehouse)
