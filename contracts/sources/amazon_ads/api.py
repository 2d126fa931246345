"""The API that all of Amazon Ads' objects come from."""

from __future__ import annotations

import re

from pydantic import ConfigDict

from contracts.source import Api, Source


def _camel(column: str) -> str:
    """The vendor's name of a column: a digit begins no word (``purchases_same_sku14d`` is ``purchasesSameSku14d``)."""
    return re.sub(r"_([a-z])", lambda letter: letter[1].upper(), column)


class AmazonAds(Source, api=Api("amazon_ads_api_v1", ("amazon_ads",), global_ids=True)):
    """An object of Amazon Ads' API."""

    model_config = ConfigDict(alias_generator=_camel)
