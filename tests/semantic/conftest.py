"""A small star of the tests' own: two facts that share a dimension and the calendar, a third that refers to the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import duckdb
import pytest

from contracts.catalog import Catalog
from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from contracts.entity import Entity
from contracts.roles import Count, Dimension, Key, Measure, Ratio, Reference, TimeDimension
from engine.stages.star import schema

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
MakeStar = Callable[..., Path]
"""(rows by entity, contracts, path) -> the published star."""


class Buyer(Entity, name="buyer", table="dim_buyers"):
    """One row a buyer."""

    buyer_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    buyer_country: Annotated[str | None, Dimension()] = None
    """Where the buyer lives."""
    buyer_secret: str | None = None
    """Plays no role."""


class Channel(Entity, name="channel", table="dim_channels"):
    """One row a channel."""

    channel_id: Annotated[str | None, Key()] = None
    """The channel's id."""
    channel_name: Annotated[str | None, Dimension()] = None
    """What people call it."""


class Sale(Entity, name="sale", table="fct_sales"):
    """One row a sale."""

    sale_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    sale_buyer_id: Annotated[str | None, Reference("buyer")] = None
    """Who bought."""
    sale_channel_id: Annotated[str | None, Reference("channel")] = None
    """What led to it."""
    sale_sold_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When it was sold, UTC."""
    sale_status: Annotated[str | None, Dimension()] = None
    """Open or done."""
    sale_is_gift: Annotated[bool | None, Dimension()] = None
    """Whether it was wrapped."""
    sale_amount: Annotated[Decimal | None, Measure("turnover", unit="currency")] = None
    """What was paid."""
    sale_rating: Annotated[Decimal | None, Measure("mean_rating", how="mean")] = None
    """Stars given."""
    sale_gifts: Annotated[int | None, Measure("sale_gifts")] = None
    """Gifts in it; the measure has the name of the column."""
    sale_size: Annotated[int | None, Measure("largest", how="max"), Dimension()] = None
    """Its size, to group by as well."""
    sale_code: Annotated[str | None, Measure("codes", how="count_distinct")] = None
    """A code on the receipt."""

    measures = (
        Count("sales", "Number of sales."),
        Ratio("average_sale", "turnover", "sales", "Turnover for each sale."),
        Ratio("gift_rate", "sale_gifts", "sales", "Gifts for each sale."),
    )


class Item(Entity, name="item", table="fct_items"):
    """One row an item of a sale."""

    item_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    item_sale_id: Annotated[str | None, Reference("sale")] = None
    """The sale that it is part of."""
    item_sold_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When it was sold, UTC."""
    item_quantity: Annotated[int | None, Measure("units")] = None
    """How many."""


class Visit(Entity, name="visit", table="fct_visits"):
    """One row a visit of an advertisement."""

    visit_id: Annotated[str | None, Key()] = None
    """The tool's id."""
    visit_channel_id: Annotated[str | None, Reference("channel")] = None
    """What led to it."""
    visit_began_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When it began, UTC."""
    visit_cost: Annotated[Decimal | None, Measure("cost", unit="currency")] = None
    """What it cost."""

    measures = (Count("visits", "Number of visits."),)


SMALL = Catalog(
    entities=(Buyer, Channel, Day, Item, Sale, TenantMember, Visit),
    sources=(),
    metrics=(
        Ratio("return_on_cost", "turnover", "cost", "Turnover for each unit of cost."),
        Ratio("conversion", "sales", "visits", "Sales for each visit."),
    ),
)

_PHYSICAL = {"string": "VARCHAR", "int64": "BIGINT", "float64": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@pytest.fixture(scope="session")
def small() -> Catalog:
    """The contracts of the small star."""
    return SMALL


@pytest.fixture(scope="session")
def make_star(tmp_path_factory: pytest.TempPathFactory) -> MakeStar:
    """A factory of published stars: every table of the contracts; columns that a row leaves out are null."""

    def make(rows: Rows, contracts: Catalog = SMALL, path: Path | None = None) -> Path:
        file = path or tmp_path_factory.mktemp("star") / "prod.duckdb"
        with duckdb.connect(str(file)) as connection:
            connection.execute("SET TimeZone = 'UTC'; CREATE SCHEMA star")
            for entity in contracts.entities:
                _fill(connection, entity, rows.get(entity.name, ()))
        return file

    return make


@pytest.fixture(scope="session")
def star(make_star: MakeStar) -> Path:
    """Two tenants, whose keys are the same and whose values are not."""
    rows = {
        "date": calendar(date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1)),
        "tenant": [],
        "buyer": [],
        "channel": [],
    }
    rows |= {"sale": [], "item": [], "visit": []}
    for tenant, times in (("acme", 1), ("umbrella", 1000)):
        whose = {"tenant_slug": tenant}
        rows["tenant"].append({**whose, "tenant_name": tenant.title()})
        rows["buyer"] += [{**whose, "buyer_key": "unknown"}, {**whose, "buyer_key": "b1", "buyer_country": f"{tenant}land"}]
        rows["channel"] += [{**whose, "channel_key": "unknown"}, {**whose, "channel_key": "c1", "channel_name": "mail"}]
        rows["sale"] += [
            {
                **whose,
                **_sale("s1", "b1", "c1", date(2025, 1, 1), Decimal("10.10") * times),
                "sale_status": "done",
                "sale_code": f"{tenant} x",
            },
            {
                **whose,
                **_sale("s2", "unknown", "unknown", date(2025, 2, 1), Decimal("5") * times),
                "sale_status": "open",
                "sale_gifts": 3,
                "sale_rating": 4,
            },
        ]
        rows["item"].append({**whose, "item_key": "i1", "item_sale_key": "s1", "item_day": date(2025, 1, 1), "item_quantity": 3 * times})
        rows["visit"] += [
            {**whose, "visit_key": "v1", "visit_channel_key": "c1", "visit_day": date(2025, 1, 31), "visit_cost": Decimal(4 * times)},
            {**whose, "visit_key": "v2", "visit_channel_key": "c1", "visit_day": date(2024, 12, 31), "visit_cost": Decimal(0)},
        ]
    return make_star(rows)


def calendar(*days: date) -> list[dict[str, Any]]:
    """Rows of the dates dimension, the unknown day first."""
    return [
        {"date_day": day, "date_month": day.replace(day=1), "date_year": day.year, "date_weekday": day.isoweekday()}
        for day in (date(1900, 1, 1), *days)
    ]


def _sale(key: str, buyer: str, channel: str, day: date, amount: Decimal) -> dict[str, Any]:
    return {"sale_key": key, "sale_buyer_key": buyer, "sale_channel_key": channel, "sale_day": day, "sale_amount": amount}


def _fill(connection: duckdb.DuckDBPyConnection, entity: type[Entity], rows: Iterable[Mapping[str, Any]]) -> None:
    columns = {name: _type(dtype) for name, dtype in schema(entity).items()}
    connection.execute(f"CREATE TABLE star.{entity.table} ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
    if filled := [[row.get(name) for name in columns] for row in rows]:
        connection.executemany(f"INSERT INTO star.{entity.table} VALUES ({', '.join('?' * len(columns))})", filled)


def _type(dtype: str) -> str:
    return "DECIMAL(38, 9)" if dtype.startswith("decimal") else "TIMESTAMPTZ" if dtype.startswith("timestamp") else _PHYSICAL[dtype]
