"""Tenant member: whose data a row is."""

from __future__ import annotations

from typing import Annotated

from contracts.entity import Entity
from contracts.roles import Dimension, Key


class TenantMember(Entity, name="tenant", table="dim_tenants", conformed=True):
    """One row a tenant, as declared in config.yaml."""

    tenant_slug: Annotated[str | None, Key(), Dimension()] = None
    """The tenant's short name, unique and safe in physical names."""
    tenant_name: Annotated[str | None, Dimension()] = None
    """The tenant's full name."""
    tenant_time_zone: Annotated[str | None, Dimension()] = None
    """The time zone that the tenant's days are cut in (IANA name)."""
    tenant_currency: Annotated[str | None, Dimension()] = None
    """The currency that the tenant reports in (ISO 4217)."""
