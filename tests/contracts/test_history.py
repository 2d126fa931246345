"""Members as they were: by hand, and against the rule written in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.catalog import catalog
from contracts.entities.campaign import Campaign
from contracts.history import history_of
from contracts.logic import Logic
from contracts.roles import Computed, Dimension, Key, Measure, Reference, TimeDimension
from engine.stages.unified import told

Row = dict[str, Any]

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
VERSIONS = told(Campaign)
HISTORY = history_of(Campaign)
DERIVED = HISTORY.derive({"campaign": ibis.table(VERSIONS, name="versions")}, Logic())
QUERY = str(ibis.to_sql(DERIVED, dialect="duckdb"))


@pytest.fixture(scope="module")
def connection() -> Any:
    found = ibis.duckdb.connect()
    found.con.execute("SET TimeZone = 'America/New_York'")
    return found


def at(hour: int) -> datetime:
    return NOON + timedelta(hours=hour)


def version(hour: int, name: str | None = "Spring", load: str = "1", row: int = 0, id_: str = "7", **more: Any) -> Row:
    """What one version of a record said of a campaign; a value's name stands without its prefix."""
    common = {"tenant_slug": "acme", "campaign_platform": "meta", "campaign_connection": "ads", "campaign_loaded_at": at(hour)}
    record = {"_master": "meta_api_v1_campaigns", "_version_at": at(hour), "_load_id": load, "_load_row": row, "_tie": "t"}
    named = {"campaign_id": id_, "campaign_key": f"ads:{id_}", "campaign_name": name}
    told_ = {key if key in VERSIONS else f"campaign_{key}": value for key, value in more.items()}
    return {**common, **record, **named, **told_}


def histories(connection: Any, versions: Iterable[Row]) -> list[Row]:
    typed = ibis.schema(VERSIONS).to_pyarrow()
    connection.con.register(
        "versions", pa.Table.from_pylist([{name: row.get(name) for name in VERSIONS} for row in versions], schema=typed)
    )
    rows = [
        {name.removeprefix("campaign_history_"): value for name, value in row.items()}
        for row in connection.con.execute(QUERY).to_arrow_table().to_pylist()
    ]
    return sorted(rows, key=lambda row: (row["tenant_slug"], row["campaign_key"], row["valid_from"]))


def states(connection: Any, *versions: Row) -> list[tuple[str | None, datetime, datetime | None, bool]]:
    return [(row["name"], row["valid_from"], row["valid_to"], row["is_current"]) for row in histories(connection, versions)]


def test_states_follow_each_other_in_order(connection: Any) -> None:
    assert states(connection, version(5, "Autumn"), version(1, "Spring"), version(3, "Summer")) == [
        ("Spring", at(1), at(3), False),
        ("Summer", at(3), at(5), False),
        ("Autumn", at(5), None, True),
    ]


def test_a_version_that_says_nothing_new_is_no_state(connection: Any) -> None:
    same = [version(1), version(2), version(3, "Summer"), version(4, "Summer"), version(5)]
    assert states(connection, *same) == [("Spring", at(1), at(3), False), ("Summer", at(3), at(5), False), ("Spring", at(5), None, True)]


def test_nothing_is_a_state_too(connection: Any) -> None:
    assert states(connection, version(1, None), version(2, None), version(3), version(4, None)) == [
        (None, at(1), at(3), False),
        ("Spring", at(3), at(4), False),
        (None, at(4), None, True),
    ]


@pytest.mark.parametrize(
    "later", [{"load": "2"}, {"row": 1}, {"_master": "meta_api_v2_campaigns"}, {"_tie": "u"}], ids=["load", "row", "master", "tie"]
)
def test_of_versions_of_one_moment_the_last_holds(connection: Any, later: Row) -> None:
    both = [version(1, "last", **later), version(1, "first")]
    assert states(connection, *both) == states(connection, *reversed(both)) == [("last", at(1), None, True)]


def test_what_was_said_in_between_of_one_moment_ends_no_state(connection: Any) -> None:
    assert states(connection, version(1), version(2, "typo", row=0), version(2, "Spring", row=1)) == [("Spring", at(1), None, True)]


def test_any_column_makes_a_state(connection: Any) -> None:
    [first, second] = histories(connection, [version(1, status="ACTIVE"), version(2, status="PAUSED")])
    assert (first["status"], first["valid_to"], second["status"], second["is_current"]) == ("ACTIVE", at(2), "PAUSED", True)


def test_members_of_tenants_and_connections_have_states_of_their_own(connection: Any) -> None:
    rows = [version(1), version(2, id_="8"), version(3, "Summer", tenant_slug="stark"), version(4, "Autumn", campaign_key="shop:7")]
    assert [row["is_current"] for row in histories(connection, rows)] == [True] * 4


def test_a_state_with_all_its_columns(connection: Any) -> None:
    [row] = histories(connection, [version(1, status="ACTIVE", objective="SALES", account_id="3", started_at=at(-9))])
    assert row == {
        "tenant_slug": "acme",
        "platform": "meta",
        "connection": "ads",
        "loaded_at": at(1),
        "campaign_id": "7",
        "campaign_key": "ads:7",
        "valid_from": at(1),
        "valid_to": None,
        "is_current": True,
        "name": "Spring",
        "status": "ACTIVE",
        "objective": "SALES",
        "account_id": "3",
        "started_at": at(-9),
    }


@pytest.mark.parametrize("name", ["ad", "ad_account", "ad_group", "campaign"])
def test_a_history_describes_itself_and_what_it_remembers(name: str) -> None:
    entity, history = catalog().entity(name), catalog().entity(f"{name}_history")
    assert (history.table, history.group) == (f"dim_{name}_history", (f"{name}_history_{name}_id",))
    [reads] = history.reads
    assert (reads.entity, reads.by, reads.stage) == (name, (f"{name}_id",), "history")
    own = {f"{name}_history_{part}" for part in (f"{name}_id", "valid_from", "valid_to", "is_current")}
    kept = {f"{name}_history_{c.name.removeprefix(f'{name}_')}": c for c in entity.columns if not c.role(Key) and not c.role(Computed)}
    assert {column.name for column in history.columns} == own | set(kept)
    for column in history.columns:
        assert column.description
        if remembered := kept.get(column.name):
            assert (column.dtype, column.description) == (remembered.dtype, remembered.description)
            assert not column.role(Measure) and not column.role(Reference)
    assert [column.name for column in history.playing(Key)] == [f"{name}_history_{name}_id", f"{name}_history_valid_from"]
    assert history.playing(Dimension) and history.playing(TimeDimension)


def expected(versions: list[Row]) -> dict[tuple[str, str], list[tuple[str | None, datetime, datetime | None, bool]]]:
    """The rule in plain Python: moment by moment, of each the last word, then what differs from the state before."""
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in versions:
        members[row["tenant_slug"], row["campaign_key"]].append(row)
    found: dict[tuple[str, str], list[tuple[str | None, datetime, datetime | None, bool]]] = {}
    for member, rows in members.items():
        rows.sort(key=lambda row: (row["_version_at"], row["_load_id"], row["_load_row"]))
        last = [list(moment)[-1] for _, moment in groupby(rows, key=lambda row: row["_version_at"])]
        begun = [next(run) for _, run in groupby(last, key=lambda row: row["campaign_name"])]
        ends = [*(later["_version_at"] for _, later in pairwise(begun)), None]
        found[member] = [(row["campaign_name"], row["_version_at"], end, end is None) for row, end in zip(begun, ends, strict=True)]
    return found


NAMED = st.sampled_from(["Spring", "Summer", "", None])
SAID = st.builds(
    lambda hour, name, load, id_, tenant: version(hour, name, load, id_=id_, tenant_slug=tenant),
    st.integers(0, 6),
    NAMED,
    st.sampled_from("123"),
    st.sampled_from(["7", "8"]),
    st.sampled_from(["acme", "stark"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SAID, max_size=25), st.randoms(use_true_random=False))
def test_histories_are_those_of_the_rule_in_whatever_order_versions_come(connection: Any, said: list[Row], random: Any) -> None:
    numbered = [{**row, "_load_row": n} for n, row in enumerate(said)]
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in histories(connection, random.sample(numbered, len(numbered))):
        found[row["tenant_slug"], row["campaign_key"]].append((row["name"], row["valid_from"], row["valid_to"], row["is_current"]))
    assert found == expected(numbered)
