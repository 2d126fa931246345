"""LinkedIn Ads as its Marketing API sends it: URNs for ids, instants in milliseconds, costs as text, days as objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from contracts.kinds import Kind
from engine.landing.demo import changes
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major
from engine.landing.demo.networks import LINKEDIN
from engine.landing.demo.reports import REPEATED, report
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts, Spelling, since_epoch


def _parts(day: date) -> Mapping[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


_SPELLING = Spelling(values={Kind.DATE: _parts, Kind.DECIMAL: str})
_milliseconds = since_epoch(timedelta(milliseconds=1))


def accounts(span: Span) -> Iterator[Facts]:
    """The account."""
    for account in changes.accounts(span, LINKEDIN):
        yield {
            "id": account.id,
            "name": span.script.slug,
            "status": "ACTIVE",
            "type": "BUSINESS",
            "currency": span.script.currency,
            "test": False,
            **_times(account.opened, account.opened),
        }


def campaign_groups(span: Span) -> Iterator[Facts]:
    """Campaign groups, which other networks call campaigns."""
    for campaign in changes.campaigns(span, LINKEDIN):
        yield {
            "id": campaign.id,
            "name": campaign.name,
            "status": "ACTIVE",
            "account": _account(span),
            "objective_type": campaign.objective,
            "run_schedule": {"start": _milliseconds(span.script.midnight(campaign.starts))},
            "test": False,
            **_times(campaign.created, campaign.created),
        }


def campaigns(span: Span) -> Iterator[Facts]:
    """Campaigns, which other networks call ad sets."""
    for campaign, ad_set, updated in changes.ad_sets(span, LINKEDIN):
        budget = major(campaign.budget(ad_set, span.last_day), span.script.currency)
        yield {
            "id": ad_set.id,
            "name": ad_set.name,
            "status": "ACTIVE",
            "account": _account(span),
            "campaign_group": f"urn:li:sponsoredCampaignGroup:{campaign.id}",
            "type": "SPONSORED_UPDATES",
            "cost_type": "CPM",
            "daily_budget": {"currencyCode": span.script.currency, "amount": str(budget)},
            "objective_type": campaign.objective,
            "locale": {"country": "US", "language": "en"},
            **_times(ad_set.created, updated),
        }


def creatives(span: Span) -> Iterator[Facts]:
    """Creatives, which other networks call ads."""
    for changed in changes.ads(span, LINKEDIN):
        yield {
            "id": f"urn:li:sponsoredCreative:{changed.ad.id}",
            "name": changed.ad.name,
            "account": _account(span),
            "campaign": f"urn:li:sponsoredCampaign:{changed.ad_set.id}",
            "intended_status": "ACTIVE" if changed.running else "PAUSED",
            "is_serving": changed.running,
            "is_test": False,
            "review": {"status": "APPROVED"},
            "created_at": changed.ad.created,
            "last_modified_at": changed.updated,
        }


def ad_campaign_analytics(span: Span) -> Iterator[Facts]:
    """A day of a campaign."""
    for delivery, figures in report(span, LINKEDIN, lambda delivery: delivery.ad_set.id):
        yield {**_pivot("CAMPAIGN", f"urn:li:sponsoredCampaign:{delivery.ad_set.id}"), **_metrics(span, delivery, figures)}


def ad_creative_analytics(span: Span) -> Iterator[Facts]:
    """A day of a creative."""
    for delivery, figures in report(span, LINKEDIN, lambda delivery: delivery.ad.id):
        yield {**_pivot("CREATIVE", f"urn:li:sponsoredCreative:{delivery.ad.id}"), **_metrics(span, delivery, figures)}


def _account(span: Span) -> str:
    return f"urn:li:sponsoredAccount:{span.world.accounts[LINKEDIN.name].id}"


def _times(created: datetime, changed: datetime) -> Facts:
    return {"created": created, "last_modified": changed}


def _pivot(kind: str, urn: str) -> Facts:
    return {"pivot": kind, "pivot_values": [urn]}


def _metrics(span: Span, delivery: Delivery, figures: Figures) -> Facts:
    spend, revenue = (major(amount, span.script.currency) for amount in (figures.spend, figures.revenue))
    return {
        "start_date": delivery.day,
        "end_date": delivery.day,
        "impressions": figures.impressions,
        "clicks": figures.clicks,
        "landing_page_clicks": figures.link_clicks,
        "cost_in_local_currency": spend,
        "external_website_conversions": figures.purchases,
        "conversion_value_in_local_currency": revenue,
    }


OBJECTS: Mapping[str, Rendering] = {
    "accounts": Rendering(accounts, _SPELLING),
    "ad_campaign_analytics": Rendering(ad_campaign_analytics, _SPELLING, REPEATED),
    "ad_creative_analytics": Rendering(ad_creative_analytics, _SPELLING, REPEATED),
    "campaign_groups": Rendering(campaign_groups, _SPELLING),
    "campaigns": Rendering(campaigns, _SPELLING),
    "creatives": Rendering(creatives, _SPELLING),
}
