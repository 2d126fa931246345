from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.entities.ad_performance import AdPerformance

IDS = ("ad_performance_account_id", "ad_performance_campaign_id", "ad_performance_ad_group_id", "ad_performance_ad_id")
LEVELS = ("account", "campaign", "ad_group", "ad", "breakdown")
DAY = date(2024, 5, 1)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def database() -> Any:
    return ibis.duckdb.connect()


def report(level: str | None, *path: str, tenant: str = "a", day: date | None = DAY, publisher: str | None = None) -> Row:
    """A row of a report: the ids from the account down to the level's own."""
    ids = dict(zip(IDS, [*path, None, None, None, None], strict=False))
    row = {"tenant_slug": tenant, "ad_performance_date": day, "ad_performance_level": level, "ad_performance_publisher": publisher, **ids}
    return {**row, "ad_performance_spend": 1}


def unified(database: Any, rows: list[Row]) -> ir.Table:
    declared = {column.name: column.dtype for column in AdPerformance.columns}
    schema = {"n": "int64", "tenant_slug": "string", "ad_performance_key": "string", **declared}
    table = database.create_table("unified", schema=schema, overwrite=True)
    filled = [[n if name == "n" else row.get(name) for name in schema] for n, row in enumerate(rows)]
    database.con.executemany(f"INSERT INTO unified VALUES ({', '.join('?' for _ in schema)})", filled)
    return table


def kept(database: Any, rows: list[Row]) -> list[Row]:
    settled = AdPerformance.settle(unified(database, rows))
    assert settled.schema() == database.table("unified").schema()
    return [rows[n] for n in sorted(settled.to_pyarrow()["n"].to_pylist())]


ACCOUNT, CAMPAIGN = report("account", "1"), report("campaign", "1", "c")
GROUP, AD = report("ad_group", "1", "c", "g"), report("ad", "1", "c", "g", "x")
SPLIT = report("breakdown", "1", "c", "g", "x", publisher="instagram")


@pytest.mark.parametrize(("coarse", "fine"), list(combinations([ACCOUNT, CAMPAIGN, GROUP, AD, SPLIT], 2)))
def test_a_finer_report_stands_for_a_coarser_one(database: Any, coarse: Row, fine: Row) -> None:
    assert kept(database, [coarse]) == [coarse]
    assert kept(database, [coarse, fine]) == [fine]


@pytest.mark.parametrize(
    "other",
    [
        report("breakdown", "1", "c", "g", "y"),
        report("breakdown", "2", "c", "g", "x"),
        report("breakdown", "1", "c", "g", "x", tenant="b"),
        report("breakdown", "1", "c", "g", "x", day=date(2024, 5, 2)),
        report("breakdown", "1", "c", "g", "x", day=None),
    ],
    ids=["ad", "account", "tenant", "day", "no day"],
)
def test_a_finer_report_about_something_else_does_not(database: Any, other: Row) -> None:
    assert kept(database, [AD, other]) == [AD, other]


def test_all_rows_of_the_finest_level_stay(database: Any) -> None:
    splits = [SPLIT, {**SPLIT, "ad_performance_publisher": "facebook"}, SPLIT]
    assert kept(database, [AD, *splits]) == splits


def test_a_row_of_no_known_level_neither_drops_nor_is_dropped(database: Any) -> None:
    strangers = [report(None, "1", "c", "g", "x"), report("keyword", "1", "c", "g", "x")]
    assert kept(database, [*strangers, AD, SPLIT]) == [*strangers, SPLIT]
    assert kept(database, [*strangers, AD]) == [*strangers, AD]


def _expected(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        depth = LEVELS.index(row["ad_performance_level"])
        about = ("tenant_slug", "ad_performance_date", IDS[0], *([IDS[min(depth, 3)]] if depth else []))
        same = [other for other in rows if all(other[column] == row[column] for column in about)]
        if not any(LEVELS.index(other["ad_performance_level"]) > depth for other in same):
            yield row


REPORTS = st.builds(
    lambda level, ids, tenant, publisher: report(level, *ids[: min(LEVELS.index(level), 3) + 1], tenant=tenant, publisher=publisher),
    st.sampled_from(LEVELS),
    st.tuples(*(st.sampled_from("12") for _ in IDS)),
    st.sampled_from("ab"),
    st.sampled_from(["facebook", "instagram"]),
)


@settings(deadline=None, max_examples=40)
@given(rows=st.lists(REPORTS, min_size=1, max_size=12))
def test_settling_is_what_it_says_row_by_row(database: Any, rows: list[Row]) -> None:
    assert kept(database, rows) == list(_expected(rows))
