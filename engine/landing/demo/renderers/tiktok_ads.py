"""TikTok Ads as its Business API sends it: ids as text, and report rows in dimensions and metrics, where numbers are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from contracts.kinds import Kind
from engine.landing.demo import changes
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major, ratio
from engine.landing.demo.networks import TIKTOK
from engine.landing.demo.reports import REPEATED, report
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts, Spelling, spaced


def _midnight(day: date) -> str:
    return f"{day} 00:00:00"


_SPELLING = Spelling(values={Kind.TIMESTAMP: spaced})
_REPORT = Spelling(values={Kind.DATE: _midnight, Kind.BIGINT: str, Kind.DECIMAL: str}, nothing=("-",))


def advertisers(span: Span) -> Iterator[Facts]:
    """The account."""
    for account in changes.accounts(span, TIKTOK):
        yield {
            "advertiser_id": str(account.id),
            "name": span.script.slug,
            "company": span.script.slug,
            "status": "STATUS_ENABLE",
            "currency": span.script.currency,
            "timezone": "Etc/GMT+8",
            "display_timezone": span.script.time_zone,
            "country": "US",
            "balance": major(0, span.script.currency),
            "create_time": account.opened,
        }


def campaigns(span: Span) -> Iterator[Facts]:
    """Campaigns that are new."""
    for campaign in changes.campaigns(span, TIKTOK):
        yield {
            "campaign_id": str(campaign.id),
            "advertiser_id": _advertiser(span),
            "campaign_name": campaign.name,
            "campaign_type": "REGULAR_CAMPAIGN",
            "operation_status": "ENABLE",
            "secondary_status": "CAMPAIGN_STATUS_ENABLE",
            "objective_type": campaign.objective,
            "budget_mode": "BUDGET_MODE_INFINITE",
            "budget": major(0, span.script.currency),
            "create_time": campaign.created,
            "modify_time": campaign.created,
        }


def ad_groups(span: Span) -> Iterator[Facts]:
    """Ad groups that are new or have another budget."""
    for campaign, ad_set, updated in changes.ad_sets(span, TIKTOK):
        yield {
            "adgroup_id": str(ad_set.id),
            "campaign_id": str(campaign.id),
            "advertiser_id": _advertiser(span),
            "adgroup_name": ad_set.name,
            "operation_status": "ENABLE",
            "secondary_status": "ADGROUP_STATUS_DELIVERY_OK",
            "placements": ["PLACEMENT_TIKTOK"],
            "budget_mode": "BUDGET_MODE_DAY",
            "budget": major(campaign.budget(ad_set, span.last_day), span.script.currency),
            "create_time": ad_set.created,
            "modify_time": updated,
        }


def ads(span: Span) -> Iterator[Facts]:
    """Ads that are new or have been paused."""
    for changed in changes.ads(span, TIKTOK):
        yield {
            "ad_id": str(changed.ad.id),
            "adgroup_id": str(changed.ad_set.id),
            "campaign_id": str(changed.campaign.id),
            "advertiser_id": _advertiser(span),
            "ad_name": changed.ad.name,
            "operation_status": "ENABLE" if changed.running else "DISABLE",
            "secondary_status": "AD_STATUS_DELIVERY_OK" if changed.running else "AD_STATUS_DISABLE",
            "ad_format": "SINGLE_VIDEO",
            "create_time": changed.ad.created,
            "modify_time": changed.updated,
        }


def advertisers_reports_daily(span: Span) -> Iterator[Facts]:
    """A day of the account."""
    for delivery, figures in report(span, TIKTOK, lambda delivery: ""):
        yield {"advertiser_id": _advertiser(span), **_metrics(span, delivery, figures)}


def campaigns_reports_daily(span: Span) -> Iterator[Facts]:
    """A day of a campaign."""
    for delivery, figures in report(span, TIKTOK, lambda delivery: delivery.campaign.id):
        yield {"campaign_id": str(delivery.campaign.id), **_of_campaign(delivery), **_metrics(span, delivery, figures)}


def ad_groups_reports_daily(span: Span) -> Iterator[Facts]:
    """A day of an ad group."""
    for delivery, figures in report(span, TIKTOK, lambda delivery: delivery.ad_set.id):
        yield {"adgroup_id": str(delivery.ad_set.id), **_of_ad_group(delivery), **_metrics(span, delivery, figures)}


def ads_reports_daily(span: Span) -> Iterator[Facts]:
    """A day of an ad."""
    for delivery, figures in report(span, TIKTOK, lambda delivery: delivery.ad.id):
        ad = {"ad_id": str(delivery.ad.id), "metrics_ad_name": delivery.ad.name}
        yield {**ad, **_of_ad_group(delivery), **_metrics(span, delivery, figures)}


def _advertiser(span: Span) -> str:
    return str(span.world.accounts[TIKTOK.name].id)


def _of_campaign(delivery: Delivery) -> Facts:
    return {"metrics_campaign_name": delivery.campaign.name}


def _of_ad_group(delivery: Delivery) -> Facts:
    told = {"metrics_campaign_id": str(delivery.campaign.id), "metrics_adgroup_name": delivery.ad_set.name}
    return {**_of_campaign(delivery), **told, "metrics_adgroup_id": str(delivery.ad_set.id)}


def _metrics(span: Span, delivery: Delivery, figures: Figures) -> Facts:
    spend, revenue = (major(amount, span.script.currency) for amount in (figures.spend, figures.revenue))
    return {
        "stat_time_day": delivery.day,
        "metrics_spend": spend,
        "metrics_impressions": figures.impressions,
        "metrics_clicks": figures.clicks,
        "metrics_ctr": 100 * ratio(figures.clicks, figures.impressions),
        "metrics_cpc": round(ratio(spend, figures.clicks), 2),
        "metrics_conversion": figures.purchases,
        "metrics_complete_payment": figures.purchases,
        # TikTok's name for the value of the payments
        "metrics_total_complete_payment_rate": revenue,
        "metrics_app_install": None,
    }


OBJECTS: Mapping[str, Rendering] = {
    "ad_groups": Rendering(ad_groups, _SPELLING),
    "ad_groups_reports_daily": Rendering(ad_groups_reports_daily, _REPORT, REPEATED),
    "ads": Rendering(ads, _SPELLING),
    "ads_reports_daily": Rendering(ads_reports_daily, _REPORT, REPEATED),
    "advertisers": Rendering(advertisers, _SPELLING),
    "advertisers_reports_daily": Rendering(advertisers_reports_daily, _REPORT, REPEATED),
    "campaigns": Rendering(campaigns, _SPELLING),
    "campaigns_reports_daily": Rendering(campaigns_reports_daily, _REPORT, REPEATED),
}
