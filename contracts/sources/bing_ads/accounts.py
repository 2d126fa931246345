"""Microsoft Advertising's accounts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ibis import _

from contracts.entities.ad_account import AdAccount
from contracts.kinds import Json
from contracts.nested import part
from contracts.sources.bing_ads.api import BingAds


class BingAccount(BingAds, object="accounts", key="id", version="last_modified_time"):
    """An advertiser's account (``AdvertiserAccount`` of the Customer Management service)."""

    # identity
    id: int | None = None
    name: str | None = None
    number: str | None = None
    parent_customer_id: int | None = None
    primary_user_id: int | None = None
    # state
    account_life_cycle_status: str | None = None
    account_financial_status: str | None = None
    account_mode: str | None = None
    pause_reason: int | None = None
    last_modified_time: datetime | None = None
    last_modified_by_user_id: int | None = None
    time_stamp: str | None = None
    # how it runs
    currency_code: str | None = None
    time_zone: str | None = None
    language: str | None = None
    auto_tag_type: str | None = None
    business_address: Json | None = None
    linked_agencies: Json | None = None
    forward_compatibility_map: str | None = None
    # who pays
    bill_to_customer_id: int | None = None
    sales_house_customer_id: int | None = None
    payment_method_id: int | None = None
    payment_method_type: str | None = None
    sold_to_payment_instrument_id: int | None = None
    back_up_payment_instrument_id: int | None = None
    billing_threshold_amount: Decimal | None = None
    tax_information: str | None = None
    tax_certificate: Json | None = None

    feeds = (
        AdAccount.mapping(
            ad_account_id=_.id.cast("string"),
            ad_account_name=_.name,
            ad_account_status=_.account_life_cycle_status,
            ad_account_currency=_.currency_code.upper(),
            ad_account_time_zone=_.time_zone,
            ad_account_country=part(_.business_address, "CountryCode"),
        ),
    )
