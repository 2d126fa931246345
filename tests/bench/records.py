"""Records of a made-up shop, as many as are wanted, every value worked out from the record's number."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import duckdb
import polars as pl

from contracts.catalog import Catalog
from contracts.kinds import Json
from contracts.source import Api, Source

_MONEY = "DECIMAL(38, 18)"


class Shop(Source, api=Api("bench", ("bench",))):
    """The API of the shop."""


class Sale(Shop, object="sales", key="id", version="updated_at"):
    """A contract of 20 columns of the usual kinds."""

    id: int | None = None
    number: str | None = None
    customer_id: int | None = None
    email: str | None = None
    status: str | None = None
    channel: str | None = None
    currency: str | None = None
    note: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    day: date | None = None
    total: Decimal | None = None
    tax: Decimal | None = None
    shipping: Decimal | None = None
    discount: Decimal | None = None
    quantity: int | None = None
    weight: float | None = None
    is_paid: bool | None = None
    is_test: bool | None = None
    address: Json | None = None


CATALOG = Catalog((), (Sale,), ())


def sales(numbers: str, version: int) -> str:
    """SQL of one version of the sales with some numbers; ``numbers`` is SQL with a column ``n``."""
    return f"""
    SELECT n::BIGINT AS id, '#' || n AS number, (hash(n) % 100_000)::BIGINT AS customer_id,
      'customer' || hash(n) % 100_000 || '@example.com' AS email,
      ['paid', 'pending', 'refunded'][(hash(n, 1) % 3)::INT + 1] AS status, ['web', 'pos', 'app'][(hash(n, 2) % 3)::INT + 1] AS channel,
      ['USD', 'EUR', 'GBP'][(hash(n, 3) % 3)::INT + 1] AS currency, CASE WHEN n % 10 = 0 THEN 'Leave it at the door, please.' END AS note,
      TIMESTAMPTZ '2025-01-01 00:00:00+00' + to_seconds(n % 31_000_000) AS created_at, created_at + to_days({version}) AS updated_at,
      created_at::DATE AS day, (hash(n, 4) % 100_000 / 100)::{_MONEY} AS total, (hash(n, 5) % 10_000 / 100)::{_MONEY} AS tax,
      (n % 20)::{_MONEY} AS shipping, (hash(n, 6) % 1_000 / 100)::{_MONEY} AS discount, (n % 7 + 1)::BIGINT AS quantity,
      (hash(n, 7) % 10_000 / 16)::DOUBLE AS weight, n % 9 <> 0 AS is_paid, n % 1_000 = 0 AS is_test,
      ('{{"city":"City ' || n % 5_000 || '","zip":"' || n % 99_999 || '"}}')::JSON AS address
    FROM ({numbers})"""


def frame(rows: int) -> pl.DataFrame:
    """Sales as a typed frame."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(sales(f"SELECT range AS n FROM range({rows})", version=0)).pl()
