"""The API that all of Google Ads' objects come from."""

from __future__ import annotations

from typing import Any

from contracts.source import Api, Source


class GoogleAds(Source, api=Api("google_ads_api_v1", ("google_ads",), global_ids=True)):
    """An object of the Google Ads API."""


def account_in(resource_name: Any) -> Any:
    """The id of the account that a resource belongs to; null where no resource name is told.

    >>> import ibis
    >>> campaign = ibis.memtable({"resource_name": ["customers/123/campaigns/456"]})
    >>> account_in(campaign.resource_name).name("account").to_pyarrow().to_pylist()
    ['123']
    """
    return resource_name.re_extract(r"^customers/(\d+)", 1).nullif("")
