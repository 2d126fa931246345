"""The API that all of TikTok's objects come from."""

from __future__ import annotations

from contracts.source import Api, Source


class TikTokAds(Source, api=Api("tiktok_ads_api_v1", ("tiktok_ads",), global_ids=True)):
    """An object of TikTok's Business API."""
