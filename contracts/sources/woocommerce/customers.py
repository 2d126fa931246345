"""WooCommerce's customers."""

from __future__ import annotations

from datetime import datetime

from ibis import _

from contracts.emails import email_address, email_hash
from contracts.entities.customer import Customer
from contracts.kinds import Json
from contracts.nested import part
from contracts.sources.woocommerce.api import WooCommerce


class WooCommerceCustomer(WooCommerce, object="customers", key="id", version="date_modified_gmt"):
    """A customer with an account; guests have none."""

    # identity
    id: int | None = None
    email: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    avatar_url: str | None = None
    shop_url: str | None = None
    links: Json | None = None
    # state
    role: str | None = None
    is_paying_customer: bool | None = None
    date_created: str | None = None
    date_created_gmt: datetime | None = None
    date_modified: str | None = None
    date_modified_gmt: datetime | None = None
    # addresses
    billing: Json | None = None
    shipping: Json | None = None
    # what plugins add
    meta_data: Json | None = None

    feeds = (
        Customer.mapping(
            customer_id=_.id.cast("string"),
            customer_email=email_address(_.email),
            customer_email_hash=email_hash(_.email),
            customer_first_name=_.first_name.nullif(""),
            customer_last_name=_.last_name.nullif(""),
            customer_country=part(_.billing, "country").nullif(""),
            customer_region=part(_.billing, "state").nullif(""),
            customer_city=part(_.billing, "city").nullif(""),
            customer_created_at=_.date_created_gmt,
            customer_state=None,
            customer_accepts_marketing=None,
            customer_currency=None,
        ),
    )
