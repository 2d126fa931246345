from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.bigcommerce.customers import BigCommerceCustomer
from contracts.sources.bigcommerce.order_line_items import BigCommerceOrderLineItem
from contracts.sources.bigcommerce.orders import BigCommerceOrder
from contracts.sources.bigcommerce.product_variants import BigCommerceProductVariant
from contracts.sources.bigcommerce.products import BigCommerceProduct
from contracts.sources.bigcommerce.refunds import BigCommerceRefund
from contracts.sources.bigcommerce.transactions import BigCommerceTransaction

RICK = "5a36ba37c8ac170322982e15ff06bf1cd40617a7f47b8b517c134bd169c428fb"
"""SHA-256 of rick@example.com."""

LINK = {"url": "https://api.bigcommerce.com/stores/x/v2/orders/118/products", "resource": "/orders/118/products"}

ORDER: dict[str, Any] = {
    "id": 118,
    "customer_id": 11,
    "date_created": "Tue, 05 Mar 2024 21:40:11 +0000",
    "date_modified": "Mon, 11 Mar 2024 10:17:25 -0500",
    "date_shipped": "",
    "status_id": 11,
    "status": "Awaiting Fulfillment",
    "custom_status": "To be packed",
    "payment_status": "captured",
    "subtotal_ex_tax": "100.0000",
    "subtotal_inc_tax": "119.0000",
    "subtotal_tax": "19.0000",
    "discount_amount": "5.0000",
    "coupon_discount": "10.0000",
    "shipping_cost_ex_tax": "8.0000",
    "handling_cost_ex_tax": "2.0000",
    "wrapping_cost_ex_tax": "3.0000",
    "total_ex_tax": "98.0000",
    "total_inc_tax": "116.6200",
    "total_tax": "18.6200",
    "gift_certificate_amount": "20.0000",
    "store_credit_amount": "6.6200",
    "currency_code": "EUR",
    "currency_exchange_rate": "0.9200000000",
    "default_currency_code": "usd",
    "order_source": "www",
    "billing_address": {"email": "Rick@Example.com "},
    "coupons": LINK,
    "products": LINK,
    "poNumber": "P-7",
    "shippingAddress": {"id": 27},
}


def test_an_order(feed: Any) -> None:
    assert feed(BigCommerceOrder, "order", ORDER) == [
        {
            "order_id": "118",
            "order_name": "118",
            "order_customer_id": "11",
            "order_email_hash": RICK,
            "order_placed_at": datetime(2024, 3, 5, 21, 40, 11, tzinfo=UTC),
            "order_updated_at": datetime(2024, 3, 11, 15, 17, 25, tzinfo=UTC),
            "order_cancelled_at": None,
            "order_status": "paid",
            "order_platform_status": "awaiting fulfillment",
            "order_sales_channel": "www",
            "order_coupon": None,
            "order_landing_page": None,
            "order_currency": "USD",
            "order_tax_included": False,
            "order_gross_amount": Decimal(103),
            "order_discount_amount": Decimal(15),
            "order_shipping_amount": Decimal(10),
            "order_other_amount": None,
            "order_tax_amount": Decimal("18.62"),
            "order_total_amount": Decimal("116.62"),
            "order_is_test": None,
        }
    ]


@pytest.mark.parametrize(
    ("fees", "gross", "other"),
    [([], "100.00", "3.00"), ([{"cost_ex_tax": "4.0000"}, {"cost_exc_tax": 1.5}], "94.50", "8.50"), (LINK, "103.00", None)],
    ids=["none", "some", "a link to them"],
)
def test_fees_and_wrapping_are_no_goods(feed: Any, fees: Any, gross: str, other: str | None) -> None:
    [order] = feed(BigCommerceOrder, "order", {**ORDER, "fees": fees})
    assert (order["order_gross_amount"], order["order_other_amount"]) == (Decimal(gross), other and Decimal(other))


def test_camel_case_columns_of_an_order_are_spelled_as_the_others() -> None:
    held = BigCommerceOrder.model_validate({"po_number": "P-7", "coupon_discount": "1.5000"})
    assert (held.po_number, held.coupon_discount) == ("P-7", Decimal("1.5"))


@pytest.mark.parametrize(
    "amounts",
    [
        {"total_inc_tax": "119.0000", "total_tax": "19.0000"},
        {"total_inc_tax": 119, "total_ex_tax": 100.0, "discount_amount": 5, "shipping_cost_ex_tax": 7.39},
        {"total_inc_tax": "119.0000", "total_ex_tax": "100.0000", 'coupon_discount"': "5.0000"},
    ],
    ids=["no discounts", "numbers, and no tax told", "as misspelled in the vendor's examples"],
)
def test_the_parts_of_an_order_make_its_total(feed: Any, amounts: dict[str, Any]) -> None:
    [order] = feed(BigCommerceOrder, "order", {"id": 1, **amounts})
    gross, discount, shipping, tax = (order[f"order_{part}_amount"] for part in ("gross", "discount", "shipping", "tax"))
    assert gross - discount + shipping + tax == order["order_total_amount"] == 119
    assert tax == 19


@pytest.mark.parametrize(
    ("status_id", "payment", "meant"),
    [
        (0, "", "pending"),
        (1, None, "pending"),
        (2, "", "paid"),
        (3, "captured", "paid"),
        (4, "captured", "refunded"),
        (5, "captured", "cancelled"),
        (6, "", "voided"),
        (7, "", "pending"),
        (7, "authorized", "authorized"),
        (8, "", "paid"),
        (9, "capture pending", "authorized"),
        (10, "paid", "paid"),
        (10, "partially refunded", "partially_refunded"),
        (11, "refunded", "refunded"),
        (11, "void pending", "voided"),
        (11, "void", "voided"),
        (11, "declined", "voided"),
        (12, "held for review", "pending"),
        (12, "pending", "pending"),
        (13, "", "paid"),
        (14, "captured", "partially_refunded"),
        (99, "", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_the_status_of_an_order(feed: Any, status_id: int | None, payment: str | None, meant: str) -> None:
    [order] = feed(BigCommerceOrder, "order", {"id": 1, "status_id": status_id, "payment_status": payment})
    assert order["order_status"] == meant


@pytest.mark.parametrize(
    ("record", "column", "value"),
    [
        ({"customer_id": 0}, "order_customer_id", None),
        ({"coupons": [{"id": 1, "code": "SPRING"}]}, "order_coupon", "SPRING"),
        ({"currency_code": "EUR", "default_currency_code": ""}, "order_currency", "EUR"),
    ],
    ids=["a guest", "coupons embedded", "one currency"],
)
def test_what_an_order_tells_in_other_ways(feed: Any, record: dict[str, Any], column: str, value: Any) -> None:
    [order] = feed(BigCommerceOrder, "order", {"id": 1, **record})
    assert order[column] == value


LINE: dict[str, Any] = {
    "id": 16,
    "order_id": 118,
    "product_id": 77,
    "variant_id": 99,
    "name": "Owl",
    "sku": "OWL-S",
    "quantity": 2,
    "price_ex_tax": "19.9900",
    "price_inc_tax": "23.7881",
    "total_ex_tax": "39.9800",
    "total_inc_tax": "47.5762",
    "total_tax": "7.0300",
    "applied_discounts": [
        {"id": "coupon", "amount": 2.0, "code": "SPRING", "target": "product"},
        {"id": "manual-discount", "amount": "0.9800", "code": None, "target": "order"},
    ],
    "parent_order_product_id": {},
}


def test_an_order_line(feed: Any) -> None:
    assert feed(BigCommerceOrderLineItem, "order_line", LINE) == [
        {
            "order_line_id": "16",
            "order_line_order_id": "118",
            "order_line_product_id": "77",
            "order_line_variant_id": "99",
            "order_line_sku": "OWL-S",
            "order_line_title": "Owl",
            "order_line_sold_at": None,
            "order_line_quantity": 2,
            "order_line_unit_price": Decimal("19.99"),
            "order_line_unit_cost": None,
            "order_line_discount_amount": Decimal("2.98"),
            "order_line_tax_amount": Decimal("7.03"),
            "order_line_tax_included": False,
            "order_line_total_amount": Decimal("37.00"),
            "order_line_currency": None,
        }
    ]


@pytest.mark.parametrize(
    ("told", "discount", "charged"),
    [
        ({"applied_discounts": ""}, "0", "39.98"),
        ({"applied_discounts": []}, "0", "39.98"),
        # A store whose prices hold taxes: 5.95 off are 5.00 before taxes.
        ({"applied_discounts": [{"amount": "5.9500"}], "total_tax": "6.6500", "discounted_total_inc_tax": "41.6300"}, "5", "34.98"),
    ],
)
def test_the_discount_of_an_order_line(feed: Any, told: dict[str, Any], discount: str, charged: str) -> None:
    [line] = feed(BigCommerceOrderLineItem, "order_line", {**LINE, **told})
    assert (line["order_line_discount_amount"], line["order_line_total_amount"]) == (Decimal(discount), Decimal(charged))


@pytest.mark.parametrize(
    ("told", "cost"),
    [
        ({"cost_price_ex_tax": "7.5000", "base_cost_price": "9.0000"}, "7.5"),
        ({"cost_price_ex_tax": "0.0000", "base_cost_price": "9.0000"}, "9"),
        ({"cost_price_ex_tax": "0.0000", "base_cost_price": "0.0000"}, None),
    ],
)
def test_the_cost_of_an_order_line(feed: Any, told: dict[str, str], cost: str | None) -> None:
    [alone] = feed(BigCommerceOrderLineItem, "order_line", {**LINE, **told})
    [embedded] = feed(BigCommerceOrder, "order_line", {**ORDER, "products": [{**LINE, **told}]})
    assert alone["order_line_unit_cost"] == embedded["order_line_unit_cost"] == (cost and Decimal(cost))


def test_a_custom_item_has_no_product(feed: Any) -> None:
    [line] = feed(BigCommerceOrderLineItem, "order_line", {**LINE, "product_id": 0, "variant_id": "0", "sku": ""})
    assert (line["order_line_product_id"], line["order_line_variant_id"], line["order_line_sku"]) == (None, None, None)


def test_lines_that_an_order_embeds_are_the_same_lines(feed: Any) -> None:
    texts = {name: str(value) if isinstance(value, int) else value for name, value in LINE.items()}
    [alone] = feed(BigCommerceOrderLineItem, "order_line", LINE)
    [embedded] = feed(BigCommerceOrder, "order_line", {**ORDER, "products": [texts]})
    ordered = {"order_line_sold_at": datetime(2024, 3, 5, 21, 40, 11, tzinfo=UTC), "order_line_currency": "USD"}
    assert embedded == {**alone, **ordered}


@pytest.mark.parametrize("products", [LINK, [], [LINE]])
def test_an_archived_order_is_no_order_and_has_no_lines(feed: Any, products: Any) -> None:
    archived = {**ORDER, "products": products, "is_deleted": True}
    assert feed(BigCommerceOrder, "order", archived) == feed(BigCommerceOrder, "order_line", archived) == []


def test_a_product(feed: Any) -> None:
    record = {
        "id": 77,
        "name": "Owl",
        "brand_name": "Tyrell",
        "availability": "available",
        "custom_url": {"url": "/birds/owl/", "is_customized": False},
        "date_created": "2018-08-15T14:48:46-05:00",
        "categories": [23, 21],
        "price": 19.99,
        "option_set_id": {},
        "preorder_release_date": {},
    }
    [product] = feed(BigCommerceProduct, "product", record)
    assert list(product.values()) == ["77", "Owl", "Tyrell", None, "available", "owl", None, datetime(2018, 8, 15, 19, 48, 46, tzinfo=UTC)]


VARIANT: dict[str, Any] = {
    "id": 99,
    "product_id": 77,
    "sku": "OWL-S",
    "upc": "",
    "gtin": "4006381333931",
    "price": {},
    "calculated_price": 19.99,
    "cost_price": 0,
    "map_price": {},
    "inventory_level": 7,
    "weight": 1.5,
    "option_values": [{"id": 1, "label": "Small", "option_display_name": "Size"}, {"id": 2, "label": "Red"}],
}


def test_a_variant_of_its_own_and_one_that_its_product_embeds(feed: Any) -> None:
    [alone] = feed(BigCommerceProductVariant, "product_variant", VARIANT)
    assert list(alone.values()) == ["99", "77", "Small / Red", "OWL-S", "4006381333931", Decimal("19.99"), None, 7]
    assert feed(BigCommerceProduct, "product_variant", {"id": 77, "variants": [{**VARIANT, "price": None}]}, {"id": 78}) == [alone]


def test_a_customer(feed: Any) -> None:
    address = {"city": "Sydney", "state_or_province": "New South Wales", "country": "Australia", "country_code": "AU"}
    record = {"id": 23, "email": "John@Example.com", "first_name": "John", "last_name": "", "addresses": [address, {"city": "Akron"}]}
    known = {"date_created": "2019-02-19T18:34:16Z", "accepts_product_review_abandoned_cart_emails": True}
    [customer] = feed(BigCommerceCustomer, "customer", {**record, **known})
    assert customer == {
        **dict.fromkeys(customer),
        "customer_id": "23",
        "customer_email": "john@example.com",
        "customer_email_hash": "855f96e983f1f8e8be944692b6f719fd54329826cb62e98015efee8e2e071dd4",
        "customer_first_name": "John",
        "customer_country": "AU",
        "customer_region": "New South Wales",
        "customer_city": "Sydney",
        "customer_created_at": datetime(2019, 2, 19, 18, 34, 16, tzinfo=UTC),
        "customer_accepts_marketing": True,
    }


def payment(amount: Any, is_declined: bool = False) -> dict[str, Any]:
    return {"id": 1, "provider_id": "braintree", "amount": amount, "offline": False, "is_declined": is_declined, "declined_message": ""}


REFUND: dict[str, Any] = {
    "id": 12,
    "order_id": 118,
    "created": "2022-06-16T11:44:15-05:00",
    "reason": "broken",
    "total_amount": 50,
    "total_tax": 5.5,
    "items": [{"item_type": "PRODUCT", "item_id": 16, "quantity": 2, "requested_amount": None}],
    "payments": [payment(30), payment("20.00"), payment(50, is_declined=True)],
}


def test_a_refund(feed: Any) -> None:
    assert feed(BigCommerceRefund, "refund", REFUND) == [
        {
            "refund_id": "12",
            "refund_order_id": "118",
            "refund_refunded_at": datetime(2022, 6, 16, 16, 44, 15, tzinfo=UTC),
            "refund_amount": Decimal(50),
            "refund_goods_amount": Decimal("44.5"),
            "refund_tax_amount": Decimal("5.5"),
            "refund_quantity": 2,
            "refund_currency": None,
            "refund_note": "broken",
        }
    ]


SHIPPING = {"item_type": "SHIPPING", "item_id": 9, "requested_amount": 10}


@pytest.mark.parametrize(
    ("told", "amount", "goods", "quantity"),
    [
        ({"items": [{**REFUND["items"][0], "requested_amount": 12.5}, SHIPPING]}, Decimal(50), Decimal("12.5"), 2),
        ({"items": [REFUND["items"][0], SHIPPING]}, Decimal(50), Decimal("34.5"), 2),
        ({"items": [REFUND["items"][0], {**SHIPPING, "requested_amount": None}]}, Decimal(50), None, 2),
        ({"items": [SHIPPING]}, Decimal(50), None, 0),
        ({"payments": [payment(50, is_declined=True)]}, Decimal(0), Decimal("44.5"), 2),
        ({"payments": None}, Decimal(50), Decimal("44.5"), 2),
    ],
    ids=["shipping too", "products by quantity", "shipping is not told", "shipping alone", "declined", "payments are not told"],
)
def test_the_parts_of_a_refund(feed: Any, told: dict[str, Any], amount: Decimal, goods: Decimal | None, quantity: int) -> None:
    [refund] = feed(BigCommerceRefund, "refund", {**REFUND, **told})
    assert (refund["refund_amount"], refund["refund_goods_amount"], refund["refund_quantity"]) == (amount, goods, quantity)


def test_a_transaction_lands_exactly() -> None:
    record = {"id": 85926313, "order_id": "118", "amount": 0.1, "date_created": "2018-05-08T15:06:12+00:00", "reference_transaction_id": {}}
    transaction = BigCommerceTransaction.model_validate(record)
    assert (transaction.order_id, transaction.amount, transaction.reference_transaction_id) == ("118", Decimal("0.1"), None)


TRANSACTION: dict[str, Any] = {
    "id": 85926313,
    "order_id": "118",
    "event": "purchase",
    "status": "ok",
    "amount": 116.62,
    "currency": "usd",
    "date_created": "2018-05-08T15:06:12+00:00",
    "method": "credit_card",
    "gateway": "Stripe",
    "gateway_transaction_id": "ch_7",
    "credit_card": {"card_type": "visa", "card_last4": "4242"},
    "test": False,
}


def test_a_transaction(feed: Any) -> None:
    assert feed(BigCommerceTransaction, "payment", TRANSACTION) == [
        {
            "payment_id": "85926313",
            "payment_order_id": "118",
            "payment_processed_at": datetime(2018, 5, 8, 15, 6, 12, tzinfo=UTC),
            "payment_kind": "sale",
            "payment_status": "success",
            "payment_platform_status": "ok",
            "payment_gateway": "stripe",
            "payment_gateway_reference": "ch_7",
            "payment_card_brand": "visa",
            "payment_amount": Decimal("116.62"),
            "payment_currency": "USD",
            "payment_is_test": False,
        }
    ]


@pytest.mark.parametrize(
    ("event", "status", "meant"),
    [
        ("authorization", "ok", ("authorization", "success")),
        ("capture", "error", ("capture", "error")),
        ("refund", "ok", ("refund", "success")),
        ("void", "ok", ("void", "success")),
        ("pending", "ok", ("sale", "pending")),
        ("pending", "error", ("sale", "error")),
        ("settled", "ok", ("sale", "success")),
        ("something new", None, ("unknown", "unknown")),
    ],
)
def test_the_kind_and_status_of_a_transaction(feed: Any, event: str, status: str | None, meant: tuple[str, str]) -> None:
    [payment] = feed(BigCommerceTransaction, "payment", {**TRANSACTION, "event": event, "status": status})
    assert (payment["payment_kind"], payment["payment_status"]) == meant
