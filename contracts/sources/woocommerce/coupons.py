"""WooCommerce's coupons."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.woocommerce.api import WooCommerce


class WooCommerceCoupon(WooCommerce, object="coupons", key="id", version="date_modified_gmt"):
    """A coupon; orders name the code that was used, so it feeds nothing of its own."""

    # identity
    id: int | None = None
    code: str | None = None
    description: str | None = None
    status: str | None = None
    shop_url: str | None = None
    links: Json | None = None
    # time
    date_created: str | None = None
    date_created_gmt: datetime | None = None
    date_modified: str | None = None
    date_modified_gmt: datetime | None = None
    date_expires: str | None = None
    date_expires_gmt: datetime | None = None
    # what it gives; the amount is money or, by the type, a percentage
    discount_type: str | None = None
    amount: Decimal | None = None
    free_shipping: bool | None = None
    # whom and what it is for
    individual_use: bool | None = None
    product_ids: Json | None = None
    excluded_product_ids: Json | None = None
    product_categories: Json | None = None
    excluded_product_categories: Json | None = None
    exclude_sale_items: bool | None = None
    minimum_amount: Decimal | None = None
    maximum_amount: Decimal | None = None
    email_restrictions: Json | None = None
    # how often
    usage_count: int | None = None
    usage_limit: int | None = None
    usage_limit_per_user: int | None = None
    limit_usage_to_x_items: int | None = None
    used_by: Json | None = None
    # what plugins add
    meta_data: Json | None = None
