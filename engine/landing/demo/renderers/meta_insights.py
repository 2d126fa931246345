"""Ad insights as Meta's Marketing API sends them: by ad, and by ad, placement and device."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.landing.demo.delivery import Delivery, Figures
from engine.landing.demo.money import major
from engine.landing.demo.networks import META
from engine.landing.demo.renderers.meta_objects import account_id
from engine.landing.demo.reports import deliveries, report, stated
from engine.landing.demo.span import Span, Wire

_PURCHASES = ("purchase", "omni_purchase", "offsite_conversion.fb_pixel_purchase")
"""The same purchases under three names, as Meta reports them."""


def by_ad(span: Span) -> Iterator[Wire]:
    """A day of an ad, over all placements."""
    for delivery, figures in report(span, META, lambda delivery: delivery.ad.id):
        yield _row(span, delivery, figures)


def by_placement(span: Span) -> Iterator[Wire]:
    """A day of an ad in a placement on a device."""
    for delivery in deliveries(span, META):
        yield {**_row(span, delivery, stated(span, delivery)), **_breakdown(delivery)}


def by_placement_on_instagram(span: Span) -> Iterator[Wire]:
    """The same rows, as far as they are Instagram's."""
    return (row for row in by_placement(span) if row["publisher_platform"] == "instagram")


def _breakdown(delivery: Delivery) -> Wire:
    placement = delivery.placement
    return {
        "publisher_platform": placement.publisher,
        "platform_position": placement.position,
        "impression_device": placement.device,
        "device_platform": placement.category,
    }


def _row(span: Span, delivery: Delivery, figures: Figures) -> Wire:
    return {**_subject(span, delivery), **_counts(span, figures), **_rates(span, figures), **_actions(span, figures)}


def _subject(span: Span, delivery: Delivery) -> Wire:
    day = delivery.day.isoformat()
    return {
        "account_id": account_id(span),
        "account_name": span.script.slug,
        "account_currency": span.script.currency,
        "campaign_id": str(delivery.campaign.id),
        "campaign_name": delivery.campaign.name,
        "adset_id": str(delivery.ad_set.id),
        "adset_name": delivery.ad_set.name,
        "ad_id": str(delivery.ad.id),
        "ad_name": delivery.ad.name,
        "buying_type": "AUCTION",
        "objective": delivery.campaign.objective,
        "optimization_goal": "OFFSITE_CONVERSIONS",
        "attribution_setting": "7d_click_1d_view",
        "created_time": _date(span, delivery),
        "updated_time": _date(span, delivery),
        "date_start": day,
        "date_stop": day,
    }


def _date(span: Span, delivery: Delivery) -> str:
    created: date = span.script.day(delivery.ad.created)
    return created.isoformat()


def _counts(span: Span, figures: Figures) -> Wire:
    reach = figures.impressions - figures.impressions // 6
    return {
        "impressions": str(figures.impressions),
        "reach": str(reach),
        "frequency": _ratio(figures.impressions, reach),
        "clicks": str(figures.clicks),
        "unique_clicks": str(figures.clicks),
        "inline_link_clicks": str(figures.link_clicks),
        "spend": str(major(figures.spend, span.script.currency)),
    }


def _rates(span: Span, figures: Figures) -> Wire:
    spend = float(major(figures.spend, span.script.currency))
    rates: Wire = {"ctr": _ratio(100 * figures.clicks, figures.impressions), "cpm": _ratio(1000 * spend, figures.impressions)}
    if figures.clicks:
        rates["cpc"] = _ratio(spend, figures.clicks)
    if figures.link_clicks:
        rates["inline_link_click_ctr"] = _ratio(100 * figures.link_clicks, figures.impressions)
        rates["cost_per_inline_link_click"] = _ratio(spend, figures.link_clicks)
    return rates


def _actions(span: Span, figures: Figures) -> Wire:
    """Lists of actions; Meta leaves out what did not happen."""
    actions = [_action("link_click", figures.link_clicks)] if figures.link_clicks else []
    if not figures.purchases:
        return {"actions": actions} if actions else {}
    revenue = str(major(figures.revenue, span.script.currency))
    return {
        "actions": [*actions, *(_action(name, figures.purchases) for name in _PURCHASES)],
        "action_values": [{"action_type": name, "value": revenue, "7d_click": revenue} for name in _PURCHASES],
    }


def _action(name: str, count: int) -> Wire:
    return {"action_type": name, "value": str(count), "7d_click": str(count)}


def _ratio(part: float, whole: float) -> str:
    return f"{part / whole:.6f}" if whole else "0"
