"""The world in each platform's own words; a new platform is one more module and one more line here."""

from __future__ import annotations

from collections.abc import Mapping

from engine.landing.demo.renderers import google_analytics, meta, shopify
from engine.landing.demo.span import Rendering

PLATFORMS: Mapping[str, Mapping[str, Rendering]] = {
    "facebook_ads": meta.FACEBOOK,
    "google_analytics": google_analytics.OBJECTS,
    "instagram_ads": meta.INSTAGRAM,
    "shopify": shopify.OBJECTS,
}
"""How each object of each platform is written."""

SILENT: Mapping[tuple[str, str], str] = {
    ("instagram_ads", "ads_insights"): "the account's rows by ad come over facebook_ads; they cannot be told apart by publisher",
}
"""Objects with a contract that are not simulated, and why."""
