"""WooCommerce's objects: a shop with its goods, customers, coupons, orders and refunds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from engine.landing.demo.checkout import CODES
from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.money import major
from engine.landing.demo.renderers.woocommerce_orders import SPELLING, address, orders, refunds, times
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts


def products(span: Span) -> Iterator[Facts]:
    """Products that are new or have another price."""
    return (_product(span, product) for product in span.repriced())


def product_variations(span: Span) -> Iterator[Facts]:
    """The variations of these products."""
    return (_variation(span, product, variant) for product in span.repriced() for variant in product.variants)


def customers(span: Span) -> Iterator[Facts]:
    """Customers who are new or have ordered again."""
    for placed in span.by_customer().values():
        customer, last = placed[-1].buyer, placed[-1].at
        if span.holds(last):
            yield {
                "id": customer.id,
                "email": customer.email,
                "username": customer.email.partition("@")[0],
                "first_name": customer.first_name,
                "last_name": customer.last_name,
                "role": "customer",
                "is_paying_customer": True,
                "billing": address(customer),
                "shipping": address(customer),
                "meta_data": [],
                **times(span, "date_created", customer.created),
                **times(span, "date_modified", last),
            }


def coupons(span: Span) -> Iterator[Facts]:
    """The discount codes."""
    made = span.script.midnight(span.script.start - timedelta(30))
    for code, percent in CODES if span.holds(made) else ():
        yield {
            "id": span.script.identity(6, "coupon", code),
            "code": code.lower(),
            "amount": f"{percent}.00",
            "discount_type": "percent",
            "status": "publish",
            "free_shipping": False,
            "minimum_amount": "0.00",
            **times(span, "date_created", made),
            **times(span, "date_modified", made),
        }


def _product(span: Span, product: Product) -> Facts:
    cheapest = min(product.price(variant, span.last_day) for variant in product.variants)
    return {
        "id": product.id,
        "name": product.title,
        "slug": product.handle,
        "type": "variable",
        "status": "publish",
        "sku": "",
        "price": major(cheapest, span.script.currency),
        # a variable product has no price of its own
        "regular_price": "",
        "sale_price": "",
        "categories": [{"id": 1, "name": product.kind, "slug": product.kind.lower()}],
        "brands": [{"id": 1, "name": product.vendor, "slug": product.vendor.lower()}],
        "tags": [{"id": 1, "name": "demo", "slug": "demo"}],
        "variations": [variant.id for variant in product.variants],
        "manage_stock": False,
        **times(span, "date_created", product.created),
        **times(span, "date_modified", span.priced(product)),
    }


def _variation(span: Span, product: Product, variant: Variant) -> Facts:
    price = major(product.price(variant, span.last_day), span.script.currency)
    return {
        "id": variant.id,
        "parent_id": product.id,
        "name": variant.title,
        "status": "publish",
        "sku": variant.sku,
        "price": price,
        "regular_price": price,
        "sale_price": "",
        "manage_stock": True,
        "stock_quantity": span.stock(product, variant),
        "stock_status": "instock",
        "weight": str(variant.grams / 1000),
        "attributes": [{"id": 1, "name": "Size", "option": variant.title}],
        **times(span, "date_created", product.created),
        **times(span, "date_modified", span.priced(product)),
    }


OBJECTS: Mapping[str, Rendering] = {
    "coupons": Rendering(coupons, SPELLING),
    "customers": Rendering(customers, SPELLING),
    "orders": Rendering(orders, SPELLING),
    "product_variations": Rendering(product_variations, SPELLING),
    "products": Rendering(products, SPELLING),
    "refunds": Rendering(refunds, SPELLING),
}
