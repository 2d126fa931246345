"""The SQL of every stage as people read it; a change of a stage is a difference in these files."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
from syrupy.assertion import SnapshotAssertion

from contracts.catalog import Catalog
from contracts.entities.date import Day
from contracts.entities.tenant import TenantMember
from contracts.logic import Logic, TenantLogic
from engine.models.entities import Star
from engine.models.increment import Records
from engine.models.spec import DIALECT, ModelSpec, compiled, query
from engine.models.staging import pushers, sinks
from engine.stages.master import new_versions
from engine.stages.pusher import SINK_COLUMNS
from registry.records import Blueprint, Registry, Route

from .shop import Client, Journey, Purchase, TillClient, TillSale, WebSale

CATALOG = Catalog((Client, Day, Journey, Purchase, TenantMember), (TillClient, TillSale, WebSale), ())
BLUEPRINTS = {source.master: Blueprint.of(source.master, tuple(sorted(source.shape())), "contract") for source in CATALOG.sources}


def route(tenant: str, platform: str, master: str, table: str) -> Route:
    return Route(tenant, platform, platform, f"raw_{tenant}", table, BLUEPRINTS[master].fingerprint)


REGISTRY = Registry.of(
    BLUEPRINTS.values(),
    [
        route("acme", "till", "till_api_v1_sales", "till__sales"),
        route("acme", "till", "till_api_v1_clients", "till__clients"),
        route("umbra", "till", "till_api_v1_sales", "till__sales"),
        route("umbra", "web", "web_api_v1_sales", "web__sales"),
    ],
)
STAR = Star(
    REGISTRY,
    CATALOG,
    Logic(
        (
            TenantLogic("acme", "Acme", "Europe/Berlin", "EUR", conversion_events=("gift",)),
            TenantLogic("umbra", "Umbra", "UTC", "USD", conversion_events=("gift", "sale")),
        )
    ),
)


def of(specs: Iterable[ModelSpec], name: str) -> str:
    """The SQL of the one model whose name has a word in it."""
    [spec] = [spec for spec in specs if name in spec.name]
    return str(query(spec, spec.expression).sql(dialect=DIALECT, pretty=True)) + "\n"


def test_pusher(sql_file: SnapshotAssertion) -> None:
    assert of(pushers(REGISTRY, CATALOG), "till_api_v1_sales") == sql_file


def test_sink(sql_file: SnapshotAssertion) -> None:
    assert of(sinks(REGISTRY), "till_api_v1_sales") == sql_file


def test_new_versions(sql_file: SnapshotAssertion) -> None:
    pushed, sink = (ibis.table(SINK_COLUMNS, name=name) for name in ("pushed", "sink"))
    assert compiled(new_versions(pushed, sink)) + "\n" == sql_file


def test_unified(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.unified_models(), "int_unified_purchase") == sql_file


def test_ranked(sql_file: SnapshotAssertion) -> None:
    """What of the touched keys is ranked again, where a unified model follows its sinks."""
    [spec] = [spec for spec in STAR.unified_models() if spec.name == "unified.int_unified_purchase"]
    assert isinstance(spec.increment, Records)
    assert spec.increment.ranked + "\n" == sql_file


def test_derived(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.star_models(), "fct_journeys") == sql_file


def test_fact(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.star_models(), "fct_purchases") == sql_file


def test_dimension(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.star_models(), "dim_clients") == sql_file


def test_dates(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.star_models(), "dim_dates") == sql_file


def test_tenants(sql_file: SnapshotAssertion) -> None:
    assert of(STAR.star_models(), "dim_tenants") == sql_file
