"""Ad group: ads of one campaign with a common audience and bid (Meta's ad set)."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key, Reference


class AdGroup(Entity, name="ad_group", table="dim_ad_groups", history=True):
    """One row an ad group, in its newest state."""

    ad_group_id: Annotated[str | None, Key()] = None
    """The ad group's id at the ad platform."""
    ad_group_name: Annotated[str | None, Dimension()] = None
    """The ad group's name."""
    ad_group_status: Annotated[str | None, Dimension()] = None
    """State of the ad group in the platform's own words, such as 'ACTIVE'."""
    ad_group_campaign_id: Annotated[str | None, Reference("campaign")] = None
    """The id of the campaign that the ad group belongs to."""
