"""Daily marketing: what was spent, and what came of it, by day, channel and campaign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Reads
from contracts.logic import Logic
from contracts.marketing import AMOUNTS, COUNTS, GRAIN, days
from contracts.roles import Dimension, Key, Measure, Ratio, TimeDimension


def _marketed(others: Mapping[str, ir.Table], logic: Logic) -> ir.Table:
    """Daily marketing of the star's ad performance, sessions and attribution."""
    rows = days(others["ad_performance"], others["session"], others["attribution"], others["person"], logic)
    return rows.select(
        "tenant_slug",
        daily_marketing_platform=ibis.literal("across"),
        daily_marketing_connection=ibis.literal("across"),
        daily_marketing_loaded_at="loaded_at",
        **{f"daily_marketing_{name}": name for name in (*GRAIN[1:], *COUNTS, *AMOUNTS)},
    )


class DailyMarketing(
    Entity,
    name="daily_marketing",
    table="fct_daily_marketing",
    reads=(
        Reads("ad_performance", ("ad_performance_day",)),
        Reads("session", ("session_day",)),
        Reads("attribution", ("attribution_day",)),
        Reads("person", ("person_first_order_day",)),
    ),
    group=("daily_marketing_date",),
):
    """One row a date, channel and campaign; money is in the tenant's currency, credit by the tenant's own model of attribution.

    Visits and ads of one campaign meet where the site tags its links with the campaign's name. Test orders do not count.
    """

    daily_marketing_date: Annotated[date | None, Key(), TimeDimension(main=True)] = None
    """The day: of the report for spend, in the tenant's time zone for sessions and orders."""
    daily_marketing_channel: Annotated[str | None, Key(), Dimension()] = None
    """The channel: that of the platform for spend, of the visit for sessions and orders."""
    daily_marketing_campaign: Annotated[str | None, Key(), Dimension()] = None
    """The campaign's name in lower case; empty where there is none."""
    daily_marketing_impressions: Annotated[int | None, Measure("marketing_impressions")] = None
    """How often ads were shown."""
    daily_marketing_clicks: Annotated[int | None, Measure("marketing_clicks")] = None
    """How often ads were clicked."""
    daily_marketing_sessions: Annotated[int | None, Measure("marketing_sessions")] = None
    """Number of sessions."""
    daily_marketing_converting_sessions: Annotated[int | None, Measure("marketing_converting_sessions")] = None
    """Number of sessions with a conversion event."""
    daily_marketing_spend: Annotated[Decimal | None, Measure("marketing_spend", unit="currency")] = None
    """What the ads cost, in the tenant's currency; spend without a known rate is missing."""
    daily_marketing_conversions: Annotated[Decimal | None, Measure("platform_conversions")] = None
    """Conversions that the ad platforms attribute to their ads."""
    daily_marketing_conversion_value: Annotated[Decimal | None, Measure("platform_conversion_value", unit="currency")] = None
    """Value of these conversions, in the tenant's currency."""
    daily_marketing_orders: Annotated[Decimal | None, Measure("marketing_orders")] = None
    """Orders of the day, as parts that sum to their number."""
    daily_marketing_new_customers: Annotated[Decimal | None, Measure("new_customers")] = None
    """People who ordered for the first time, as parts that sum to their number."""
    daily_marketing_revenue: Annotated[Decimal | None, Measure("marketing_revenue", unit="currency")] = None
    """What the day's orders were charged, in the tenant's currency; orders without a known rate are missing."""
    daily_marketing_paid_revenue: Annotated[Decimal | None, Measure("paid_revenue", unit="currency")] = None
    """The part of the revenue that came by channels that are bought as ads, in the tenant's currency."""

    daily_marketing_new_customer_value: Annotated[Decimal | None, Measure("new_customer_value", unit="currency")] = None
    """What the people won on the day were charged until now less what they were refunded, in the tenant's currency."""

    measures = (
        Ratio(
            "marketing_roas",
            "paid_revenue",
            "marketing_spend",
            "Return on ad spend: revenue attributed to paid channels for each unit spent.",
        ),
        Ratio("mer", "marketing_revenue", "marketing_spend", "Marketing efficiency ratio: all revenue for each unit spent on ads."),
        Ratio("cac", "marketing_spend", "new_customers", "Customer acquisition cost: ad spend for each person's first order."),
        Ratio("ltv_to_cac", "new_customer_value", "marketing_spend", "Lifetime value of the people won, for each unit spent on ads."),
        Ratio("cost_per_session", "marketing_spend", "marketing_sessions", "Ad spend for each session."),
        Ratio("cost_per_order", "marketing_spend", "marketing_orders", "Ad spend for each order."),
        Ratio("revenue_per_session", "marketing_revenue", "marketing_sessions", "Revenue for each session."),
    )

    derive = _marketed
