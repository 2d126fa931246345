"""Google Ads as its REST API answers: nested objects in camel case, whole numbers of 64 bits as text, money in micros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic.alias_generators import to_camel

from contracts.kinds import Kind
from engine.landing.demo.advertising import Account, Ad, AdSet, Campaign
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major, micros, ratio
from engine.landing.demo.networks import GOOGLE, Placement
from engine.landing.demo.reports import REPEATED, report
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts, Spelling

_SPELLING = Spelling(
    case=to_camel,
    objects={
        "ad_group_": "ad_group",
        "ad_group_ad_": "ad_group_ad",
        "ad_group_ad_ad_": "ad_group_ad.ad",
        "ad_group_criterion_": "ad_group_criterion",
        "ad_group_criterion_keyword_": "ad_group_criterion.keyword",
        "campaign_": "campaign",
        "campaign_budget_": "campaign_budget",
        "campaign_network_settings_": "campaign.network_settings",
        "click_view_": "click_view",
        "click_view_keyword_info_": "click_view.keyword_info",
        "customer_": "customer",
        "metrics_": "metrics",
        "segments_": "segments",
    },
    values={Kind.BIGINT: str},
)


def customers(span: Span) -> Iterator[Facts]:
    """The account as of every day."""
    return ({**_customer(span), "customer_manager": False, "customer_test_account": False, "segments_date": day} for day in span.days())


def campaigns(span: Span) -> Iterator[Facts]:
    """The campaigns as they stand."""
    return (_campaign(span, campaign) for campaign in _account(span).campaigns)


def ad_groups(span: Span) -> Iterator[Facts]:
    """The ad groups as of every day."""
    for day, campaign in _running(span):
        for ad_set in campaign.ad_sets:
            bid = micros(campaign.budget(ad_set, day) // 40, span.script.currency)
            yield {**_ad_group(span, campaign, ad_set), "ad_group_cpc_bid_micros": bid, "segments_date": day}


def ads(span: Span) -> Iterator[Facts]:
    """The ads as of every day."""
    for day, campaign in _running(span):
        for ad_set in campaign.ad_sets:
            yield from ({**_ad(ad_set, ad, day), "ad_group_ad_ad_name": ad.name, "segments_date": day} for ad in ad_set.ads)


def campaign_budgets(span: Span) -> Iterator[Facts]:
    """The budgets of the campaigns as of every day on which they were spent from."""
    for delivery, figures in report(span, GOOGLE, lambda delivery: delivery.campaign.id):
        campaign, day = delivery.campaign, delivery.day
        yield {
            "customer_id": _account(span).id,
            "campaign_id": campaign.id,
            "campaign_budget_id": span.script.identity(10, "budget", campaign.id),
            "campaign_budget_name": f"{campaign.name} budget",
            "campaign_budget_status": "ENABLED",
            "campaign_budget_amount_micros": micros(sum(campaign.budget(a, day) for a in campaign.ad_sets), span.script.currency),
            **_metrics(span, delivery, figures),
        }


def account_performance(span: Span) -> Iterator[Facts]:
    """A day of the account by network and device."""
    for delivery, figures in report(span, GOOGLE, lambda delivery: (_network(delivery), delivery.placement.device)):
        segments = {"segments_ad_network_type": _network(delivery), "segments_device": delivery.placement.device}
        yield {**_customer(span), **segments, **_metrics(span, delivery, figures)}


def campaign_performance(span: Span) -> Iterator[Facts]:
    """A day of a campaign by hour and network."""
    for delivery, figures in report(span, GOOGLE, lambda delivery: (delivery.campaign.id, _hour(delivery), _network(delivery))):
        segments = {"segments_hour": _hour(delivery), "segments_ad_network_type": _network(delivery)}
        yield {**_campaign(span, delivery.campaign), **_customer(span), **segments, **_metrics(span, delivery, figures)}


def ad_performance(span: Span) -> Iterator[Facts]:
    """A day of an ad by network."""
    for delivery, figures in report(span, GOOGLE, lambda delivery: (delivery.ad.id, _network(delivery))):
        subject = {**_customer(span), "campaign_id": delivery.campaign.id, "campaign_name": delivery.campaign.name}
        ad = {"ad_group_name": delivery.ad_set.name, **_ad(delivery.ad_set, delivery.ad, delivery.day)}
        yield {**subject, **ad, "segments_ad_network_type": _network(delivery), **_metrics(span, delivery, figures)}


def keyword_performance(span: Span) -> Iterator[Facts]:
    """A day of a keyword of an ad group."""
    for delivery, figures in report(span, GOOGLE, lambda delivery: (delivery.ad_set.id, delivery.placement.keyword)):
        if delivery.placement.keyword:
            subject = {"customer_id": _account(span).id, "campaign_id": delivery.campaign.id, "ad_group_id": delivery.ad_set.id}
            yield {**subject, **_criterion(span, delivery.ad_set, delivery.placement), **_metrics(span, delivery, figures)}


def click_view(span: Span) -> Iterator[Facts]:
    """The clicks that became visits."""
    for visit, _ in span.world.visits:
        delivery = visit.arrival.touch.delivery
        if delivery and delivery.account.network is GOOGLE and span.holds(visit.at):
            yield {
                "click_view_gclid": span.script.token("gclid", visit.session_id, visit.micros),
                "click_view_keyword_info_text": delivery.placement.keyword or None,
                "customer_id": _account(span).id,
                "campaign_id": delivery.campaign.id,
                "campaign_name": delivery.campaign.name,
                "ad_group_id": delivery.ad_set.id,
                "ad_group_name": delivery.ad_set.name,
                "segments_ad_network_type": _network(delivery),
                "segments_date": delivery.day,
            }


def _account(span: Span) -> Account:
    return span.world.accounts[GOOGLE.name]


def _running(span: Span) -> Iterator[tuple[date, Campaign]]:
    return ((day, campaign) for day in span.days() for campaign in _account(span).campaigns if campaign.starts <= day)


def _network(delivery: Delivery) -> str:
    return delivery.placement.publisher


def _hour(delivery: Delivery) -> int:
    """An ad's hour of the day: reports by hour need one, the world has none."""
    return delivery.ad.id % 24


def _customer(span: Span) -> Facts:
    return {
        "customer_id": _account(span).id,
        "customer_resource_name": f"customers/{_account(span).id}",
        "customer_descriptive_name": span.script.slug,
        "customer_currency_code": span.script.currency,
        "customer_time_zone": span.script.time_zone,
    }


def _campaign(span: Span, campaign: Campaign) -> Facts:
    return {
        "campaign_id": campaign.id,
        "campaign_resource_name": f"customers/{_account(span).id}/campaigns/{campaign.id}",
        "campaign_name": campaign.name,
        "campaign_status": "ENABLED",
        "campaign_serving_status": "SERVING",
        "campaign_advertising_channel_type": campaign.objective,
        "campaign_bidding_strategy_type": "MAXIMIZE_CONVERSIONS",
        "campaign_network_settings_target_google_search": True,
        "campaign_start_date": campaign.starts,
        "campaign_end_date": date(2037, 12, 30),
    }


def _ad_group(span: Span, campaign: Campaign, ad_set: AdSet) -> Facts:
    return {
        "ad_group_id": ad_set.id,
        "ad_group_resource_name": f"customers/{_account(span).id}/adGroups/{ad_set.id}",
        "ad_group_name": ad_set.name,
        "ad_group_status": "ENABLED",
        "ad_group_type": "SEARCH_STANDARD",
        "campaign_id": campaign.id,
    }


def _ad(ad_set: AdSet, ad: Ad, day: date) -> Facts:
    return {
        "ad_group_id": ad_set.id,
        "ad_group_ad_ad_id": ad.id,
        "ad_group_ad_ad_type": "RESPONSIVE_SEARCH_AD",
        "ad_group_ad_status": "ENABLED" if ad.running(day) else "PAUSED",
    }


def _criterion(span: Span, ad_set: AdSet, placement: Placement) -> Facts:
    return {
        "ad_group_criterion_criterion_id": span.script.identity(12, "keyword", ad_set.id, placement.keyword),
        "ad_group_criterion_type": "KEYWORD",
        "ad_group_criterion_keyword_text": placement.keyword,
        "ad_group_criterion_keyword_match_type": "PHRASE",
        "ad_group_criterion_negative": False,
    }


def _metrics(span: Span, delivery: Delivery, figures: Figures) -> Facts:
    return {
        "segments_date": delivery.day,
        "metrics_impressions": figures.impressions,
        "metrics_clicks": figures.clicks,
        "metrics_ctr": ratio(figures.clicks, figures.impressions),
        "metrics_interactions": figures.clicks,
        "metrics_cost_micros": micros(figures.spend, span.script.currency),
        "metrics_conversions": figures.purchases,
        "metrics_conversions_value": major(figures.revenue, span.script.currency),
    }


OBJECTS: Mapping[str, Rendering] = {
    "account_performance": Rendering(account_performance, _SPELLING, REPEATED),
    "ad_groups": Rendering(ad_groups, _SPELLING),
    "ad_performance": Rendering(ad_performance, _SPELLING, REPEATED),
    "ads": Rendering(ads, _SPELLING),
    "campaign_budgets": Rendering(campaign_budgets, _SPELLING, REPEATED),
    "campaign_performance": Rendering(campaign_performance, _SPELLING, REPEATED),
    "campaigns": Rendering(campaigns, _SPELLING),
    "click_view": Rendering(click_view, _SPELLING),
    "customers": Rendering(customers, _SPELLING),
    "keyword_performance": Rendering(keyword_performance, _SPELLING, REPEATED),
}
