"""LinkedIn's creatives, which other platforms call ads."""

from __future__ import annotations

from ibis import _

from contracts.entities.ad import Ad
from contracts.kinds import EpochMilliseconds, Json
from contracts.sources.linkedin_ads.api import LinkedInAds, number


class LinkedInAdsCreative(LinkedInAds, object="creatives", key="id", version="last_modified_at", known_as=("ad_creatives",)):
    """A creative: what members see. Its id is a URN."""

    # identity
    id: str | None = None
    name: str | None = None
    account: str | None = None
    campaign: str | None = None
    # state
    intended_status: str | None = None
    is_serving: bool | None = None
    is_test: bool | None = None
    serving_hold_reasons: Json | None = None
    review: Json | None = None
    created_at: EpochMilliseconds | None = None
    created_by: str | None = None
    last_modified_at: EpochMilliseconds | None = None
    last_modified_by: str | None = None
    # what members see
    content: Json | None = None
    leadgen_call_to_action: Json | None = None

    feeds = (
        Ad.mapping(
            ad_id=number(_.id),
            ad_name=_.name,
            ad_status=_.intended_status,
            ad_ad_group_id=number(_.campaign),
            ad_campaign_id=None,
        ),
    )
