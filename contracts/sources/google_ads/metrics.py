"""The metrics that Google Ads' reports share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contracts.kinds import Json
from contracts.sources.google_ads.api import GoogleAds


class DeliveryMetrics(GoogleAds):
    """What every report tells."""

    # delivery
    metrics_impressions: int | None = None
    metrics_clicks: int | None = None
    metrics_ctr: Decimal | None = None
    metrics_interactions: int | None = None
    metrics_interaction_event_types: Json | None = None
    metrics_cost_micros: int | None = None
    # conversions, which attribution can make fractions, and their value in major units
    metrics_conversions: Decimal | None = None
    metrics_conversions_value: Decimal | None = None
    # the day
    segments_date: date | None = None


class ActiveViewMetrics(GoogleAds):
    """How much of the ads could be seen; cost and cpm are micros."""

    # active view
    metrics_active_view_impressions: int | None = None
    metrics_active_view_measurable_impressions: int | None = None
    metrics_active_view_measurable_cost_micros: int | None = None
    metrics_active_view_measurability: Decimal | None = None
    metrics_active_view_viewability: Decimal | None = None
    metrics_active_view_cpm: Decimal | None = None
    metrics_active_view_ctr: Decimal | None = None


class AverageMetrics(GoogleAds):
    """What a click, a view and a conversion cost on average, in micros, and what a conversion was worth, in major units."""

    # averages
    metrics_average_cost: Decimal | None = None
    metrics_average_cpc: Decimal | None = None
    metrics_average_cpm: Decimal | None = None
    metrics_cost_per_conversion: Decimal | None = None
    metrics_value_per_conversion: Decimal | None = None
    metrics_video_views: int | None = None


class EngagementMetrics(AverageMetrics):
    """Engagements and views, and conversions of every kind, counted toward bidding or not."""

    # engagements, their averages in micros
    metrics_engagements: int | None = None
    metrics_engagement_rate: Decimal | None = None
    metrics_interaction_rate: Decimal | None = None
    metrics_video_view_rate: Decimal | None = None
    metrics_average_cpe: Decimal | None = None
    metrics_average_cpv: Decimal | None = None
    # all conversions
    metrics_conversions_from_interactions_rate: Decimal | None = None
    metrics_view_through_conversions: int | None = None
    metrics_cross_device_conversions: Decimal | None = None
    metrics_all_conversions: Decimal | None = None
    metrics_all_conversions_value: Decimal | None = None
    metrics_all_conversions_from_interactions_rate: Decimal | None = None
    metrics_cost_per_all_conversions: Decimal | None = None
    metrics_value_per_all_conversions: Decimal | None = None


class CalendarSegments(GoogleAds):
    """Where within the calendar the day lies: nothing that the day does not tell."""

    # the calendar
    segments_day_of_week: str | None = None
    segments_week: str | None = None
    segments_month: str | None = None
    segments_quarter: str | None = None
    segments_year: int | None = None
