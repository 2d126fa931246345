"""The layer against SQL written by hand, on random stars of two tenants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalog import Catalog
from engine.semantic import ALL, Layer

DAYS = [date(1900, 1, 1), date(2024, 12, 30), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1)]
TENANTS = ("acme", "umbrella")
KEYS = ("unknown", "k1", "k2")
WORDS = st.sampled_from([None, "x", "y"])
MONEY = st.none() | st.decimals(-1000, 1000, places=2)
COUNTS = st.none() | st.integers(-3, 3)

SALES = "star.fct_sales LEFT JOIN star.dim_dates ON sale_day = date_day"
VISITS = "star.fct_visits LEFT JOIN star.dim_dates ON visit_day = date_day"

CASES: list[tuple[dict[str, Any], str]] = [
    (
        {"measures": ["turnover", "sales", "average_sale", "mean_rating", "largest", "codes"]},
        """SELECT sum(sale_amount), count(*), sum(sale_amount)::DOUBLE / nullif(count(*), 0), avg(sale_rating::DOUBLE), max(sale_size),
           count(DISTINCT sale_code) FROM star.fct_sales WHERE tenant_slug = $tenant""",
    ),
    (
        {"dimensions": ["month"], "measures": ["turnover", "average_sale"]},
        f"""SELECT date_month, sum(sale_amount), sum(sale_amount)::DOUBLE / count(*) FROM {SALES}
            WHERE tenant_slug = $tenant GROUP BY 1 ORDER BY 1""",
    ),
    (
        {"dimensions": ["buyer_country", "sale_status"], "measures": ["sales", "sale_gifts", "gift_rate"]},
        """SELECT buyer_country, sale_status, count(*), sum(sale_gifts), sum(sale_gifts)::DOUBLE / count(*)
           FROM star.fct_sales s LEFT JOIN star.dim_buyers b ON b.buyer_key = s.sale_buyer_key AND b.tenant_slug = s.tenant_slug
           WHERE s.tenant_slug = $tenant GROUP BY 1, 2 ORDER BY 1, 2""",
    ),
    (
        {"dimensions": ["sale_size"], "measures": ["largest", "turnover"], "order_by": ["turnover desc"], "limit": 2},
        """SELECT sale_size, max(sale_size), sum(sale_amount) FROM star.fct_sales WHERE tenant_slug = $tenant
           GROUP BY 1 ORDER BY 3 DESC NULLS LAST, 1 LIMIT 2""",
    ),
    (
        {"dimensions": ["buyer_country", "day"], "measures": ["units"], "filters": ["sale_status != x"]},
        """SELECT buyer_country, date_day, sum(item_quantity)
           FROM (SELECT * FROM star.fct_items WHERE tenant_slug = $tenant) LEFT JOIN star.dim_dates ON item_day = date_day
           LEFT JOIN (SELECT * FROM star.fct_sales WHERE tenant_slug = $tenant) ON sale_key = item_sale_key
           LEFT JOIN (SELECT * FROM star.dim_buyers WHERE tenant_slug = $tenant) ON buyer_key = coalesce(sale_buyer_key, 'unknown')
           WHERE sale_status <> 'x' GROUP BY 1, 2 ORDER BY 1, 2""",
    ),
    (
        {
            "dimensions": ["channel_name", "month"],
            "measures": ["return_on_cost", "turnover", "cost", "conversion"],
            "filters": ["month>=2024-12-01"],
        },
        f"""WITH s AS (SELECT channel_name, date_month, sum(sale_amount) AS turnover, count(*) AS sales FROM {SALES}
            LEFT JOIN (SELECT * FROM star.dim_channels WHERE tenant_slug = $tenant) ON channel_key = sale_channel_key
            WHERE fct_sales.tenant_slug = $tenant AND date_month >= DATE '2024-12-01' GROUP BY ALL),
            v AS (SELECT channel_name, date_month, sum(visit_cost) AS cost, count(*) AS visits FROM {VISITS}
            LEFT JOIN (SELECT * FROM star.dim_channels WHERE tenant_slug = $tenant) ON channel_key = visit_channel_key
            WHERE fct_visits.tenant_slug = $tenant AND date_month >= DATE '2024-12-01' GROUP BY ALL)
            SELECT coalesce(s.channel_name, v.channel_name), coalesce(s.date_month, v.date_month),
            turnover::DOUBLE / nullif(cost, 0), turnover, cost, sales::DOUBLE / nullif(visits, 0)
            FROM s FULL JOIN v ON s.channel_name IS NOT DISTINCT FROM v.channel_name AND s.date_month IS NOT DISTINCT FROM v.date_month
            ORDER BY 1, 2""",
    ),
    (
        {"measures": ["units", "turnover", "visits"], "filters": [{"field": "day", "operator": "in", "value": DAYS[1:3]}]},
        f"""SELECT
            (SELECT sum(item_quantity) FROM star.fct_items WHERE tenant_slug = $tenant AND item_day IN ('2024-12-30', '2025-01-01')),
            (SELECT sum(sale_amount) FROM {SALES} WHERE tenant_slug = $tenant AND date_day IN ('2024-12-30', '2025-01-01')),
            (SELECT count(*) FROM star.fct_visits WHERE tenant_slug = $tenant AND visit_day IN ('2024-12-30', '2025-01-01'))""",
    ),
]

EVERYONE = """
SELECT tenant_slug, buyer_country, sum(turnover), sum(units) FROM (
  SELECT s.tenant_slug, buyer_country, sale_amount AS turnover, NULL AS units FROM star.fct_sales s
  LEFT JOIN star.dim_buyers b ON b.buyer_key = sale_buyer_key AND b.tenant_slug = s.tenant_slug
  UNION ALL
  SELECT i.tenant_slug, buyer_country, NULL, item_quantity FROM star.fct_items i
  LEFT JOIN star.fct_sales s ON sale_key = item_sale_key AND s.tenant_slug = i.tenant_slug
  LEFT JOIN star.dim_buyers b ON b.buyer_key = coalesce(sale_buyer_key, 'unknown') AND b.tenant_slug = i.tenant_slug
) GROUP BY ALL ORDER BY ALL"""


def _of_tenant(tenant: str) -> st.SearchStrategy[dict[str, list[dict[str, Any]]]]:
    def rows(name: str, count: int, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
        row = st.fixed_dictionaries({"tenant_slug": st.just(tenant), **columns})
        return st.lists(row, max_size=count).map(lambda found: [{**r, f"{name}_key": f"{name}{i}"} for i, r in enumerate(found)])

    def members(name: str, column: str) -> st.SearchStrategy[list[dict[str, Any]]]:
        return st.lists(WORDS, min_size=3, max_size=3).map(
            lambda words: [{"tenant_slug": tenant, f"{name}_key": key, column: word} for key, word in zip(KEYS, words, strict=True)]
        )

    key, day = st.sampled_from(KEYS), st.sampled_from(DAYS)
    sale = {
        "sale_buyer_key": key,
        "sale_channel_key": key,
        "sale_day": day,
        "sale_status": WORDS,
        "sale_amount": MONEY,
        "sale_rating": st.none() | st.integers(1, 20).map(lambda n: Decimal(n) / 4),
        "sale_gifts": COUNTS,
        "sale_size": COUNTS,
        "sale_code": WORDS,
    }
    items = st.sampled_from(["unknown", "sale0", "sale1", "sale2"])
    return st.fixed_dictionaries(
        {
            "buyer": members("buyer", "buyer_country"),
            "channel": members("channel", "channel_name"),
            "sale": rows("sale", 8, **sale),
            "item": rows("item", 6, item_sale_key=items, item_day=day, item_quantity=COUNTS),
            "visit": rows("visit", 6, visit_channel_key=key, visit_day=day, visit_cost=MONEY),
        }
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.tuples(*(_of_tenant(tenant) for tenant in TENANTS)), tenant=st.sampled_from(TENANTS))
def test_every_answer_is_that_of_the_sql_written_by_hand(
    parts: tuple[dict[str, Any], ...], tenant: str, make_star: Callable[..., Path], small: Catalog
) -> None:
    rows = {name: [row for part in parts for row in part[name]] for name in parts[0]}
    calendar = [{"date_day": day, "date_month": day.replace(day=1)} for day in DAYS]
    path = make_star({**rows, "date": calendar, "tenant": [{"tenant_slug": slug} for slug in TENANTS]})
    layer = Layer.open(path, tenant, small)
    with duckdb.connect(str(path), read_only=True) as by_hand:
        for asked, sql in CASES:
            assert layer.query(**asked).rows == by_hand.execute(sql, {"tenant": tenant}).fetchall(), asked
        everyone = Layer.open(path, ALL, small).query(["tenant", "buyer_country"], ["turnover", "units"])
        assert everyone.rows == by_hand.execute(EVERYONE).fetchall()
