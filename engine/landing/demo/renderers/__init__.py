"""The world in each platform's own words; a new platform is one more module and one more line here."""

from __future__ import annotations

from collections.abc import Mapping

from engine.landing.demo.renderers import (
    amazon_ads,
    amplitude,
    bigcommerce,
    bing_ads,
    google_ads,
    google_analytics,
    linkedin_ads,
    meta,
    mixpanel,
    shopify,
    tiktok_ads,
    woocommerce,
)
from engine.landing.demo.span import Rendering

PLATFORMS: Mapping[str, Mapping[str, Rendering]] = {
    "amazon_ads": amazon_ads.OBJECTS,
    "amplitude": amplitude.OBJECTS,
    "bigcommerce": bigcommerce.OBJECTS,
    "bing_ads": bing_ads.OBJECTS,
    "facebook_ads": meta.FACEBOOK,
    "google_ads": google_ads.OBJECTS,
    "google_analytics": google_analytics.OBJECTS,
    "instagram_ads": meta.INSTAGRAM,
    "linkedin_ads": linkedin_ads.OBJECTS,
    "mixpanel": mixpanel.OBJECTS,
    "shopify": shopify.OBJECTS,
    "tiktok_ads": tiktok_ads.OBJECTS,
    "woocommerce": woocommerce.OBJECTS,
}
"""How each object of each platform is written."""

SILENT: Mapping[tuple[str, str], str] = {
    ("instagram_ads", "ads_insights"): "the account's rows by ad come over facebook_ads; they cannot be told apart by publisher",
}
"""Objects with a contract that are not simulated, and why."""
