from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
import pytest
from ibis import _

from contracts.catalog import catalog
from contracts.lineage import columns_read
from contracts.mapping import Mapping
from contracts.source import Source

ORDERS = ibis.table(
    {"id": "int64", "buyer": "string", "total": "float64", "placed_at": "timestamp", "note": "string", "tags": "array<string>"},
    name="orders",
)
BUYERS = ibis.table({"buyer": "string", "city": "string"}, name="buyers")


@pytest.mark.parametrize(
    ("make", "read"),
    [
        (lambda t: t.select("id"), "id"),
        (lambda t: t.select(number=t.id.cast("string"), blank=ibis.null("string")), "id"),
        (lambda t: t.select(net=t.total * 2, who=t.buyer.upper()), "total buyer"),
        (lambda t: t.mutate(net=t.total * 2).select("id", "net"), "id total"),
        (lambda t: t.mutate(note=t.buyer).select("note"), "buyer"),
        (lambda t: t.rename(number="id").select("number"), "id"),
        (lambda t: t.mutate(a=t.total).mutate(b=_.a + 1).mutate(c=_.b).select("c"), "total"),
        (lambda t: t.filter(t.total > 0).select("id"), "id total"),
        (lambda t: t.filter(t.total > 0).filter(_.note.notnull()).select("id"), "id total note"),
        (lambda t: t.mutate(tag=t.tags.unnest()).select("id", "tag"), "id tags"),
        (lambda t: t.mutate(rank=ibis.row_number().over(group_by=t.buyer, order_by=t.placed_at.desc())).select("rank"), "buyer placed_at"),
        (lambda t: t.mutate(mean=t.total.mean().over(group_by="buyer")).filter(_.mean > 1).select("id"), "id total buyer"),
        (lambda t: t.mutate(share=t.total / t.total.sum()).select("share"), "total"),
        (lambda t: t.group_by("buyer").agg(n=_.count(), spent=_.total.sum()).select("n"), "id buyer total placed_at note tags"),
        (lambda t: t.order_by("placed_at").limit(1).select("id"), "id buyer total placed_at note tags"),
        (lambda t: t.join(BUYERS, "buyer").select("id", "city"), "id buyer total placed_at note tags"),
        (lambda t: t.join(BUYERS, "buyer").select("city"), "id buyer total placed_at note tags"),
        (lambda t: t.union(t).select("id"), "id buyer total placed_at note tags"),
    ],
)
def test_the_columns_that_an_expression_is_made_of(make: Callable[[ir.Table], ir.Table], read: str) -> None:
    assert columns_read(make(ORDERS), ORDERS) == frozenset(read.split())


def test_a_row_that_is_made_by_an_unnest_that_nobody_reads_is_still_made() -> None:
    assert columns_read(ORDERS.mutate(tag=ORDERS.tags.unnest()).select("id"), ORDERS) == {"id", "tags"}


def test_what_a_function_computes_or_chooses_in_vain_is_there_when_it_runs() -> None:
    assert columns_read(ORDERS.mutate(net=ORDERS.total * 2).select("id"), ORDERS) == {"id", "total"}
    assert columns_read(ORDERS.select("id", "note").select("id"), ORDERS) == {"id", "note"}


def test_the_columns_of_a_subquery_are_read() -> None:
    buying = ORDERS.filter(ORDERS.total > 1)
    assert columns_read(ORDERS.filter(ORDERS.id.isin(buying.id)).select("id"), ORDERS) >= {"id", "total"}
    assert columns_read(ORDERS.filter(ORDERS.id == buying.total.max().as_scalar()).select("id"), ORDERS) >= {"id", "total"}


def test_the_columns_of_another_table_are_none_of_this_one() -> None:
    assert columns_read(BUYERS.select("city"), ORDERS) == frozenset()


FEEDS = [pytest.param(source, feed, id=f"{source.master}-{feed.entity}") for source in catalog().sources for feed in source.feeds]


@pytest.mark.parametrize(("source", "feed"), FEEDS)
def test_a_mapping_stands_on_nothing_but_the_columns_that_it_reads(source: type[Source], feed: Mapping) -> None:
    whole = source.unbound()
    read = feed.reads(whole)
    table = ibis.table({name: type_ for name, type_ in whole.schema().items() if name in read}, name=source.master)
    assert list(feed.problems(table)) == []
    assert dict(feed.project(table).schema()) == {name: ibis.dtype(type_) for name, type_ in feed.types.items()}
