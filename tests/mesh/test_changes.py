from __future__ import annotations

from sqlmesh.core.engine_adapter.duckdb import DuckDBEngineAdapter

from engine.mesh.changes import KEPT_BATCHES, Changes, State, behind, log, since

from .conftest import Below


def logged(adapter: DuckDBEngineAdapter) -> list[tuple[int, int, int]]:
    return adapter.fetchall('SELECT _batch, _sign, n FROM changes."s.things" ORDER BY ALL')


def opened(adapter: DuckDBEngineAdapter) -> Below:
    things = Below(adapter, "s.things")
    things.open("tenant_slug TEXT, n BIGINT")
    return things


def test_a_table_stands_at_its_last_batch_under_whatever_name_it_is_asked_for(adapter: DuckDBEngineAdapter) -> None:
    things = opened(adapter)
    [begun] = things.changes.states(["s.things"]).values()
    things.put("('a', 1)", "('a', 2)")
    things.take("n = 1")
    for name in ("s.things", '"s"."things"', '"memory"."s"."things"'):
        assert things.changes.states([name]) == {"s.things": State(begun.generation, 2)}
    assert begun.batch == 0
    assert logged(adapter) == [(1, 1, 1), (1, 1, 2), (2, -1, 1)]


def test_what_keeps_no_log_stands_nowhere(adapter: DuckDBEngineAdapter) -> None:
    changes = opened(adapter).changes
    assert changes.states([]) == changes.states(["s.others"]) == {}


def test_a_reader_sees_what_came_since_it_looked(adapter: DuckDBEngineAdapter) -> None:
    things = opened(adapter)
    things.put("('a', 1)")
    [seen] = things.changes.states(["s.things"]).values()
    assert adapter.fetchall(since("s.things", seen)) == []
    things.put("('a', 2)")
    things.put("('a', 3)")
    assert sorted(row[-1] for row in adapter.fetchall(since("s.things", seen))) == [2, 3]


def test_a_readers_marks_are_its_last_ones(adapter: DuckDBEngineAdapter) -> None:
    changes = opened(adapter).changes
    assert changes.marks("s.reader") == {}
    changes.mark("s.reader", {"s.things": State("a", 1), "s.o'hare": State("b", 2)})
    changes.mark("s.other", {"s.things": State("a", 9)})
    assert changes.marks('"s"."reader"') == {"s.things": State("a", 1), "s.o'hare": State("b", 2)}
    changes.mark("s.reader", {"s.things": State("a", 3)})
    assert changes.marks("s.reader") == {"s.things": State("a", 3)}
    changes.mark("s.reader", {})
    assert changes.marks("s.reader") == {}
    assert changes.marks("s.other") == {"s.things": State("a", 9)}


def test_a_log_holds_all_that_a_reader_that_is_not_behind_must_know(adapter: DuckDBEngineAdapter) -> None:
    things = opened(adapter)
    things.put("('a', 0)")
    [seen] = things.changes.states(["s.things"]).values()
    for n in range(1, KEPT_BATCHES + 1):
        things.put(f"('a', {n})")
    [now] = things.changes.states(["s.things"]).values()
    assert not behind(seen, now)
    assert sorted(row[-1] for row in adapter.fetchall(since("s.things", seen))) == list(range(1, KEPT_BATCHES + 1))
    things.put("('a', 99)")
    [now] = things.changes.states(["s.things"]).values()
    assert behind(seen, now)
    assert len({batch for batch, _, _ in logged(adapter)}) == KEPT_BATCHES


def test_a_table_that_is_made_anew_has_another_generation_and_an_empty_log(adapter: DuckDBEngineAdapter) -> None:
    things = opened(adapter)
    things.put("('a', 1)")
    [before] = things.changes.states(["s.things"]).values()
    things.changes.anew("s.things", "SELECT 'x' AS other")
    [after] = things.changes.states(["s.things"]).values()
    assert after.generation != before.generation
    assert after.batch == 0
    assert behind(before, after)
    columns = adapter.fetchall('SELECT column_name FROM (DESCRIBE changes."s.things")')
    assert [name for (name,) in columns] == ["_batch", "_sign", "other"]
    assert adapter.fetchall(f"FROM {log('s.things')}") == []


def test_of_a_table_that_is_forgotten_nothing_is_known(adapter: DuckDBEngineAdapter) -> None:
    changes = opened(adapter).changes
    changes.mark("s.things", {"s.below": State("a", 1)})
    changes.mark("s.reader", {"s.things": State("a", 1)})
    changes.forget("s.things")
    assert (changes.states(["s.things"]), changes.marks("s.things")) == ({}, {})
    assert changes.marks("s.reader") == {"s.things": State("a", 1)}
    assert adapter.fetchall("FROM duckdb_tables() WHERE table_name = 's.things'") == []


def test_a_warehouse_without_any_changes_can_be_asked_to_forget(adapter: DuckDBEngineAdapter) -> None:
    Changes(adapter).forget("s.things")
    assert Changes(adapter).states(["s.things"]) == {}
