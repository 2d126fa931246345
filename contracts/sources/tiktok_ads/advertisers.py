"""TikTok's advertisers: its ad accounts."""

from __future__ import annotations

from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.ad_account import AdAccount
from contracts.kinds import EpochSeconds
from contracts.sources.tiktok_ads.api import TikTokAds


class TikTokAdvertiser(TikTokAds, object="advertisers", key="advertiser_id"):
    """An ad account; contact details come masked."""

    # identity
    advertiser_id: str | None = None
    name: str | None = None
    company: str | None = None
    brand: str | None = None
    description: str | None = None
    industry: str | None = None
    advertiser_account_type: str | None = None
    # state
    status: str | None = None
    rejection_reason: str | None = None
    role: str | None = None
    create_time: EpochSeconds | None = None
    # how it runs; the balance is in major units
    currency: str | None = None
    balance: Decimal | None = None
    timezone: str | None = None
    display_timezone: str | None = None
    language: str | None = None
    # where it is
    country: str | None = None
    address: str | None = None
    contacter: str | None = None
    email: str | None = None
    telephone_number: str | None = None
    cellphone_number: str | None = None
    promotion_area: str | None = None
    promotion_center_province: str | None = None
    promotion_center_city: str | None = None
    license_no: str | None = None
    license_url: str | None = None
    license_province: str | None = None
    license_city: str | None = None

    feeds = (
        AdAccount.mapping(
            ad_account_id=_.advertiser_id,
            ad_account_name=_.name,
            ad_account_status=_.status,
            ad_account_currency=_.currency.upper(),
            ad_account_time_zone=ibis.coalesce(_.display_timezone.nullif(""), _.timezone),
            ad_account_country=_.country,
        ),
    )
