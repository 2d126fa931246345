from __future__ import annotations

import re
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.catalog import catalog
from contracts.channels import (
    DEFAULT_RULES,
    DESCRIPTIONS,
    PLATFORM_CHANNELS,
    UNASSIGNED,
    channel,
    platform_channel,
    platform_medium,
    platform_source,
)
from contracts.logic import ChannelRule, Logic, TenantLogic

from .behaviour import warehouse

Visit = tuple[str | None, str | None, str | None]

ACME = (ChannelRule("Influencers", source="insta.*|yt"), ChannelRule("Email", medium="crm", campaign="Spring.*"))
LOGIC = Logic((TenantLogic("acme", channel_rules=ACME), TenantLogic("stark"), TenantLogic("umbra", channel_rules=ACME[1:])))

VISITS = {"n": "int64", **dict.fromkeys(("tenant_slug", "source", "medium", "campaign"), "string")}


def channels(*visits: Visit) -> list[Any]:
    return found_by(query(None), "", *visits)


def own(slug: str, *visits: Visit) -> list[Any]:
    return found_by(query(LOGIC), slug, *visits)


@cache
def query(logic: Logic | None) -> str:
    """The channels of visits, compiled once."""
    told = ibis.table(VISITS, name="visits")
    own = () if logic is None else (told.tenant_slug, logic)
    found = channel(told.source, told.medium, told.campaign, *own)
    return str(ibis.to_sql(told.select("n", found=found).order_by("n"), dialect="duckdb"))


def told_by(slug: str, *visits: Visit) -> pa.Table:
    rows = [dict(zip(VISITS, (n, slug, *visit), strict=True)) for n, visit in enumerate(visits)]
    return pa.Table.from_pylist(rows, schema=ibis.schema(VISITS).to_pyarrow())


def found_by(query: str, slug: str, *visits: Visit) -> list[Any]:
    connection = warehouse().con
    connection.register("visits", told_by(slug, *visits))
    return [found for _, found in connection.execute(query).fetchall()]


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "expected"),
    [
        ("(direct)", "(none)", None, "Direct"),
        ("(direct)", "(not set)", "(not set)", "Direct"),
        ("(direct)", "(none)", "shopping", "Direct"),
        ("any", "any", "cross-network", "Cross-network"),
        ("google", "cpc", "PMax Cross-Network EU", "Cross-network"),
        ("alibaba", "cpc", None, "Paid Shopping"),
        ("any", "retargeting", "Summer shopping", "Paid Shopping"),
        ("any", "ppc", "shop-de", "Paid Shopping"),
        ("google", "ppc", None, "Paid Search"),
        ("bing.com", "paidsearch", None, "Paid Search"),
        ("google", "cpm", None, "Paid Search"),
        ("facebook", "retargeting", None, "Paid Social"),
        ("l.instagram.com", "paid_social", None, "Paid Social"),
        ("youtube.com", "paid-something", None, "Paid Video"),
        ("vimeo", "CPV", None, "Paid Video"),
        ("vimeo", "cpc", None, "Paid Video"),
        ("any", "display", None, "Display"),
        ("any", "cpm", None, "Display"),
        ("youtube", "banner", None, "Display"),
        ("any", "cpc", None, "Paid Other"),
        ("any", "paid", None, "Paid Other"),
        ("Google Shopping", None, None, "Organic Shopping"),
        ("any", None, "some-shopping-campaign", "Organic Shopping"),
        ("any", "newsletter", "eshop", "Organic Shopping"),
        ("any", "newsletter", "workshop", UNASSIGNED),
        ("facebook", None, None, "Organic Social"),
        ("any", "social-network", None, "Organic Social"),
        ("t.co", "referral", None, "Organic Social"),
        ("groups.google.com", "referral", None, "Organic Social"),
        ("youtube.com", None, None, "Organic Video"),
        ("any", "video", None, "Organic Video"),
        ("bing", None, None, "Organic Search"),
        ("any", "organic", None, "Organic Search"),
        ("www.google.co.uk", "referral", None, "Organic Search"),
        ("blog.example.com", "referral", None, "Referral"),
        ("any", "app", None, "Referral"),
        ("any", "link", None, "Referral"),
        ("email", None, None, "Email"),
        (None, "e mail", None, "Email"),
        ("newsletter", "E-Mail", "spring", "Email"),
        ("any", "affiliate", None, "Affiliates"),
        ("any", "affiliates", None, "Affiliates"),
        ("spotify", "audio", None, "Audio"),
        ("podcast", "Audio", None, "Audio"),
        ("sms", None, None, "SMS"),
        (None, "sms", None, "SMS"),
        ("any", "web-push", None, "Mobile Push Notifications"),
        ("any", "mobile-notification", None, "Mobile Push Notifications"),
        ("firebase", None, None, "Mobile Push Notifications"),
        ("any", "any", "any", UNASSIGNED),
        (None, None, "spring", UNASSIGNED),
        ("flask.com", "any", None, UNASSIGNED),
    ],
)
def test_the_default_channels_are_those_of_google(source: str | None, medium: str | None, campaign: str | None, expected: str) -> None:
    assert channels((source, medium, campaign)) == [expected]


@pytest.mark.parametrize("nothing", [(None, None, None), ("", "", ""), ("(not set)", "(none)", "(not set)"), (" ", None, "(direct)")])
def test_where_nothing_is_told_it_is_direct(nothing: Visit) -> None:
    assert channels(nothing) == ["Direct"]


def test_every_default_channel_is_described_in_the_order_of_its_rules() -> None:
    assert {rule.channel for rule in DEFAULT_RULES} | {UNASSIGNED} == set(DESCRIPTIONS)
    assert list(DESCRIPTIONS) == [*dict.fromkeys(rule.channel for rule in DEFAULT_RULES), UNASSIGNED]


def test_a_tenants_own_rules_go_first_and_are_no_one_elses() -> None:
    visits: list[Visit] = [("Instagram", "cpc", None), ("YT", None, None), ("x", "CRM", "spring sale"), ("x", "crm", "autumn")]
    visits.append(("yt2", None, None))
    assert own("acme", *visits) == ["Influencers", "Influencers", "Email", "Organic Social", UNASSIGNED]
    assert own("umbra", *visits) == ["Paid Social", UNASSIGNED, "Email", "Organic Social", UNASSIGNED]
    assert own("stark", *visits) == own("nobody", *visits) == channels(*visits)


def test_an_own_rule_may_take_what_is_not_told() -> None:
    logic = Logic((TenantLogic("a", channel_rules=(ChannelRule("Partners", source="acme", medium=".*"), ChannelRule("Dark", source=""))),))
    told = ibis.memtable(told_by("a", ("acme", None, None), (None, "any", None)))
    found = told.select(found=channel(told.source, told.medium, told.campaign, told.tenant_slug, logic)).found.to_pyarrow().to_pylist()
    assert found == ["Partners", "Dark"]


SAID = """google www.bing.com facebook m.facebook.com youtube.com amazon cpc cpm paid_social display referral organic email sms social
video push affiliate audio cross-network shopping crm spring (direct) (none)"""
WORDS = st.sampled_from(SAID.split())
TEXTS = st.none() | st.just("(not set)") | WORDS | WORDS.map(str.upper) | st.text("abcp .-_", max_size=8)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=40))
@example([(None, None, None), ("", " ", None)])
def test_every_visit_has_the_channel_of_the_first_rule_that_takes_it(visits: list[Visit]) -> None:
    assert own("acme", *visits) == [first(visit, (*ACME, *DEFAULT_RULES)) for visit in visits]
    assert channels(*visits) == [first(visit, DEFAULT_RULES) for visit in visits]


def first(visit: Visit, rules: tuple[ChannelRule, ...]) -> str:
    """The rules as their description has them, read one after the other."""
    texts = [(told or "").strip() for told in visit]
    for rule in rules:
        patterns = (rule.source, rule.medium, rule.campaign)
        if all(wanted is None or re.fullmatch(wanted, text, re.IGNORECASE) for wanted, text in zip(patterns, texts, strict=True)):
            return rule.channel
    return UNASSIGNED


def test_an_ad_platform_spends_where_the_visits_that_it_sells_come_from() -> None:
    sold: list[Visit] = [(told.source, told.medium, None) for told in PLATFORM_CHANNELS.values()]
    assert channels(*sold) == [told.channel for told in PLATFORM_CHANNELS.values()]


def test_every_ad_platform_has_a_channel() -> None:
    feeding = {platform for source in catalog().feeding("ad_performance") for platform in source.api.platforms}
    assert feeding <= set(PLATFORM_CHANNELS)


def test_a_platform_is_told_by_its_channel_source_and_medium() -> None:
    ads = ibis.memtable({"platform": ["tiktok_ads", "amazon_ads", "billboard_ads"]})
    told = ads.select(c=platform_channel(ads.platform), s=platform_source(ads.platform), m=platform_medium(ads.platform))
    assert [tuple(row.values()) for row in told.to_pyarrow().to_pylist()] == [
        ("Paid Social", "tiktok", "cpc"),
        ("Paid Shopping", "amazon", "cpc"),
        ("Paid Other", "billboard_ads", "cpc"),
    ]
