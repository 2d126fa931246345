"""The objects of one connection in one load: one id, books of their own, and no object that keeps another from landing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import Batch
from engine.landing.gate import Landed

from .conftest import Desk
from .shop_contracts import Order, OrderRefund, Shop

BOTH = (Order, OrderRefund)
BOOKS = "SELECT object, read, landed, quarantined, load_id = max(load_id) OVER () FROM landing.loads ORDER BY load_id, object"
REFUNDS = "SELECT id FROM raw_tyrell_corp.shop__orders_refunds ORDER BY id"


class Told:
    """An extraction that tells when it is asked for an object, and when each of its batches is taken."""

    def __init__(self, **batches: list[Batch]) -> None:
        self.given, self.events = batches, list[str]()

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        self.events.append(source.object)
        for batch in self.given.get(source.object, []):
            self.events.append(batch.place)
            yield batch


def land(desk: Desk, *sources: type[Source]) -> list[Landed | LandingError]:
    return desk.landing().land(sources or BOTH)


def figures(outcomes: list[Landed | LandingError]) -> list[tuple[int, int, int] | str]:
    return [(o.read, o.landed, o.quarantined) if isinstance(o, Landed) else "failed" for o in outcomes]


def test_objects_of_a_connection_land_in_one_load_with_books_of_their_own(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\nnope\n')
    desk.put("orders_refunds.jsonl", '{"id": 2}\n{"id": "x"}\n{"id": 3}\n')
    outcomes = land(desk)
    assert figures(outcomes) == [(2, 1, 1), (3, 2, 1)]
    assert {o.load_id for o in outcomes if isinstance(o, Landed)} == set(desk.orders("_dlt_load_id"))
    assert desk.rows(BOOKS) == [("orders", 2, 1, 1, True), ("orders_refunds", 3, 2, 1, True)]
    assert desk.quarantine("object, record") == [("orders", "nope"), ("orders_refunds", '{"id": "x"}')]
    assert desk.told == [
        "raw_tyrell_corp.shop__orders: read 2, landed 1, 1 quarantined.",
        "raw_tyrell_corp.shop__orders_refunds: read 3, landed 2, 1 quarantined.",
    ]


def test_one_object_is_read_after_the_other(desk: Desk) -> None:
    extraction = Told(orders=[Batch([{"id": 1}], "a"), Batch([{"id": 2}], "b")], orders_refunds=[Batch([{"id": 3}], "c")])
    begun: list[str] = []
    desk.landing(extraction, lambda source: begun.append(source.object)).land(BOTH)
    assert extraction.events == ["orders", "a", "b", "orders_refunds", "c"]
    assert begun == ["orders", "orders_refunds"]


def test_rows_are_numbered_over_the_objects_of_a_load(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\nnope\n{"id": 2}\n')
    desk.put("orders_refunds.jsonl", '{"id": 3}\n{"id": 4}\n')
    land(desk)
    assert desk.orders("id, _engine_row") == [(1, 1), (2, 2)]
    assert desk.rows("SELECT id, _engine_row FROM raw_tyrell_corp.shop__orders_refunds ORDER BY id") == [(3, 3), (4, 4)]


def test_only_what_is_new_is_booked(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\n')
    assert figures(land(desk)) == [(1, 1, 0), (0, 0, 0)]
    desk.put("orders_refunds.jsonl", '{"id": 2}\n')
    first, second = land(desk)
    assert isinstance(first, Landed) and isinstance(second, Landed)
    assert (first.load_id, second.landed) == ("", 1)
    assert figures(land(desk)) == [(0, 0, 0), (0, 0, 0)]
    assert len(desk.rows(BOOKS)) == 2 + 1


def test_the_table_of_an_object_without_records_is_made_beside_the_others(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\n')
    land(desk, Order)
    assert figures(land(desk)) == [(0, 0, 0), (0, 0, 0)]
    assert desk.rows(REFUNDS) == []


def test_objects_may_share_the_names_of_columns_of_other_kinds(desk: Desk) -> None:
    class Ticket(Shop, object="tickets", key="id"):
        id: str | None = None
        total: bool | None = None

    extraction = Told(
        orders=[Batch([{"id": 1, "total": "1.5", "new": 1}], "a")], tickets=[Batch([{"id": "t", "total": True, "new": "x"}], "b")]
    )
    assert figures(desk.landing(extraction).land([Order, Ticket])) == [(1, 1, 0), (1, 1, 0)]
    assert desk.rows('SELECT id, total, "new" FROM raw_tyrell_corp.shop__tickets') == [("t", True, "x")]


def test_a_source_that_cannot_be_read_fails_alone(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\nnope\n')
    bad = desk.put("orders_refunds.parquet", "no parquet")
    outcomes = land(desk)
    assert figures(outcomes) == [(2, 1, 1), "failed"]
    assert isinstance(outcomes[1], LandingError) and outcomes[1].where == str(bad)
    assert (desk.orders("id"), desk.quarantine("record")) == ([1], ["nope"])
    bad.unlink()
    assert figures(land(desk)) == [(0, 0, 0), (0, 0, 0)]


def test_a_column_that_cannot_be_reconciled_fails_alone(desk: Desk) -> None:
    class Texts(Shop, object="orders", key="id"):
        id: str | None = None

    desk.landing(Told(orders=[Batch([{"id": "x"}], "a")])).land([Texts])
    desk.put("orders.jsonl", '{"id": 1}\n')
    desk.put("orders_refunds.jsonl", '{"id": 2}\n')
    outcomes = land(desk)
    assert figures(outcomes) == ["failed", (1, 1, 0)]
    assert isinstance(outcomes[0], LandingError) and "'id' holds text" in outcomes[0].what
    assert desk.rows(REFUNDS) == [2]


@pytest.mark.parametrize("sources", [BOTH, BOTH[::-1]])
def test_a_table_that_refuses_its_rows_fails_alone(desk: Desk, sources: tuple[type[Source], ...]) -> None:
    land(desk)
    desk.execute("ALTER TABLE raw_tyrell_corp.shop__orders_refunds ALTER id SET NOT NULL")
    desk.put("orders.jsonl", '{"id": 1}\nnope\n')
    desk.put("orders_refunds.jsonl", '{"id": null}\n')
    assert sorted(map(str, figures(land(desk, *sources)))) == ["(2, 1, 1)", "failed"]
    assert (desk.orders("id"), desk.quarantine("record")) == ([1], ["nope"])
    desk.execute("ALTER TABLE raw_tyrell_corp.shop__orders_refunds ALTER id DROP NOT NULL")
    assert figures(land(desk)) == [(0, 0, 0), (1, 1, 0)]
    assert desk.rows("SELECT bool_and(finished_at IS NOT NULL), sum(landed) FROM landing.loads") == [(True, 2)]
