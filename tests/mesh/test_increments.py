"""Whatever comes in whatever order and portions: kept tables are at any time what their whole queries give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalog import Catalog
from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from contracts.logic import Logic, TenantLogic

from ..bench.chain import Chain, Models, connected
from ..bench.landed import land, make_tables, registry_of
from ..stages.shop import Client, Journey, Purchase, PurchaseLine, Report, TillClient, TillReport, TillSale, WebSale

CATALOG = Catalog((Client, Day, Journey, Purchase, PurchaseLine, Report, TenantMember), (TillClient, TillReport, TillSale, WebSale), ())
ROUTES = (
    ("a", "till", TillSale),
    ("a", "till", TillClient),
    ("a", "till", TillReport),
    ("a", "web", WebSale),
    ("b", "till", TillSale),
)
LOGIC = Logic((TenantLogic("a", time_zone="America/Los_Angeles", conversion_events=("gift",)), TenantLogic("b")))
START = datetime(2025, 1, 1, tzinfo=UTC)

moments = st.integers(0, 5).map(lambda hours: START + timedelta(hours=hours))
lines = st.lists(st.fixed_dictionaries({"id": st.integers(1, 3), "price": st.sampled_from(["1.50", "2"])}), max_size=2)
sale = st.fixed_dictionaries(
    {
        "id": st.one_of(st.none(), st.integers(1, 3)),
        "client": st.one_of(st.none(), st.integers(1, 2)),
        "at": moments,
        "changed_at": st.one_of(st.none(), moments),
        "kind": st.sampled_from(["gift", "own", None]),
        "total": st.sampled_from(["1", "2.5"]),
        "lines": st.one_of(st.none(), lines),
    }
)
client = st.fixed_dictionaries({"id": st.integers(1, 2), "name": st.sampled_from(["Roy", "Pris", None])})
report = st.fixed_dictionaries(
    {
        "day": st.sampled_from([date(2025, 1, 1), date(2025, 1, 2)]),
        "place": st.sampled_from(["feed", None]),
        "device": st.none(),
        "shown": st.integers(0, 2),
    }
)
web_sale = st.fixed_dictionaries(
    {"id": st.sampled_from(["x", "y"]), "buyer": st.sampled_from(["1", None]), "total": st.sampled_from(["1", "2"])}
)
portion = st.one_of(
    *(
        st.tuples(st.just(route), st.lists(records, min_size=1, max_size=3))
        for route, records in zip(ROUTES, (sale, client, report, web_sale, sale), strict=True)
    )
)
loads = st.lists(st.lists(portion, max_size=3), min_size=1, max_size=5)


MODELS = Models(CATALOG, registry_of(*ROUTES), LOGIC)


def chained() -> Chain:
    chain = Chain(connected(), MODELS)
    make_tables(chain.adapter, *ROUTES)
    chain.make()
    return chain


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(loads)
def test_increments_give_what_the_whole_gives(loads: list[list[tuple[Any, list[dict[str, Any]]]]]) -> None:
    chain, number = chained(), 0
    for portions in loads:
        for (tenant, connection, source), records in portions:
            number += 1
            land(chain.adapter, tenant, connection, source, records, load=number)
        chain.run()
        assert chain.astray() == {}
