"""BigCommerce's orders."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.emails import email_hash
from contracts.entities.order import Order
from contracts.kinds import Json
from contracts.nested import amount, elements, embedded, part, total
from contracts.sources.bigcommerce.api import BigCommerce
from contracts.sources.bigcommerce.order_line_items import LINE, order_line

_ENDED = {4: "refunded", 5: "cancelled", 6: "voided", 14: "partially_refunded"}
"""Ids of states that say all about the money -> the vocabulary of ``order_status``."""

_PAYMENT = {
    "pending": "pending",
    "held for review": "pending",
    "authorized": "authorized",
    "capture pending": "authorized",
    "captured": "paid",
    "paid": "paid",
    "partially refunded": "partially_refunded",
    "refunded": "refunded",
    "declined": "voided",
    "void": "voided",
    "void pending": "voided",
}
"""The state of the payment -> the vocabulary; payments outside of BigCommerce have none."""

_UNDERWAY = {
    0: "pending",  # incomplete: the shopper reached the page of the payment
    1: "pending",
    2: "paid",  # shipped
    3: "paid",  # partially shipped
    7: "pending",  # awaiting payment
    8: "paid",  # awaiting pickup
    9: "paid",  # awaiting shipment
    10: "paid",  # completed
    11: "paid",  # awaiting fulfillment
    12: "pending",  # manual verification required
    13: "paid",  # disputed
}
"""Ids of the other states -> the vocabulary. Merchants rename the states, the ids stay."""

_CURRENCY = ibis.coalesce(_.default_currency_code.nullif(""), _.currency_code).upper()
"""What the shopper pays in, and so the amounts; ``currency_code`` is only what the shop's pages showed."""


def _priced(orders: ir.Table) -> ir.Table:
    """Orders that were not deleted, with the sums of their amounts; gross is what makes the total whole.

    The subtotal does not tell: some of it is rounded, and it leaves the fees out. Where fees are but linked to, gross holds them
    and the wrapping beside the items.
    """
    kept = orders.filter(~orders.is_deleted.fill_null(False))
    wrapped = amount(kept.wrapping_cost_ex_tax).fill_null(0)
    # The vendor spells it both ways.
    fees = elements(kept.fees, cost_ex_tax="string", cost_exc_tax="string")
    priced = kept.mutate(
        discount=amount(kept.discount_amount).fill_null(0) + amount(kept.coupon_discount).fill_null(0),
        shipped=amount(kept.shipping_cost_ex_tax).fill_null(0) + amount(kept.handling_cost_ex_tax).fill_null(0),
        tax=ibis.coalesce(amount(kept.total_tax), amount(kept.total_inc_tax) - amount(kept.total_ex_tax)),
        other=wrapped + total(fees, lambda fee: ibis.coalesce(fee.cost_ex_tax, fee.cost_exc_tax)),
    )
    beside = priced.tax + priced.shipped + priced.other.fill_null(0)
    return priced.mutate(gross=amount(priced.total_inc_tax) - beside + priced.discount)


def _embedded_lines(orders: ir.Table) -> ir.Table:
    """The products of orders that embed them; by default there is but a link to them."""
    return embedded(orders.filter(~orders.is_deleted.fill_null(False)), "products", **LINE)


class BigCommerceOrder(BigCommerce, object="orders", key="id", version="date_modified"):
    """An order (V2); gift certificates and store credit are ways to pay it, no discounts."""

    # identity
    id: int | None = None
    cart_id: str | None = None
    channel_id: int | None = None
    external_id: str | None = None
    external_order_id: str | None = None
    external_merchant_id: Json | None = None
    external_source: str | None = None
    ebay_order_id: str | None = None
    po_number: str | None = None
    # state
    status: str | None = None
    status_id: int | None = None
    custom_status: str | None = None
    is_deleted: bool | None = None
    date_created: datetime | None = None
    date_modified: datetime | None = None
    date_shipped: datetime | None = None
    # where it came from
    order_source: str | None = None
    ip_address: str | None = None
    ip_address_v6: str | None = None
    geoip_country: str | None = None
    geoip_country_iso2: str | None = None
    # who ordered
    customer_id: int | None = None
    customer_locale: str | None = None
    customer_message: str | None = None
    staff_notes: str | None = None
    is_email_opt_in: bool | None = None
    billing_address: Json | None = None
    shipping_address: Json | None = None
    shipping_address_count: int | None = None
    # currencies: shown, paid in, and the store's
    currency_id: int | None = None
    currency_code: str | None = Field(default=None, validation_alias=AliasChoices("currency_code", 'currency_code"'))
    """The vendor's own examples misspell it, as they do ``coupon_discount``."""
    currency_exchange_rate: Decimal | None = None
    default_currency_id: int | None = None
    default_currency_code: str | None = None
    store_default_currency_code: str | None = None
    store_default_to_transactional_exchange_rate: Decimal | None = None
    # money: items
    subtotal_ex_tax: Decimal | None = None
    subtotal_inc_tax: Decimal | None = None
    subtotal_tax: Decimal | None = None
    discount_amount: Decimal | None = None
    coupon_discount: Decimal | None = Field(default=None, validation_alias=AliasChoices("coupon_discount", 'coupon_discount"'))
    # money: shipping
    base_shipping_cost: Decimal | None = None
    shipping_cost_ex_tax: Decimal | None = None
    shipping_cost_inc_tax: Decimal | None = None
    shipping_cost_tax: Decimal | None = None
    shipping_cost_tax_class_id: int | None = None
    # money: handling
    base_handling_cost: Decimal | None = None
    handling_cost_ex_tax: Decimal | None = None
    handling_cost_inc_tax: Decimal | None = None
    handling_cost_tax: Decimal | None = None
    handling_cost_tax_class_id: int | None = None
    # money: gift wrapping
    base_wrapping_cost: Decimal | None = None
    wrapping_cost_ex_tax: Decimal | None = None
    wrapping_cost_inc_tax: Decimal | None = None
    wrapping_cost_tax: Decimal | None = None
    wrapping_cost_tax_class_id: int | None = None
    # money: in all
    total_ex_tax: Decimal | None = None
    total_inc_tax: Decimal | None = None
    total_tax: Decimal | None = None
    refunded_amount: Decimal | None = None
    is_tax_inclusive_pricing: bool | None = None
    tax_provider_id: str | None = None
    # payment
    payment_method: str | None = None
    payment_provider_id: str | None = None
    payment_status: str | None = None
    credit_card_type: str | None = None
    gift_certificate_amount: Decimal | None = None
    store_credit_amount: Decimal | None = None
    # positions: links, or what they lead to where it is asked for
    products: Json | None = None
    coupons: Json | None = None
    fees: Json | None = None
    consignments: Json | None = None
    shipping_addresses: Json | None = None
    shipments: Json | None = None
    items_total: int | None = None
    items_shipped: int | None = None
    order_is_digital: bool | None = None

    feeds = (
        Order.mapping(
            rows=_priced,
            order_id=_.id.cast("string"),
            order_name=_.id.cast("string"),
            order_customer_id=_.customer_id.nullif(0).cast("string"),
            order_email_hash=email_hash(part(_.billing_address, "email")),
            order_placed_at=_.date_created,
            order_updated_at=_.date_modified,
            order_cancelled_at=None,
            order_status=ibis.coalesce(
                _.status_id.cases(*_ENDED.items()),
                _.payment_status.lower().cases(*_PAYMENT.items()),
                _.status_id.cases(*_UNDERWAY.items()),
                "unknown",
            ),
            order_platform_status=_.status.lower(),
            order_sales_channel=_.order_source.nullif(""),
            order_coupon=elements(_.coupons, code="string")[0].code,
            order_landing_page=None,
            order_currency=_CURRENCY,
            order_tax_included=False,  # in whatever way the shop's prices do
            order_gross_amount=_.gross,
            order_discount_amount=_.discount,
            order_shipping_amount=_.shipped,
            order_other_amount=_.other,
            order_tax_amount=_.tax,
            order_total_amount=_.total_inc_tax,
            order_is_test=None,
        ),
        order_line(rows=_embedded_lines, sold_at=_.date_created, currency=_CURRENCY),
    )
