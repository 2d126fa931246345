from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import ibis
import pytest

from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from contracts.entity import Entity
from contracts.logic import Logic, TenantLogic
from engine.models.spec import compiled, physical
from engine.stages import conformed, star, unified

from .conftest import Run, declared, described
from .shop import Client, Purchase, Report

TENANTS = [("a", "Ateljé A", "Europe/Berlin", "EUR"), ("b", "B's", "America/Los_Angeles", "USD"), ("c", "C", "Asia/Kolkata", "INR")]
LOGIC = Logic(tuple(TenantLogic(*tenant) for tenant in TENANTS))

Row = dict[str, Any]


@pytest.fixture
def house(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A warehouse with empty tables of settled rows, and of what stands of the clients."""
    for name, types in {
        "purchases": unified.schema(Purchase),
        "reports": unified.schema(Report),
        "clients": unified.schema(Client),
    }.items():
        warehouse.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {type_}' for column, type_ in physical(types).items())})")
    return warehouse


def insert(house: duckdb.DuckDBPyConnection, table: str, *rows: Row) -> None:
    for row in rows:
        house.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' for _ in row)})", list(row.values()))


def fact(entity: type[Entity], table: str, logic: Logic = LOGIC) -> ibis.Table:
    parents = [("purchase_client_id", Client, ibis.table(unified.schema(Client), name="clients"))] if entity is Purchase else []
    return star.fact(entity, ibis.table(unified.schema(entity), name=table), logic, parents)


def clients(logic: Logic = LOGIC) -> ibis.Table:
    return star.dimension(Client, ibis.table(unified.schema(Client), name="clients"), logic, [])


def test_a_reference_is_a_member_or_unknown(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    insert(house, "clients", {"tenant_slug": "a", "client_key": "shop:1"}, {"tenant_slug": "b", "client_key": "shop:2"})
    insert(house, "clients", {"tenant_slug": "a", "client_key": "unknown"})
    for number, client in enumerate(["shop:1", "shop:2", "shop:3", None]):
        insert(house, "purchases", {"tenant_slug": "a", "purchase_key": f"shop:{number}", "purchase_client_key": client})
    found = {row["purchase_key"]: row["purchase_client_key"] for row in run(fact(Purchase, "purchases"))}
    assert found == {"shop:0": "shop:1", "shop:1": "unknown", "shop:2": "unknown", "shop:3": "unknown"}


def test_a_reference_to_members_that_are_made_of_the_rows_themselves_is_as_they_say(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    for number, client in enumerate(["shop:1", None]):
        insert(house, "purchases", {"tenant_slug": "a", "purchase_key": f"shop:{number}", "purchase_client_key": client})
    rows = star.resolve(Purchase, ibis.table(unified.schema(Purchase), name="purchases"), [("purchase_client_id", Client, None)])
    assert {row["purchase_key"]: row["purchase_client_key"] for row in run(rows)} == {"shop:0": "shop:1", "shop:1": "unknown"}


@pytest.mark.parametrize(
    ("tenant", "moment", "day"),
    [
        ("a", datetime(2024, 3, 30, 22, 59, 59), date(2024, 3, 30)),  # an hour before UTC's midnight in winter time
        ("a", datetime(2024, 3, 30, 23, 0), date(2024, 3, 31)),
        ("a", datetime(2024, 3, 31, 21, 59, 59), date(2024, 3, 31)),  # two hours before it on the evening of the change
        ("a", datetime(2024, 3, 31, 22, 0), date(2024, 4, 1)),
        ("a", datetime(2024, 10, 27, 22, 30), date(2024, 10, 27)),
        ("b", datetime(2024, 3, 10, 7, 59), date(2024, 3, 9)),
        ("b", datetime(2024, 3, 11, 6, 59), date(2024, 3, 10)),
        ("b", datetime(2024, 3, 11, 7, 0), date(2024, 3, 11)),
        ("c", datetime(2024, 3, 10, 18, 29, 59, 999_999), date(2024, 3, 10)),
        ("c", datetime(2024, 3, 10, 18, 30), date(2024, 3, 11)),
        ("a", None, date(1900, 1, 1)),
    ],
)
def test_a_day_is_that_of_the_tenants_own_zone(
    house: duckdb.DuckDBPyConnection, run: Run, tenant: str, moment: datetime | None, day: date
) -> None:
    insert(house, "purchases", {"tenant_slug": tenant, "purchase_key": "k", "purchase_at": moment and moment.replace(tzinfo=UTC)})
    house.execute("SET TimeZone = 'Pacific/Auckland'")
    assert [row["purchase_day"] for row in run(fact(Purchase, "purchases"))] == [day]


def test_a_tenant_that_nobody_knows_keeps_its_rows_and_has_the_days_of_the_usual_zone(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    insert(house, "purchases", {"tenant_slug": "z", "purchase_key": "k", "purchase_at": datetime(2024, 1, 1, 23, tzinfo=UTC)})
    usual = TenantLogic("d", "D", "Asia/Kolkata", "INR")
    for logic, day in ((Logic((*LOGIC.tenants, usual)), date(2024, 1, 2)), (Logic(), date(2024, 1, 1))):
        assert [(row["tenant_slug"], row["purchase_day"]) for row in run(fact(Purchase, "purchases", logic))] == [("z", day)]


@pytest.mark.parametrize("moment", [datetime(1969, 12, 31, 8), datetime(2100, 1, 1, 8)])
def test_a_day_that_no_calendar_is_kept_for_is_the_unknown_one(house: duckdb.DuckDBPyConnection, run: Run, moment: datetime) -> None:
    insert(house, "purchases", {"tenant_slug": "a", "purchase_key": "k", "purchase_at": moment.replace(tzinfo=UTC)})
    assert [row["purchase_day"] for row in run(fact(Purchase, "purchases"))] == [date(1900, 1, 1)]


def test_a_day_that_is_reported_as_such_stays(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    insert(house, "reports", {"tenant_slug": "b", "report_key": "1", "report_date": date(2024, 3, 10)})
    insert(house, "reports", {"tenant_slug": "b", "report_key": "2"})
    assert sorted(row["report_day"] for row in run(fact(Report, "reports"))) == [date(1900, 1, 1), date(2024, 3, 10)]


def test_every_tenant_has_an_unknown_member_with_and_without_rows(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    insert(house, "clients", {"tenant_slug": "a", "client_key": "shop:1", "client_name": "Rachael"})
    found = sorted((row["tenant_slug"], row["client_key"], row["client_name"]) for row in run(clients()))
    assert found == [("a", "shop:1", "Rachael"), ("a", "unknown", None), ("b", "unknown", None), ("c", "unknown", None)]


def test_without_a_tenant_there_is_no_unknown_member(house: duckdb.DuckDBPyConnection, run: Run) -> None:
    insert(house, "clients", {"tenant_slug": "a", "client_key": "shop:1"})
    assert [(row["tenant_slug"], row["client_key"]) for row in run(clients(Logic()))] == [("a", "shop:1")]


def test_the_tenants_are_those_that_are_declared(run: Run) -> None:
    assert sorted(tuple(row.values()) for row in run(conformed.tenants(LOGIC))) == TENANTS
    assert tuple(run(conformed.tenants(LOGIC))[0]) == conformed.TENANT_COLUMNS
    assert run(conformed.tenants(Logic())) == []


def test_the_columns_of_no_tenant_are_text(house: duckdb.DuckDBPyConnection) -> None:
    assert described(house, compiled(conformed.tenants(Logic()))) == declared(star.schema(TenantMember))


def test_the_calendar_has_every_day_once_and_the_unknown_one(run: Run) -> None:
    days = sorted(row["date_day"] for row in run(conformed.dates()))
    first, last = date(1970, 1, 1), date(2099, 12, 31)
    assert days == [date(1900, 1, 1), *(first + timedelta(days=n) for n in range((last - first).days + 1))]


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "with rows"])
def test_the_types_are_the_declared_ones(house: duckdb.DuckDBPyConnection, filled: bool) -> None:
    if filled:
        insert(house, "purchases", {"tenant_slug": "a", "purchase_key": "k", "purchase_amount": Decimal("1.5")})
        insert(house, "clients", {"tenant_slug": "a", "client_key": "k"})
    made: dict[type[Entity], ibis.Table] = {
        Purchase: fact(Purchase, "purchases"),
        Report: fact(Report, "reports"),
        Client: clients(),
        Day: conformed.dates(),
        TenantMember: conformed.tenants(LOGIC),
    }
    for entity, table in made.items():
        house.execute(f"CREATE OR REPLACE TABLE made AS {compiled(table)}")
        assert described(house, "FROM made") == declared(star.schema(entity))
