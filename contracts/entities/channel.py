"""Channel: a kind of ways by which visitors come."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key


class Channel(Entity, name="channel", table="dim_channels", conformed=True, by_tenant=True):
    """One row a tenant and channel: those of the tenant's own rules, and those of Google Analytics 4's default channel group."""

    channel_name: Annotated[str | None, Key(), Dimension()] = None
    """The channel, such as Paid Search; Unassigned is the channel of what no rule takes."""
    channel_description: str | None = None
    """What the channel takes."""
    channel_is_paid: Annotated[bool | None, Dimension()] = None
    """Whether its visits are bought as ads."""
    channel_is_organic: Annotated[bool | None, Dimension()] = None
    """Whether its visits come of a site's own results or posts."""
    channel_is_default: Annotated[bool | None, Dimension()] = None
    """Whether the channel is of the default channel group; else it is the tenant's own."""
    channel_rank: Annotated[int | None, Dimension()] = None
    """The place of the channel's first rule, from 1: the tenant's own before the default ones."""
