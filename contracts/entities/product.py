"""Product: what a shop sells."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, TimeDimension


class Product(Entity, name="product", table="dim_products"):
    """One row a product of a shop, in its newest state."""

    product_id: Annotated[str | None, Key()] = None
    """The product's id at the shop platform."""
    product_title: Annotated[str | None, Dimension()] = None
    """The product's title."""
    product_vendor: Annotated[str | None, Dimension()] = None
    """The product's brand or maker."""
    product_type: Annotated[str | None, Dimension()] = None
    """The merchant's own category of the product."""
    product_status: Annotated[str | None, Dimension()] = None
    """State of the product in the platform's own words, such as 'active'."""
    product_handle: str | None = None
    """The last part of the product page's address."""
    product_tags: str | None = None
    """The merchant's tags, separated by commas."""
    product_created_at: Annotated[datetime | None, TimeDimension()] = None
    """When the product was created (UTC)."""
