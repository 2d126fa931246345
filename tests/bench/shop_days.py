"""Days of a shop: its orders, the events of its site and the reports of its ads, landed as the vendors send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmesh.core.engine_adapter.base import EngineAdapter

from contracts.catalog import Catalog, catalog
from contracts.logic import Logic, TenantLogic
from contracts.source import Source
from engine.models.spec import physical
from engine.stages.pusher import landed_types

from .chain import Chain, Models
from .landed import registry_of

TENANT = "bench"
_ORDERS, _EVENTS, _INSIGHTS = "shopify_api_v1_orders", "google_analytics_api_v1_events", "meta_api_v1_ads_insights"
_START = "TIMESTAMPTZ '2025-01-01 00:00:00+00'"
_FIRST_LOAD = 1_770_000_000


@dataclass(frozen=True, slots=True)
class Days:
    """How much happens a day, and how many people there are."""

    events: int
    orders: int
    ads: int
    people: int

    @property
    def visits(self) -> int:
        """Visits a day, of five events each."""
        return self.events // 5


def contracts() -> Catalog:
    """The installed contracts of the three objects, with all entities."""
    whole = catalog()
    return Catalog(whole.entities, tuple(whole.source(master) for master in (_ORDERS, _EVENTS, _INSIGHTS)), whole.metrics)


def models() -> Models:
    """All models over the three landed tables of one tenant."""
    found = contracts()
    routes = [(TENANT, source.api.platforms[0], source) for source in found.sources]
    return Models(found, registry_of(*routes), Logic((TenantLogic(TENANT, "Bench", "America/New_York", "USD"),)))


def make(chain: Chain) -> None:
    """Makes all tables, empty."""
    chain.adapter.execute(f"CREATE SCHEMA raw_{TENANT}")
    chain.adapter.execute("CREATE SCHEMA registry")
    chain.adapter.execute("CREATE TABLE registry.exchange_rates (rate_date DATE, currency TEXT, per_euro DECIMAL(38, 9))")
    for source in chain.models.catalog.sources:
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in physical(landed_types(source.shape())).items())
        chain.adapter.execute(f"CREATE TABLE {_place(source)} ({columns})")
    chain.make()


def land(adapter: EngineAdapter, days: Days, first: int, count: int) -> None:
    """Lands some days, from the one with a number on, each table in one load."""
    found = {source.master: source for source in contracts().sources}
    load = f"'{_FIRST_LOAD + first}.5'"
    for master, values in _values(days).items():
        each = _ids(master, days)
        ranges = f"range({first}, {first + count}) AS d(day), range({each}) AS r(n)"
        numbers = f"SELECT day, n, day * {each} + n AS id FROM {ranges}"
        columns = {**values, "_dlt_load_id": load, "_engine_row": "row_number() OVER ()"}
        listed = ", ".join(f"{value} AS {name}" for name, value in columns.items())
        adapter.execute(f"INSERT INTO {_place(found[master])} BY NAME SELECT {listed} FROM ({numbers}) AS numbers")


def _ids(master: str, days: Days) -> int:
    return {_ORDERS: days.orders, _EVENTS: days.events, _INSIGHTS: days.ads}[master]


def _place(source: type[Source]) -> str:
    return f"raw_{TENANT}.{source.api.platforms[0]}__{source.object}"


def _values(days: Days) -> Mapping[str, Mapping[str, str]]:
    return {_ORDERS: _orders(days), _EVENTS: _events(days), _INSIGHTS: _insights()}


def _orders(days: Days) -> dict[str, str]:
    # The order that a visit of the same number in the day ends with.
    person = f"(hash(day * {days.visits} + n) % {days.people})"
    placed = f"{_START} + to_days(day::INT) + to_seconds((hash(day * {days.visits} + n, 2) % 80000 + 80)::INT)"
    return {
        "id": "id",
        "name": "'#' || id",
        "created_at": placed,
        "updated_at": placed,
        "customer": f"""('{{"id": ' || {person} || ', "email": "p' || {person} || '@shop.example"}}')::JSON""",
        "email": f"'p' || {person} || '@shop.example'",
        "financial_status": "'paid'",
        "currency": "'USD'",
        "total_line_items_price": "30",
        "subtotal_price": "28",
        "total_discounts": "2",
        "total_tax": "2.5",
        "total_price": "35.5",
        "taxes_included": "FALSE",
        "line_items": """('[{"id": ' || id * 2 || ', "product_id": ' || id % 500 || """
        """', "title": "Candle", "quantity": 2, "price": "10.00"}, {"id": ' || id * 2 + 1 || """
        """', "product_id": 7, "title": "Owl", "quantity": 1, "price": "10.00", "total_discount": "2.00"}]')::JSON""",
        "shipping_lines": """'[{"price": "5.00"}]'::JSON""",
        "source_name": "'web'",
    }


def _events(days: Days) -> dict[str, str]:
    # Five events in a row are one visit.
    visit, person = "(id // 5)", f"(hash(id // 5) % {days.people})"
    at = f"epoch_us({_START} + to_days(day::INT)) + ((hash({visit}, 2) % 80000) * 1000000)::BIGINT + (id % 5) * 20000000"
    bought = f"(n % 5 = 4 AND n // 5 < {days.orders})"
    seen = "['session_start', 'page_view', 'view_item', 'scroll', 'add_to_cart'][(id % 5)::INT + 1]"
    return {
        "event_date": "(DATE '2025-01-01' + day::INT)",
        "event_timestamp": at,
        "event_name": f"CASE WHEN {bought} THEN 'purchase' ELSE {seen} END",
        "event_bundle_sequence_id": "id",
        "batch_event_index": "id % 5",
        "user_pseudo_id": f"{person} || '.1'",
        "event_params": f"""('[{{"key": "ga_session_id", "value": {{"int_value": ' || {visit} || '}}}}, """
        """{"key": "page_location", "value": {"string_value": "https://shop.example/products/' || id % 300 || '"}}, """
        """{"key": "page_title", "value": {"string_value": "Candles"}}]')::JSON""",
        "collected_traffic_source": f"""CASE WHEN id % 5 = 0 THEN ('{{"manual_source": "' ||
            ['google', 'facebook', 'news'][(hash({visit}, 4) % 3)::INT + 1] || '", "manual_medium": "cpc", "manual_campaign_name": "c' ||
            hash({visit}, 5) % 20 || '"}}')::JSON END""",
        "device": """'{"category": "mobile", "operating_system": "iOS", "web_info": {"browser": "Safari"}}'::JSON""",
        "geo": """'{"country": "United States", "region": "New York", "city": "Buffalo"}'::JSON""",
        "ecommerce": f"""CASE WHEN {bought} THEN
            ('{{"purchase_revenue": 35.5, "transaction_id": "' || day * {days.orders} + n // 5 || '"}}')::JSON END""",
    }


def _insights() -> dict[str, str]:
    return {
        "date_start": "(DATE '2025-01-01' + day::INT)",
        "account_id": "'1'",
        "account_currency": "'USD'",
        "campaign_id": "(n % 20)::TEXT",
        "adset_id": "(n % 200)::TEXT",
        "ad_id": "n::TEXT",
        "impressions": "100 + hash(id) % 1000",
        "clicks": "hash(id, 1) % 50",
        "spend": "(hash(id, 2) % 10000 / 100)",
    }
