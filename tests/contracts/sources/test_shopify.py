from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts.sources.shopify.customers import ShopifyCustomer
from contracts.sources.shopify.orders import ShopifyOrder
from contracts.sources.shopify.products import ShopifyProduct
from contracts.sources.shopify.refunds import ShopifyOrderRefund
from contracts.sources.shopify.transactions import ShopifyTransaction
from engine.landing.batch import Batch
from engine.landing.hold import hold

BIG = 9007199254740993
"""The first whole number that a double cannot hold."""

DECKARD = "94b420d29fd0f804711d3820e4c7b58816a681e7f34a2e862ab3c1ab18d44024"
"""SHA-256 of deckard@example.com."""


def money(amount: Any, currency: str = "EUR") -> dict[str, Any]:
    return {"shop_money": {"amount": amount, "currency_code": currency}, "presentment_money": {"amount": "1.00", "currency_code": "USD"}}


ORDER = {
    "id": BIG,
    "name": "#1001",
    "email": " Deckard@Example.com",
    "created_at": "2024-05-03T08:00:00+02:00",
    "processed_at": "2024-05-01T23:30:00-07:00",
    "updated_at": "2024-05-03T08:00:01+02:00",
    "cancelled_at": None,
    "financial_status": "partially_refunded",
    "source_name": "web",
    "landing_site": "/candles?utm_source=google",
    "currency": "eur",
    "total_line_items_price": "79.97",
    "total_discounts": "8.00",
    "subtotal_price": "71.97",
    "taxes_included": True,
    "total_tax": "11.49",
    "total_price": "76.92",
    "total_shipping_price_set": money("4.95"),
    "customer": {"id": BIG + 2, "email": "deckard@example.com"},
    "discount_codes": [{"code": "SPRING", "amount": "5.00", "type": "fixed_amount"}, {"code": "LATE"}],
    "test": False,
    "line_items": [
        {
            "id": BIG + 4,
            "product_id": 632910392,
            "variant_id": "808950810",
            "sku": "OWL-1",
            "title": "Owl",
            "quantity": 3,
            "price": "19.99",
            "total_discount": "99.00",
            "discount_allocations": [{"amount": "3.00"}, {"amount": 2.1}],
            "tax_lines": [{"price": "1.10", "rate": 0.19}, {"price": 2.05}],
        },
        {"id": 2, "product_id": None, "sku": "", "title": "Gift wrap", "quantity": 1, "price": 20.0, "total_discount": "2.90"},
    ],
}


def test_an_order(feed: Any) -> None:
    [order] = feed(ShopifyOrder, "order", ORDER)
    assert order == {
        "order_id": "9007199254740993",
        "order_name": "#1001",
        "order_customer_id": "9007199254740995",
        "order_email_hash": DECKARD,
        "order_placed_at": datetime(2024, 5, 2, 6, 30, tzinfo=UTC),
        "order_updated_at": datetime(2024, 5, 3, 6, 0, 1, tzinfo=UTC),
        "order_cancelled_at": None,
        "order_status": "partially_refunded",
        "order_platform_status": "partially_refunded",
        "order_sales_channel": "web",
        "order_coupon": "SPRING",
        "order_landing_page": "/candles?utm_source=google",
        "order_currency": "EUR",
        "order_tax_included": True,
        "order_gross_amount": Decimal("79.97"),
        "order_discount_amount": Decimal("8.00"),
        "order_shipping_amount": Decimal("4.95"),
        "order_other_amount": Decimal(0),
        "order_tax_amount": Decimal("11.49"),
        "order_total_amount": Decimal("76.92"),
        "order_is_test": False,
    }


def test_an_order_of_the_api_s_older_versions_is_no_drift() -> None:
    card = {"credit_card_company": "Visa", "credit_card_number": "•••• •••• •••• 4242"}
    older = {**ORDER, "gateway": "bogus", "processing_method": "direct", "payment_details": card, "total_price_usd": "76.92"}
    landed = hold(ShopifyOrder, Batch([older], "test"))
    assert landed.frame.columns == [column.name for column in ShopifyOrder.columns]


def test_a_guest_order_with_nothing_nested(feed: Any) -> None:
    [order] = feed(ShopifyOrder, "order", {"id": 1, "created_at": "2024-05-01T00:00:00Z", "customer": None, "discount_codes": []})
    assert (order["order_customer_id"], order["order_coupon"], order["order_shipping_amount"]) == (None, None, None)
    assert order["order_placed_at"] == datetime(2024, 5, 1, tzinfo=UTC)
    assert feed(ShopifyOrder, "order_line", {"id": 1, "line_items": []}, {"id": 2}, {"id": 3, "line_items": "odd"}) == []


def test_an_order_of_a_connector_that_leaves_the_customer_out(feed: Any) -> None:
    [order] = feed(ShopifyOrder, "order", {"id": 1, "customer_id": BIG, "landing_site_base_url": "/owls"})
    assert (order["order_customer_id"], order["order_landing_page"]) == (str(BIG), "/owls")


@pytest.mark.parametrize(
    ("financial", "cancelled", "status"),
    [
        ("PAID", None, "paid"),
        ("expired", None, "voided"),
        ("paid", "2024-05-01T00:00:00Z", "cancelled"),
        ("something new", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_the_status_of_an_order(feed: Any, financial: str | None, cancelled: str | None, status: str) -> None:
    [order] = feed(ShopifyOrder, "order", {"id": 1, "financial_status": financial, "cancelled_at": cancelled})
    assert order["order_status"] == status


DISCOUNTED = {"price": "9.99", "discount_allocations": [{"amount": "4.00"}, {"amount": 1}]}


@pytest.mark.parametrize(
    ("shipping", "amount"),
    [
        ({"total_shipping_price_set": money(0.0), "shipping_lines": [{"price": "9.99"}]}, Decimal(0)),
        ({"shipping_lines": [{"price": "4.50"}, {"price": 0.45}]}, Decimal("4.95")),
        ({"shipping_lines": []}, Decimal(0)),
        ({"total_shipping_price_set": money("9.99"), "shipping_lines": [DISCOUNTED]}, Decimal("4.99")),
        ({"total_shipping_price_set": money("4.99"), "shipping_lines": [DISCOUNTED]}, Decimal("4.99")),
        ({"total_shipping_price_set": money("9.99")}, Decimal("9.99")),
    ],
)
def test_the_shipping_of_an_order(feed: Any, shipping: dict[str, Any], amount: Decimal) -> None:
    [order] = feed(ShopifyOrder, "order", {"id": 1, **shipping})
    assert order["order_shipping_amount"] == amount


def test_discounts_are_those_on_goods(feed: Any) -> None:
    told = {"total_line_items_price": "20.00", "total_discounts": "7.00", "shipping_lines": [DISCOUNTED]}
    [both, alone] = feed(ShopifyOrder, "order", {"id": 1, **told, "subtotal_price": "18.00"}, {"id": 2, **told})
    assert (both["order_discount_amount"], both["order_shipping_amount"]) == (Decimal(2), Decimal("4.99"))
    assert alone["order_discount_amount"] == Decimal(7)


TIP = {"id": 3, "title": "Tip", "quantity": 1, "price": "5.00", "tip_payment_gateway": "shopify_payments"}
OWL = {"id": 4, "title": "Owl", "quantity": 2, "price": "10.00"}


@pytest.mark.parametrize("items_price", ["20.00", "25.00"], ids=["without the tip", "with the tip"])
def test_a_tip_is_no_goods(feed: Any, items_price: str) -> None:
    told = {"total_line_items_price": items_price, "subtotal_price": "20.00", "total_tip_received": "5.00", "line_items": [TIP, OWL]}
    [order] = feed(ShopifyOrder, "order", {"id": 1, **told})
    [line] = feed(ShopifyOrder, "order_line", {"id": 1, **told})
    amounts = [order[f"order_{name}_amount"] for name in ("gross", "discount", "other")]
    assert (amounts, line["order_line_title"]) == ([Decimal(20), Decimal(0), Decimal(5)], "Owl")


@pytest.mark.parametrize(("included", "other"), [(None, "7.5"), (False, "7.5"), (True, "4.5")])
def test_what_else_an_order_holds(feed: Any, included: bool | None, other: str) -> None:
    told = {"total_tip_received": "4.00", "original_total_duties_set": money("3.00"), "original_total_additional_fees_set": money("0.50")}
    [order] = feed(ShopifyOrder, "order", {"id": 1, **told, "duties_included": included})
    assert order["order_other_amount"] == Decimal(other)


def test_the_lines_of_an_order(feed: Any) -> None:
    owl, wrap = sorted(feed(ShopifyOrder, "order_line", ORDER), key=lambda line: str(line["order_line_title"]), reverse=True)
    assert owl == {
        "order_line_id": "9007199254740997",
        "order_line_order_id": "9007199254740993",
        "order_line_product_id": "632910392",
        "order_line_variant_id": "808950810",
        "order_line_sku": "OWL-1",
        "order_line_title": "Owl",
        "order_line_sold_at": datetime(2024, 5, 2, 6, 30, tzinfo=UTC),
        "order_line_quantity": 3,
        "order_line_unit_price": Decimal("19.99"),
        "order_line_unit_cost": None,
        "order_line_discount_amount": Decimal("5.10"),
        "order_line_tax_amount": Decimal("3.15"),
        "order_line_tax_included": True,
        "order_line_total_amount": Decimal("54.87"),
        "order_line_currency": "EUR",
    }
    assert (wrap["order_line_product_id"], wrap["order_line_sku"], wrap["order_line_tax_amount"]) == (None, None, None)
    assert (wrap["order_line_discount_amount"], wrap["order_line_total_amount"]) == (Decimal("2.90"), Decimal("17.10"))


@pytest.mark.parametrize("rest", [{}, ORDER], ids=["little is known", "all is known"])
def test_a_deleted_order_is_no_order_and_has_no_lines(feed: Any, rest: dict[str, Any]) -> None:
    deleted = {**rest, "id": BIG, "deleted_at": "2024-05-06T00:00:00Z", "deleted_message": "Rick deleted the order #1001."}
    assert feed(ShopifyOrder, "order", deleted, {"id": 1}) == feed(ShopifyOrder, "order", {"id": 1})
    assert feed(ShopifyOrder, "order_line", deleted) == []


def test_a_line_that_is_no_line_stops_nothing(feed: Any) -> None:
    absurd = {"id": 7, "price": "19999999999999999999", "quantity": 9223372036854775807}
    lines = feed(ShopifyOrder, "order_line", {"id": 1, "line_items": [None, {"id": "gone", "price": "free", "quantity": "two"}, absurd]})
    assert [(line["order_line_id"], line["order_line_total_amount"]) for line in lines] == [(None, None), ("7", None)]


CUSTOMER = {
    "id": 6569096478909,
    "email": "Deckard@Example.com",
    "first_name": "Rick",
    "last_name": "Deckard",
    "state": "ENABLED",
    "created_at": "2023-04-13T02:30:04-07:00",
    "currency": "USD",
    "accepts_marketing": False,
    "email_marketing_consent": {"state": "subscribed", "opt_in_level": "single_opt_in"},
    "default_address": {"city": "Los Angeles", "province": "California", "country": "United States", "country_code": "US"},
}


def test_a_customer(feed: Any) -> None:
    assert feed(ShopifyCustomer, "customer", CUSTOMER) == [
        {
            "customer_id": "6569096478909",
            "customer_email": "deckard@example.com",
            "customer_email_hash": DECKARD,
            "customer_first_name": "Rick",
            "customer_last_name": "Deckard",
            "customer_country": "US",
            "customer_region": "California",
            "customer_city": "Los Angeles",
            "customer_created_at": datetime(2023, 4, 13, 9, 30, 4, tzinfo=UTC),
            "customer_state": "enabled",
            "customer_accepts_marketing": True,
            "customer_currency": "USD",
        }
    ]


@pytest.mark.parametrize(
    ("consent", "accepts", "meant"), [({"state": "unsubscribed"}, True, False), (None, True, True), ({}, False, False), (None, None, None)]
)
def test_the_consent_of_a_customer(feed: Any, consent: Any, accepts: bool | None, meant: bool | None) -> None:
    [customer] = feed(ShopifyCustomer, "customer", {"id": 1, "email_marketing_consent": consent, "accepts_marketing": accepts})
    assert customer["customer_accepts_marketing"] is meant


def test_a_product(feed: Any) -> None:
    record = {"id": 1, "title": "Owl", "vendor": "Tyrell", "product_type": "Bird", "status": "ACTIVE", "handle": "owl", "tags": "a, b"}
    [product] = feed(ShopifyProduct, "product", {**record, "created_at": "2021-06-23T01:09:26+00:00"})
    assert list(product.values()) == ["1", "Owl", "Tyrell", "Bird", "active", "owl", "a, b", datetime(2021, 6, 23, 1, 9, 26, tzinfo=UTC)]


def test_a_deleted_product_stays_a_product(feed: Any) -> None:
    [product] = feed(ShopifyProduct, "product", {"id": 1, "deleted_at": "2024-05-06T00:00:00Z", "deleted_message": "Rick deleted Owl."})
    assert product == {**dict.fromkeys(product), "product_id": "1", "product_status": "deleted"}


def payment(amount: Any, kind: str | None = "refund", status: str = "success", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "status": status, "amount": amount, "currency": "EUR", **more}


REFUND = {
    "id": BIG,
    "order_id": BIG + 2,
    "created_at": "2024-05-04T00:00:00Z",
    "processed_at": "2024-05-03T00:00:00Z",
    "note": "broken",
    "return": {"id": 1},
    "transactions": [
        payment("19.99"),
        payment(5.01, "REFUND", "SUCCESS"),
        payment("50.00", status="failure"),
        payment("60.00", "void"),
        payment("70.00", kind=None),
    ],
    "refund_line_items": [{"subtotal": 20.5, "total_tax": 3.9, "quantity": 2}, {"subtotal": "0.5", "total_tax": 0.1, "quantity": 1}],
}


def test_a_refund(feed: Any) -> None:
    assert feed(ShopifyOrderRefund, "refund", REFUND) == [
        {
            "refund_id": "9007199254740993",
            "refund_order_id": "9007199254740995",
            "refund_refunded_at": datetime(2024, 5, 3, tzinfo=UTC),
            "refund_amount": Decimal("25.00"),
            "refund_goods_amount": Decimal("21.0"),
            "refund_tax_amount": Decimal("4.0"),
            "refund_quantity": 3,
            "refund_currency": "EUR",
            "refund_note": "broken",
        }
    ]


def test_a_refund_is_counted_in_the_money_of_the_shop(feed: Any) -> None:
    paid_in_dollars = payment("10.80", amount_set=money("10.00")) | {"currency": "USD"}
    [refund] = feed(ShopifyOrderRefund, "refund", {"id": 1, "transactions": [paid_in_dollars]})
    assert (refund["refund_amount"], refund["refund_currency"]) == (Decimal("10.00"), "EUR")


@pytest.mark.parametrize(
    ("parts", "amount", "goods", "currency"),
    [
        (
            {"transactions": [], "refund_line_items": [{"subtotal": 27.0, "subtotal_set": money(27.0)}]},
            Decimal(0),
            Decimal(27),
            "EUR",
        ),
        ({"transactions": [], "refund_line_items": [], "total_duties_set": money(0.0)}, Decimal(0), Decimal(0), "EUR"),
        ({}, None, None, None),
    ],
    ids=["goods without money", "nothing went back", "nothing is known"],
)
def test_a_refund_without_payments(feed: Any, parts: dict[str, Any], amount: Any, goods: Any, currency: str | None) -> None:
    [refund] = feed(ShopifyOrderRefund, "refund", {"id": 1, **parts})
    assert (refund["refund_amount"], refund["refund_goods_amount"], refund["refund_currency"]) == (amount, goods, currency)


def test_a_refund_paid_in_the_money_of_the_customer_is_in_that_money_in_all_its_parts(feed: Any) -> None:
    item = {"subtotal": 20.0, "total_tax": 2.0, "quantity": 1, "subtotal_set": money("20.00"), "total_tax_set": money("2.00")}
    dollars = {"id": 1, "transactions": [payment("1.50") | {"currency": "USD"}], "refund_line_items": [item, item]}
    [refund] = feed(ShopifyOrderRefund, "refund", dollars)
    told = (refund["refund_amount"], refund["refund_goods_amount"], refund["refund_tax_amount"], refund["refund_currency"])
    assert told == (Decimal("1.50"), Decimal(2), Decimal(2), "USD")


def test_an_order_that_embeds_its_refunds_tells_them_as_their_own_records_do(feed: Any) -> None:
    order = {**ORDER, "refunds": [REFUND, {**REFUND, "id": 7, "transactions": []}]}
    embedded = feed(ShopifyOrder, "refund", order, {"id": 2, "refunds": []}, {"id": 3})
    assert embedded == feed(ShopifyOrderRefund, "refund", REFUND, {**REFUND, "id": 7, "transactions": []})
    assert feed(ShopifyOrder, "refund", {**order, "deleted_at": "2024-05-06T00:00:00Z"}) == []


@pytest.mark.parametrize("receipt", [{"paid_amount": "57.23"}, '{"paid_amount": "57.23"}'])
def test_a_transaction_in_either_spelling(receipt: Any) -> None:
    rest = ShopifyTransaction.model_validate({"accountNumber": 1, "formattedGateway": "Manual", "manuallyCapturable": False})
    graphql = ShopifyTransaction.model_validate({"account_number": "1", "formatted_gateway": "Manual", "manually_capturable": False})
    assert rest == graphql
    assert ShopifyTransaction.model_validate({"receipt": receipt}).receipt == {"paid_amount": "57.23"}


def test_the_return_of_a_refund_lands_under_a_plain_name() -> None:
    assert ShopifyOrderRefund.model_validate(REFUND).linked_return == {"id": 1}


TRANSACTION = {
    "id": BIG,
    "order_id": BIG + 2,
    "kind": "SALE",
    "status": "SUCCESS",
    "amount": "76.92",
    "currency": "eur",
    "created_at": "2024-05-01T00:00:00Z",
    "processed_at": "2024-05-02T08:30:00+02:00",
    "gateway": "Shopify_Payments",
    "authorization": "ch_1",
    "receipt": "{}",
    "payment_details": {"credit_card_company": "Visa", "credit_card_number": "•••• 4242"},
    "test": False,
}


def test_a_transaction(feed: Any) -> None:
    assert feed(ShopifyTransaction, "payment", TRANSACTION) == [
        {
            "payment_id": "9007199254740993",
            "payment_order_id": "9007199254740995",
            "payment_processed_at": datetime(2024, 5, 2, 6, 30, tzinfo=UTC),
            "payment_kind": "sale",
            "payment_status": "success",
            "payment_platform_status": "success",
            "payment_gateway": "shopify_payments",
            "payment_gateway_reference": "ch_1",
            "payment_card_brand": "Visa",
            "payment_amount": Decimal("76.92"),
            "payment_currency": "EUR",
            "payment_is_test": False,
        }
    ]


@pytest.mark.parametrize("spelling", ["currency_code", "currency"])
def test_a_transaction_is_counted_in_the_money_of_the_shop(feed: Any, spelling: str) -> None:
    told = {**TRANSACTION, "amount_set": {"shop_money": {"amount": 70.5, spelling: "usd"}}}
    [payment] = feed(ShopifyTransaction, "payment", told)
    assert (payment["payment_amount"], payment["payment_currency"]) == (Decimal("70.5"), "USD")


@pytest.mark.parametrize(
    ("told", "column", "meant"),
    [
        ({"kind": "EMV_AUTHORIZATION"}, "payment_kind", "authorization"),
        ({"kind": "change"}, "payment_kind", "change"),
        ({"kind": "suggested_refund"}, "payment_kind", "unknown"),
        ({"status": "AWAITING_RESPONSE"}, "payment_status", "pending"),
        ({"status": "failure"}, "payment_status", "failure"),
        ({"status": None}, "payment_status", "unknown"),
        ({"payment_details": None}, "payment_card_brand", None),
        ({"processed_at": None}, "payment_processed_at", datetime(2024, 5, 1, tzinfo=UTC)),
    ],
)
def test_what_a_transaction_tells_in_other_ways(feed: Any, told: dict[str, Any], column: str, meant: Any) -> None:
    [payment] = feed(ShopifyTransaction, "payment", {**TRANSACTION, **told})
    assert payment[column] == meant
