"""Channels: the kinds of ways by which visitors come, told from source, medium and campaign by ordered rules.

The default rules are Google Analytics 4's default channel group (support.google.com/analytics/answer/9756891), those for traffic
that is told by hand. A tenant's own rules go before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from contracts import sites
from contracts.logic import ChannelRule, Logic

_PAID = ".*cp.*|ppc|retargeting|paid.*"
_SHOP = ".*(?:(?:[^a-df-z]|^)shop|shopping).*"
_MAIL = "email|e-mail|e_mail|e mail"
_UNTOLD = r"|\(not set\)"
_SHOPPING = sites.pattern(sites.SHOPPING, sites.SHOPPING_HOSTS)
_SEARCH = sites.pattern(sites.SEARCH, sites.SEARCH_HOSTS)
_SOCIAL = sites.pattern(sites.SOCIAL, sites.SOCIAL_HOSTS)
_VIDEO = sites.pattern(sites.VIDEO, sites.VIDEO_HOSTS)

UNASSIGNED = "Unassigned"
"""The channel of what no rule takes."""

DEFAULT_RULES = (
    ChannelRule("Direct", source=r"\(direct\)", medium=rf"\(none\)|{_UNTOLD}"),
    ChannelRule("Direct", source=_UNTOLD, medium=rf"\(none\)|{_UNTOLD}", campaign=rf"\(direct\)|{_UNTOLD}"),
    ChannelRule("Cross-network", campaign=".*cross-network.*"),
    ChannelRule("Paid Shopping", source=_SHOPPING, medium=_PAID),
    ChannelRule("Paid Shopping", campaign=_SHOP, medium=_PAID),
    # Google's lists share no site; here groups.google.com is in the list of social sites, and a google of the list of search sites.
    ChannelRule("Paid Social", source=_SOCIAL, medium=_PAID),
    ChannelRule("Paid Search", source=_SEARCH, medium=_PAID),
    ChannelRule("Paid Video", source=_VIDEO, medium=_PAID),
    ChannelRule("Display", medium="display|banner|expandable|interstitial|cpm"),
    ChannelRule("Paid Other", medium=_PAID),
    ChannelRule("Organic Shopping", source=_SHOPPING),
    ChannelRule("Organic Shopping", campaign=_SHOP),
    ChannelRule("Organic Social", source=_SOCIAL),
    ChannelRule("Organic Social", medium="social|social-network|social-media|sm|social network|social media"),
    ChannelRule("Organic Video", source=_VIDEO),
    ChannelRule("Organic Video", medium=".*video.*"),
    ChannelRule("Organic Search", source=_SEARCH),
    ChannelRule("Organic Search", medium="organic"),
    ChannelRule("Referral", medium="referral|app|link"),
    ChannelRule("Email", source=_MAIL),
    ChannelRule("Email", medium=_MAIL),
    ChannelRule("Affiliates", medium="affiliates?"),
    ChannelRule("Audio", medium="audio"),
    ChannelRule("SMS", source="sms"),
    ChannelRule("SMS", medium="sms"),
    ChannelRule("Mobile Push Notifications", source="firebase"),
    ChannelRule("Mobile Push Notifications", medium=".*push|.*(?:mobile|notification).*"),
)
"""Google's rules in the order in which they hold; the first that matches gives the channel.

``affiliates`` beside Google's ``affiliate``, since shops spell it so.
"""

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "Direct": "Address typed in, or a saved link.",
        "Cross-network": "Ads that run in several networks, such as Performance Max.",
        "Paid Shopping": "Ads on shopping sites.",
        "Paid Social": "Ads on social networks.",
        "Paid Search": "Ads on search engines.",
        "Paid Video": "Ads on video sites.",
        "Display": "Banners and other display ads.",
        "Paid Other": "Ads that no other paid channel takes.",
        "Organic Shopping": "Links on shopping sites that are no ads.",
        "Organic Social": "Links on social networks that are no ads.",
        "Organic Video": "Links on video sites that are no ads.",
        "Organic Search": "Results of search engines that are no ads.",
        "Referral": "Links on other sites.",
        "Email": "Links in emails.",
        "Affiliates": "Links of affiliates.",
        "Audio": "Ads in podcasts and music.",
        "SMS": "Links in text messages.",
        "Mobile Push Notifications": "Notifications on mobile devices.",
        UNASSIGNED: "What no rule takes.",
    }
)
"""The default channels in the order of their rank, and what each is."""


class PlatformChannel(NamedTuple):
    """Where the visits that an ad platform sells belong."""

    channel: str
    source: str
    medium: str


PLATFORM_CHANNELS: Mapping[str, PlatformChannel] = MappingProxyType(
    {
        "amazon_ads": PlatformChannel("Paid Shopping", "amazon", "cpc"),
        "bing_ads": PlatformChannel("Paid Search", "bing", "cpc"),
        "facebook_ads": PlatformChannel("Paid Social", "facebook", "cpc"),
        "google_ads": PlatformChannel("Paid Search", "google", "cpc"),
        "instagram_ads": PlatformChannel("Paid Social", "instagram", "cpc"),
        "linkedin_ads": PlatformChannel("Paid Social", "linkedin", "cpc"),
        "tiktok_ads": PlatformChannel("Paid Social", "tiktok", "cpc"),
    }
)
"""The channel, source and medium of each ad platform's spend: those that the default rules give to visits so tagged."""


def is_paid(channel: str) -> bool:
    """Whether visits of a channel are bought as ads, by the channel's name.

    >>> [is_paid(channel) for channel in ("Paid Search", "Display", "Email")]
    [True, True, False]
    """
    return channel.lower().startswith("paid") or channel in ("Cross-network", "Display", "Audio")


def is_organic(channel: str) -> bool:
    """Whether visits of a channel come of themselves from a site's own results or posts, by the channel's name.

    >>> [is_organic(channel) for channel in ("Organic Search", "Paid Search")]
    [True, False]
    """
    return channel.lower().startswith("organic")


def channel(
    source: ir.StringValue,
    medium: ir.StringValue,
    campaign: ir.StringValue,
    slug: ir.StringValue | None = None,
    logic: Logic | None = None,
) -> ir.StringValue:
    """The channel of where a visit came from, never null: by the rules of the tenant ``slug``, then by the default ones.

    Patterns match the whole text in any case; what is not told is the empty text.

    >>> visit = ibis.memtable({"source": ["Google", None], "medium": ["CPC", None], "campaign": ["brand", None]})
    >>> channel(visit.source, visit.medium, visit.campaign).name("channel").to_pyarrow().to_pylist()
    ['Paid Search', 'Direct']
    """
    told = {"source": source, "medium": medium, "campaign": campaign}
    own = _own(slug, logic, told) if slug is not None and logic is not None else []
    return ibis.coalesce(*own, *_by(DEFAULT_RULES, told), UNASSIGNED)


def platform_channel(platform: ir.StringValue) -> ir.StringValue:
    """The channel that an ad platform's spend belongs to; Paid Other for one that is not known."""
    return _of_platform(platform, "channel", "Paid Other")


def platform_source(platform: ir.StringValue) -> ir.StringValue:
    """The source that an ad platform's visits have; the platform itself where it is not known."""
    return _of_platform(platform, "source", platform)


def platform_medium(platform: ir.StringValue) -> ir.StringValue:
    """The medium that an ad platform's visits have."""
    return _of_platform(platform, "medium", "cpc")


def _of_platform(platform: ir.StringValue, part: str, other: str | ir.StringValue) -> ir.StringValue:
    cases = [(platform == name, getattr(known, part)) for name, known in PLATFORM_CHANNELS.items()]
    return ibis.cases(*cases, else_=other)


def _own(slug: ir.StringValue, logic: Logic, told: Mapping[str, ir.StringValue]) -> list[ir.StringValue]:
    """What each tenant's own rules say of its rows."""
    shared = logic.shared(lambda tenant: tenant.channel_rules)
    return [ibis.cases((slug.isin(slugs), ibis.coalesce(*_by(rules, told)))) for rules, slugs in shared if rules]


def _by(rules: Iterable[ChannelRule], told: Mapping[str, ir.StringValue]) -> list[ir.StringValue]:
    """What the rules say, one value for each run of rules on the same medium, which is looked at once; null where none matches."""
    return [_run(medium, list(run), told) for medium, run in groupby(rules, key=lambda rule: rule.medium)]


def _run(medium: str | None, rules: list[ChannelRule], told: Mapping[str, ir.StringValue]) -> ir.StringValue:
    found = ibis.cases(*((_matches(rule, told), rule.channel) for rule in rules))
    return found if medium is None else ibis.cases((_fits(told["medium"], medium), found))


def _matches(rule: ChannelRule, told: Mapping[str, ir.StringValue]) -> ir.BooleanValue:
    """Whether source and campaign are those of a rule."""
    patterns = {part: pattern for part in ("source", "campaign") if (pattern := getattr(rule, part)) is not None}
    return ibis.and_(*(_fits(told[part], pattern) for part, pattern in patterns.items()))


def _fits(text: ir.StringValue, pattern: str) -> ir.BooleanValue:
    """Whether the pattern takes the whole text but blanks around it, in any case; null is the empty text."""
    fits = text.re_search(rf"^\s*(?i:{pattern})\s*$")
    return fits | text.isnull() if re.fullmatch(pattern, "") else fits
