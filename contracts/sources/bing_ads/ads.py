"""Microsoft Advertising's ads."""

from __future__ import annotations

import ibis
from ibis import _

from contracts.entities.ad import Ad
from contracts.kinds import Json
from contracts.sources.bing_ads.api import BingAds


class BingAd(BingAds, object="ads", key="id"):
    """An ad of any type. Ads have no names here: the first that holds of headline, title and text stands for one."""

    # identity
    id: int | None = None
    ad_group_id: int | None = None
    account_id: int | None = None
    customer_id: int | None = None
    type: str | None = None
    # state
    status: str | None = None
    editorial_status: str | None = None
    # what people see
    headline: str | None = None
    headlines: Json | None = None
    long_headline: Json | None = None
    long_headline_string: str | None = None
    long_headlines: Json | None = None
    title_part1: str | None = None
    title_part2: str | None = None
    title_part3: str | None = None
    text: str | None = None
    text_part2: str | None = None
    descriptions: Json | None = None
    business_name: str | None = None
    call_to_action: str | None = None
    call_to_action_language: str | None = None
    images: Json | None = None
    videos: Json | None = None
    domain: str | None = None
    path1: str | None = None
    path2: str | None = None
    # where it is shown
    ad_format_preference: str | None = None
    device_preference: int | None = None
    # where it leads
    final_urls: Json | None = None
    final_mobile_urls: Json | None = None
    final_app_urls: str | None = None
    final_url_suffix: str | None = None
    tracking_url_template: str | None = None
    url_custom_parameters: Json | None = None
    forward_compatibility_map: Json | None = None

    feeds = (
        Ad.mapping(
            ad_id=_.id.cast("string"),
            ad_name=ibis.coalesce(*(column.nullif("") for column in (_.headline, _.long_headline_string, _.title_part1, _.text))),
            ad_status=_.status,
            ad_ad_group_id=_.ad_group_id.cast("string"),
            ad_campaign_id=None,
        ),
    )
