"""What Amazon Ads' daily reports have in common, and what their rows mean.

The API's row has a ``date``; loaders add the profile that they asked, and the last day that they asked for (``reportDate``), which is
the row's own where a loader asks day by day and the row has no date. Conversions are restated for 30 days. Of the windows of
attribution the one of 14 days feeds the star: it is the only one that Sponsored Products, Brands and Display all report, so that
their sum is of one kind.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import ibis
from ibis import _

from contracts.entities.ad_performance import UNSPLIT, AdPerformance
from contracts.mapping import Mapping
from contracts.sources.amazon_ads.api import AmazonAds

DAY = ("profile_id", "date", "report_date")
"""What every report's key begins with."""


def performance(level: str, *, spend: Any, conversions: Any, conversion_value: Any, ad_group: Any = None, ad: Any = None) -> Mapping:
    """What a report row means at a level, with the ids that its report has below the campaign's."""
    return AdPerformance.mapping(
        ad_performance_date=ibis.coalesce(_.date, _.report_date),
        ad_performance_account_id=_.profile_id,
        ad_performance_campaign_id=_.campaign_id,
        ad_performance_ad_group_id=ad_group,
        ad_performance_ad_id=ad,
        **UNSPLIT,
        ad_performance_level=level,
        ad_performance_currency=_.campaign_budget_currency_code.upper(),
        ad_performance_impressions=_.impressions,
        ad_performance_clicks=_.clicks,
        ad_performance_spend=spend,
        ad_performance_conversions=conversions,
        ad_performance_conversion_value=conversion_value,
    )


class AmazonReport(AmazonAds):
    """The columns that every report has."""

    date: dt.date | None = None
    report_date: dt.date | None = None
    profile_id: str | None = None
    campaign_name: str | None = None
    campaign_budget_currency_code: str | None = None


class AmazonCampaignReport(AmazonReport):
    """The columns that every report of delivery has."""

    campaign_id: str | None = None
    campaign_status: str | None = None
    campaign_budget_amount: Decimal | None = None
    impressions: int | None = None
    clicks: int | None = None
    cost: Decimal | None = None
