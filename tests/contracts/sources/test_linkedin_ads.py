from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.source import Source
from contracts.sources.linkedin_ads.accounts import LinkedInAdsAccount
from contracts.sources.linkedin_ads.analytics import LinkedInAdsCampaignAnalytics, LinkedInAdsCreativeAnalytics
from contracts.sources.linkedin_ads.campaign_groups import LinkedInAdsCampaignGroup
from contracts.sources.linkedin_ads.campaigns import LinkedInAdsCampaign
from contracts.sources.linkedin_ads.creatives import LinkedInAdsCreative
from engine.landing.batch import Batch
from engine.landing.hold import hold

METRICS = {"impressions": 61, "clicks": 5, "externalWebsiteConversions": 2, "conversionValueInLocalCurrency": "39.98"}

RAW = {
    **METRICS,
    "costInLocalCurrency": "12.345678",
    "dateRange": {"start": {"year": 2024, "month": 8, "day": 26}, "end": {"year": 2024, "month": 8, "day": 26}},
    "pivotValues": ["urn:li:sponsoredCampaign:252074216"],
}
"""A row of analytics as the API sends it."""

AIRBYTE = {
    **METRICS,
    "impressions": 61.0,
    "clicks": 5.0,
    "costInLocalCurrency": 12.345678,
    "start_date": "2024-08-26",
    "end_date": "2024-08-26",
    "_pivot": "CAMPAIGN",
    "pivotValues": ["urn:li:sponsoredCampaign:252074216"],
    "string_of_pivot_values": "urn:li:sponsoredCampaign:252074216",
    "sponsoredCampaign": "252074216",
}
"""The same row as Airbyte writes it."""

AIRBYTE_3 = {
    **{name: AIRBYTE[name] for name in ("impressions", "clicks", "costInLocalCurrency", "start_date", "end_date", "pivotValues")},
    **{name: RAW[name] for name in ("externalWebsiteConversions", "conversionValueInLocalCurrency")},
    "pivotValue": "urn:li:sponsoredCampaign:252074216",
    "approximateUniqueImpressions": 17.0,
}
"""The same row as an earlier Airbyte wrote it: what it is about stands in it twice, and reach has its earlier name."""

FIVETRAN = {
    "impressions": "61",
    "clicks": "5",
    "cost_in_local_currency": "12.345678",
    "external_website_conversions": "2",
    "conversion_value_in_local_currency": "39.98",
    "campaign_id": "252074216",
    "day": "2024-08-26 00:00:00",
    "approximate_unique_impressions": "17",
}
"""The same row as Fivetran writes it."""

STAMPS = {"changeAuditStamps": {"created": {"actor": "urn:li:person:x", "time": 1629581299123}, "lastModified": {"time": 1629581299123}}}
FLATTENED = {"created": "2021-08-21T21:28:19.123+00:00", "lastModified": "2021-08-21T21:28:19.123+00:00"}
CREATED = datetime(2021, 8, 21, 21, 28, 19, 123000, tzinfo=UTC)


def held(source: type[Source], record: dict[str, Any]) -> dict[str, Any]:
    """The one landed row of a record that fits its contract."""
    frame = hold(source, Batch([record], "test")).frame
    assert frame.columns == [column.name for column in source.columns]
    row: dict[str, Any] = frame.to_dicts()[0]
    return row


@pytest.mark.parametrize("record", [AIRBYTE_3, FIVETRAN], ids=["Airbyte 3", "Fivetran"])
def test_other_names_of_a_column_are_no_columns(record: dict[str, Any]) -> None:
    row = held(LinkedInAdsCampaignAnalytics, record)
    assert row["approximate_member_reach"] == 17
    assert row["sponsored_campaign"].endswith("252074216")


@pytest.mark.parametrize("record", [RAW, AIRBYTE, AIRBYTE_3, FIVETRAN], ids=["API", "Airbyte", "Airbyte 3", "Fivetran"])
def test_a_campaign_and_a_day_in_every_form(feed: Any, record: dict[str, Any]) -> None:
    assert feed(LinkedInAdsCampaignAnalytics, "ad_performance", record) == [
        {
            "ad_performance_date": date(2024, 8, 26),
            "ad_performance_account_id": None,
            "ad_performance_campaign_id": None,
            "ad_performance_ad_group_id": "252074216",
            "ad_performance_ad_id": None,
            "ad_performance_keyword_id": None,
            "ad_performance_keyword": None,
            "ad_performance_publisher": None,
            "ad_performance_placement": None,
            "ad_performance_device": None,
            "ad_performance_segment": None,
            "ad_performance_level": "ad_group",
            "ad_performance_currency": None,
            "ad_performance_impressions": 61,
            "ad_performance_clicks": 5,
            "ad_performance_spend": Decimal("12.345678"),
            "ad_performance_conversions": Decimal(2),
            "ad_performance_conversion_value": Decimal("39.98"),
        }
    ]


@pytest.mark.parametrize("record", [RAW, AIRBYTE], ids=["API", "Airbyte"])
def test_analytics_of_both_forms_land_in_the_contract_s_columns(record: dict[str, Any]) -> None:
    row = held(LinkedInAdsCampaignAnalytics, record)
    assert (row["start_date"], row["end_date"]) == (date(2024, 8, 26), date(2024, 8, 26))
    assert row["pivot_values"] == '["urn:li:sponsoredCampaign:252074216"]'
    assert row["pivot"] == record.get("_pivot")


@pytest.mark.parametrize(
    ("about", "ad_group", "ad"),
    [
        ({"pivotValues": ["urn:li:sponsoredCreative:9"]}, None, "9"),
        ({"pivotValues": ["urn:li:sponsoredCampaign:8", "urn:li:sponsoredCreative:9"]}, "8", "9"),
        ({"pivotValue": "urn:li:sponsoredCreative:9"}, None, "9"),
        ({"sponsoredCreative": "urn:li:sponsoredCreative:9"}, None, "9"),
        ({"sponsoredCreative": "9"}, None, "9"),
        ({"pivotValues": ["urn:li:share:1"]}, None, None),
        ({}, None, None),
    ],
    ids=["pivot", "two pivots", "before 2023", "URN", "id", "another pivot", "nothing"],
)
def test_a_creative_is_told_by_its_pivot_or_by_its_column(feed: Any, about: dict[str, Any], ad_group: str | None, ad: str | None) -> None:
    [row] = feed(LinkedInAdsCreativeAnalytics, "ad_performance", {**METRICS, **about})
    assert (row["ad_performance_ad_group_id"], row["ad_performance_ad_id"], row["ad_performance_level"]) == (ad_group, ad, "ad")


@pytest.mark.parametrize(
    ("cost", "spend"),
    [("-2E-18", Decimal(0)), ("1.005", Decimal("1.005")), (0.1, Decimal("0.1")), ("99999999.99", Decimal("99999999.99")), ("", None)],
)
def test_costs_are_exact_amounts_in_major_units(feed: Any, cost: Any, spend: Decimal | None) -> None:
    [row] = feed(LinkedInAdsCampaignAnalytics, "ad_performance", {**RAW, "costInLocalCurrency": cost})
    assert row["ad_performance_spend"] == spend


def test_what_lies_below_the_star_s_scale_lands_all_the_same() -> None:
    assert held(LinkedInAdsCampaignAnalytics, {"costInUsd": "-2E-18"})["cost_in_usd"] == Decimal("-2E-18")


@pytest.mark.parametrize("source", [LinkedInAdsAccount, LinkedInAdsCampaignGroup, LinkedInAdsCampaign])
@pytest.mark.parametrize("times", [STAMPS, FLATTENED], ids=["milliseconds", "ISO"])
def test_times_of_both_forms_are_one_instant(source: type[Source], times: dict[str, Any]) -> None:
    row = held(source, {"id": 1, "version": {"versionTag": "3"}, **times})
    assert (row["created"], row["last_modified"], row["version"]) == (CREATED, CREATED, '{"versionTag":"3"}')
    assert (row["change_audit_stamps"] is None) == (times is FLATTENED)


def test_what_orders_the_versions_is_not_the_column_named_version() -> None:
    assert [s.version for s in (LinkedInAdsAccount, LinkedInAdsCampaignGroup, LinkedInAdsCampaign)] == ["last_modified"] * 3
    assert LinkedInAdsAccount.model_validate({}).model_dump()["version"] is None


def test_an_account(feed: Any) -> None:
    [account] = feed(LinkedInAdsAccount, "ad_account", {"id": 508720451, "name": "Northwind", "status": "ACTIVE", "currency": "usd"})
    assert list(account.values()) == ["508720451", "Northwind", "ACTIVE", "USD", "UTC", None]


def test_campaign_groups_are_campaigns_campaigns_ad_groups_and_creatives_ads(feed: Any) -> None:
    group = {
        "id": 615492066,
        "name": "Launch",
        "status": "ARCHIVED",
        "account": "urn:li:sponsoredAccount:508720451",
        "runSchedule": {"start": 1629581299123, "end": None},
    }
    [campaign] = feed(LinkedInAdsCampaignGroup, "campaign", group)
    assert list(campaign.values()) == ["615492066", "Launch", "ARCHIVED", None, "508720451", CREATED]
    [ad_group] = feed(
        LinkedInAdsCampaign,
        "ad_group",
        {"id": 169185036, "name": "Video", "status": "PAUSED", "campaignGroup": "urn:li:sponsoredCampaignGroup:615492066"},
    )
    assert list(ad_group.values()) == ["169185036", "Video", "PAUSED", "615492066"]
    creative = {"id": "urn:li:sponsoredCreative:9", "intendedStatus": "ACTIVE", "campaign": "urn:li:sponsoredCampaign:169185036"}
    [ad] = feed(LinkedInAdsCreative, "ad", creative)
    assert list(ad.values()) == ["9", None, "ACTIVE", "169185036", None]


@pytest.mark.parametrize("start", [10**17, -(10**17), "soon", None])
def test_a_schedule_that_starts_at_no_instant_stops_nothing(feed: Any, start: Any) -> None:
    [campaign] = feed(LinkedInAdsCampaignGroup, "campaign", {"id": 1, "runSchedule": {"start": start}})
    assert campaign["campaign_started_at"] is None


def test_a_creative_is_stamped_in_milliseconds() -> None:
    row = held(LinkedInAdsCreative, {"createdAt": 1629581299123, "lastModifiedAt": 1629581299123.0, "isTest": False})
    assert (row["created_at"], row["last_modified_at"], row["is_test"]) == (CREATED, CREATED, False)
