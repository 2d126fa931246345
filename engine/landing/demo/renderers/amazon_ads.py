"""Amazon Ads as its API sends it: ids as text among entities and as numbers in reports, each ad product in a manner of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from contracts.kinds import Kind
from engine.landing.demo import changes
from engine.landing.demo.advertising import Campaign
from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major
from engine.landing.demo.networks import AMAZON
from engine.landing.demo.orders import Line, Order
from engine.landing.demo.reports import REPEATED, report
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Facts, Spelling

PRODUCTS, DISPLAY = "sponsored_products", "sponsored_display"
_BRAND = "Brand Store"
"""The Sponsored Brands campaign: Amazon's reports that are read here tell what it sold, and not what it cost."""


def _compact(day: date) -> str:
    return f"{day:%Y%m%d}"


_SPELLING = Spelling()
_DISPLAY_SPELLING = Spelling(values={Kind.DATE: _compact})


def profiles(span: Span) -> Iterator[Facts]:
    """The account."""
    for account in changes.accounts(span, AMAZON):
        yield {
            "profile_id": account.id,
            "country_code": "US",
            "currency_code": span.script.currency,
            "timezone": span.script.time_zone,
            "daily_budget": major(0, span.script.currency),
            "account_info": {"marketplaceStringId": "ATVPDKIKX0DER", "type": "seller", "name": span.script.slug},
        }


def portfolios(span: Span) -> Iterator[Facts]:
    """The account's one portfolio."""
    for account in changes.accounts(span, AMAZON):
        yield {
            "portfolio_id": _portfolio(span),
            "name": "Everything",
            "in_budget": True,
            "state": "ENABLED",
            "creation_date": account.opened,
            "last_updated_date": account.opened,
        }


def sponsored_products_campaigns(span: Span) -> Iterator[Facts]:
    """The Sponsored Products campaigns."""
    for campaign in _campaigns(span, PRODUCTS):
        budget = {"budgetType": "DAILY", "budget": _budget(span, campaign)}
        yield {**_campaign(span, campaign), "state": "ENABLED", "targeting_type": "MANUAL", "budget": budget}


def sponsored_display_campaigns(span: Span) -> Iterator[Facts]:
    """The Sponsored Display campaigns."""
    for campaign in _campaigns(span, DISPLAY):
        told = {"state": "enabled", "tactic": "T00030", "cost_type": "cpc", "budget_type": "daily"}
        yield {**_campaign(span, campaign), **told, "budget": _budget(span, campaign)}


def sponsored_brands_campaigns(span: Span) -> Iterator[Facts]:
    """The Sponsored Brands campaign."""
    for account in changes.accounts(span, AMAZON):
        yield {
            "campaign_id": str(span.script.identity(15, "brand campaign")),
            "name": _BRAND,
            "state": "ENABLED",
            "budget": 25.0,
            "budget_type": "DAILY",
            "start_date": span.script.day(account.opened),
        }


def sponsored_products_ad_groups(span: Span) -> Iterator[Facts]:
    """The ad groups as they stand."""
    for campaign, ad_set, _ in changes.ad_sets(span, AMAZON):
        if campaign.objective == PRODUCTS:
            bid = major(campaign.budget(ad_set, span.last_day) // 40, span.script.currency)
            told = {"name": ad_set.name, "state": "ENABLED", "default_bid": bid}
            yield {"ad_group_id": str(ad_set.id), "campaign_id": str(campaign.id), **told}


def sponsored_products_product_ads(span: Span) -> Iterator[Facts]:
    """The ads as they stand."""
    for changed in changes.ads(span, AMAZON):
        if changed.campaign.objective == PRODUCTS:
            yield {
                "ad_id": str(changed.ad.id),
                "ad_group_id": str(changed.ad_set.id),
                "campaign_id": str(changed.campaign.id),
                "asin": _asin(changed.ad.creative_id),
                "state": "ENABLED" if changed.running else "PAUSED",
            }


def sponsored_products_keywords(span: Span) -> Iterator[Facts]:
    """A keyword of each ad group."""
    for campaign, ad_set, _ in changes.ad_sets(span, AMAZON):
        if campaign.objective == PRODUCTS:
            yield {
                "keyword_id": str(span.script.identity(15, "keyword", ad_set.id)),
                "ad_group_id": str(ad_set.id),
                "campaign_id": str(campaign.id),
                "keyword_text": "gift box",
                "match_type": "BROAD",
                "state": "ENABLED",
                "bid": major(campaign.budget(ad_set, span.last_day) // 50, span.script.currency),
            }


def sponsored_products_campaigns_report_daily(span: Span) -> Iterator[Facts]:
    """A day of a Sponsored Products campaign."""
    for delivery, figures in report(span, AMAZON, lambda delivery: delivery.campaign.id):
        if delivery.campaign.objective == PRODUCTS:
            yield {**_of_campaign(span, delivery), "campaign_status": "ENABLED", **_sponsored_products(span, figures)}


def sponsored_products_ad_groups_report_daily(span: Span) -> Iterator[Facts]:
    """A day of a Sponsored Products ad group."""
    for delivery, figures in report(span, AMAZON, lambda delivery: delivery.ad_set.id):
        if delivery.campaign.objective == PRODUCTS:
            yield {**_of_campaign(span, delivery), **_of_ad_group(delivery), **_sponsored_products(span, figures)}


def sponsored_products_product_ads_report_daily(span: Span) -> Iterator[Facts]:
    """A day of a Sponsored Products ad."""
    for delivery, figures in report(span, AMAZON, lambda delivery: delivery.ad.id):
        if delivery.campaign.objective == PRODUCTS:
            ad = {"ad_id": delivery.ad.id, "advertised_asin": _asin(delivery.ad.creative_id), **_currency(span)}
            yield {**_of_campaign(span, delivery), **_of_ad_group(delivery), **ad, **_sponsored_products(span, figures)}


def sponsored_display_campaigns_report_daily(span: Span) -> Iterator[Facts]:
    """A day of a Sponsored Display campaign."""
    for delivery, figures in report(span, AMAZON, lambda delivery: delivery.campaign.id):
        if delivery.campaign.objective == DISPLAY:
            sold = {"purchases": figures.purchases, "sales": major(figures.revenue, span.script.currency)}
            yield {**_of_campaign(span, delivery), **_currency(span), **_delivered(span, figures), **sold}


def sponsored_brands_purchased_product_report_daily(span: Span) -> Iterator[Facts]:
    """A day of a product that was bought after an ad on Amazon, for all of them saw the brand's ads too."""
    bought: dict[tuple[date, int], list[tuple[Order, Line]]] = {}
    for order in span.world.orders:
        delivery = order.touch.delivery
        if delivery and delivery.account.network is AMAZON and span.holds(order.at):
            for line in order.lines:
                bought.setdefault((span.script.day(order.at), line.product.id), []).append((order, line))
    for (day, product), sold in bought.items():
        yield {
            "profile_id": span.world.accounts[AMAZON.name].id,
            "date": day,
            "campaign_name": _BRAND,
            "attribution_type": "BRAND_HALO",
            "purchased_asin": _asin(product),
            "product_name": sold[0][1].product.title,
            "orders14d": len(sold),
            "units_sold14d": sum(line.quantity for _, line in sold),
            "sales14d": major(sum(line.net for _, line in sold), span.script.currency),
            **_currency(span),
        }


def _campaigns(span: Span, product: str) -> Iterator[Campaign]:
    return (campaign for campaign in changes.campaigns(span, AMAZON) if campaign.objective == product)


def _campaign(span: Span, campaign: Campaign) -> Facts:
    told = {"campaign_id": str(campaign.id), "name": campaign.name, "start_date": campaign.starts}
    return {**told, "portfolio_id": _portfolio(span)}


def _portfolio(span: Span) -> str:
    return str(span.script.identity(15, "portfolio"))


def _budget(span: Span, campaign: Campaign) -> float:
    return float(major(sum(campaign.budget(ad_set, span.last_day) for ad_set in campaign.ad_sets), span.script.currency))


def _asin(id: int) -> str:
    return f"B0{id % 10**8:08d}"


def _currency(span: Span) -> Facts:
    return {"campaign_budget_currency_code": span.script.currency}


def _of_campaign(span: Span, delivery: Delivery) -> Facts:
    subject = {"profile_id": span.world.accounts[AMAZON.name].id, "date": delivery.day}
    return {**subject, "campaign_id": delivery.campaign.id, "campaign_name": delivery.campaign.name}


def _of_ad_group(delivery: Delivery) -> Facts:
    return {"ad_group_id": delivery.ad_set.id, "ad_group_name": delivery.ad_set.name}


def _delivered(span: Span, figures: Figures) -> Facts:
    return {"impressions": figures.impressions, "clicks": figures.clicks, "cost": major(figures.spend, span.script.currency)}


def _sponsored_products(span: Span, figures: Figures) -> Facts:
    """Every window of attribution says the same: who buys here buys within a day."""
    windows = ("1d", "7d", "14d", "30d")
    purchases = {f"purchases{window}": figures.purchases for window in windows}
    sales = {f"sales{window}": major(figures.revenue, span.script.currency) for window in windows}
    return {**_delivered(span, figures), **purchases, **sales}


OBJECTS: Mapping[str, Rendering] = {
    "portfolios": Rendering(portfolios, _SPELLING),
    "profiles": Rendering(profiles, _SPELLING),
    "sponsored_brands_campaigns": Rendering(sponsored_brands_campaigns, _SPELLING),
    "sponsored_brands_purchased_product_report_daily": Rendering(sponsored_brands_purchased_product_report_daily, _SPELLING),
    "sponsored_display_campaigns": Rendering(sponsored_display_campaigns, _DISPLAY_SPELLING),
    "sponsored_display_campaigns_report_daily": Rendering(sponsored_display_campaigns_report_daily, _SPELLING, REPEATED),
    "sponsored_products_ad_groups": Rendering(sponsored_products_ad_groups, _SPELLING),
    "sponsored_products_ad_groups_report_daily": Rendering(sponsored_products_ad_groups_report_daily, _SPELLING, REPEATED),
    "sponsored_products_campaigns": Rendering(sponsored_products_campaigns, _SPELLING),
    "sponsored_products_campaigns_report_daily": Rendering(sponsored_products_campaigns_report_daily, _SPELLING, REPEATED),
    "sponsored_products_keywords": Rendering(sponsored_products_keywords, _SPELLING),
    "sponsored_products_product_ads": Rendering(sponsored_products_product_ads, _SPELLING),
    "sponsored_products_product_ads_report_daily": Rendering(sponsored_products_product_ads_report_daily, _SPELLING, REPEATED),
}
