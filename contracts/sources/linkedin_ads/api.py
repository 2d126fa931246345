"""The API that all of LinkedIn Ads' objects come from."""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, ConfigDict, Field
from pydantic.alias_generators import to_camel

from contracts.kinds import EpochMilliseconds, Json, Unit
from contracts.nested import part
from contracts.source import Api, Source
from contracts.units import instant


class LinkedInAds(Source, api=Api("linkedin_ads_api_v1", ("linkedin_ads",), global_ids=True)):
    """An object of LinkedIn's Marketing API."""

    model_config = ConfigDict(alias_generator=to_camel)


class LinkedInAdsEntity(LinkedInAds):
    """What accounts, campaign groups and campaigns have in common."""

    # identity and state
    id: int | None = None
    name: str | None = None
    status: str | None = None
    serving_statuses: Json | None = None
    test: bool | None = None
    # when it was made and changed
    created: EpochMilliseconds | None = Field(default=None, validation_alias=AliasChoices("changeAuditStamps.created.time", "created"))
    last_modified: EpochMilliseconds | None = Field(
        default=None, validation_alias=AliasChoices("changeAuditStamps.lastModified.time", "lastModified")
    )
    change_audit_stamps: Json | None = None
    version: Json | None = None  # type: ignore[misc]  # the vendor's column; what orders the versions stands on the class


def number(urn: Any) -> Any:
    """The id at the end of a URN; a plain id stays what it is.

    >>> import ibis
    >>> told = ibis.memtable({"urn": ["urn:li:sponsoredCampaign:123", "456"]})
    >>> number(told.urn).name("id").to_pyarrow().to_pylist()
    ['123', '456']
    """
    return urn.re_extract(r"(\d+)$", 1).nullif("")


def start(run_schedule: Any) -> Any:
    """The instant that a schedule starts at."""
    return instant(part(run_schedule, "start", "int64"), Unit.MILLISECONDS)
