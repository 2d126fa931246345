"""Ad performance: what ads cost and brought, by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Reads, Tables
from contracts.logic import Logic
from contracts.reporting import reported, unrated
from contracts.roles import Computed, Dimension, Inherited, Key, Measure, Ratio, Reference, TimeDimension

UNSPLIT: Mapping[str, None] = MappingProxyType(
    dict.fromkeys(
        (
            "ad_performance_keyword_id",
            "ad_performance_keyword",
            "ad_performance_publisher",
            "ad_performance_placement",
            "ad_performance_device",
            "ad_performance_segment",
        )
    )
)
"""What a report says of these that is split by none of them."""

_LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("account", ()),
    ("campaign", ("ad_performance_campaign_id",)),
    ("ad_group", ("ad_performance_ad_group_id",)),
    ("keyword", ("ad_performance_ad_group_id",)),
    ("ad", ("ad_performance_ad_id",)),
    ("breakdown", ()),
)
"""Levels of reports from coarse to fine, each with the ids that tell a subject that finer rows may account for, besides account and day.

Keywords stand above ads, for ads report all that an ad group shows, and keywords only what was searched for.
"""

_REPORTED: Mapping[str, str] = MappingProxyType(
    {
        "ad_performance_spend_reported": "ad_performance_spend",
        "ad_performance_conversion_value_reported": "ad_performance_conversion_value",
    }
)
"""Columns in the tenant's currency, and those in the account's."""

_BELOW_CAMPAIGN = ("ad_performance_ad_group_id", "ad_performance_ad_id")
_BELOW_ACCOUNT = ("ad_performance_campaign_id", *_BELOW_CAMPAIGN)
"""The ids below: a row that tells one of them is the same row whether or not its campaign and account are told too."""

_ROUNDING = Decimal("0.005")
"""How much each of the finer rows, and the coarser one, may have lost of its spend: platforms round every row to the cent."""


def _covering(table: ir.Table) -> ir.Table:
    """One cover of every account's day: no total is lost to a report that is partial, and none counts twice.

    Level by level from the finest up, the finer rows that still stand replace the rows of the level about the same subject
    (same tenant, space of ids, account, day and own ids) where they account for all of its impressions and spend; where they do
    not, the coarser rows stand and the finer ones go. Finer rows that do not tell their subject go where the level was reported
    by the same connection for the same day. A row of no known level neither drops nor is dropped.
    """
    level = table.ad_performance_level
    ranked = table.mutate(
        _rank=ibis.cases(*((level == name, rank) for rank, (name, _) in enumerate(_LEVELS)), else_=-1),
        _space=table.ad_performance_key.split(":")[0],
        _stands=True,
    )
    day = ibis.window(group_by=[ranked.tenant_slug, ranked.ad_performance_connection, ranked.ad_performance_date])
    rows = ranked.mutate(**{_reported(rank): (ranked["_rank"] == rank).any().over(day) for rank in range(len(_LEVELS) - 1)})
    for rank in reversed(range(len(_LEVELS) - 1)):
        rows = _decided(rows, rank)
    return rows.filter(rows["_stands"]).select(*table.columns)


def _settled(table: ir.Table, others: Tables, logic: Logic) -> ir.Table:
    rows = _covering(table).view()
    if "exchange_rate" not in others:
        return rows
    own = {"day": "ad_performance_date", "currency": "ad_performance_currency"}
    return reported(rows, others["exchange_rate"], logic, **own, amounts=_REPORTED)


def _reported(rank: int) -> str:
    return f"_reported_{_LEVELS[rank][0]}"


def _decided(rows: ir.Table, rank: int) -> ir.Table:
    """Which rows stand once one level is weighed against what stands below it."""
    own = ("ad_performance_account_id", *_LEVELS[rank][1])
    window = ibis.window(group_by=[rows[column] for column in ("tenant_slug", "_space", "ad_performance_date", *own)])
    coarse = rows["_rank"] == rank
    fine = (rows["_rank"] > rank) & rows["_stands"]
    sign = ibis.cases((coarse, 1), (fine, -1), else_=0)
    unseen_impressions = (rows.ad_performance_impressions.fill_null(0) * sign).sum().over(window)
    unseen_spend = (rows.ad_performance_spend.fill_null(0) * sign).sum().over(window)
    rounded = (fine.cast("int64").sum().over(window) + 1) * _ROUNDING
    whole = fine.any().over(window) & (unseen_impressions <= 0) & (unseen_spend <= rounded)
    weighed = coarse.any().over(window)
    untold = ~weighed & rows[_reported(rank)] & ibis.or_(*(rows[column].isnull() for column in own))
    replaced = (whole | ~weighed) & ~untold
    return rows.mutate(_stands=(coarse | fine).ifelse(fine == replaced, rows["_stands"]))


class AdPerformance(
    Entity, name="ad_performance", table="fct_ad_performance", group=("ad_performance_date",), reads=(Reads("exchange_rate"),)
):
    """One row a report row, of the finest level whose rows account for all that the coarser ones of the day report."""

    ad_performance_date: Annotated[date | None, Key(), TimeDimension(main=True)] = None
    """The day of the report, in the ad account's time zone."""
    ad_performance_account_id: Annotated[
        str | None, Key(unless=_BELOW_ACCOUNT), Reference("ad_account"), Inherited("ad_performance_campaign_id", "campaign_account_id")
    ] = None
    """The id of the ad account."""
    ad_performance_campaign_id: Annotated[
        str | None, Key(unless=_BELOW_CAMPAIGN), Reference("campaign"), Inherited("ad_performance_ad_group_id", "ad_group_campaign_id")
    ] = None
    """The id of the campaign; empty in reports by account."""
    ad_performance_ad_group_id: Annotated[str | None, Key(), Reference("ad_group"), Inherited("ad_performance_ad_id", "ad_ad_group_id")] = (
        None
    )
    """The id of the ad group; empty in reports by account or campaign."""
    ad_performance_ad_id: Annotated[str | None, Key(), Reference("ad")] = None
    """The id of the ad; empty in reports by account, campaign, ad group or keyword."""
    ad_performance_keyword_id: Annotated[str | None, Key()] = None
    """The id of the keyword that the ad was bid on, unique within its ad group; empty when the report is not split by it."""
    ad_performance_keyword: Annotated[str | None, Dimension()] = None
    """The words that were bid on; empty when the report is not split by them."""
    ad_performance_publisher: Annotated[str | None, Key(), Dimension()] = None
    """Where the ad was shown: the network or app, in the platform's own words; empty when the report is not split by it."""
    ad_performance_placement: Annotated[str | None, Key(), Dimension()] = None
    """The position within the publisher, such as feed or stories; empty when the report is not split by it."""
    ad_performance_device: Annotated[str | None, Key(), Dimension()] = None
    """The device that the ad was shown on; empty when the report is not split by it."""
    ad_performance_segment: Annotated[str | None, Key()] = None
    """The further segments that tell rows of one report apart, as 'name=value' joined by bars; empty where there are none."""
    ad_performance_level: Annotated[str | None, Key(), Dimension()] = None
    """The level of the report that the row comes from: account, campaign, ad_group, keyword, ad, or breakdown (an ad by
    publisher, device or keyword)."""
    ad_performance_currency: Annotated[str | None, Dimension(), Inherited("ad_performance_account_id", "ad_account_currency")] = None
    """Currency of the row's amounts (ISO 4217): that of the ad account."""
    ad_performance_impressions: Annotated[int | None, Measure("impressions")] = None
    """How often ads were shown."""
    ad_performance_clicks: Annotated[int | None, Measure("clicks")] = None
    """How often ads were clicked, wherever the click led."""
    ad_performance_spend: Annotated[Decimal | None, Measure("spend", unit="currency")] = None
    """What the ads cost, in the ad account's currency."""
    ad_performance_conversions: Annotated[Decimal | None, Measure("conversions")] = None
    """Conversions (purchases) that the platform attributes to the ads; attribution can make it a fraction."""
    ad_performance_conversion_value: Annotated[Decimal | None, Measure("conversion_value", unit="currency")] = None
    """Value of these conversions, in the ad account's currency."""
    ad_performance_spend_reported: Annotated[Decimal | None, Measure("spend_reported", unit="reporting currency"), Computed()] = None
    """What the ads cost, in the currency that the tenant reports in; empty where there is no rate for the day."""
    ad_performance_conversion_value_reported: Annotated[
        Decimal | None, Measure("conversion_value_reported", unit="reporting currency"), Computed()
    ] = None
    """Value of these conversions, in the currency that the tenant reports in; empty where there is no rate for the day."""

    measures = (
        Ratio("ctr", "clicks", "impressions", "Click-through rate: clicks for each impression."),
        Ratio("cpc", "spend", "clicks", "Cost per click, in the ad account's currency."),
        Ratio("cost_per_conversion", "spend", "conversions", "Ad spend for each conversion that the platform attributes."),
    )

    settle = _settled
    promises = (unrated("ad performance", "ad_performance_spend", "ad_performance_spend_reported"),)
