"""Microsoft Advertising: entities as its services send them, and reports as the rows of its CSV downloads, where all is text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import partial

from contracts.kinds import Kind, Unit
from engine.landing.demo import changes
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major, ratio
from engine.landing.demo.networks import BING
from engine.landing.demo.reports import REPEATED, report
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts, Spelling

_SPELLING = Spelling()
_DOWNLOAD = Spelling(values={Kind.BIGINT: str, Kind.DECIMAL: str, Unit.PERCENT: "{:.2f}%".format}, nothing=("",), whole=True)


def accounts(span: Span) -> Iterator[Facts]:
    """The account."""
    for account in changes.accounts(span, BING):
        yield {
            "id": account.id,
            "name": span.script.slug,
            "number": f"F{account.id % 10**7}",
            "account_life_cycle_status": "Active",
            "account_financial_status": "ClearFinancialStatus",
            "currency_code": span.script.currency,
            "time_zone": "PacificTimeUSCanadaTijuana",
            "language": "English",
            "business_address": {"City": "Portland", "CountryCode": "US"},
            "last_modified_time": account.opened,
        }


def campaigns(span: Span) -> Iterator[Facts]:
    """The campaigns as they stand."""
    for campaign in changes.campaigns(span, BING):
        budget = sum(campaign.budget(ad_set, span.last_day) for ad_set in campaign.ad_sets)
        yield {
            **_account(span),
            "id": campaign.id,
            "name": campaign.name,
            "campaign_type": campaign.objective,
            "status": "Active",
            "budget_type": "DailyBudgetStandard",
            "daily_budget": major(budget, span.script.currency),
            "languages": {"string": ["English"]},
        }


def ad_groups(span: Span) -> Iterator[Facts]:
    """The ad groups as they stand."""
    for campaign, ad_set, _ in changes.ad_sets(span, BING):
        yield {
            **_account(span),
            "id": ad_set.id,
            "campaign_id": campaign.id,
            "name": ad_set.name,
            "status": "Active",
            "network": "OwnedAndOperatedAndSyndicatedSearch",
            "start_date": _parts(campaign.starts),
            "cpc_bid": {"Amount": float(major(campaign.budget(ad_set, span.last_day) // 40, span.script.currency))},
        }


def ads(span: Span) -> Iterator[Facts]:
    """The ads as they stand."""
    for changed in changes.ads(span, BING):
        yield {
            **_account(span),
            "id": changed.ad.id,
            "ad_group_id": changed.ad_set.id,
            "type": "ExpandedText",
            "title_part1": changed.ad.name,
            "status": "Active" if changed.running else "Paused",
            "editorial_status": "Active",
            "final_urls": {"string": [f"https://{span.script.slug.replace('_', '-')}.example/"]},
        }


def _report(span: Span, by: Callable[[Delivery], Hashable], subject: Callable[[Span, Delivery], Facts]) -> Iterator[Facts]:
    """A day of a subject by the attributes that tell rows of every report apart."""
    for delivery, figures in report(span, BING, lambda delivery: (by(delivery), delivery.placement)):
        yield {**_attributes(span, delivery), **subject(span, delivery), **_metrics(span, figures)}


def _of_account(span: Span, _: Delivery) -> Facts:
    return {"account_number": f"F{span.world.accounts[BING.name].id % 10**7}"}


def _of_campaign(_: Span, delivery: Delivery) -> Facts:
    return {"campaign_id": delivery.campaign.id, "campaign_name": delivery.campaign.name}


def _of_ad_group(span: Span, delivery: Delivery) -> Facts:
    told = {"ad_group_id": delivery.ad_set.id, "ad_group_name": delivery.ad_set.name, "language": "English"}
    return {**_of_campaign(span, delivery), **told}


def _of_ad(span: Span, delivery: Delivery) -> Facts:
    return {**_of_ad_group(span, delivery), "ad_id": delivery.ad.id}


def _of_keyword(span: Span, delivery: Delivery) -> Facts:
    keyword = delivery.placement.keyword
    id = span.script.identity(14, "keyword", delivery.ad_set.id, keyword)
    return {**_of_ad(span, delivery), "keyword_id": id, "keyword": keyword, "keyword_status": "Active"}


def _account(span: Span) -> Facts:
    return {"account_id": span.world.accounts[BING.name].id, "customer_id": span.script.identity(9, "bing customer")}


def _parts(day: date) -> Mapping[str, int]:
    return {"Day": day.day, "Month": day.month, "Year": day.year}


def _attributes(span: Span, delivery: Delivery) -> Facts:
    placement = delivery.placement
    return {
        "time_period": delivery.day,
        "account_id": span.world.accounts[BING.name].id,
        "account_name": span.script.slug,
        "currency_code": span.script.currency,
        "network": placement.publisher,
        "top_vs_other": placement.position,
        "ad_distribution": "Search",
        "device_type": placement.device,
        "device_os": "Windows" if placement.category == "desktop" else "Android",
        "bid_match_type": "Broad",
        "delivered_match_type": "Exact",
    }


def _metrics(span: Span, figures: Figures) -> Facts:
    spend, revenue = (major(amount, span.script.currency) for amount in (figures.spend, figures.revenue))
    return {
        "impressions": figures.impressions,
        "clicks": figures.clicks,
        "ctr": 100 * ratio(figures.clicks, figures.impressions),
        "spend": spend,
        "average_cpc": round(ratio(spend, figures.clicks), 2),
        "conversions": figures.purchases,
        "conversions_qualified": figures.purchases,
        "conversion_rate": 100 * ratio(figures.purchases, figures.clicks) if figures.clicks else None,
        "revenue": revenue,
    }


def _daily(by: Callable[[Delivery], Hashable], subject: Callable[[Span, Delivery], Facts]) -> Rendering:
    return Rendering(partial(_report, by=by, subject=subject), _DOWNLOAD, REPEATED)


OBJECTS: Mapping[str, Rendering] = {
    "account_performance_report_daily": _daily(lambda delivery: "", _of_account),
    "accounts": Rendering(accounts, _SPELLING),
    "ad_group_performance_report_daily": _daily(lambda delivery: delivery.ad_set.id, _of_ad_group),
    "ad_groups": Rendering(ad_groups, _SPELLING),
    "ad_performance_report_daily": _daily(lambda delivery: delivery.ad.id, _of_ad),
    "ads": Rendering(ads, _SPELLING),
    "campaign_performance_report_daily": _daily(lambda delivery: delivery.campaign.id, _of_campaign),
    "campaigns": Rendering(campaigns, _SPELLING),
    "keyword_performance_report_daily": _daily(lambda delivery: delivery.ad.id, _of_keyword),
}
