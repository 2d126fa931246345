"""Ad account: whose budget ads are shown on."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key


class AdAccount(Entity, name="ad_account", table="dim_ad_accounts", history=True):
    """One row an account at an ad platform, in its newest state."""

    ad_account_id: Annotated[str | None, Key()] = None
    """The account's id at the ad platform."""
    ad_account_name: Annotated[str | None, Dimension()] = None
    """The account's name."""
    ad_account_status: Annotated[str | None, Dimension()] = None
    """State of the account in the platform's own words, such as 'ACTIVE'."""
    ad_account_currency: Annotated[str | None, Dimension()] = None
    """Currency that the account is billed in (ISO 4217)."""
    ad_account_time_zone: Annotated[str | None, Dimension()] = None
    """Time zone that the account's days begin in, in the platform's own words."""
    ad_account_country: Annotated[str | None, Dimension()] = None
    """Country of the account's market or address, in the platform's own words."""
