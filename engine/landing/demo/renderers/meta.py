"""Meta's objects: one ad account, seen as facebook_ads and as instagram_ads."""

from __future__ import annotations

from collections.abc import Mapping

from engine.landing.demo.renderers.meta_insights import by_ad, by_placement, by_placement_on_instagram
from engine.landing.demo.renderers.meta_objects import ad_sets, ads, campaigns, creatives
from engine.landing.demo.reports import REPEATED
from engine.landing.demo.span import Rendering

_OBJECTS = {
    "campaigns": Rendering(campaigns),
    "ad_sets": Rendering(ad_sets),
    "ads": Rendering(ads),
    "ad_creatives": Rendering(creatives),
}

FACEBOOK: Mapping[str, Rendering] = {
    **_OBJECTS,
    "ads_insights": Rendering(by_ad, repeated=REPEATED),
    "ads_insights_platform_and_device": Rendering(by_placement, repeated=REPEATED),
}
"""The whole account, whose rows by ad already contain Instagram."""

INSTAGRAM: Mapping[str, Rendering] = {
    **_OBJECTS,
    "ads_insights_platform_and_device": Rendering(by_placement_on_instagram, repeated=REPEATED),
}
"""The same ads, with Instagram's part of the report."""
