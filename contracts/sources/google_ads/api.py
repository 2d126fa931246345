"""The API that all of Google Ads' objects come from."""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, AliasGenerator, ConfigDict

from contracts.source import Api, Source


def _spellings(column: str) -> AliasChoices | None:
    """Where a column stands: metrics and segments in objects of theirs, or laid out without them, as loaders do."""
    outer, _, inner = column.partition("_")
    return AliasChoices(f"{outer}.{inner}", inner) if outer in ("metrics", "segments") else None


class GoogleAds(Source, api=Api("google_ads_api_v1", ("google_ads",), global_ids=True)):
    """An object of the Google Ads API."""

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=_spellings))  # type: ignore[arg-type]  # None is no alias


def account_in(resource_name: Any) -> Any:
    """The id of the account that a resource belongs to; null where no resource name is told.

    >>> import ibis
    >>> campaign = ibis.memtable({"resource_name": ["customers/123/campaigns/456"]})
    >>> account_in(campaign.resource_name).name("account").to_pyarrow().to_pylist()
    ['123']
    """
    return resource_name.re_extract(r"^customers/(\d+)", 1).nullif("")
