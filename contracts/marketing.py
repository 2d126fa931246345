"""Marketing: spend of the ad platforms beside what visits and orders it led to, by day, channel and campaign; pure Ibis."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from contracts.channels import DESCRIPTIONS, is_paid, platform_channel
from contracts.entity import MONEY
from contracts.logic import Logic

SPEND = "ad_performance_spend_reported"
"""Column of ad performance with the spend in the tenant's currency."""

CONVERSION_VALUE = "ad_performance_conversion_value_reported"
"""Column of ad performance with the conversions' value in the tenant's currency."""

REVENUE = "attribution_revenue_reported"
"""Column of attribution with the revenue in the tenant's currency."""

GRAIN = ("tenant_slug", "date", "channel", "campaign")
COUNTS = ("impressions", "clicks", "sessions", "converting_sessions")
AMOUNTS = ("spend", "conversions", "conversion_value", "orders", "new_customers", "revenue", "paid_revenue", "new_customer_value")

_NO_CAMPAIGN = ("", "(not set)", "(direct)", "(organic)", "(referral)", "(none)")
"""How analytics tools name the campaign of a visit that none led to."""


def campaign(name: ir.StringValue) -> ir.StringValue:
    """A campaign's name as sites and ad platforms both spell it: lower case, without blanks around it; null where there is none.

    >>> names = ibis.memtable({"name": [" Brand Search", "(organic)", None]})
    >>> campaign(names.name).name("campaign").to_pyarrow().to_pylist()
    ['brand search', None, None]
    """
    told = name.strip().lower()
    return told.isin(_NO_CAMPAIGN).ifelse(ibis.null(str), told)


def paid(channel: ir.StringValue) -> ir.BooleanValue:
    """Whether a channel's visits are bought as ads."""
    named = tuple(name for name in DESCRIPTIONS if is_paid(name))
    return channel.isin(named) | channel.lower().startswith("paid")


def days(performance: ir.Table, sessions: ir.Table, attribution: ir.Table, people: ir.Table, logic: Logic) -> ir.Table:
    """One row a tenant, date, channel and campaign: ``COUNTS``, ``AMOUNTS`` and loaded_at; all tables are the star's.

    Nothing is lost: what has no campaign has a null one, and orders that no session led to stand under their own channel. Orders and
    new customers are those of the tenant's own model of attribution, so they may be fractions; test orders do not count.
    """
    model = logic.told(attribution.tenant_slug, lambda tenant: tenant.attribution_model)
    ordered = attribution.filter(attribution.attribution_model == model, ~attribution.attribution_is_test.fill_null(False))
    parts = (_spent(performance), _visited(sessions), _ordered(ordered, people))
    rows = ibis.union(*(_filled(part) for part in parts))
    sums = {name: rows[name].sum().cast(kind) for kind, names in (("int64", COUNTS), (MONEY, AMOUNTS)) for name in names}
    return rows.group_by(*GRAIN).aggregate(**sums, loaded_at=rows.loaded_at.max())


def _spent(rows: ir.Table) -> ir.Table:
    measures = {name: rows[f"ad_performance_{name}"] for name in ("impressions", "clicks", "conversions")}
    return rows.select(
        "tenant_slug",
        date="ad_performance_day",
        channel=platform_channel(rows.ad_performance_platform),
        campaign=campaign(rows.ad_performance_campaign_name),
        spend=rows[SPEND],
        conversion_value=rows[CONVERSION_VALUE],
        loaded_at="ad_performance_loaded_at",
        **measures,
    )


def _visited(sessions: ir.Table) -> ir.Table:
    return sessions.select(
        "tenant_slug",
        date="session_day",
        channel="session_channel",
        campaign=campaign(sessions.session_campaign),
        sessions=ibis.literal(1),
        converting_sessions=(sessions.session_conversions > 0).cast("int64"),
        loaded_at="session_loaded_at",
    )


def _ordered(orders: ir.Table, people: ir.Table) -> ir.Table:
    """Orders by where they came from; a person's whole lifetime value stands with the order by which the person was won."""
    worth = people.select("tenant_slug", _person="person_key", _value="person_lifetime_value")
    met = [orders.tenant_slug == worth.tenant_slug, orders.attribution_person_key == worth["_person"]]
    attribution = orders.left_join(worth, met).select(*orders.columns, "_value").view()
    revenue, channel = attribution[REVENUE], attribution.attribution_channel
    first = (attribution.attribution_order_sequence == 1).ifelse(attribution.attribution_credit, 0)
    value = (first.cast("float64") * attribution["_value"].cast("float64")).try_cast(MONEY)
    return attribution.select(
        "tenant_slug",
        date="attribution_day",
        channel=channel,
        campaign=campaign(attribution.attribution_campaign),
        orders="attribution_credit",
        new_customers=first,
        new_customer_value=value,
        revenue=revenue,
        paid_revenue=paid(channel).ifelse(revenue, ibis.null(MONEY)),
        loaded_at="attribution_loaded_at",
    )


def _filled(part: ir.Table) -> ir.Table:
    """A part with all measures, 0 where it says nothing of one."""
    kinds = {**dict.fromkeys(COUNTS, "int64"), **dict.fromkeys(AMOUNTS, MONEY)}
    told = {
        name: part[name].cast(kind).fill_null(0).cast(kind) if name in part.columns else ibis.literal(0).cast(kind)
        for name, kind in kinds.items()
    }
    return part.select(*GRAIN, **told, loaded_at=part.loaded_at.cast("timestamp('UTC')"))
