"""Google Ads' accounts, which it calls customers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import ibis.expr.types as ir
from ibis import _

from contracts.entities.ad_account import AdAccount
from contracts.kinds import Json
from contracts.mapping import Mapping, Rows
from contracts.sources.google_ads.api import GoogleAds


def account_mapping(rows: Rows | None = None) -> Mapping:
    """The account that a row tells of."""
    return AdAccount.mapping(
        rows=rows,
        ad_account_id=_.customer_id.cast("string"),
        ad_account_name=_.customer_descriptive_name.nullif(""),
        ad_account_status=None,
        ad_account_currency=_.customer_currency_code.upper(),
        ad_account_time_zone=_.customer_time_zone,
        ad_account_country=None,
    )


def describing_account(report: ir.Table) -> ir.Table:
    """Rows of a report that tell more of the account than its id: others would take its name and currency away."""
    return report.filter(report.customer_descriptive_name.notnull() & report.customer_currency_code.notnull())


class CustomerAttributes(GoogleAds):
    """What reports tell of the account, too."""

    # the account
    customer_id: int | None = None
    customer_resource_name: str | None = None
    customer_descriptive_name: str | None = None
    customer_currency_code: str | None = None
    customer_time_zone: str | None = None


class GoogleAdsCustomer(CustomerAttributes, object="customers", key="customer_id", version="segments_date", known_as=("customer",)):
    """An account; the row of the newest day holds."""

    # identity and state
    customer_manager: bool | None = None
    customer_test_account: bool | None = None
    customer_has_partners_badge: bool | None = None
    customer_optimization_score: Decimal | None = None
    customer_optimization_score_weight: Decimal | None = None
    customer_pay_per_conversion_eligibility_failure_reasons: Json | None = None
    # tracking
    customer_auto_tagging_enabled: bool | None = None
    customer_tracking_url_template: str | None = None
    customer_final_url_suffix: str | None = None
    customer_conversion_tracking_setting_conversion_tracking_id: int | None = None
    customer_conversion_tracking_setting_cross_account_conversion_tracking_id: int | None = None
    customer_remarketing_setting_google_global_site_tag: str | None = None
    customer_call_reporting_setting_call_reporting_enabled: bool | None = None
    customer_call_reporting_setting_call_conversion_reporting_enabled: bool | None = None
    customer_call_reporting_setting_call_conversion_action: str | None = None
    # the day
    segments_date: date | None = None

    feeds = (account_mapping(),)
