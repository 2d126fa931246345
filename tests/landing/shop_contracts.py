"""Contracts of a made-up shop, with a column of every kind."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from pydantic import AliasChoices, Field

from contracts.catalog import Catalog
from contracts.kinds import Json
from contracts.source import Api, Source


class Shop(Source, api=Api("shop", ("shop",))):
    pass


class Order(Shop, object="orders", key="id", version="updated_at"):
    id: int | None = None
    number: str | None = None
    total: Decimal | None = None
    rate: float | None = None
    paid: bool | None = None
    updated_at: datetime | None = None
    day: date | None = None
    hour: time | None = None
    lines: Json | None = None
    raw: bytes | None = None
    order: str | None = None
    formatted_gateway: str | None = Field(default=None, validation_alias=AliasChoices("formattedGateway", "Gateway Name"))


class OrderRefund(Shop, object="orders_refunds", key="id"):
    id: int | None = None


CATALOG = Catalog((), (Order, OrderRefund), ())
