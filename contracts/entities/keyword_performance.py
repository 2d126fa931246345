"""Keyword performance: what the words that ads were bid on cost and brought, by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Inherited, Key, Measure, Ratio, Reference, TimeDimension


class KeywordPerformance(Entity, name="keyword_performance", table="fct_keyword_performance"):
    """One row a row of a report by keyword. Its amounts are part of what fct_ad_performance holds: never add the two."""

    keyword_performance_date: Annotated[date | None, Key(), TimeDimension(main=True)] = None
    """The day of the report, in the ad account's time zone."""
    keyword_performance_account_id: Annotated[
        str | None,
        Key(unless=("keyword_performance_ad_group_id",)),
        Reference("ad_account"),
        Inherited("keyword_performance_campaign_id", "campaign_account_id"),
    ] = None
    """The id of the ad account."""
    keyword_performance_campaign_id: Annotated[
        str | None,
        Key(unless=("keyword_performance_ad_group_id",)),
        Reference("campaign"),
        Inherited("keyword_performance_ad_group_id", "ad_group_campaign_id"),
    ] = None
    """The id of the campaign."""
    keyword_performance_ad_group_id: Annotated[str | None, Key(), Reference("ad_group")] = None
    """The id of the ad group that bids on the keyword."""
    keyword_performance_ad_id: Annotated[str | None, Key(), Reference("ad")] = None
    """The id of the ad that was shown; empty where the report is not split by it."""
    keyword_performance_keyword_id: Annotated[str | None, Key()] = None
    """The keyword's id at the ad platform, unique within its ad group."""
    keyword_performance_segment: Annotated[str | None, Key()] = None
    """The further segments that tell rows of one report apart, as 'name=value' joined by bars."""
    keyword_performance_keyword: Annotated[str | None, Dimension()] = None
    """The words that were bid on."""
    keyword_performance_match_type: Annotated[str | None, Dimension()] = None
    """How closely a search had to match the keyword, in the platform's own words, such as 'EXACT'."""
    keyword_performance_device: Annotated[str | None, Dimension()] = None
    """The device that the ad was shown on; empty where the report is not split by it."""
    keyword_performance_currency: Annotated[str | None, Dimension(), Inherited("keyword_performance_account_id", "ad_account_currency")] = (
        None
    )
    """Currency of the row's amounts (ISO 4217): that of the ad account."""
    keyword_performance_impressions: Annotated[int | None, Measure("keyword_impressions")] = None
    """How often ads were shown for the keyword."""
    keyword_performance_clicks: Annotated[int | None, Measure("keyword_clicks")] = None
    """How often these ads were clicked."""
    keyword_performance_spend: Annotated[Decimal | None, Measure("keyword_spend", unit="currency")] = None
    """What these ads cost, in the ad account's currency."""
    keyword_performance_conversions: Annotated[Decimal | None, Measure("keyword_conversions")] = None
    """Conversions that the platform attributes to the keyword; attribution can make it a fraction."""
    keyword_performance_conversion_value: Annotated[Decimal | None, Measure("keyword_conversion_value", unit="currency")] = None
    """Value of these conversions, in the ad account's currency."""

    measures = (
        Ratio("keyword_ctr", "keyword_clicks", "keyword_impressions", "Click-through rate: clicks for each impression."),
        Ratio("keyword_cpc", "keyword_spend", "keyword_clicks", "Cost per click, in the ad account's currency."),
    )
