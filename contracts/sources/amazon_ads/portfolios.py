"""Amazon Ads' portfolios: groups of campaigns with a budget of their own."""

from __future__ import annotations

from pydantic import AliasChoices, Field

from contracts.kinds import EpochMilliseconds, Json
from contracts.sources.amazon_ads.api import AmazonAds


class AmazonPortfolio(AmazonAds, object="portfolios", key="portfolio_id", version="last_updated_date"):
    """A portfolio. The star has no place for it: a campaign belongs to its account without it.

    The API of today keeps times and states in ``extendedData``, that of before sends them beside, in milliseconds since 1970.
    """

    portfolio_id: str | None = None
    name: str | None = None
    budget: Json | None = None
    in_budget: bool | None = None
    state: str | None = None
    serving_status: str | None = Field(default=None, validation_alias=AliasChoices("servingStatus", "extendedData.servingStatus"))
    status_reasons: Json | None = Field(default=None, validation_alias=AliasChoices("statusReasons", "extendedData.statusReasons"))
    creation_date: EpochMilliseconds | None = Field(
        default=None, validation_alias=AliasChoices("creationDate", "extendedData.creationDateTime")
    )
    last_updated_date: EpochMilliseconds | None = Field(
        default=None, validation_alias=AliasChoices("lastUpdatedDate", "extendedData.lastUpdateDateTime")
    )
    extended_data: Json | None = None
