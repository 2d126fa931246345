"""Records are as the vendors write them, and every one of them is held by its contract."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from engine.landing.demo.renderers import SILENT
from engine.landing.hold import hold

from .simulation import EVERYWHERE, OBJECTS, Place, Simulation, contract

MONEY = re.compile(r"-?\d+\.\d{2}")


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_every_record_is_held_by_its_contract(simulation: Simulation, place: Place) -> None:
    source = contract(*place)
    for batch in simulation.batches(*place):
        held = hold(source, batch)
        assert held.rejected == ()
        assert held.frame.columns == [column.name for column in source.columns]
        assert held.frame.filter(pl.all_horizontal(pl.col(*source.key).is_null())).is_empty()


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_records_are_plain_json(simulation: Simulation, place: Place) -> None:
    for batch in simulation.batches(*place):
        assert json.loads(json.dumps(batch.records)) == batch.records


@pytest.mark.parametrize("place", OBJECTS, ids=".".join)
def test_every_object_with_a_contract_is_simulated(simulation: Simulation, place: Place) -> None:
    assert simulation.records(*place)


def test_what_is_not_simulated_exists_and_has_a_reason(simulation: Simulation) -> None:
    for place, reason in SILENT.items():
        assert place in EVERYWHERE
        assert reason
        assert simulation.records(*place) == []


def test_an_event_is_identified_by_its_key(simulation: Simulation) -> None:
    assert len(simulation.newest("google_analytics", "events")) == len(simulation.records("google_analytics", "events"))


def test_shopify_writes_money_as_text_but_in_refunds(simulation: Simulation) -> None:
    for order in simulation.records("shopify", "orders"):
        assert types(order, "id", "order_number", "total_weight") == {int}
        for name in ("total_price", "subtotal_price", "total_tax", "total_discounts", "current_total_price"):
            assert MONEY.fullmatch(order[name])
            assert order[f"{name}_set"]["shop_money"] == {"amount": order[name], "currency_code": "USD"}
        assert all(MONEY.fullmatch(line["price"]) for line in order["line_items"])
    for refund in simulation.records("shopify", "order_refunds"):
        assert {float} == {t for line in refund["refund_line_items"] for t in types(line, "subtotal", "total_tax")}
        assert all(MONEY.fullmatch(transaction["amount"]) for transaction in refund["transactions"])


def test_shopify_writes_times_with_the_shops_offset(simulation: Simulation) -> None:
    for order in simulation.records("shopify", "orders"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-08:00", order["created_at"])


def test_meta_writes_everything_as_text(simulation: Simulation) -> None:
    for row in simulation.records("facebook_ads", "ads_insights"):
        assert types(row, *(name for name in row if name not in ("actions", "action_values"))) == {str}
        assert all(isinstance(action["value"], str) for action in row.get("actions", []))
        assert MONEY.fullmatch(row["spend"])
    for ad_set in simulation.records("facebook_ads", "ad_sets"):
        assert types(ad_set, "id", "campaign_id", "daily_budget") == {str}
        assert ad_set["daily_budget"].isdigit()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0800", ad_set["updated_time"])


def test_ga4_writes_whole_numbers_as_text_and_amounts_as_numbers(simulation: Simulation) -> None:
    for event in simulation.records("google_analytics", "events"):
        assert re.fullmatch(r"\d{16}", event["event_timestamp"])
        assert re.fullmatch(r"\d{8}", event["event_date"])
        for param in event["event_params"]:
            ((kind, value),) = param["value"].items()
            assert isinstance(value, float if kind == "double_value" else str)
        if event["event_name"] == "purchase":
            assert types(event["ecommerce"], "purchase_revenue", "tax_value", "shipping_value") == {float}


def test_a_currency_without_minor_units_has_no_decimals() -> None:
    tokyo = replace(Simulation(), currency="JPY", time_zone="Asia/Tokyo")
    assert all(order["total_price"].isdigit() for order in tokyo.records("shopify", "orders"))
    assert all(row["spend"].isdigit() for row in tokyo.records("facebook_ads", "ads_insights"))


def types(record: dict[str, Any], *names: str) -> set[type]:
    return {type(record[name]) for name in names}
