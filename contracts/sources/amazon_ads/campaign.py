"""What an Amazon campaign means, of whichever ad product."""

from __future__ import annotations

from ibis import _

from contracts.entities.campaign import Campaign
from contracts.mapping import Mapping
from contracts.units import midnight


def campaign() -> Mapping:
    """A campaign of any ad product. Of its start Amazon tells the day alone, which stands at its midnight."""
    return Campaign.mapping(
        campaign_id=_.campaign_id,
        campaign_name=_.name,
        campaign_status=_.state,
        campaign_objective=None,
        campaign_account_id=None,
        campaign_started_at=midnight(_.start_date),
    )
