"""The API that all of Meta's objects come from."""

from __future__ import annotations

from contracts.source import Api, Source


class Meta(Source, api=Api("meta_api_v1", ("facebook_ads", "instagram_ads"), global_ids=True)):
    """An object of Meta's Marketing API."""
