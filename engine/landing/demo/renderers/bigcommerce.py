"""BigCommerce's objects: a shop with its goods, customers, orders and payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.money import major
from engine.landing.demo.renderers.bigcommerce_orders import V2, V3, address, order_line_items, orders, refunds, transactions
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts


def products(span: Span) -> Iterator[Facts]:
    """Products that are new or have another price."""
    return (_product(span, product) for product in span.repriced())


def product_variants(span: Span) -> Iterator[Facts]:
    """The variants of all products, as they stand."""
    return (_variant(span, product, variant) for product in span.repriced() for variant in product.variants)


def customers(span: Span) -> Iterator[Facts]:
    """Customers who are new or have ordered again."""
    for placed in span.by_customer().values():
        customer, last = placed[-1].buyer, placed[-1].at
        if span.holds(last):
            yield {
                "id": customer.id,
                "email": customer.email,
                "first_name": customer.first_name,
                "last_name": customer.last_name,
                "company": "",
                "phone": customer.phone or "",
                "customer_group_id": 0,
                "addresses": [{**address(customer), "country_code": customer.place.country_code}],
                "address_count": 1,
                "date_created": customer.created,
                "date_modified": last,
            }


def _product(span: Span, product: Product) -> Facts:
    base = product.variants[0]
    return {
        "id": product.id,
        "name": product.title,
        "type": "physical",
        "sku": base.sku,
        "price": major(product.price(base, span.last_day), span.script.currency),
        "is_visible": True,
        "availability": "available",
        "brand_name": product.vendor,
        "categories": [23],
        "inventory_level": span.stock(product, base),
        "inventory_tracking": "variant",
        "custom_url": {"url": f"/{product.handle}/", "is_customized": False},
        "date_created": product.created,
        "date_modified": span.priced(product),
    }


def _variant(span: Span, product: Product, variant: Variant) -> Facts:
    return {
        "id": variant.id,
        "product_id": product.id,
        "sku": variant.sku,
        "price": major(product.price(variant, span.last_day), span.script.currency),
        "inventory_level": span.stock(product, variant),
        "option_values": [{"id": 1, "option_id": 1, "option_display_name": "Size", "label": variant.title}],
    }


OBJECTS: Mapping[str, Rendering] = {
    "customers": Rendering(customers, V3),
    "order_line_items": Rendering(order_line_items, V2),
    "orders": Rendering(orders, V2),
    "product_variants": Rendering(product_variants, V3),
    "products": Rendering(products, V3),
    "refunds": Rendering(refunds, V3),
    "transactions": Rendering(transactions, V3),
}
