"""Logic: what tenants declare of their business, as values that the derivations of the star compile in.

Nothing is looked up when a model runs: where tenants differ, the difference is a literal in the query, so that a changed
declaration is a changed model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import ibis
import ibis.expr.types as ir

Credit = Literal["first_touch", "last_touch", "last_non_direct", "linear", "time_decay", "position_based"]
"""How an order's credit is shared among the sessions that led to it."""

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """One rule of a channel grouping: sessions whose source, medium and campaign match the patterns belong to the channel.

    Patterns are regular expressions over the whole text, in any case; one that is None matches everything.
    """

    channel: str
    source: str | None = None
    medium: str | None = None
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class TenantLogic:
    """One tenant's declarations; the defaults hold where it declares nothing."""

    slug: str
    name: str = ""
    time_zone: str = "UTC"
    """IANA zone in which the tenant's days begin."""
    currency: str = "USD"
    """What the tenant reports in (ISO 4217)."""
    fiscal_year_start: int = 1
    """The month, from 1 to 12, in which the tenant's fiscal year begins."""
    conversion_events: tuple[str, ...] = ("purchase",)
    """Events of the analytics tools that count as conversions."""
    funnel_steps: tuple[str, ...] = ("view_item", "add_to_cart", "begin_checkout", "purchase")
    """Events that lead to a conversion, in their order."""
    session_gap: int = 30
    """Minutes without an event that end a session."""
    vendor_sessions: bool = False
    """Whether the analytics tool's own sessions hold, where it has some."""
    attribution_model: Credit = "last_non_direct"
    """The model by which an order is attributed to one source, medium and campaign."""
    attribution_days: int = 30
    """How many days before an order a session may have led to it."""
    channel_rules: tuple[ChannelRule, ...] = ()
    """The tenant's own rules of channels, which go before the default ones."""
    internal_traffic: tuple[str, ...] = ()
    """Checked expressions over events, each of which marks an event of the tenant's own people."""
    test_orders: tuple[str, ...] = ()
    """Checked expressions over orders, each of which marks an order that was placed to test the shop."""
    exchange_rates: str | None = None
    """Path of a CSV (date, currency, rate) relative to config.yaml, whose rates stand in place of the default ones."""
    calculated: tuple[tuple[str, str, str], ...] = ()
    """Further columns: entity, column and a checked expression over the entity's columns."""


@dataclass(frozen=True, slots=True)
class Logic:
    """The declarations of all tenants, sorted by slug."""

    tenants: tuple[TenantLogic, ...] = ()

    def told(self, slug: ir.StringValue, value: Callable[[TenantLogic], V]) -> ir.Value:
        """What each row's tenant declares, as a literal; tenants that declare the same share a case, the most of them none.

        >>> logic = Logic((TenantLogic("acme", session_gap=10), TenantLogic("stark"), TenantLogic("umbra")))
        >>> rows = ibis.memtable({"tenant_slug": ["acme", "umbra", "gone"]})
        >>> rows.select(gap=logic.told(rows.tenant_slug, lambda tenant: tenant.session_gap)).gap.to_pyarrow().to_pylist()
        [10, 30, 30]
        """
        (usual, _), *others = self.shared(value) or [(value(TenantLogic("")), ())]
        cases: list[Any] = [(slug.isin(slugs), ibis.literal(told)) for told, slugs in others]
        return ibis.cases(*cases, else_=ibis.literal(usual)) if cases else ibis.literal(usual)

    def shared(self, value: Callable[[TenantLogic], V]) -> list[tuple[V, tuple[str, ...]]]:
        """Each different value with the tenants that declare it, those that the most tenants share first.

        >>> Logic((TenantLogic("acme", session_gap=10), TenantLogic("stark"), TenantLogic("umbra"))).shared(lambda t: t.session_gap)
        [(30, ('stark', 'umbra')), (10, ('acme',))]
        """
        slugs: defaultdict[V, list[str]] = defaultdict(list)
        for tenant in self.tenants:
            slugs[value(tenant)].append(tenant.slug)
        return sorted(((told, tuple(those)) for told, those in slugs.items()), key=lambda pair: (-len(pair[1]), pair[1]))
