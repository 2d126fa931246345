"""The ad networks of a simulated tenant. All are in every world, so that connecting one more source changes nothing told before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placement:
    """Where and on what an ad is shown, in the network's own words.

    ``share`` is its part of the ad's clicks, ``category`` the device's class, ``keyword`` what was searched for, if anything was.
    """

    publisher: str
    position: str
    device: str
    category: str
    share: float
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign as planned: its name and objective, its first day counted from the simulation's, and the days between two reviews."""

    name: str
    objective: str
    first: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Network:
    """An ad network: the platforms that report it, its share of the paid clicks, the digits of its ids, and what is advertised.

    ``source`` names the network in the addresses that its ads lead to; without it the publisher is named.
    """

    name: str
    platforms: tuple[str, ...]
    share: float
    digits: int
    source: str
    placements: tuple[Placement, ...]
    plans: tuple[Plan, ...]
    audiences: tuple[str, ...]


META = Network(
    name="meta",
    platforms=("facebook_ads", "instagram_ads"),
    share=0.45,
    digits=17,
    source="",
    placements=(
        Placement("facebook", "feed", "desktop", "desktop", 0.2),
        Placement("facebook", "feed", "android_smartphone", "mobile", 0.24),
        Placement("facebook", "facebook_reels", "iphone", "mobile", 0.12),
        Placement("instagram", "feed", "iphone", "mobile", 0.18),
        Placement("instagram", "instagram_stories", "iphone", "mobile", 0.14),
        Placement("instagram", "instagram_reels", "android_smartphone", "mobile", 0.12),
    ),
    plans=(
        Plan("Prospecting", "OUTCOME_SALES", -40, 33),
        Plan("Retargeting", "OUTCOME_SALES", -25, 47),
        Plan("New Arrivals", "OUTCOME_TRAFFIC", 17, 41),
    ),
    audiences=("Broad", "Lookalike 1%"),
)
GOOGLE = Network(
    name="google",
    platforms=("google_ads",),
    share=0.25,
    digits=11,
    source="google",
    placements=(
        Placement("SEARCH", "", "MOBILE", "mobile", 0.4, "gifts for the home"),
        Placement("SEARCH", "", "DESKTOP", "desktop", 0.3, "handmade blanket"),
        Placement("CONTENT", "", "MOBILE", "mobile", 0.3),
    ),
    plans=(Plan("Brand", "SEARCH", -90, 60), Plan("Categories", "SEARCH", -30, 45)),
    audiences=("Core", "Long tail"),
)
BING = Network(
    name="bing",
    platforms=("bing_ads",),
    share=0.08,
    digits=12,
    source="bing",
    placements=(
        Placement("Microsoft sites and select traffic", "Microsoft sites and select traffic - Top", "Computer", "desktop", 0.7, "mug"),
        Placement("Syndicated search partners", "Syndicated search partners - Other", "Smartphone", "mobile", 0.3, "candle"),
    ),
    plans=(Plan("Search US", "Search", -60, 50), Plan("Shoppers", "Search", 8, 40)),
    audiences=("Exact", "Broad match"),
)
LINKEDIN = Network(
    name="linkedin",
    platforms=("linkedin_ads",),
    share=0.05,
    digits=9,
    source="linkedin",
    placements=(Placement("", "", "", "mobile", 0.6), Placement("", "", "", "desktop", 0.4)),
    plans=(Plan("Corporate Gifts", "WEBSITE_CONVERSION", -35, 55), Plan("Office Refresh", "WEBSITE_VISIT", 12, 38)),
    audiences=("Founders", "People teams"),
)
TIKTOK = Network(
    name="tiktok",
    platforms=("tiktok_ads",),
    share=0.12,
    digits=18,
    source="tiktok",
    placements=(Placement("", "", "", "mobile", 1.0),),
    plans=(Plan("Creators", "CONVERSIONS", -20, 30), Plan("Unboxing", "TRAFFIC", 21, 36)),
    audiences=("Gen Z", "Home lovers"),
)
AMAZON = Network(
    name="amazon",
    platforms=("amazon_ads",),
    share=0.05,
    digits=15,
    source="amazon",
    placements=(Placement("", "", "", "mobile", 0.55), Placement("", "", "", "desktop", 0.45)),
    plans=(Plan("Catalogue", "sponsored_products", -50, 42), Plan("Reminders", "sponsored_display", -10, 34)),
    audiences=("Auto", "Manual"),
)
NETWORKS = (META, GOOGLE, BING, LINKEDIN, TIKTOK, AMAZON)
"""Every network that a tenant advertises with; another one is another row, and the shares sum to 1."""
