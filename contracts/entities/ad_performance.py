"""Ad performance: what ads cost and brought, by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity
from contracts.roles import Dimension, Key, Measure, Ratio, Reference, TimeDimension

_LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("account", ()),
    ("campaign", ("ad_performance_campaign_id",)),
    ("ad_group", ("ad_performance_ad_group_id",)),
    ("ad", ("ad_performance_ad_id",)),
    ("breakdown", ()),
)
"""Levels of reports from coarse to fine, each with the ids that tell one of its subjects, besides account and day."""

_ROUNDING = Decimal("0.005")
"""How much each of the finer rows, and the coarser one, may have lost of its spend: platforms round every row to the cent."""


def _covering(table: ir.Table) -> ir.Table:
    """One cover of every account's day: no total is lost to a report that is partial, and none counts twice.

    Level by level from the finest up, the finer rows that still stand replace the rows of the level about the same subject
    (same tenant, space of ids, account, day and own ids) where they account for all of its impressions and spend; where they do
    not, the coarser rows stand and the finer ones go. A row of no known level neither drops nor is dropped.
    """
    level = table.ad_performance_level
    rows = table.mutate(
        _rank=ibis.cases(*((level == name, rank) for rank, (name, _) in enumerate(_LEVELS)), else_=-1),
        _space=table.ad_performance_key.split(":")[0],
        _stands=True,
    )
    for rank in reversed(range(len(_LEVELS) - 1)):
        rows = _decided(rows, rank)
    return rows.filter(rows["_stands"]).select(*table.columns)


def _decided(rows: ir.Table, rank: int) -> ir.Table:
    """Which rows stand once one level is weighed against what stands below it."""
    subject = ("tenant_slug", "_space", "ad_performance_account_id", "ad_performance_date", *_LEVELS[rank][1])
    window = ibis.window(group_by=[rows[column] for column in subject])
    coarse = rows["_rank"] == rank
    fine = (rows["_rank"] > rank) & rows["_stands"]
    sign = ibis.cases((coarse, 1), (fine, -1), else_=0)
    unseen_impressions = (rows.ad_performance_impressions.fill_null(0) * sign).sum().over(window)
    unseen_spend = (rows.ad_performance_spend.fill_null(0) * sign).sum().over(window)
    rounded = (fine.cast("int64").sum().over(window) + 1) * _ROUNDING
    whole = fine.any().over(window) & (unseen_impressions <= 0) & (unseen_spend <= rounded)
    replaced = whole | ~coarse.any().over(window)
    return rows.mutate(_stands=(coarse | fine).ifelse(fine == replaced, rows["_stands"]))


class AdPerformance(Entity, name="ad_performance", table="fct_ad_performance"):
    """One row a report row, of the finest level whose rows account for all that the coarser ones of the day report."""

    ad_performance_date: Annotated[date | None, Key(), TimeDimension(main=True)] = None
    """The day of the report, in the ad account's time zone."""
    ad_performance_account_id: Annotated[str | None, Key(), Dimension()] = None
    """The id of the ad account."""
    ad_performance_campaign_id: Annotated[str | None, Key(), Reference("campaign")] = None
    """The id of the campaign; empty in reports by account."""
    ad_performance_ad_group_id: Annotated[str | None, Key(), Reference("ad_group")] = None
    """The id of the ad group; empty in reports by account or campaign."""
    ad_performance_ad_id: Annotated[str | None, Key(), Reference("ad")] = None
    """The id of the ad; empty in reports by account, campaign or ad group."""
    ad_performance_publisher: Annotated[str | None, Key(), Dimension()] = None
    """Where the ad was shown: facebook, instagram, audience_network and so on; empty when the report is not split by it."""
    ad_performance_placement: Annotated[str | None, Key(), Dimension()] = None
    """The position within the publisher, such as feed or stories; empty when the report is not split by it."""
    ad_performance_device: Annotated[str | None, Key(), Dimension()] = None
    """The device that the ad was shown on; empty when the report is not split by it."""
    ad_performance_level: Annotated[str | None, Key(), Dimension()] = None
    """The level of the report that the row comes from: account, campaign, ad_group, ad, or breakdown (an ad by publisher or device)."""
    ad_performance_currency: Annotated[str | None, Dimension()] = None
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

    measures = (
        Ratio("ctr", "clicks", "impressions", "Click-through rate: clicks for each impression."),
        Ratio("cpc", "spend", "clicks", "Cost per click, in the ad account's currency."),
        Ratio("cost_per_conversion", "spend", "conversions", "Ad spend for each conversion that the platform attributes."),
    )

    settle = _covering
