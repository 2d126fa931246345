from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.entities.ad_performance import AdPerformance
from contracts.entities.order import Order
from contracts.entity import Entity
from contracts.logic import Logic, TenantLogic
from contracts.reporting import reported, unrated

Row = dict[str, Any]

LOGIC = Logic((TenantLogic("acme", currency="USD"), TenantLogic("stark", currency="EUR")))
DAY = date(2025, 1, 6)
SALES = {"tenant_slug": "string", "key": "int64", "day": "date", "currency": "string", "net": "decimal(38, 9)", "tax": "decimal(38, 9)"}
RATES = {
    "tenant_slug": "string",
    "exchange_rate_date": "date",
    "exchange_rate_currency": "string",
    "exchange_rate_to": "string",
    "exchange_rate_rate": "decimal(38, 9)",
    "exchange_rate_inverse": "decimal(38, 9)",
}


def rate(tenant: str, to: str, code: str, one: str, day: date = DAY) -> tuple[Any, ...]:
    """A quotation, with its inverse at the places that the star has."""
    return (tenant, day, code, to, Decimal(one), round(1 / Decimal(one), 9))


QUOTED = [
    rate("acme", "USD", "EUR", "1.0389"),
    rate("acme", "USD", "JPY", "0.006366446"),
    rate("acme", "USD", "IDR", "0.000055102"),
    rate("acme", "USD", "USD", "1"),
    rate("stark", "EUR", "USD", "0.962556550"),
]


def in_own(*sales: tuple[Any, ...]) -> list[Row]:
    """Sales (tenant, day, currency, net, tax) with their amounts in the tenant's currency."""
    rows = [dict(zip(SALES, (tenant, key, *rest), strict=True)) for key, (tenant, *rest) in enumerate(sales)]
    rates = table(RATES, [dict(zip(RATES, quoted, strict=True)) for quoted in QUOTED])
    amounts = {"net_reported": "net", "tax_reported": "tax"}
    made = reported(table(SALES, rows), rates, LOGIC, day="day", currency="currency", amounts=amounts)
    assert made.columns == (*SALES, *amounts)
    assert {made[name].type() for name in amounts} == {ibis.dtype("decimal(38, 9)")}
    found: list[Row] = made.order_by("key").to_pyarrow().to_pylist()
    return found


@pytest.mark.parametrize(
    ("tenant", "day", "currency", "net", "expected"),
    [
        ("acme", DAY, "EUR", "100", "103.89"),
        ("acme", DAY, "EUR", "-19.99", "-20.767611"),
        ("acme", DAY, "JPY", "1000000", "6366.446"),
        ("stark", DAY, "USD", "100", "96.255655"),
        ("acme", DAY, "USD", "0.123456789", "0.123456789"),
        ("acme", date(1900, 1, 1), "USD", "5", "5"),  # a tenant's own currency needs no day
        ("acme", None, "USD", "5", "5"),
        ("acme", DAY, "EUR", None, None),
        ("acme", DAY, "GBP", "5", None),
        ("acme", DAY, None, "5", None),
        ("acme", DAY + timedelta(days=1), "EUR", "5", None),
        ("acme", None, "EUR", "5", None),
        ("stark", DAY, "JPY", "5", None),  # the rate of another tenant
    ],
)
def test_an_amount_is_told_in_the_tenants_currency(
    tenant: str, day: date | None, currency: str | None, net: str | None, expected: str | None
) -> None:
    [row] = in_own((tenant, day, currency, net and Decimal(net), Decimal(0)))
    found = row["net_reported"]
    assert (found if found is None else round(found, 6)) == (expected if expected is None else round(Decimal(expected), 6))


def test_a_weak_currency_is_converted_by_the_rate_with_more_digits() -> None:
    [row] = in_own(("acme", DAY, "IDR", Decimal(10**12), Decimal(0)))
    exact = Decimal(10**12) / round(1 / Decimal("0.000055102"), 9)
    assert abs(row["net_reported"] - exact) < Decimal("0.00001")


def test_an_amount_that_is_too_large_stops_nothing() -> None:
    [row] = in_own(("acme", DAY, "EUR", Decimal("99999999999999999999999999999"), Decimal(1)))
    assert (row["net_reported"], row["tax_reported"]) == (None, Decimal("1.0389"))


def table(types: dict[str, str], rows: list[Row]) -> ibis.Table:
    return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(types).to_pyarrow()))


def test_amounts_without_a_rate_are_told_of_and_stop_nothing() -> None:
    promise = unrated("sale", "net", "net_reported")
    kinds = {"key": "int64", "net": "decimal(38, 9)", "net_reported": "decimal(38, 9)"}
    amounts = [(Decimal(5), Decimal(6)), (Decimal(5), None), (None, None), (Decimal(0), None), (None, Decimal(6))]
    rows = table(kinds, [dict(zip(kinds, (key, *both), strict=True)) for key, both in enumerate(amounts)])
    assert promise.broken(rows).order_by("key").to_pyarrow()["key"].to_pylist() == [1, 3]
    assert not promise.stops
    assert "net_reported" in promise.description


@pytest.mark.parametrize("entity", [Order, AdPerformance])
def test_entities_with_reported_amounts_say_where_a_rate_is_missing(entity: type[Entity]) -> None:
    [promise] = [promise for promise in entity.promises if promise.name.endswith("amounts have a rate")]
    named = {column.name: column.dtype for column in entity.columns}
    assert promise.broken(ibis.table(named, name="rows")).columns == tuple(named)
    assert not promise.stops


CENTS = st.decimals(-(10**9), 10**9, allow_nan=False, places=2)
FOREIGN = st.tuples(st.sampled_from(["acme", "stark"]), st.just(DAY), st.sampled_from(["USD", "EUR", "JPY", "GBP", None]), CENTS, CENTS)


@given(st.lists(FOREIGN, min_size=1, max_size=20))
@example([("acme", DAY, "USD", Decimal("0.01"), Decimal(0))])
def test_every_row_stays_and_its_amounts_and_their_sum_are_those_of_the_rate(sales: list[tuple[Any, ...]]) -> None:
    to = {tenant.slug: tenant.currency for tenant in LOGIC.tenants}
    rates = {(tenant, code): one for tenant, _, code, _, one, _ in QUOTED}
    found = in_own(*sales)
    assert [row["key"] for row in found] == list(range(len(sales)))
    for row, (tenant, _, code, net, tax) in zip(found, sales, strict=True):
        if code == to[tenant]:
            assert (row["net_reported"], row["tax_reported"]) == (net, tax)
        elif one := rates.get((tenant, code)):
            assert abs(row["net_reported"] - net * one) <= max(Decimal("0.005"), abs(net * one) / 10**6)
            assert abs(row["net_reported"] + row["tax_reported"] - (net + tax) * one) <= max(
                Decimal("0.01"), (abs(net) + abs(tax)) * one / 10**6
            )
        else:
            assert row["net_reported"] is None
