"""A contract of a made-up ad platform's daily report, under the names of its API and those of its downloads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import AliasChoices, Field

from contracts.catalog import Catalog
from contracts.kinds import Percent
from contracts.source import Api, Source


class Ads(Source, api=Api("ads_api_v1", ("adhouse",))):
    pass


class CampaignPerformance(Ads, object="campaign_performance", key=("day", "campaign_id"), known_as=("campaigns_by_day", "*#*.json*")):
    day: date | None = Field(default=None, validation_alias=AliasChoices("day", "TimePeriod", "Gregorian date"))
    campaign_id: int | None = None
    campaign_name: str | None = Field(default=None, validation_alias=AliasChoices("campaign_name", "Campaign"))
    currency_code: str | None = None
    clicks: int | None = None
    spend: Decimal | None = Field(default=None, validation_alias=AliasChoices("spend", "Cost"))
    ctr: Percent | None = None


class Campaign(Ads, object="campaigns", key="id"):
    id: int | None = None
    name: str | None = None


CATALOG = Catalog((), (CampaignPerformance, Campaign), ())
