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
