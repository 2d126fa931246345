from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

import duckdb
import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.spec import compiled, physical
from engine.stages.master import new_versions
from engine.stages.pusher import SINK_COLUMNS

Load = tuple[tuple[int, str], ...]
"""Records of one load in their order: which record, in which version."""

LOADS = st.lists(st.lists(st.tuples(st.integers(1, 2), st.sampled_from("ABC")), min_size=1, max_size=4).map(tuple), min_size=1, max_size=7)
PICKS = st.lists(st.integers(0, 6), max_size=4)

COLUMNS = ", ".join(SINK_COLUMNS)
FRESH = compiled(new_versions(ibis.table(SINK_COLUMNS, name="pushed"), ibis.table(SINK_COLUMNS, name="sink")))


@dataclass(frozen=True, order=True)
class Row:
    """A version of a record, at its place among the loads."""

    load: int
    row: int
    record: int
    version: str


@dataclass(frozen=True)
class Sink:
    """A real sink, and pushes into it."""

    database: duckdb.DuckDBPyConnection

    def push(self, rows: Iterable[Row]) -> None:
        """Appends what is new of some rows, in whatever order they come."""
        self.database.execute("TRUNCATE pushed")
        # Loads are numbered so that their ids sort as those of the loader do: seconds since the epoch, all of ten digits.
        values = [(UUID(int=r.record), UUID(bytes=r.version.encode() * 16), f"17000000{r.load:02}.5", r.row) for r in rows]
        if values:
            self.database.executemany("INSERT INTO pushed (record_id, digest, load_id, load_row) VALUES (?, ?, ?, ?)", values)
        self.database.execute(f"INSERT INTO sink ({COLUMNS}) {FRESH}")

    def rows(self) -> list[Row]:
        """Everything that is stored."""
        stored = self.database.execute("SELECT load_id[9:10]::INT, load_row, record_id, digest FROM sink").fetchall()
        return sorted(Row(load, row, record.int, chr(digest.bytes[0])) for load, row, record, digest in stored)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    columns = ", ".join(f"{name} {type_}" for name, type_ in physical(SINK_COLUMNS).items())
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE pushed ({columns}); CREATE TABLE sink ({columns})")
        yield connection


def emptied(database: duckdb.DuckDBPyConnection) -> Sink:
    database.execute("TRUNCATE sink")
    return Sink(database)


def landed(loads: Iterable[Iterable[tuple[int, str]]]) -> list[Row]:
    return [Row(n, place, *record) for n, load in enumerate(loads) for place, record in enumerate(load, start=1)]


def history(rows: Iterable[Row]) -> list[Row]:
    """The versions of every record, by the definition: in order of load and row, a version that repeats the one before is none."""
    by_record = groupby(sorted(rows, key=lambda row: (row.record, row)), key=lambda row: row.record)
    return sorted(next(same) for _, versions in by_record for _, same in groupby(versions, key=lambda row: row.version))


@settings(max_examples=60, deadline=None)
@given(loads=LOADS, pushes=st.lists(st.tuples(st.integers(1, 3), PICKS, PICKS), min_size=7, max_size=7))
def test_the_sink_holds_the_history_however_the_loads_are_pushed(
    database: duckdb.DuckDBPyConnection, loads: list[Any], pushes: Any
) -> None:
    """Every push takes the loads that have come since, and any older ones again that have not expired from the landing."""
    sink, rows, taken, expired = emptied(database), landed(loads), 0, set[int]()
    for come, again, expire in pushes:
        offered = {*range(taken, taken + come), *(n for n in again if n < taken)} - expired
        taken += come
        sink.push(row for row in rows if row.load in offered)
        expired |= {n for n in expire if n < taken}
        assert sink.rows() == history(row for row in rows if row.load < taken)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), loads=LOADS)
def test_loads_that_are_pushed_in_any_order_end_in_the_same_history(
    database: duckdb.DuckDBPyConnection, data: st.DataObject, loads: list[Any]
) -> None:
    """A late load may leave a version stored that repeats the one before; what is read as the history is the same."""
    sink, rows = emptied(database), landed(loads)
    for n in data.draw(st.permutations(range(len(loads)))):
        before = sink.rows()
        sink.push(row for row in rows if row.load == n)
        assert set(before) <= set(sink.rows())
    sink.push(rows)
    settled = sink.rows()
    assert history(settled) == history(rows)
    assert len(set(settled)) == len(settled)
    sink.push(rows)
    assert sink.rows() == settled


def test_a_record_that_is_restated_and_restated_back_has_three_versions(database: duckdb.DuckDBPyConnection) -> None:
    sink, rows = emptied(database), landed([[(1, "A")], [(1, "B")], [(1, "A")]])
    sink.push(rows)
    sink.push(rows)
    assert sink.rows() == rows


def test_the_same_record_twice_in_a_load_is_stored_once(database: duckdb.DuckDBPyConnection) -> None:
    sink, rows = emptied(database), landed([[(1, "A"), (1, "A"), (2, "A")]])
    sink.push([*rows, *rows])
    assert sink.rows() == [Row(0, 1, 1, "A"), Row(0, 3, 2, "A")]


def test_two_versions_in_a_load_are_both_stored(database: duckdb.DuckDBPyConnection) -> None:
    sink, rows = emptied(database), landed([[(1, "A"), (1, "B"), (1, "A")]])
    sink.push(rows)
    assert sink.rows() == rows


def test_an_older_load_that_is_pushed_late_takes_its_place(database: duckdb.DuckDBPyConnection) -> None:
    first, second, third = landed([[(1, "A")], [(1, "B")], [(1, "C")]])
    sink = emptied(database)
    sink.push([first, third])
    sink.push([second])
    assert sink.rows() == [first, second, third]


def test_rows_without_a_place_are_stored_once(database: duckdb.DuckDBPyConnection) -> None:
    """Tables that another loader filled have no row numbers."""
    emptied(database)
    database.execute("TRUNCATE pushed; INSERT INTO pushed (record_id, digest, load_id) SELECT uuid(), uuid(), '1' FROM range(3)")
    for _ in range(2):
        database.execute(f"INSERT INTO sink ({COLUMNS}) {FRESH}")
    assert database.execute("SELECT count(*) FROM sink").fetchall() == [(3,)]
