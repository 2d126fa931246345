"""Kept tables over hand-made ones: whatever changes below, they hold what they would hold, were they made whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmesh.core.engine_adapter.duckdb import DuckDBEngineAdapter

from engine.mesh.changes import KEPT_BATCHES, Changes
from engine.mesh.promises import BrokenPromiseError
from engine.models.increment import Grouped, Increment, LookedUp, Promised, Records

from .conftest import Below, Kept

FACT = """
SELECT o.tenant_slug, o.k, o.g, o.v, o.ref_id, COALESCE(m.m_key, 'unknown') AS ref, m.name
FROM s.own AS o LEFT JOIN (SELECT * FROM s.members WHERE _stands) AS m ON o.tenant_slug = m.tenant_slug AND o.ref = m.m_key
WHERE o._stands
"""
TOTALS = "SELECT tenant_slug, g AS k, sum(v)::BIGINT AS v FROM s.own WHERE _stands GROUP BY ALL UNION ALL SELECT 'a', 'unknown', NULL"
CANDIDATES = """
SELECT tenant_slug, k, v, 'm' AS _master, record_id AS _record_id, version AS _version_at FROM s.sink
QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY version DESC) = 1
"""
RANKED = """
SELECT *, row_number() OVER (PARTITION BY tenant_slug, k ORDER BY _version_at DESC, _record_id DESC) = 1 AS _stands
FROM candidates WHERE k IS NOT NULL
"""


@dataclass
class House:
    """An entity's candidates, the members that they refer to, and a kept table over both."""

    adapter: DuckDBEngineAdapter
    own: Below
    members: Below
    kept: Kept

    def tell(self, k: str, v: int, *, tenant: str = "a", g: str = "g", ref: str = "1", stands: bool = True) -> None:
        """A candidate, as a source tells of it."""
        self.own.put(f"('{tenant}', '{k}', '{g}', {v}, '{ref}', 'c:{ref}', {stands})")

    def know(self, member: str, name: str, *, tenant: str = "a", stands: bool = True) -> None:
        """A member."""
        self.members.put(f"('{tenant}', 'c:{member}', '{member}', '{name}', {stands})")


def house_over(adapter: DuckDBEngineAdapter, follows: Increment, query: str, columns: str) -> House:
    own, members = Below(adapter, "s.own"), Below(adapter, "s.members")
    own.open("tenant_slug TEXT, k TEXT, g TEXT, v BIGINT, ref_id TEXT, ref TEXT, _stands BOOLEAN")
    members.open("tenant_slug TEXT, m_key TEXT, m_id TEXT, name TEXT, _stands BOOLEAN")
    names = tuple(column.split()[0] for column in columns.split(", "))
    watched = {"u.own": "s.own", "u.members": "s.members"}
    kept = Kept(adapter, follows, query, {name: watched[name] for name in follows.watched}, names)
    kept.open(columns)
    return House(adapter, own, members, kept)


def fact(adapter: DuckDBEngineAdapter, *, group: str = "k", inherits: bool = True, promises: tuple[Promised, ...] = ()) -> House:
    takes = ("name",) if inherits else ()
    member = LookedUp(model="u.members", key="m_key", id="m_id", reference="ref", reference_id="ref_id", takes=takes, has_candidates=True)
    grouped = Grouped(model="u.own", by=(group,), has_candidates=True)
    follows = Increment(grain=("tenant_slug", "k"), group=(group,), grouped=(grouped,), looked_up=(member,), promises=promises)
    return house_over(adapter, follows, FACT, "tenant_slug TEXT, k TEXT, g TEXT, v BIGINT, ref_id TEXT, ref TEXT, name TEXT")


@pytest.fixture
def house(adapter: DuckDBEngineAdapter) -> House:
    found = fact(adapter)
    found.know("1", "Ann")
    found.tell("k1", 1)
    found.tell("k2", 2, ref="2")
    found.kept.update(anew=True)
    return found


def followed(kept: Kept) -> None:
    """One run, which must end where making the table whole would, without doing so."""
    before = kept.generation
    kept.update()
    assert kept.rows() == kept.whole()
    assert kept.generation == before


def test_a_table_is_made_whole_first(house: House) -> None:
    assert house.kept.rows() == [("a", "k1", "g", 1, "1", "c:1", "Ann"), ("a", "k2", "g", 2, "2", "unknown", None)]
    assert house.kept.logged() == []


def test_only_what_differs_is_written_and_told(house: House) -> None:
    house.tell("k3", 3)
    followed(house.kept)
    assert house.kept.logged() == [(1, 1, "a", "k3", "g", 3, "1", "c:1", "Ann")]
    house.own.take("k = 'k1'")
    house.tell("k1", 1)
    followed(house.kept)
    assert len(house.kept.logged()) == 1


def test_a_run_over_unchanged_tables_does_nothing(house: House) -> None:
    house.adapter.execute("DELETE FROM s.kept")
    house.kept.update()
    assert house.kept.rows() == []


def test_a_member_that_comes_or_goes_changes_the_rows_that_refer_to_it(house: House) -> None:
    house.know("2", "Bo")
    followed(house.kept)
    assert [row[-2:] for row in house.kept.rows()] == [("c:1", "Ann"), ("c:2", "Bo")]
    house.members.take("m_id = '1'")
    followed(house.kept)
    assert [row[-2:] for row in house.kept.rows()] == [("unknown", None), ("c:2", "Bo")]


def test_what_a_member_says_is_followed_by_those_that_inherit_alone(adapter: DuckDBEngineAdapter) -> None:
    for inherits, name in ((True, "Eve"), (False, "Ann")):
        adapter.execute("DROP TABLE IF EXISTS s.kept")
        house = fact(adapter, inherits=inherits)
        house.know("1", "Ann")
        house.tell("k1", 1)
        house.kept.update()
        house.members.take("m_id = '1'")
        house.know("1", "Eve")
        house.kept.update()
        assert [row[-1] for row in house.kept.rows()] == [name]


def test_members_and_rows_of_another_tenant_touch_nothing(house: House) -> None:
    house.know("2", "Bo", tenant="b")
    house.tell("k1", 9, tenant="b", ref="7")
    followed(house.kept)
    assert house.kept.logged() == [(1, 1, "b", "k1", "g", 9, "7", "unknown", None)]


def test_a_candidate_that_does_not_stand_touches_nothing(house: House) -> None:
    house.tell("k1", 9, stands=False)
    house.know("2", "Bo", stands=False)
    followed(house.kept)
    assert house.kept.logged() == []


def test_what_a_query_adds_whatever_it_reads_stays_once(adapter: DuckDBEngineAdapter) -> None:
    follows = Increment(grain=("tenant_slug", "k"), group=("k",), grouped=(Grouped(model="u.own", by=("g",), has_candidates=True),))
    house = house_over(adapter, follows, TOTALS, "tenant_slug TEXT, k TEXT, v BIGINT")
    house.tell("k1", 1, g="x")
    house.kept.update(anew=True)
    house.tell("k2", 2, g="x")
    house.tell("k3", 3, g="y")
    followed(house.kept)
    assert house.kept.rows() == [("a", "unknown", None), ("a", "x", 3), ("a", "y", 3)]


@pytest.mark.parametrize("way", ["generation", "batches", "log", "own log", "restated"])
def test_a_table_that_cannot_follow_is_made_whole(house: House, way: str) -> None:
    before = house.kept.generation
    house.tell("k3", 3)
    if way == "generation":
        house.own.changes.anew("s.own", "FROM s.own")
    elif way == "batches":
        for n in range(KEPT_BATCHES + 1):
            house.tell(f"n{n}", n)
    elif way == "log":
        house.own.changes.forget("s.own")
    elif way == "own log":
        house.own.changes.forget("s.kept")
    house.kept.update(anew=way == "restated")
    assert house.kept.rows() == house.kept.whole()
    assert house.kept.generation != before


@pytest.mark.parametrize(
    "follows",
    [
        Increment(grain=("tenant_slug", "k"), whole=("u.own", "u.members")),
        Increment(grain=("tenant_slug", "k"), group=("k",), whole=("u.own", "u.members")),
    ],
)
def test_a_table_that_is_made_whole_at_each_change_tells_only_what_differs(adapter: DuckDBEngineAdapter, follows: Increment) -> None:
    house = house_over(adapter, follows, FACT, "tenant_slug TEXT, k TEXT, g TEXT, v BIGINT, ref_id TEXT, ref TEXT, name TEXT")
    house.tell("k1", 1)
    house.kept.update(anew=True)
    house.tell("k2", 2)
    followed(house.kept)
    assert house.kept.logged() == [(1, 1, "a", "k2", "g", 2, "1", "unknown", None)]


POSITIVE = (Promised(name="positive", description="Nothing is negative.", query="SELECT * FROM engine_rows WHERE v < 0"),)


@pytest.mark.parametrize("anew", [True, False])
def test_rows_that_break_a_promise_are_shown_and_not_written(adapter: DuckDBEngineAdapter, anew: bool) -> None:
    house = fact(adapter, promises=POSITIVE)
    house.tell("k1", 1)
    house.kept.update(anew=True)
    before, marks = house.kept.rows(), Changes(adapter).marks("s.kept")
    house.tell("k2", -1)
    house.tell("k3", 3)
    with pytest.raises(BrokenPromiseError, match=r"star.kept: Nothing is negative. 1 row breaks this promise:\n  .*k = k2, g = g, v = -1"):
        house.kept.update(anew=anew)
    assert (house.kept.rows(), Changes(adapter).marks("s.kept")) == (before, marks)
    house.own.take("k = 'k2'")
    house.kept.update(anew=anew)
    assert house.kept.rows() == house.kept.whole()


@pytest.mark.parametrize("anew", [True, False])
@pytest.mark.parametrize("group", ["same", "other"])
def test_a_key_that_would_stand_twice_stops_the_run(adapter: DuckDBEngineAdapter, anew: bool, group: str) -> None:
    """Whether or not the group of the row that stands already was touched."""
    house = fact(adapter, group="g")
    house.tell("k1", 1, g="same")
    house.kept.update(anew=True)
    house.tell("k1", 2, g=group)
    with pytest.raises(BrokenPromiseError, match=r"No key stands twice. 1 row breaks this promise:\n  tenant_slug = a, k = k1, rows = 2"):
        house.kept.update(anew=anew)
    assert [row[3] for row in house.kept.rows()] == [1]


def test_a_key_may_move_from_one_group_to_another(adapter: DuckDBEngineAdapter) -> None:
    house = fact(adapter, group="g")
    house.tell("k1", 1, g="x")
    house.tell("k2", 1, g="x")
    house.kept.update(anew=True)
    house.own.take("k = 'k1'")
    house.tell("k1", 1, g="y")
    followed(house.kept)


GRAIN = ("tenant_slug", "k", "_master", "_record_id")
ORDER = ("_version_at", "_record_id")


def records(adapter: DuckDBEngineAdapter) -> tuple[Below, Kept]:
    """A sink and the unified model over it."""
    sink = Below(adapter, "s.sink")
    sink.open("tenant_slug TEXT, record_id BIGINT, version BIGINT, k TEXT, v BIGINT")
    follows = Records(key="k", grain=GRAIN, sinks=(("master.sink", "m"),), ranked=RANKED, computed=("_stands",), order=ORDER)
    columns = "tenant_slug TEXT, k TEXT, v BIGINT, _master TEXT, _record_id BIGINT, _version_at BIGINT, _stands BOOLEAN"
    names = tuple(column.split()[0] for column in columns.split(", "))
    kept = Kept(adapter, follows, f"WITH candidates AS ({CANDIDATES}) {RANKED}", {"master.sink": "s.sink"}, names)
    kept.open(columns)
    return sink, kept


def test_a_record_that_leaves_its_key_makes_room_for_the_one_before_it(adapter: DuckDBEngineAdapter) -> None:
    sink, kept = records(adapter)
    sink.put("('a', 1, 1, 'x', 10)", "('a', 2, 2, 'x', 20)", "('a', 3, 1, 'y', 30)")
    kept.update(anew=True)
    assert [(row[1], row[2], row[-1]) for row in kept.rows()] == [("x", 10, False), ("x", 20, True), ("y", 30, True)]
    sink.put("('a', 2, 3, 'y', 20)")
    followed(kept)
    assert [(row[1], row[2], row[-1]) for row in kept.rows()] == [("x", 10, True), ("y", 20, True), ("y", 30, False)]
    touched = {(sign, row[1], row[2], row[-1]) for _, sign, *row in kept.logged()}
    assert touched == {
        (-1, "x", 10, False),
        (1, "x", 10, True),
        (-1, "x", 20, True),
        (1, "y", 20, True),
        (-1, "y", 30, True),
        (1, "y", 30, False),
    }


def test_a_record_that_no_longer_tells_its_key_is_gone(adapter: DuckDBEngineAdapter) -> None:
    sink, kept = records(adapter)
    sink.put("('a', 1, 1, 'x', 10)")
    kept.update(anew=True)
    sink.put("('a', 1, 2, NULL, 10)")
    followed(kept)
    assert kept.rows() == []


def test_an_older_version_that_lands_late_is_neither_written_nor_told(adapter: DuckDBEngineAdapter) -> None:
    sink, kept = records(adapter)
    sink.put("('a', 1, 5, 'x', 10)")
    kept.update(anew=True)
    sink.put("('a', 1, 4, 'y', 11)")
    followed(kept)
    assert kept.logged() == []


KEYS, MEMBERS = st.sampled_from(["k1", "k2", "k3"]), st.sampled_from(["1", "2"])
TENANTS = st.sampled_from(["a", "b"])
Step = Callable[[House], None]


def told(k: str, v: int, tenant: str, g: str, ref: str) -> Step:
    def step(house: House) -> None:
        house.own.take(f"k = '{k}' AND tenant_slug = '{tenant}'")
        house.tell(k, v, tenant=tenant, g=g, ref=ref)

    return step


def known(member: str, name: str, tenant: str) -> Step:
    def step(house: House) -> None:
        house.members.take(f"m_id = '{member}' AND tenant_slug = '{tenant}'")
        house.know(member, name, tenant=tenant)

    return step


def taken(table: str, where: str) -> Step:
    return lambda house: (house.own if table == "own" else house.members).take(where)


STEPS = st.one_of(
    st.builds(told, KEYS, st.integers(0, 2), TENANTS, st.sampled_from(["x", "y"]), MEMBERS),
    st.builds(known, MEMBERS, st.sampled_from(["Ann", "Bo"]), TENANTS),
    KEYS.map(lambda k: taken("own", f"k = '{k}'")),
    MEMBERS.map(lambda m: taken("members", f"m_id = '{m}'")),
    st.just(lambda house: followed(house.kept)),
)


@settings(max_examples=15)
@given(steps=st.lists(STEPS, min_size=4, max_size=12), group=st.sampled_from(["k", "g"]))
def test_following_ends_where_making_whole_does(steps: list[Step], group: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA s")
        house = fact(DuckDBEngineAdapter(connection.cursor), group=group)
        house.kept.update(anew=True)
        for step in steps:
            step(house)
        followed(house.kept)


SUNK = st.tuples(TENANTS, st.integers(1, 4), st.integers(1, 6), st.sampled_from(["'x'", "'y'", "NULL"]), st.integers(0, 2))


@settings(max_examples=15)
@given(loads=st.lists(st.lists(SUNK, min_size=1, max_size=3), min_size=1, max_size=5))
def test_following_records_ends_where_making_whole_does(loads: list[list[tuple[str, int, int, str, int]]]) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA s")
        sink, kept = records(DuckDBEngineAdapter(connection.cursor))
        kept.update(anew=True)
        seen = set[tuple[int, int]]()
        for load in loads:
            fresh = {(record * 2 + (tenant == "b"), version): (tenant, key, value) for tenant, record, version, key, value in load}
            news = {place: row for place, row in fresh.items() if place not in seen}
            seen |= set(news)
            if news:
                sink.put(
                    *(f"('{tenant}', {record}, {version}, {key}, {value})" for (record, version), (tenant, key, value) in news.items())
                )
            followed(kept)
