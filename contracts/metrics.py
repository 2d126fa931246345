"""Metrics that no single fact holds: ratios of measures of several facts, drilled across on their common dimensions."""

from __future__ import annotations

from contracts.roles import Ratio

METRICS: tuple[Ratio, ...] = (
    Ratio("roas", "revenue", "spend", "Return on ad spend: revenue of all orders for each unit of money spent on ads."),
)
