"""Ad performance: what ads cost and brought, by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity
from contracts.roles import Dimension, Key, Measure, Ratio, Reference, TimeDimension

_ACCOUNT = ("tenant_slug", "ad_performance_account_id", "ad_performance_date")
_LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("account", ()),
    ("campaign", ("ad_performance_campaign_id",)),
    ("ad_group", ("ad_performance_ad_group_id",)),
    ("ad", ("ad_performance_ad_id",)),
    ("breakdown", ("ad_performance_ad_id",)),
)
"""Levels of reports from coarse to fine, each with the id of what one of its rows is about, besides account and day."""


def _unsuperseded(table: ir.Table) -> ir.Table:
    """The rows that no finer report stands for, so that one impression never counts twice.

    A row is dropped when the same tenant, account and day has a row of a finer level about what the row is about: an ad's
    row beside its breakdown, a campaign's beside any of its ads'. A row of no known level neither drops nor is dropped.
    """
    level = table.ad_performance_level
    rank = ibis.cases(*((level == name, i) for i, (name, _) in enumerate(_LEVELS)))
    finest = ibis.cases(*((level == name, rank.max().over(group_by=[*_ACCOUNT, *own])) for name, own in _LEVELS))
    marked = table.mutate(_superseded=(rank < finest).fill_null(False))
    return marked.filter(~marked["_superseded"]).select(*table.columns)


class AdPerformance(Entity, name="ad_performance", table="fct_ad_performance"):
    """One row a report row of the finest level that the ad platform reported for its account, day and ad."""

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

    settle = _unsuperseded
