"""BigCommerce's customers."""

from __future__ import annotations

from datetime import datetime

import ibis.expr.types as ir
from ibis import _

from contracts.emails import email_address, email_hash
from contracts.entities.customer import Customer
from contracts.kinds import Json
from contracts.nested import elements
from contracts.sources.bigcommerce.api import BigCommerce


def _with_address(customers: ir.Table) -> ir.Table:
    """Customers with their first address: none is marked as the default."""
    return customers.mutate(address=elements(customers.addresses, country_code="string", state_or_province="string", city="string")[0])


class BigCommerceCustomer(BigCommerce, object="customers", key="id", version="date_modified"):
    """A customer with an account (V3); guests have none."""

    # identity
    id: int | None = None
    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    notes: str | None = None
    shopper_profile_id: str | None = None
    registration_ip_address: str | None = None
    date_created: datetime | None = None
    date_modified: datetime | None = None
    # where it belongs
    customer_group_id: int | None = None
    origin_channel_id: int | None = None
    channel_ids: Json | None = None
    segment_ids: Json | None = None
    tax_exempt_category: str | None = None
    # addresses
    address_count: int | None = None
    addresses: Json | None = None
    # the account
    authentication: Json | None = None
    accepts_product_review_abandoned_cart_emails: bool | None = None
    trigger_account_created_notification: bool | None = None
    store_credit_amounts: Json | None = None
    # what merchants add
    attribute_count: int | None = None
    attributes: Json | None = None
    form_fields: Json | None = None

    feeds = (
        Customer.mapping(
            rows=_with_address,
            customer_id=_.id.cast("string"),
            customer_email=email_address(_.email),
            customer_email_hash=email_hash(_.email),
            customer_first_name=_.first_name.nullif(""),
            customer_last_name=_.last_name.nullif(""),
            customer_country=_.address.country_code.nullif(""),
            customer_region=_.address.state_or_province.nullif(""),
            customer_city=_.address.city.nullif(""),
            customer_created_at=_.date_created,
            customer_state=None,
            customer_accepts_marketing=_.accepts_product_review_abandoned_cart_emails,
            customer_currency=None,
        ),
    )
