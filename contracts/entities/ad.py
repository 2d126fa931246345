"""Ad: what people are shown."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Inherited, Key, Reference


class Ad(Entity, name="ad", table="dim_ads", history=True):
    """One row an ad, in its newest state."""

    ad_id: Annotated[str | None, Key()] = None
    """The ad's id at the ad platform."""
    ad_name: Annotated[str | None, Dimension()] = None
    """The ad's name."""
    ad_status: Annotated[str | None, Dimension()] = None
    """State of the ad in the platform's own words, such as 'ACTIVE'."""
    ad_ad_group_id: Annotated[str | None, Reference("ad_group")] = None
    """The id of the ad group that the ad belongs to."""
    ad_campaign_id: Annotated[str | None, Reference("campaign"), Inherited("ad_ad_group_id", "ad_group_campaign_id")] = None
    """The id of the campaign that the ad belongs to."""
