"""The API that all of Shopify's objects come from."""

from __future__ import annotations

from contracts.source import Api, Source


class Shopify(Source, api=Api("shopify_api_v1", ("shopify",))):
    """An object of Shopify's Admin API."""
