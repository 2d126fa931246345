from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts.source import Source
from engine.errors import LandingError
from engine.landing.batch import Batch
from engine.landing.land import extraction_for, unclaimed

from .conftest import Desk
from .shop_contracts import CATALOG, Order, OrderRefund, Shop

TYPES = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'shop__orders'"


class Given:
    """An extraction of given batches, which remembers what it was asked for."""

    def __init__(self, *batches: Batch) -> None:
        self.given, self.asked = batches, list[str | None]()

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        self.asked.append(since)
        yield from self.given


def test_records_land_as_the_contract_says(desk: Desk) -> None:
    desk.put(
        "orders.jsonl",
        '{"id": 9007199254740993, "number": 7, "total": "99999999999999999999.999999999999999999", "rate": "0.1", "paid": "true",'
        ' "updated_at": "2024-03-12T15:02:47-07:00", "day": "20240229", "hour": "09:30:00", "lines": [{"p": 1.50, "n": "名前"}],'
        ' "raw": "a", "order": "reserved", "Gateway Name": "g"}\n',
    )
    landed = desk.land()
    assert (landed.read, landed.landed, landed.quarantined) == (1, 1, 0)
    (row,) = desk.orders("*")
    assert row[:12] == (
        9007199254740993,
        "7",
        Decimal("99999999999999999999.999999999999999999"),
        0.1,
        True,
        datetime(2024, 3, 12, 22, 2, 47, tzinfo=UTC),
        date(2024, 2, 29),
        datetime(2024, 1, 1, 9, 30).time(),
        '[{"p":1.50,"n":"名前"}]',
        b"a",
        "reserved",
        "g",
    )
    assert dict(desk.rows(TYPES)) == {
        "id": "BIGINT",
        "number": "VARCHAR",
        "total": "DECIMAL(38,18)",
        "rate": "DOUBLE",
        "paid": "BOOLEAN",
        "updated_at": "TIMESTAMP WITH TIME ZONE",
        "day": "DATE",
        "hour": "TIME",
        "lines": "JSON",
        "raw": "BLOB",
        "order": "VARCHAR",
        "formatted_gateway": "VARCHAR",
        "_engine_row": "BIGINT",
        "_dlt_load_id": "VARCHAR",
    }
    assert landed.load_id == desk.orders("_dlt_load_id")[0]


def test_an_object_without_records_still_has_its_table(desk: Desk) -> None:
    landed = desk.land()
    assert (landed.read, landed.table) == (0, "raw_tyrell_corp.shop__orders")
    assert desk.orders("id") == []
    assert len(desk.rows(TYPES)) == len(Order.columns) + 2
    assert desk.land().load_id == ""


def test_nothing_new_makes_no_load_and_a_changed_file_does(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\n')
    desk.land()
    assert desk.land().load_id == ""
    desk.put("orders.jsonl", '{"id": 1}\n{"id": 2}\n')
    assert desk.land().landed == 2
    assert desk.orders("id") == [1, 1, 2]


def test_rows_are_numbered_over_the_batches_of_a_load(desk: Desk) -> None:
    batches = [Batch([{"id": 1}, {"id": "x"}, {"id": 2}], "a"), Batch([], "b"), Batch(pl.DataFrame({"id": [3, 4]}), "c")]
    landed = desk.land(extraction=Given(*batches))
    assert (landed.read, landed.landed, landed.quarantined) == (5, 4, 1)
    assert desk.orders("id, _engine_row") == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert desk.rows("SELECT places, read, landed, quarantined, finished_at >= started_at FROM landing.loads") == [(3, 5, 4, 1, True)]


def test_bad_records_are_quarantined_and_the_rest_lands(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}\nnope\n{"id": "x"}\n')
    landed = desk.land()
    assert (landed.read, landed.landed, landed.quarantined) == (3, 1, 2)
    assert desk.quarantine() == [
        ("nope", "not JSON: Expecting value: line 1 column 1 (char 0)", "orders.jsonl:2"),
        ('{"id": "x"}', "id: expected a number, got 'x'", "orders.jsonl"),
    ]
    assert desk.quarantine("tenant_slug, connection, platform, object, load_id, replayed_load_id")[0] == (
        *("tyrell_corp", "shop", "shop", "orders", landed.load_id, None),
    )
    assert desk.told == ["raw_tyrell_corp.shop__orders: read 3, landed 1, 2 quarantined."]


def test_the_cursor_moves_on_and_never_back(desk: Desk) -> None:
    newer, older = Batch([{"id": 1, "updated_at": "2024-02-01T01:00:00+01:00"}], "a"), Batch([{"id": 1, "updated_at": "2023-01-01"}], "b")
    asked = []
    for batch in (newer, older, Batch([{"id": "x", "updated_at": "2030-01-01"}], "c"), Batch([], "d")):
        extraction = Given(batch)
        desk.land(extraction=extraction)
        asked += extraction.asked
    assert asked == [None, *["2024-02-01T00:00:00+00:00"] * 3]


def test_load_ids_rise(desk: Desk) -> None:
    ids = [float(desk.land(extraction=Given(Batch([{"id": n}], "a"))).load_id) for n in range(3)]
    assert ids == sorted(set(ids))
    assert desk.orders("id") == [0, 1, 2]


def test_a_clock_that_went_back_is_not_believed(desk: Desk) -> None:
    desk.land()
    desk.execute(f"UPDATE landing.loads SET load_id = '{time.time() + 3600}'")
    with pytest.raises(LandingError, match="clock"):
        desk.land(extraction=Given(Batch([{"id": 1}], "a")))
    desk.execute(f"UPDATE landing.loads SET load_id = '{(soon := time.time() + 1)}'")
    assert float(desk.land(extraction=Given(Batch([{"id": 1}], "a"))).load_id) > soon


def test_drift_is_visible_in_the_table_and_stays_in_one_column(desk: Desk) -> None:
    desk.land(
        extraction=Given(Batch([{"id": 1}], "a"), Batch([{"id": 2, "New Column": 5, "nested": {"a": 1}}], "b"), Batch([{"id": 3}], "c"))
    )
    assert desk.orders("id, new_column, nested") == [(1, None, None), (2, 5, '{"a":1}'), (3, None, None)]
    assert {("new_column", "BIGINT"), ("nested", "JSON")} <= set(desk.rows(TYPES))
    landed = desk.land(extraction=Given(Batch([{"id": 4, "new_column": "five"}, {"id": 5, "new_column": "6"}], "d")))
    assert (landed.landed, landed.quarantined) == (1, 1)
    assert desk.orders("new_column") == [None, 5, None, 6]
    assert len(desk.rows(TYPES)) == len(Order.columns) + 4


def test_a_column_that_the_contract_gets_is_added(desk: Desk) -> None:
    class Slim(Shop, object="orders", key="id"):
        id: int | None = None

    desk.land(Slim, Given(Batch([{"id": 1}], "a")))
    desk.land(Order, Given(Batch([{"id": 2, "total": 1}], "a")))
    assert desk.orders("id, total") == [(1, None), (2, Decimal(1))]
    desk.land(Slim, Given(Batch([{"id": 3, "total": "2.5"}], "a")))
    assert desk.orders("total") == [None, Decimal(1), Decimal("2.5")]


def test_names_of_columns_are_kept_as_the_contract_says(desk: Desk) -> None:
    class Odd(Shop, object="odd", key="id"):
        id: int | None = None
        select: str | None = None
        a__b: str | None = None
        utm_: str | None = None
        _1st: str | None = None
        x1_y2: str | None = None
        load_id: str | None = None

    desk.land(Odd, Given(Batch([dict.fromkeys(Odd.model_fields, "1")], "a")))
    found = desk.rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'shop__odd' AND column_name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    assert found == [column.name for column in Odd.columns]


def test_text_is_kept_whatever_it_holds(desk: Desk) -> None:
    texts = ["", " ", "\x00", "a\x00b", "\u2028", "👩‍🚀", "'; DROP TABLE x; --", '"', "\\", "NULL", "\n"]
    desk.land(extraction=Given(Batch([{"id": n, "number": text, "lines": [text]} for n, text in enumerate(texts)], "a")))
    assert desk.orders("number") == texts
    assert [json.loads(lines) for lines in desk.orders("lines")] == [[text] for text in texts]


def test_csv_jsonl_and_parquet_land_alike(desk: Desk) -> None:
    desk.put("orders_1.jsonl.gz", gzip.compress(b'{"id": 1, "total": 1.10, "day": "2024-01-01", "paid": true, "lines": [1.0]}'))
    desk.put("orders_2.csv", "\ufeffid;total;day;paid;lines\r\n1;1.10;20240101;TRUE;[1.0]\r\n")
    frame = pl.DataFrame({"id": ["1"], "total": [1.1], "day": [datetime(2024, 1, 1)], "paid": [1], "lines": [[1.0]]})
    frame.write_parquet(desk.folder / "orders_3.parquet")
    assert desk.land().landed == 3
    assert len(set(desk.orders("id, total, day, paid, lines::VARCHAR"))) == 1


def test_what_no_contract_asks_for_is_told(desk: Desk) -> None:
    desk.put("carts.jsonl", "{}")
    assert unclaimed(extraction_for(desk.settings, desk.tenant, desk.connection, CATALOG)) == (
        "no contract for carts.jsonl: it is left where it is.",
    )


def test_objects_of_one_connection_do_not_touch_each_other(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}')
    desk.put("orders_refunds.jsonl", '{"id": 2}')
    assert desk.land(OrderRefund).landed == 1
    assert desk.land().landed == 1
    assert desk.land(OrderRefund).load_id == ""


def test_an_error_of_the_source_leaves_no_trace(desk: Desk) -> None:
    desk.put("orders_1.jsonl", '{"id": 1}\nnope\n')
    bad = desk.put("orders_2.parquet", "no parquet")
    with pytest.raises(LandingError) as caught:
        desk.land()
    assert caught.value.where == str(bad)
    assert desk.rows("SELECT * FROM landing.loads") == desk.quarantine() == []
    bad.unlink()
    assert desk.land().read == 2


def test_a_replaced_warehouse_takes_everything_again(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1}')
    desk.land()
    desk.warehouse.path.unlink()
    assert desk.land().landed == 1
    assert desk.orders("id") == [1]


def test_a_dropped_table_takes_everything_again_and_an_emptied_one_does_not(desk: Desk) -> None:
    desk.put("orders.jsonl", '{"id": 1, "updated_at": "2024-01-01"}')
    desk.land()
    desk.execute("DELETE FROM raw_tyrell_corp.shop__orders")
    assert desk.land().load_id == ""
    desk.execute("DROP TABLE raw_tyrell_corp.shop__orders")
    assert desk.land().landed == 1


def test_landing_is_quiet_and_reaches_for_no_network(
    desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[Any] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, address: reached.append(address))
    desk.land(extraction=Given(Batch([{"id": 1, "new": {"a": 1}}], "a")))
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
    assert reached == []


GOOD = st.builds(lambda n, text: json.dumps({"id": n, "number": text}), st.integers(-(2**63), 2**63 - 1), st.text(max_size=5))
BAD = st.sampled_from(
    ['{"id": "x"}', "nope", '{"id":', "12", '{"id": 1e30}', '{"number": "\\ud83d"}', '{"id": NaN}', '{"lines": "\\udc00"}', "null"]
)


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(GOOD, max_size=20), st.lists(BAD, max_size=10), st.randoms())
def test_accounts_close_over_any_mix(desk: Desk, good: list[str], bad: list[str], shuffle: random.Random) -> None:
    lines = [*good, *bad]
    shuffle.shuffle(lines)
    before = _totals(desk) if desk.warehouse.path.exists() else (0, 0)
    desk.put("orders.jsonl", "\n".join([*lines, f'{{"id": 1, "number": "{uuid4()}"}}']))
    landed = desk.land()
    assert (landed.read, landed.landed, landed.quarantined) == (len(lines) + 1, len(good) + 1, len(bad))
    assert _totals(desk) == (before[0] + len(good) + 1, before[1] + len(bad))
    assert desk.rows("SELECT bool_and(read = landed + quarantined) FROM landing.loads") == [True]


def _totals(desk: Desk) -> tuple[Any, Any]:
    landed, quarantined = (f"SELECT count(*) FROM {table}" for table in ("raw_tyrell_corp.shop__orders", "landing.quarantine"))
    return desk.rows(landed)[0], desk.rows(quarantined)[0]
