"""A whole project with real landings and real SQLMesh plans, and what its sinks and star hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from sqlmesh import Context

from contracts.catalog import catalog
from contracts.source import Source
from engine.configuration import read_settings
from engine.discovery import discover, landed_tables, wire
from engine.landing.batch import Batch
from engine.landing.land import Landing
from engine.settings import Settings
from engine.warehouse import Warehouse
from registry.store import RegistryStore

CONFIG = """\
tenants:
  - slug: a
    name: A
    time_zone: America/Los_Angeles
    sources:
      - {platform: shopify, extract: {kind: files, path: .}}
      - {platform: facebook_ads, extract: {kind: files, path: .}}
  - slug: b
    name: B
    sources:
      - {platform: shopify, extract: {kind: files, path: .}}
"""

ORDERS = "shopify_api_v1_orders"
INSIGHTS = "meta_api_v1_ads_insights"

Record = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """An extraction of records that a test holds in its hand."""

    records: list[Record]

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        yield Batch(self.records, "test")


def order(number: int, total: str, updated: str = "2026-01-01T00:00:00Z", **more: Any) -> Record:
    """An order as Shopify sends it."""
    return {"id": number, "created_at": "2026-01-01T00:00:00Z", "updated_at": updated, "total_price": total, "currency": "USD", **more}


def report(ad: str, spend: str) -> Record:
    """A row of Meta's insights: no version column, the newest load counts."""
    return {"account_id": "9", "ad_id": ad, "date_start": "2026-01-01", "spend": spend, "impressions": "10", "clicks": "1"}


@dataclass(frozen=True)
class House:
    """One project in a folder."""

    root: Path

    @property
    def settings(self) -> Settings:
        return read_settings(self.root)

    @property
    def warehouse(self) -> Warehouse:
        return Warehouse(self.settings.database)

    def land(self, tenant: str, master: str, *records: Record) -> str:
        """Lands records in one load, wires what is known, and gives the load's id."""
        source = catalog().source(master)
        declared = self.settings.tenant(tenant)
        connection = next(c for c in declared.sources if c.platform in source.api.platforms)
        landing = Landing(self.warehouse, self.settings, declared, connection, Given(list(records)), lambda _: None)
        (landed,) = landing.together([source])
        assert landed.read == len(records) == landed.landed
        self.wire()
        return str(landed.load_id)

    def wire(self) -> None:
        """Discovers every landed table and wires it."""
        store = RegistryStore(self.settings.registry)
        registry = store.load()
        with self.warehouse.reading() as connection:
            store.save(wire(registry, [discover(registry, table, None) for table in landed_tables(connection, self.settings.tenants)]))

    def plan(self, environment: str = "prod", **options: Any) -> None:
        """``sqlmesh plan`` in this process, applied."""
        with self.context() as context:
            context.plan(environment, auto_apply=True, no_prompts=True, skip_tests=True, **options)

    def run(self, environment: str = "prod") -> None:
        """``sqlmesh run`` in this process."""
        with self.context() as context:
            assert context.run(environment).is_success

    @contextmanager
    def context(self) -> Iterator[Context]:
        context = Context(paths=str(self.root / "sqlmesh_project"))
        try:
            yield context
        finally:
            context.close()

    def start(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        """A command of this installation in a process of its own."""
        script = str(Path(sys.executable).parent / command[0])
        environment = {**os.environ, "ENGINE_PROJECT": str(self.root), **options.pop("env", {})}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen([script, *command[1:]], cwd=self.root, env=environment, **pipes, **options)

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        with self.warehouse.writing("test") as connection:
            return connection.execute(query).fetchall()

    def versions(self, master: str = ORDERS, environment: str = "") -> list[tuple[Any, ...]]:
        """The sink: tenant, key, amount and time of load of every version, in the order of loads."""
        key, amount = ("id", "total_price") if master == ORDERS else ("ad_id", "spend")
        return self.sql(
            f"SELECT tenant_slug, payload->>'{key}', payload->>'{amount}', loaded_at "
            f"FROM master{environment}.platform_mm__{master} ORDER BY tenant_slug, payload->>'{key}', load_id, load_row"
        )

    def star(self, environment: str = "") -> dict[str, str]:
        """Totals of the star's orders by key, as text."""
        rows = self.sql(
            f"SELECT tenant_slug || '/' || order_id, rtrim(rtrim(order_total_amount::TEXT, '0'), '.') FROM star{environment}.fct_orders"
        )
        return dict(rows)

    def spend(self, environment: str = "") -> dict[str, str]:
        """Spend of the star's ads, as text."""
        columns = "ad_performance_ad_id, rtrim(rtrim(ad_performance_spend::TEXT, '0'), '.')"
        return dict(self.sql(f"SELECT {columns} FROM star{environment}.fct_ad_performance"))

    def published(self, environment: str = "prod") -> list[tuple[Any, ...]]:
        """Orders in the published star."""
        with duckdb.connect(str(self.settings.published_star(environment)), read_only=True) as connection:
            return connection.execute("SELECT tenant_slug, order_id FROM star.fct_orders ORDER BY ALL").fetchall()


def amounts(rows: list[tuple[Any, ...]]) -> list[tuple[str, str, str]]:
    """Versions without their times."""
    return [(tenant, key, amount) for tenant, key, amount, _ in rows]
