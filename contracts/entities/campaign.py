"""Campaign: the top level of an ad account, with one objective."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, Reference, TimeDimension


class Campaign(Entity, name="campaign", table="dim_campaigns", history=True):
    """One row a campaign, in its newest state."""

    campaign_id: Annotated[str | None, Key()] = None
    """The campaign's id at the ad platform."""
    campaign_name: Annotated[str | None, Dimension()] = None
    """The campaign's name."""
    campaign_status: Annotated[str | None, Dimension()] = None
    """State of the campaign in the platform's own words, such as 'ACTIVE'."""
    campaign_objective: Annotated[str | None, Dimension()] = None
    """What the campaign is to reach, in the platform's own words."""
    campaign_account_id: Annotated[str | None, Reference("ad_account")] = None
    """The id of the ad account that runs the campaign."""
    campaign_started_at: Annotated[datetime | None, TimeDimension()] = None
    """When the campaign starts or started (UTC)."""
