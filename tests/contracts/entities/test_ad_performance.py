from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.entities.ad_performance import AdPerformance
from contracts.logic import Logic, TenantLogic

from .across import MONEY, RATES, sql, table

IDS = ("ad_performance_account_id", "ad_performance_campaign_id", "ad_performance_ad_group_id", "ad_performance_ad_id")
LEVELS = ("account", "campaign", "ad_group", "ad", "breakdown")
DAY = date(2024, 5, 1)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def database() -> Any:
    return ibis.duckdb.connect()


def report(
    level: str | None,
    *path: str | None,
    seen: int | None = 100,
    spend: str | None = "5.88",
    tenant: str = "a",
    space: str = "meta_api_v1",
    day: date | None = DAY,
    publisher: str | None = None,
) -> Row:
    """A row of a report: the ids from the account down to the level's own, how often the ads were seen and what they cost."""
    return {
        "tenant_slug": tenant,
        "ad_performance_connection": "ads",
        "ad_performance_key": f"{space}:{day}:{path}:{publisher}:{level}",
        "ad_performance_date": day,
        "ad_performance_level": level,
        "ad_performance_publisher": publisher,
        **dict(zip(IDS, [*path, None, None, None, None], strict=False)),
        "ad_performance_impressions": seen,
        "ad_performance_spend": spend and Decimal(spend),
    }


def split(*, ad: str | None = "x", publisher: str = "instagram", **figures: Any) -> Row:
    return report("breakdown", "1", "c", "g", ad, publisher=publisher, **figures)


LEADING = {"n": "int64", "tenant_slug": "string", "ad_performance_connection": "string", "ad_performance_key": "string"}
UNIFIED = {**LEADING, **{column.name: column.dtype for column in AdPerformance.columns if not column.name.endswith("_reported")}}


@cache
def query() -> str:
    """What settles, compiled once."""
    assert AdPerformance.settle is not None
    settled = AdPerformance.settle(ibis.table(UNIFIED, name="unified"), {}, Logic())
    assert settled.schema() == ibis.schema(UNIFIED)
    return sql(settled.select("n").order_by("n"))


def kept(database: Any, rows: list[Row]) -> list[Row]:
    table(database, "unified", UNIFIED, [{**row, "n": n} for n, row in enumerate(rows)])
    return [rows[n] for (n,) in database.con.execute(query()).fetchall()]


ACCOUNT, CAMPAIGN = report("account", "1"), report("campaign", "1", "c")
GROUP, AD = report("ad_group", "1", "c", "g"), report("ad", "1", "c", "g", "x")
SPLIT = split()


@pytest.mark.parametrize(("coarse", "fine"), list(combinations([ACCOUNT, CAMPAIGN, GROUP, AD, SPLIT], 2)))
def test_finer_rows_stand_for_a_coarser_one_that_they_account_for(database: Any, coarse: Row, fine: Row) -> None:
    assert kept(database, [coarse]) == [coarse]
    assert kept(database, [fine, coarse]) == [fine]


@pytest.mark.parametrize(("coarse", "fine"), list(combinations([ACCOUNT, CAMPAIGN, GROUP, AD, SPLIT], 2)))
@pytest.mark.parametrize("short", [{"ad_performance_impressions": 99}, {"ad_performance_spend": Decimal("5.86")}], ids=["seen", "spend"])
def test_a_coarser_row_stands_where_the_finer_ones_fall_short(database: Any, coarse: Row, fine: Row, short: Row) -> None:
    assert kept(database, [coarse, {**fine, **short}]) == [coarse]


def test_an_ad_of_which_only_a_part_is_broken_down_keeps_its_total(database: Any) -> None:
    parts = [split(publisher="instagram", seen=10, spend="0.41"), split(publisher="facebook", seen=11, spend="0.41")]
    assert kept(database, [AD, *parts]) == [AD]


def test_an_ad_whose_parts_are_all_there_gives_way_to_them(database: Any) -> None:
    parts = [split(publisher="instagram", seen=40, spend="5.00"), split(publisher="facebook", seen=60, spend="0.87")]
    assert kept(database, [AD, *parts]) == parts


def test_the_breakdown_of_one_connection_stands_alone_and_gives_way_to_the_ad_of_another(database: Any) -> None:
    instagram = {**split(seen=10, spend="0.82"), "ad_performance_connection": "instagram_ads"}
    facebook = {**AD, "ad_performance_connection": "facebook_ads"}
    assert kept(database, [instagram]) == [instagram]
    assert kept(database, [instagram, facebook]) == [facebook]


@pytest.mark.parametrize(
    ("coarse", "fine", "stands"),
    [
        ((None, None), (0, "0"), "fine"),
        ((0, "0"), (None, None), "fine"),
        ((5, None), (5, None), "fine"),
        ((0, "0.02"), (None, None), "coarse"),
        ((1, "0"), (None, None), "coarse"),
        ((100, "5.00"), (100, "4.99"), "fine"),
        ((100, "5.00"), (100, "4.9899"), "coarse"),
        ((10, "1.00"), (100, "9.00"), "fine"),
    ],
)
def test_null_is_nothing_and_a_cent_is_rounding(database: Any, coarse: Any, fine: Any, stands: str) -> None:
    ad, part = report("ad", "1", "c", "g", "x", seen=coarse[0], spend=coarse[1]), split(seen=fine[0], spend=fine[1])
    assert kept(database, [ad, part]) == [{"coarse": ad, "fine": part}[stands]]


@pytest.mark.parametrize(
    "other",
    [
        report("breakdown", "1", "c", "g", "y"),
        report("breakdown", "2", "c", "g", "x"),
        split(tenant="b"),
        split(space="instagram_ads_2"),
        split(day=date(2024, 5, 2)),
        split(day=None),
    ],
    ids=["ad", "account", "tenant", "space", "day", "no day"],
)
def test_a_finer_report_about_something_else_stands_for_nothing(database: Any, other: Row) -> None:
    assert kept(database, [AD, other]) == [AD, other]


KEYWORD = report("keyword", "1", "c", "g")


def test_keywords_give_way_to_the_ads_that_account_for_them(database: Any) -> None:
    assert kept(database, [KEYWORD, AD]) == [AD]
    assert kept(database, [KEYWORD, GROUP]) == [KEYWORD]
    assert kept(database, [GROUP, KEYWORD, AD]) == [AD]


def test_keywords_stand_where_the_ads_do_not_account_for_them(database: Any) -> None:
    part = {**AD, "ad_performance_impressions": 40}
    assert kept(database, [KEYWORD, part]) == [KEYWORD]


@pytest.mark.parametrize("coarse", [ACCOUNT, CAMPAIGN, GROUP], ids=["account", "campaign", "ad group"])
def test_a_row_that_does_not_tell_its_subject_goes_where_the_level_was_reported(database: Any, coarse: Row) -> None:
    stray = report("ad", None, None, None, "x")
    assert kept(database, [stray]) == [stray]
    assert kept(database, [coarse, stray]) == [coarse]


def test_what_another_connection_or_day_reported_drops_no_stray_row(database: Any) -> None:
    stray = report("ad", None, None, None, "x")
    elsewhere = {**GROUP, "ad_performance_connection": "ads_2"}
    later = report("ad_group", "1", "c", "g", day=date(2024, 5, 2))
    assert kept(database, [stray, elsewhere, later]) == [stray, elsewhere, later]


def test_rows_of_a_known_subject_stand_beside_a_stray_one(database: Any) -> None:
    stray = report("ad", "1", None, None, "y")
    assert kept(database, [CAMPAIGN, AD, stray]) == [AD]


def test_three_levels_are_decided_from_the_finest_up(database: Any) -> None:
    two_ads = report("ad_group", "1", "c", "g", seen=200, spend="11.76")
    whole, partial = split(), split(ad="y", seen=1, spend="0.01")
    assert kept(database, [two_ads, AD, whole, report("ad", "1", "c", "g", "y"), partial]) == [whole, report("ad", "1", "c", "g", "y")]
    assert kept(database, [two_ads, AD, whole, partial]) == [two_ads]
    assert kept(database, [two_ads, AD, partial]) == [two_ads]


def test_a_level_may_be_missing_between(database: Any) -> None:
    unlisted = report("campaign", "1", "p", seen=7, spend="0.70")
    account = report("account", "1", seen=107, spend="6.58")
    assert kept(database, [account, CAMPAIGN, unlisted, SPLIT]) == [unlisted, SPLIT]
    assert kept(database, [account, CAMPAIGN, SPLIT]) == [account]


@pytest.mark.parametrize("depth", [1, 2, 3], ids=["campaigns", "ad groups", "ads"])
def test_every_subject_is_decided_by_itself(database: Any, depth: int) -> None:
    path = ("1", "c", "g", "x")[:depth]
    told, split_up = report(LEVELS[depth], *path, "told"), report("breakdown", *path, "split", *"yz"[: 3 - depth])
    both = [report(LEVELS[depth], *path, "both"), report("breakdown", *path, "both", *"yz"[: 3 - depth], seen=99)]
    assert kept(database, [told, split_up, *both]) == [told, split_up, both[0]]


def test_the_parts_of_a_coarser_row_count_together(database: Any) -> None:
    phone, desktop = ({**CAMPAIGN, "ad_performance_device": device} for device in ("phone", "desktop"))
    assert kept(database, [phone, desktop, AD]) == [phone, desktop]
    assert kept(database, [phone, desktop, AD, report("ad", "1", "c", "g", "y")]) == [AD, report("ad", "1", "c", "g", "y")]


def test_a_credit_without_a_coarser_row_stays(database: Any) -> None:
    credit = split(seen=-5, spend="-3.00")
    assert kept(database, [credit]) == [credit]


def test_amounts_are_told_in_the_tenants_currency_too(database: Any) -> None:
    rate = {"tenant_slug": "a", "exchange_rate_date": DAY, "exchange_rate_currency": "EUR", "exchange_rate_rate": Decimal("1.25")}
    rates = table(database, "rates", RATES, [{**rate, "exchange_rate_inverse": Decimal("0.8")}])
    euros = {**report("ad", "1", "c", "g", "x"), "ad_performance_currency": "EUR", "ad_performance_conversion_value": Decimal(10)}
    pounds, dollars = ({**euros, "ad_performance_ad_id": code, "ad_performance_currency": code} for code in ("GBP", "USD"))
    coarse = {**report("campaign", "1", "c", seen=0, spend="0"), "ad_performance_currency": "EUR"}
    late = {**report("ad", "1", "c", "g", "x", day=date(2024, 5, 2)), "ad_performance_currency": "EUR"}
    rows = table(database, "told", UNIFIED, [euros, pounds, dollars, coarse, late])
    assert AdPerformance.settle is not None
    settled = AdPerformance.settle(rows, {"exchange_rate": rates}, Logic((TenantLogic("a", currency="USD"),)))
    names = ("ad_performance_spend_reported", "ad_performance_conversion_value_reported")
    assert settled.schema() == ibis.schema({**UNIFIED, **dict.fromkeys(names, MONEY)})
    found = {
        (row["ad_performance_date"].day, row["ad_performance_currency"]): tuple(row[name] for name in names)
        for row in settled.to_pyarrow().to_pylist()
    }
    spent = Decimal("5.88")
    assert found == {
        (1, "EUR"): (spent * rate["exchange_rate_rate"], Decimal("12.5")),
        (1, "GBP"): (None, None),
        (1, "USD"): (spent, 10),
        (2, "EUR"): (None, None),
    }


def test_a_row_of_no_known_level_neither_drops_nor_is_dropped(database: Any) -> None:
    strangers = [report(None, "1", "c", "g", "x"), report("survey", "1", "c", "g", "x")]
    assert kept(database, [*strangers, AD, SPLIT]) == [*strangers, SPLIT]
    assert kept(database, [*strangers, AD]) == [*strangers, AD]


Tree = Any
"""A branch [subtree, ...], or the impressions of a breakdown row."""

TREES = st.lists(st.lists(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=2), min_size=1, max_size=2), max_size=2), max_size=2)


def truth(tree: Tree) -> int:
    return tree if isinstance(tree, int) else sum(map(truth, tree))


def reports(tree: Tree, *path: str) -> Iterator[Row]:
    """Every row of every report of a tree, each with the truth of what is below it."""
    seen = truth(tree)
    if isinstance(tree, int):
        yield report("breakdown", *path[:-1], seen=seen, spend=str(seen), publisher=path[-1])
        return
    yield report(LEVELS[len(path) - 1], *path, seen=seen, spend=str(seen))
    for n, branch in enumerate(tree):
        yield from reports(branch, *path, f"{path[-1]}{n}")


def about(row: Row) -> list[str]:
    return [row[column] for column in IDS if row[column] is not None]


def best(rows: list[Row], *, of: list[str]) -> int:
    """What is known of a subject: what its own row says, else what is known of its parts."""
    below = [row for row in rows if about(row)[: len(of)] == of]
    here = [row for row in below if about(row) == of]
    own = [row for row in here if not row["ad_performance_publisher"]]
    parts = {about(row)[len(of)] for row in below if len(about(row)) > len(of)}
    known = [int(row["ad_performance_impressions"]) for row in own or here]
    return sum(known) if own else sum(known) + sum(best(rows, of=[*of, part]) for part in parts)


@settings(deadline=None, max_examples=40)
@given(tree=TREES, data=st.data())
def test_the_settled_total_is_that_of_the_coarsest_reports(database: Any, tree: Tree, data: st.DataObject) -> None:
    every = list(reports(tree, "1"))
    levels = data.draw(st.sets(st.sampled_from(LEVELS), min_size=1))
    landed = [row for row in every if row["ad_performance_level"] in levels and data.draw(st.integers(0, 3))] or every
    stands = kept(database, landed)
    assert sum(row["ad_performance_impressions"] for row in stands) == best(landed, of=["1"])
    assert sum(row["ad_performance_spend"] for row in stands) == best(landed, of=["1"])


@settings(deadline=None, max_examples=20)
@given(tree=TREES)
def test_of_complete_reports_the_finest_rows_stand(database: Any, tree: Tree) -> None:
    every = list(reports(tree, "1"))
    parents = {tuple(about(row)[:-1]) for row in every} | {tuple(about(row)) for row in every if row["ad_performance_publisher"]}
    assert kept(database, every) == [row for row in every if row["ad_performance_publisher"] or tuple(about(row)) not in parents]
