"""The API that all of BigCommerce's objects come from."""

from __future__ import annotations

from contracts.source import Api, Source


class BigCommerce(Source, api=Api("bigcommerce_api_v1", ("bigcommerce",))):
    """An object of BigCommerce's Admin API, be its endpoint V2 or V3."""
