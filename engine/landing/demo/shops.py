"""The shops of a tenant: where several tell of one world, each of them tells its own part of the orders."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.landing.demo.orders import Order
from engine.landing.demo.script import Script
from engine.settings import DemoExtract, SourceSettings, Tenant

PLATFORMS = frozenset({"bigcommerce", "shopify", "woocommerce"})
"""The platforms that are shops."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the orders that one of several shops has: every n-th of n shops, by the order's number."""

    index: int
    shops: int

    def has(self, order: Order) -> bool:
        """Whether the order was placed in this shop."""
        return order.number % self.shops == self.index


ONLY = Part(0, 1)
"""The part of a shop that has no other beside it."""


def part(tenant: Tenant, connection: SourceSettings) -> Part:
    """The part of a connection among the tenant's shops of the same world, in the order of config.yaml."""
    shops = [source.connection for source in tenant.sources if source.platform in PLATFORMS and _alike(tenant, source, connection)]
    return Part(shops.index(connection.connection), len(shops)) if connection.connection in shops else ONLY


def _alike(tenant: Tenant, one: SourceSettings, other: SourceSettings) -> bool:
    """Whether two connections tell of one world, however long."""
    if not (isinstance(one.extract, DemoExtract) and isinstance(other.extract, DemoExtract)):
        return False
    first, second = (Script.of(tenant, extract) for extract in (one.extract, other.extract))
    return first == replace(second, months=first.months, restatements=first.restatements)
