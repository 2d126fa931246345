"""Customer: who orders in a shop."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, TimeDimension


class Customer(Entity, name="customer", table="dim_customers"):
    """One row a customer of a shop, in its newest state."""

    customer_id: Annotated[str | None, Key()] = None
    """The customer's id at the shop platform."""
    customer_email: str | None = None
    """The customer's e-mail address, in lower case."""
    customer_first_name: str | None = None
    """The customer's first name."""
    customer_last_name: str | None = None
    """The customer's last name."""
    customer_country: Annotated[str | None, Dimension()] = None
    """Country of the customer's default address (ISO 3166 two-letter code where the platform sends it)."""
    customer_region: Annotated[str | None, Dimension()] = None
    """State or province of the customer's default address."""
    customer_city: Annotated[str | None, Dimension()] = None
    """City of the customer's default address."""
    customer_created_at: Annotated[datetime | None, TimeDimension()] = None
    """When the customer became known to the shop (UTC)."""
    customer_state: Annotated[str | None, Dimension()] = None
    """State of the customer's account in the platform's own words, such as 'enabled'."""
    customer_accepts_marketing: Annotated[bool | None, Dimension()] = None
    """Whether the customer agreed to receive marketing by e-mail."""
    customer_currency: str | None = None
    """Currency that the customer last paid in (ISO 4217)."""
