"""Amazon Ads' profiles: its ad accounts."""

from __future__ import annotations

from decimal import Decimal

from ibis import _

from contracts.entities.ad_account import AdAccount
from contracts.kinds import Json
from contracts.nested import part
from contracts.sources.amazon_ads.api import AmazonAds


class AmazonProfile(AmazonAds, object="profiles", key="profile_id"):
    """An advertiser's account in one marketplace."""

    profile_id: str | None = None
    country_code: str | None = None
    currency_code: str | None = None
    timezone: str | None = None
    daily_budget: Decimal | None = None
    account_info: Json | None = None

    feeds = (
        AdAccount.mapping(
            ad_account_id=_.profile_id,
            ad_account_name=part(_.account_info, "name"),
            ad_account_status=None,
            ad_account_currency=_.currency_code.upper(),
            ad_account_time_zone=_.timezone,
            ad_account_country=_.country_code,
        ),
    )
