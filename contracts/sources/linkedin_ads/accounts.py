"""LinkedIn's ad accounts."""

from __future__ import annotations

from ibis import _

from contracts.entities.ad_account import AdAccount
from contracts.sources.linkedin_ads.api import LinkedInAdsEntity


class LinkedInAdsAccount(LinkedInAdsEntity, object="accounts", key="id", version="last_modified", known_as=("ad_accounts",)):
    """An ad account."""

    type: str | None = None
    currency: str | None = None
    reference: str | None = None
    # what its owners are told
    notified_on_campaign_optimization: bool | None = None
    notified_on_creative_approval: bool | None = None
    notified_on_creative_rejection: bool | None = None
    notified_on_end_of_campaign: bool | None = None
    notified_on_new_features_enabled: bool | None = None

    feeds = (
        AdAccount.mapping(
            ad_account_id=_.id.cast("string"),
            ad_account_name=_.name,
            ad_account_status=_.status,
            ad_account_currency=_.currency.upper(),
            ad_account_time_zone="UTC",  # of every account
            ad_account_country=None,
        ),
    )
