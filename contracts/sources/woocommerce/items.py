"""What WooCommerce's products and variations have in common: both are things that can be sold."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.woocommerce.api import WooCommerce


class WooCommerceItem(WooCommerce):
    """The columns of products and of variations."""

    # identity
    id: int | None = None
    parent_id: int | None = None
    type: str | None = None
    name: str | None = None
    permalink: str | None = None
    sku: str | None = None
    global_unique_id: str | None = None
    links: Json | None = None
    # state
    status: str | None = None
    purchasable: bool | None = None
    date_created: str | None = None
    date_created_gmt: datetime | None = None
    date_modified: str | None = None
    date_modified_gmt: datetime | None = None
    # what it is
    description: str | None = None
    attributes: Json | None = None
    menu_order: int | None = None
    # price
    price: Decimal | None = None
    regular_price: Decimal | None = None
    sale_price: Decimal | None = None
    on_sale: bool | None = None
    date_on_sale_from: str | None = None
    date_on_sale_from_gmt: datetime | None = None
    date_on_sale_to: str | None = None
    date_on_sale_to_gmt: datetime | None = None
    tax_status: str | None = None
    tax_class: str | None = None
    # stock
    stock_quantity: int | None = None
    stock_status: str | None = None
    low_stock_amount: int | None = None
    backorders: str | None = None
    backorders_allowed: bool | None = None
    backordered: bool | None = None
    # downloads
    virtual: bool | None = None
    downloadable: bool | None = None
    downloads: Json | None = None
    download_limit: int | None = None
    download_expiry: int | None = None
    # shipping
    weight: str | None = None
    dimensions: Json | None = None
    shipping_class: str | None = None
    shipping_class_id: int | None = None
    # what plugins add
    meta_data: Json | None = None
