"""Customers as Shopify's Admin API sends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.landing.demo.orders import Order
from engine.landing.demo.people import Person
from engine.landing.demo.renderers.shopify_money import gid, money, shop
from engine.landing.demo.span import Span, Wire


def customers(span: Span) -> Iterator[Wire]:
    """Customers who are new or have ordered again."""
    for placed in span.by_customer().values():
        if span.holds(placed[-1].at):
            yield _totals(span, placed)


def customer(span: Span, person: Person, updated: datetime) -> Wire:
    """A customer as it stands inside of an order."""
    consented = span.local(person.created) if person.subscribed else None
    home = address(span, person)
    return {
        "id": person.id,
        "admin_graphql_api_id": gid("Customer", person.id),
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "phone": person.phone,
        "state": "disabled",
        "verified_email": True,
        "tags": "",
        "note": None,
        "currency": span.script.currency,
        "tax_exempt": False,
        "tax_exemptions": [],
        "accepts_marketing": person.subscribed,
        "accepts_marketing_updated_at": consented,
        "marketing_opt_in_level": "single_opt_in",
        "multipass_identifier": None,
        "created_at": span.local(person.created),
        "updated_at": span.local(updated),
        "email_marketing_consent": {
            "state": "subscribed" if person.subscribed else "not_subscribed",
            "opt_in_level": "single_opt_in",
            "consent_updated_at": consented,
        },
        "sms_marketing_consent": None,
        "default_address": {"id": span.script.identity(13, "address", person.id), "customer_id": person.id, **home, "default": True},
    }


def address(span: Span, person: Person) -> Wire:
    """A postal address with the person's name on it."""
    place = person.place
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "name": person.name,
        "company": None,
        "address1": place.street,
        "address2": None,
        "city": place.city,
        "province": place.province,
        "province_code": place.province_code,
        "country": place.country,
        "country_code": place.country_code,
        "zip": place.zip,
        "phone": person.phone,
    }


def _totals(span: Span, placed: list[Order]) -> Wire:
    last = placed[-1]
    assert last.customer is not None
    record = customer(span, last.customer, last.at)
    return {
        **record,
        "addresses": [record["default_address"]],
        "orders_count": len(placed),
        "total_spent": money(span, sum(order.total for order in placed)),
        "last_order_id": last.id,
        "last_order_name": last.name,
        "shop_url": shop(span),
    }
