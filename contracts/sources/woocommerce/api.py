"""The API that all of WooCommerce's objects come from."""

from __future__ import annotations

from typing import Any

from contracts.nested import part
from contracts.source import Api, Source


class WooCommerce(Source, api=Api("woocommerce_api_v1", ("woocommerce",))):
    """An object of WooCommerce's REST API."""


def owner_id(links: Any) -> Any:
    """The id of the record that another one belongs to, from its links: ``{"up": [{"href": ".../orders/45"}]}`` is 45."""
    return part(links, "up", "array<struct<href: string>>")[0]["href"].re_extract(r"(\d+)/?$", 1).nullif("")
