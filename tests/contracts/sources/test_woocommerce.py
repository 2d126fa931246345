from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.woocommerce.coupons import WooCommerceCoupon
from contracts.sources.woocommerce.customers import WooCommerceCustomer
from contracts.sources.woocommerce.orders import WooCommerceOrder
from contracts.sources.woocommerce.product_variations import WooCommerceProductVariation
from contracts.sources.woocommerce.products import WooCommerceProduct
from contracts.sources.woocommerce.refunds import WooCommerceRefund

RICK = "5a36ba37c8ac170322982e15ff06bf1cd40617a7f47b8b517c134bd169c428fb"
"""SHA-256 of rick@example.com."""

SHOP = "https://shop.example/wp-json/wc/v3"

ORDER: dict[str, Any] = {
    "id": 727,
    "parent_id": 0,
    "number": "2024-727",
    "status": "Completed",
    "currency": "eur",
    "version": "9.3.3",
    "created_via": "checkout",
    "customer_id": 26,
    # The site's clock is two hours ahead of UTC.
    "date_created": "2024-05-02T01:30:00",
    "date_created_gmt": "2024-05-01T23:30:00",
    "date_modified": "2024-05-03T10:00:00",
    "date_modified_gmt": "2024-05-03T08:00:00",
    "billing": {"email": "Rick@Example.com"},
    "prices_include_tax": False,
    "discount_total": "4.00",
    "discount_tax": "0.76",
    "shipping_total": "5.00",
    "shipping_tax": "0.95",
    "cart_tax": "10.64",
    "total_tax": "11.59",
    "total": "72.59",
    "line_items": [
        {
            "id": 315,
            "name": "Owl",
            "product_id": 93,
            "variation_id": 94,
            "quantity": 3,
            "subtotal": "59.97",
            "subtotal_tax": "11.39",
            "total": "56.97",
            "total_tax": "10.82",
            "sku": "OWL-S",
            "price": 18.99,
            "meta_data": [{"id": 1, "key": "pa_size", "value": "s"}],
        },
        {"id": 316, "name": "Postcard", "product_id": 0, "variation_id": 0, "quantity": 1, "subtotal": "1.00", "total": "0.00", "sku": ""},
    ],
    "fee_lines": [{"id": 317, "name": "Gift wrapping", "total": "-0.97", "total_tax": "-0.18"}],
    "coupon_lines": [{"id": 318, "code": "spring", "discount": "3"}, {"id": 319, "code": "late"}],
    "refunds": [],
    "meta_data": [
        {"id": 13106, "key": "_wc_order_attribution_session_entry", "value": "https://shop.example/owls/?utm_source=google"},
        {"id": 13107, "key": "_download_permissions_granted", "value": {"nested": ["yes"]}},
    ],
    "_links": {"self": [{"href": f"{SHOP}/orders/727"}]},
}


def test_an_order(feed: Any) -> None:
    assert feed(WooCommerceOrder, "order", ORDER) == [
        {
            "order_id": "727",
            "order_name": "2024-727",
            "order_customer_id": "26",
            "order_email_hash": RICK,
            "order_placed_at": datetime(2024, 5, 1, 23, 30, tzinfo=UTC),
            "order_updated_at": datetime(2024, 5, 3, 8, 0, tzinfo=UTC),
            "order_cancelled_at": None,
            "order_status": "paid",
            "order_platform_status": "completed",
            "order_sales_channel": "checkout",
            "order_coupon": "spring",
            "order_landing_page": "https://shop.example/owls/?utm_source=google",
            "order_currency": "EUR",
            "order_tax_included": False,
            "order_gross_amount": Decimal("60.97"),
            "order_discount_amount": Decimal("4.00"),
            "order_shipping_amount": Decimal("5.00"),
            "order_other_amount": Decimal("-0.97"),
            "order_tax_amount": Decimal("11.59"),
            "order_total_amount": Decimal("72.59"),
            "order_is_test": None,
        }
    ]


def test_the_local_time_of_an_order_lands_as_it_is_told() -> None:
    held = WooCommerceOrder.model_validate(ORDER)
    assert (held.date_created, held.date_created_gmt) == ("2024-05-02T01:30:00", datetime(2024, 5, 1, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("prices_include_tax", "amounts"),
    [
        # Net prices of 10.00 and 20.00, and gross prices of 9.99 of which 19 % are taxes; 3.00 off, a fee of 1.00.
        (False, {"total": "38.08", "total_tax": "6.08", "shipping_total": "4.00", "discount_total": "3.00"}),
        (True, {"total": "29.98", "total_tax": "4.79", "shipping_total": "0.00", "discount_total": "3.36"}),
        (True, {"total": "29.98"}),
    ],
)
def test_the_parts_of_an_order_make_its_total(feed: Any, prices_include_tax: bool, amounts: dict[str, str]) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "prices_include_tax": prices_include_tax, **amounts})
    parts = {name: order[f"order_{name}_amount"] or 0 for name in ("gross", "discount", "shipping", "other", "tax", "total")}
    beside = parts["shipping"] + parts["other"] + parts["tax"]
    assert parts["gross"] - parts["discount"] + beside == parts["total"] == Decimal(amounts["total"])


def test_what_rounding_leaves_stands_beside_the_lines(feed: Any) -> None:
    """Three of 8.3949 before taxes, each told as 8.39: their sum is 25.1847, and the total's part of it 25.18."""
    lines = [{"id": number, "quantity": 1, "subtotal": "8.39", "total": "8.39", "total_tax": "1.60"} for number in (1, 2, 3)]
    told = {"line_items": lines, "fee_lines": [{"total": "1.00"}], "total": "30.97", "total_tax": "4.79", "shipping_total": "0.00"}
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "prices_include_tax": True, **told})
    assert (order["order_gross_amount"], order["order_other_amount"]) == (Decimal("25.17"), Decimal("1.01"))


def test_fees_are_told_where_the_items_are_not(feed: Any) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "total": "11.00", "fee_lines": [{"total": "1.00"}]})
    assert (order["order_gross_amount"], order["order_other_amount"]) == (Decimal(10), Decimal(1))


@pytest.mark.parametrize(
    ("told", "meant"), [({"date_paid_gmt": "2024-05-01T23:31:00"}, "paid"), ({"needs_payment": True}, "pending"), ({}, "unknown")]
)
def test_a_status_of_a_plugin_means_what_the_payment_tells(feed: Any, told: dict[str, Any], meant: str) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "status": "shipped", **told})
    assert (order["order_status"], order["order_platform_status"]) == (meant, "shipped")


def test_a_status_may_have_the_name_that_the_database_gives_it(feed: Any) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "status": "wc-processing"})
    assert order["order_status"] == "paid"


PAID = {"date_paid_gmt": "2024-05-01T23:31:00", "payment_method": "Stripe", "transaction_id": "ch_7"}


def test_the_payment_of_an_order(feed: Any) -> None:
    assert feed(WooCommerceOrder, "payment", {**ORDER, **PAID}) == [
        {
            "payment_id": "727",
            "payment_order_id": "727",
            "payment_processed_at": datetime(2024, 5, 1, 23, 31, tzinfo=UTC),
            "payment_kind": "sale",
            "payment_status": "success",
            "payment_platform_status": None,
            "payment_gateway": "stripe",
            "payment_gateway_reference": "ch_7",
            "payment_card_brand": None,
            "payment_amount": Decimal("72.59"),
            "payment_currency": "EUR",
            "payment_is_test": None,
        }
    ]


@pytest.mark.parametrize("told", [{}, {**PAID, "total": "0.00"}, {**PAID, "status": "trash"}], ids=["unpaid", "for nothing", "deleted"])
def test_an_order_without_a_payment(feed: Any, told: dict[str, Any]) -> None:
    assert feed(WooCommerceOrder, "payment", {**ORDER, **told}) == []


@pytest.mark.parametrize(
    ("told", "cost"),
    [
        ({"cost_of_goods_sold": {"value": 12.6}}, Decimal("4.2")),
        ({"meta_data": [{"key": "_wc_cog_item_cost", "value": "3.50"}]}, Decimal("3.5")),
        ({"meta_data": [{"key": "_wc_cog_item_cost", "value": {"odd": 1}}]}, None),
    ],
    ids=["of all units", "of one", "something else"],
)
def test_the_cost_of_a_line(feed: Any, told: dict[str, Any], cost: Decimal | None) -> None:
    [line] = feed(WooCommerceOrder, "order_line", {"id": 1, "line_items": [{"id": 2, "quantity": 3, **told}]})
    assert line["order_line_unit_cost"] == cost


@pytest.mark.parametrize(
    ("status", "given_back", "meant"),
    [
        ("pending", [], "pending"),
        ("on-hold", [], "pending"),
        ("processing", [], "paid"),
        ("completed", [{"id": 1, "reason": "", "total": "-10.00"}], "partially_refunded"),
        ("pending", [{"id": 1, "reason": "", "total": "-10.00"}], "pending"),
        ("refunded", [{"id": 1, "reason": "", "total": "-72.59"}], "refunded"),
        ("cancelled", [], "cancelled"),
        ("failed", [], "voided"),
        ("wc-backordered", [], "unknown"),
        (None, [], "unknown"),
    ],
)
def test_the_status_of_an_order(feed: Any, status: str | None, given_back: list[Any], meant: str) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "status": status, "refunds": given_back})
    assert (order["order_status"], order["order_platform_status"]) == (meant, status)


@pytest.mark.parametrize("status", ["trash", "auto-draft", "checkout-draft"])
def test_what_was_deleted_or_never_placed_is_no_order(feed: Any, status: str) -> None:
    assert (
        feed(WooCommerceOrder, "order", {**ORDER, "status": status})
        == feed(WooCommerceOrder, "order_line", {**ORDER, "status": status})
        == []
    )


def test_a_guest_is_no_customer(feed: Any) -> None:
    [order] = feed(WooCommerceOrder, "order", {"id": 1, "customer_id": 0, "coupon_lines": [], "meta_data": []})
    assert (order["order_customer_id"], order["order_coupon"], order["order_landing_page"]) == (None, None, None)


def test_the_lines_of_an_order(feed: Any) -> None:
    owl, postcard = sorted(feed(WooCommerceOrder, "order_line", ORDER), key=lambda line: str(line["order_line_id"]))
    assert owl == {
        "order_line_id": "315",
        "order_line_order_id": "727",
        "order_line_product_id": "93",
        "order_line_variant_id": "94",
        "order_line_sku": "OWL-S",
        "order_line_title": "Owl",
        "order_line_sold_at": datetime(2024, 5, 1, 23, 30, tzinfo=UTC),
        "order_line_quantity": 3,
        "order_line_unit_price": Decimal("19.99"),
        "order_line_unit_cost": None,
        "order_line_discount_amount": Decimal("3.00"),
        "order_line_tax_amount": Decimal("10.82"),
        "order_line_tax_included": False,
        "order_line_total_amount": Decimal("56.97"),
        "order_line_currency": "EUR",
    }
    assert (postcard["order_line_product_id"], postcard["order_line_variant_id"], postcard["order_line_sku"]) == (None, None, None)
    assert (postcard["order_line_discount_amount"], postcard["order_line_total_amount"]) == (Decimal("1.00"), Decimal(0))


def test_a_line_that_is_no_line_stops_nothing(feed: Any) -> None:
    odd = [
        None,
        {"id": 1, "quantity": 0, "subtotal": "5.00", "total": "5.00"},
        {"id": 2, "quantity": "many", "subtotal": "free", "total": ""},
    ]
    lines = feed(WooCommerceOrder, "order_line", {"id": 1, "line_items": odd}, {"id": 2, "line_items": "none"}, {"id": 3})
    assert [(line["order_line_id"], line["order_line_unit_price"], line["order_line_total_amount"]) for line in lines] == [
        ("1", None, Decimal(5)),
        ("2", None, None),
    ]


REFUND: dict[str, Any] = {
    "id": 726,
    "date_created": "2024-05-10T01:00:00",
    "date_created_gmt": "2024-05-09T23:00:00",
    "amount": "29.79",
    "reason": "too small",
    "refunded_by": 1,
    "refunded_payment": True,
    "line_items": [
        {"id": 314, "quantity": -1, "subtotal": "-19.99", "total": "-18.99", "total_tax": "-3.61"},
        {"id": 315, "quantity": -2, "subtotal": "-2.00", "total": "-2.00", "total_tax": "-0.38"},
    ],
    "shipping_lines": [{"id": 316, "total": "-4.04", "total_tax": "-0.77"}],
}


def test_a_refund_counts_upwards(feed: Any) -> None:
    assert feed(WooCommerceRefund, "refund", {**REFUND, "_order_id": 727}) == [
        {
            "refund_id": "726",
            "refund_order_id": "727",
            "refund_refunded_at": datetime(2024, 5, 9, 23, tzinfo=UTC),
            "refund_amount": Decimal("29.79"),
            "refund_goods_amount": Decimal("20.99"),
            "refund_tax_amount": Decimal("3.99"),
            "refund_quantity": 3,
            "refund_currency": None,
            "refund_note": "too small",
        }
    ]


def test_the_payment_of_a_refund(feed: Any) -> None:
    [payment] = feed(WooCommerceRefund, "payment", {**REFUND, "_order_id": 727})
    assert {name: value for name, value in payment.items() if value is not None} == {
        "payment_id": "726",
        "payment_order_id": "727",
        "payment_processed_at": datetime(2024, 5, 9, 23, tzinfo=UTC),
        "payment_kind": "refund",
        "payment_status": "success",
        "payment_amount": Decimal("29.79"),
    }


@pytest.mark.parametrize(
    "told",
    [
        {"_order_id": 727},
        {"order_id": "727"},
        {"parent_id": 727},
        {"_links": {"self": [{"href": f"{SHOP}/orders/727/refunds/726"}], "up": [{"href": f"{SHOP}/orders/727"}]}},
        {"parent_id": 0, "_links": {"up": [{"href": "https://shop.example/?rest_route=/wc/v3/orders/727"}]}},
    ],
)
def test_the_order_of_a_refund(feed: Any, told: dict[str, Any]) -> None:
    [refund] = feed(WooCommerceRefund, "refund", {**REFUND, **told})
    assert refund["refund_order_id"] == "727"


def test_a_refund_of_money_alone(feed: Any) -> None:
    [refund] = feed(WooCommerceRefund, "refund", {"id": 1, "amount": "10.00", "reason": "", "line_items": []})
    assert (refund["refund_amount"], refund["refund_goods_amount"], refund["refund_quantity"]) == (Decimal(10), Decimal(0), 0)
    assert (refund["refund_order_id"], refund["refund_note"]) == (None, None)


def test_a_product(feed: Any) -> None:
    record = {
        "id": 93,
        "name": "Owl",
        "slug": "owl",
        "type": "variable",
        "status": "publish",
        "price": "",
        "date_created": "2024-01-01T01:00:00",
        "date_created_gmt": "2023-12-31T23:00:00",
        "brands": [{"id": 5, "name": "Tyrell", "slug": "tyrell"}],
        "categories": [{"id": 9, "name": "Birds"}, {"id": 10, "name": "Night"}],
        "tags": [{"id": 34, "name": "leather"}, {"id": 35, "name": "wings"}],
        "variations": [94, 95],
        "jetpack-related-posts": [],
    }
    [product] = feed(WooCommerceProduct, "product", record)
    assert list(product.values()) == [
        "93",
        "Owl",
        "Tyrell",
        "Birds",
        "publish",
        "owl",
        "leather, wings",
        datetime(2023, 12, 31, 23, tzinfo=UTC),
    ]
    [bare] = feed(WooCommerceProduct, "product", {"id": 1, "status": "trash", "brands": [], "categories": [], "tags": []})
    assert bare == {**dict.fromkeys(bare), "product_id": "1", "product_status": "trash"}


VARIATION: dict[str, Any] = {
    "id": 94,
    "sku": "",
    "global_unique_id": "4006381333931",
    "price": "19.99",
    "manage_stock": True,
    "stock_quantity": 7,
    "attributes": [{"id": 6, "name": "Color", "option": "Black"}, {"id": 0, "name": "Size", "option": "S"}],
    "_links": {"up": [{"href": f"{SHOP}/products/93"}]},
}


def test_a_variation(feed: Any) -> None:
    [variant] = feed(WooCommerceProductVariation, "product_variant", VARIATION)
    assert list(variant.values()) == ["94", "93", "Black / S", None, "4006381333931", Decimal("19.99"), None, 7]


def test_the_cost_of_a_variation_is_what_the_plugin_keeps(feed: Any) -> None:
    told = {**VARIATION, "meta_data": [{"id": 1, "key": "_wc_cog_cost", "value": "7.10"}]}
    [variant] = feed(WooCommerceProductVariation, "product_variant", told)
    assert variant["product_variant_cost"] == Decimal("7.1")


@pytest.mark.parametrize(
    ("manage_stock", "stock"),
    [(True, 7), ("parent", None), (False, None)],
    ids=["its own", "one stock of all variations", "none is kept"],
)
def test_the_stock_of_a_variation(feed: Any, manage_stock: Any, stock: int | None) -> None:
    [variant] = feed(
        WooCommerceProductVariation, "product_variant", {**VARIATION, "manage_stock": manage_stock, "price": "", "parent_id": 12}
    )
    assert (variant["product_variant_stock"], variant["product_variant_price"], variant["product_variant_product_id"]) == (
        stock,
        None,
        "12",
    )


def test_a_customer(feed: Any) -> None:
    address = {"first_name": "Rick", "city": "Los Angeles", "state": "CA", "country": "US", "email": "", "phone": ""}
    record = {"id": 26, "email": "Rick@Example.com", "first_name": "Rick", "last_name": "", "billing": address, "role": "customer"}
    [customer] = feed(WooCommerceCustomer, "customer", {**record, "date_created_gmt": "2023-04-13T09:30:04"})
    assert customer == {
        **dict.fromkeys(customer),
        "customer_id": "26",
        "customer_email": "rick@example.com",
        "customer_email_hash": RICK,
        "customer_first_name": "Rick",
        "customer_country": "US",
        "customer_region": "CA",
        "customer_city": "Los Angeles",
        "customer_created_at": datetime(2023, 4, 13, 9, 30, 4, tzinfo=UTC),
    }


def test_a_coupon_lands_exactly() -> None:
    coupon = WooCommerceCoupon.model_validate({"id": 44, "code": "test10off", "amount": "10.00", "minimum_amount": "", "usage_limit": None})
    assert (coupon.amount, coupon.minimum_amount, coupon.usage_limit) == (Decimal(10), None, None)
