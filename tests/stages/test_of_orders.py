"""What lines and refunds leave to their orders: a shop may send them alone, without a day or a currency."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import ibis.expr.types as ir
import pytest

from contracts.catalog import catalog
from contracts.entities.order import Order
from contracts.entities.order_line import OrderLine
from contracts.entities.refund import Refund
from contracts.entity import Entity
from contracts.roles import Inherited, Reference
from contracts.source import Source
from contracts.sources.bigcommerce.order_line_items import BigCommerceOrderLineItem
from contracts.sources.bigcommerce.orders import BigCommerceOrder
from contracts.sources.bigcommerce.refunds import BigCommerceRefund
from engine.models.spec import empty
from engine.stages import unified

from .sinks import Sinks

PLACED = datetime(2024, 3, 5, 21, 40, 11, tzinfo=UTC)
ORDER = {"id": 118, "date_created": PLACED, "date_modified": PLACED, "default_currency_code": "USD"}
LINE = {"id": "16", "order_id": "118", "total_ex_tax": "39.98", "quantity": "2"}


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([BigCommerceOrder, BigCommerceOrderLineItem, BigCommerceRefund])
    return opened


def whole(sinks: Sinks, entity: type[Entity], *sources: type[Source]) -> list[dict[str, Any]]:
    """The settled rows of an entity in a warehouse that knows of orders, and of nothing else that they may need."""
    orders = sinks.keep(Order, BigCommerceOrder)

    def known(name: str) -> ir.Table:
        other = catalog().entity(name)
        return orders if other is Order else unified.standing(other, empty(unified.stored(other)))

    through = {role.through for column in entity.columns if (role := column.role(Inherited))}
    parents = {column.name: role.entity for column in entity.playing(Reference) if (role := column.role(Reference))}
    members = {name: (catalog().entity(parents[name]), known(parents[name])) for name in through}
    return sinks.settle(entity, *sources, members=members, others={each.entity: known(each.entity) for each in entity.reads})


def test_a_line_is_sold_when_and_for_what_its_order_was(sinks: Sinks) -> None:
    sinks.push(BigCommerceOrder, ORDER)
    sinks.push(BigCommerceOrderLineItem, {"id": 16, "order_id": 118}, {"id": 17, "order_id": 404})
    found = {row["order_line_id"]: row for row in whole(sinks, OrderLine, BigCommerceOrderLineItem)}
    assert (found["16"]["order_line_sold_at"], found["16"]["order_line_currency"]) == (PLACED, "USD")
    assert (found["17"]["order_line_sold_at"], found["17"]["order_line_currency"]) == (None, None)


def test_a_line_that_comes_alone_and_within_its_order_is_one_line(sinks: Sinks) -> None:
    sinks.push(BigCommerceOrder, {**ORDER, "products": [LINE]})
    sinks.push(BigCommerceOrderLineItem, {"id": 16, "order_id": 118, "quantity": "2", "sku": "OWL-S"}, load=int(PLACED.timestamp()) + 1)
    [line] = whole(sinks, OrderLine, BigCommerceOrder, BigCommerceOrderLineItem)
    assert (line["order_line_sku"], line["order_line_quantity"], line["order_line_sold_at"]) == ("OWL-S", 2, PLACED)


def test_a_refund_is_in_the_currency_of_its_order(sinks: Sinks) -> None:
    sinks.push(BigCommerceOrder, ORDER)
    sinks.push(BigCommerceRefund, {"id": 12, "order_id": 118, "total_amount": "50"}, {"id": 13, "order_id": 404})
    found = whole(sinks, Refund, BigCommerceRefund)
    assert {row["refund_id"]: row["refund_currency"] for row in found} == {"12": "USD", "13": None}
