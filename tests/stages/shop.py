"""A small world of the tests' own: a till and a web shop that feed purchases, their lines and clients; reports and journeys."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import ibis.expr.types as ir
from ibis import _

from contracts.entity import Entity, Reads, Tables
from contracts.kinds import Json
from contracts.logic import Logic
from contracts.nested import amount, exploded
from contracts.roles import Conversion, Dimension, Key, Measure, Reference, TimeDimension
from contracts.source import Api, Source


class Client(Entity, name="client", table="dim_clients"):
    """One row a client."""

    client_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    client_name: Annotated[str | None, Dimension()] = None
    """What the client is called."""


class Purchase(Entity, name="purchase", table="fct_purchases"):
    """One row a purchase."""

    purchase_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    purchase_client_id: Annotated[str | None, Reference("client")] = None
    """Who bought."""
    purchase_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When it was."""
    purchase_kind: Annotated[str | None, Dimension()] = None
    """What it was."""
    purchase_amount: Annotated[Decimal | None, Measure("bought")] = None
    """What it cost."""
    purchase_counts: Annotated[int | None, Conversion(of="purchase_kind")] = None
    """Whether it counts."""


class Deed(Entity, name="deed", table="fct_deeds"):
    """One row a deed that a till reports, which has two names."""

    deed_id: Annotated[str | None, Key()] = None
    """The till's id."""
    deed_name: Annotated[str | None, Dimension()] = None
    """What everybody calls it."""
    deed_till_name: Annotated[str | None, Dimension()] = None
    """What the till calls it."""
    deed_counts: Annotated[int | None, Conversion(of="deed_name", also="deed_till_name")] = None
    """Whether it counts."""


class PurchaseLine(Entity, name="purchase_line", table="fct_purchase_lines"):
    """One row a line of a purchase."""

    purchase_line_id: Annotated[str | None, Key()] = None
    """The shop's id."""
    purchase_line_amount: Annotated[Decimal | None, Measure("bought_by_line")] = None
    """What it cost."""


class Report(Entity, name="report", table="fct_reports"):
    """One row a day, place and device."""

    report_date: Annotated[date | None, Key(), TimeDimension(main=True)] = None
    """The day."""
    report_place: Annotated[str | None, Key()] = None
    """Where."""
    report_device: Annotated[str | None, Key()] = None
    """On what."""
    report_shown: Annotated[int | None, Measure("shown")] = None
    """How often."""


def _journeys(others: Tables, logic: Logic) -> ir.Table:
    purchases = others["purchase"]
    grouped = purchases.group_by("tenant_slug", journey_connection=purchases.purchase_connection, journey_id=purchases.purchase_client_id)
    journeys = grouped.aggregate(
        journey_platform=_.purchase_platform.min(),
        journey_started_at=_.purchase_at.min(),
        journey_amount=_.purchase_amount.sum(),
        journey_loaded_at=_.purchase_loaded_at.max(),
    )
    return journeys.filter(journeys.journey_id.notnull())


class Journey(
    Entity,
    name="journey",
    table="fct_journeys",
    reads=(Reads("purchase", by=("purchase_connection", "purchase_client_id")),),
    group=("journey_connection", "journey_id"),
):
    """One row a client's purchases in a shop."""

    journey_id: Annotated[str | None, Key()] = None
    """The client's id."""
    journey_started_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When the first one was."""
    journey_amount: Annotated[Decimal | None, Measure("journeys_amount")] = None
    """What they cost."""

    derive = _journeys


class Till(Source, api=Api("till_api_v1", ("till",))):
    pass


class TillSale(Till, object="sales", key="id", version="changed_at"):
    id: int | None = None
    client: int | None = None
    at: datetime | None = None
    changed_at: datetime | None = None
    kind: str | None = None
    total: Decimal | None = None
    lines: Json | None = None
    note: str | None = None

    feeds = (
        Purchase.mapping(
            purchase_id=_.id.cast("string"),
            purchase_client_id=_.client.cast("string"),
            purchase_at=_.at,
            purchase_kind=_.kind,
            purchase_amount=_.total,
        ),
        PurchaseLine.mapping(
            rows=lambda sales: exploded(sales, "lines", "line", id="int64", price="string"),
            purchase_line_id=_.line.id.cast("string"),
            purchase_line_amount=amount(_.line.price),
        ),
    )


class TillDeed(Till, object="deeds", key="id"):
    id: int | None = None
    name: str | None = None

    feeds = (Deed.mapping(deed_id=_.id.cast("string"), deed_name=_.name.lower(), deed_till_name=_.name),)


class TillClient(Till, object="clients", key="id"):
    id: int | None = None
    name: str | None = None

    feeds = (Client.mapping(client_id=_.id.cast("string"), client_name=_.name),)


class TillReport(Till, object="reports", key=("day", "place", "device")):
    day: date | None = None
    place: str | None = None
    device: str | None = None
    shown: int | None = None

    feeds = (Report.mapping(report_date=_.day, report_place=_.place, report_device=_.device, report_shown=_.shown),)


class WebSale(Source, api=Api("web_api_v1", ("web",), global_ids=True), object="sales", key="id"):
    id: str | None = None
    buyer: str | None = None
    total: Decimal | None = None

    feeds = (Purchase.mapping(purchase_id=_.id, purchase_client_id=_.buyer, purchase_at=None, purchase_kind=None, purchase_amount=_.total),)
