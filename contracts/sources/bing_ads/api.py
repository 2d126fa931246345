"""The API that all of Microsoft Advertising's objects come from."""

from __future__ import annotations

from pydantic import ConfigDict
from pydantic.alias_generators import to_pascal

from contracts.source import Api, Source


class BingAds(Source, api=Api("bing_ads_api_v1", ("bing_ads",), global_ids=True)):
    """An object of Microsoft Advertising's API."""

    model_config = ConfigDict(alias_generator=to_pascal)
