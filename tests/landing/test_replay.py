from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from engine.landing.batch import Batch

from .conftest import Desk
from .shop_contracts import Order, Shop
from .test_land import TYPES, Given


class Mended(Shop, object="orders", key="id", version="updated_at"):
    id: str | None = None
    total: Decimal | None = None
    updated_at: datetime | None = None


def test_a_record_lands_once_its_contract_is_mended(desk: Desk) -> None:
    desk.land(extraction=Given(Batch([{"id": 1}, {"id": "abc", "total": "1.5"}, {"id": "x", "total": "free"}], "a")))
    (landed,) = desk.replay(Mended)
    assert (landed.read, landed.landed, landed.quarantined) == (3 - 1, 1, 1)
    assert desk.orders("id, total, _engine_row") == [("1", None, 1), ("abc", Decimal("1.5"), 1)]
    assert desk.quarantine("error, replayed_load_id") == [
        ("id: expected a number, got 'abc'", landed.load_id),
        ("total: expected a number, got 'free'", None),
    ]
    assert not [name for name, _ in desk.rows(TYPES) if "__v_" in name]
    assert desk.land(Mended, Given(Batch([{"id": "def"}], "b"))).landed == 1
    assert desk.orders("id") == ["1", "abc", "def"]


def test_a_second_replay_finds_only_what_is_left(desk: Desk) -> None:
    desk.land(extraction=Given(Batch([{"id": "abc"}, {"id": 1, "total": "free"}], "a")))
    desk.replay(Mended)
    (again,) = desk.replay(Mended)
    assert (again.load_id, again.read, again.landed, again.quarantined) == ("", 1, 0, 1)
    assert desk.orders("id") == ["abc"]
    assert desk.rows("SELECT sum(landed), bool_and(read = landed + quarantined) FROM landing.loads") == [(1, True)]


def test_what_is_no_record_stays(desk: Desk) -> None:
    desk.put("orders.jsonl", 'nope\n[1]\n12\n{"id": "x"}')
    desk.land()
    before = desk.quarantine()
    (landed,) = desk.replay(Order)
    assert (landed.read, landed.landed) == (4, 0)
    assert desk.quarantine() == before


def test_records_without_a_contract_stay(desk: Desk) -> None:
    desk.land(extraction=Given(Batch([{"id": "x"}], "a")))
    assert desk.replay() == []


def test_nothing_to_replay_is_no_error(desk: Desk) -> None:
    assert desk.replay(Order) == []
    desk.land()
    assert desk.replay(Order) == []


def test_values_survive_the_quarantine(desk: Desk) -> None:
    lines = [{"price": Decimal("1.50"), "id": 2**70, "name": "名前"}]
    desk.land(extraction=Given(Batch([{"id": "x", "total": Decimal("0.10"), "lines": lines, "updated_at": "2024-01-01"}], "a")))

    class Whole(Mended, object="orders", key="id"):
        lines: Json | None = None

    desk.replay(Whole)
    assert desk.orders("total, lines") == [(Decimal("0.10"), '[{"price":1.50,"id":1180591620717411303424,"name":"名前"}]')]


def test_an_unknown_column_that_refused_a_record_becomes_text(desk: Desk) -> None:
    desk.land(extraction=Given(Batch([{"id": 1, "new": 5}], "a"), Batch([{"id": 2, "new": "five"}], "b")))
    assert desk.quarantine("error") == ["new: expected a number, got 'five'"]
    desk.replay(Order)
    assert desk.orders('id, "new"') == [(1, "5"), (2, "five")]
