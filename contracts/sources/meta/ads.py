"""Meta's ads."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from ibis import _

from contracts.entities.ad import Ad
from contracts.kinds import Json
from contracts.sources.meta.api import Meta


class MetaAd(Meta, object="ads", key="id", version="updated_time"):
    """An ad."""

    # identity
    id: str | None = None
    account_id: str | None = None
    campaign_id: str | None = None
    adset_id: str | None = None
    name: str | None = None
    source_ad_id: str | None = None
    source_ad: Json | None = None
    campaign: Json | None = None
    adset: Json | None = None
    demolink_hash: str | None = None
    preview_shareable_link: str | None = None
    last_updated_by_app_id: str | None = None
    # state
    status: str | None = None
    configured_status: str | None = None
    effective_status: str | None = None
    issues_info: Json | None = None
    recommendations: Json | None = None
    ad_review_feedback: Json | None = None
    failed_delivery_checks: Json | None = None
    created_time: datetime | None = None
    updated_time: datetime | None = None
    ad_schedule_start_time: datetime | None = None
    ad_schedule_end_time: datetime | None = None
    ad_active_time: str | None = None
    # what people see
    creative: Json | None = None
    creative_asset_groups_spec: Json | None = None
    placement: Json | None = None
    display_sequence: int | None = None
    priority: int | None = None
    adlabels: Json | None = None
    # whom it reaches and what it tracks
    targeting: Json | None = None
    engagement_audience: bool | None = None
    tracking_specs: Json | None = None
    conversion_specs: Json | None = None
    tracking_and_conversion_with_defaults: Json | None = None
    conversion_domain: str | None = None
    # bids, in minor units of the account's currency
    bid_type: str | None = None
    is_autobid: bool | None = None
    bid_amount: Decimal | None = None
    bid_info: Json | None = None

    feeds = (
        Ad.mapping(
            ad_id=_.id,
            ad_name=_.name,
            ad_status=ibis.coalesce(_.effective_status, _.status, _.configured_status),
            ad_ad_group_id=_.adset_id,
            ad_campaign_id=_.campaign_id,
        ),
    )
