"""Tables of other loaders, adopted beside landed ones: Airbyte's, Fivetran's and those of a dlt pipeline, by real plans."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import dlt
import pytest
from sqlmesh.utils.errors import ConfigError

from contracts.catalog import catalog
from engine.acceptance import accept
from engine.onboarding import onboard
from engine.status import read_status
from registry.store import RegistryStore

from .house import INSIGHTS, ORDERS, House, amounts

UMBRA = """\
  - slug: umbra
    name: Umbra
    sources:
      - {platform: shopify, extract: {kind: warehouse, schema: airbyte, prefix: shop_}}
      - {platform: shopify, connection: shopify_us, extract: {kind: warehouse, schema: pipeline, tables: {orders: orders}}}
      - {platform: facebook_ads, extract: {kind: warehouse, schema: Fivetran, tables: {ads_insights: basic_ad}}}
"""

AIRBYTE = """
    CREATE SCHEMA airbyte;
    CREATE TABLE airbyte.shop_orders (
      _airbyte_raw_id VARCHAR, _airbyte_extracted_at TIMESTAMPTZ, _airbyte_meta JSON, id BIGINT, "createdAt" VARCHAR, updated_at TIMESTAMP,
      total_price DOUBLE, currency VARCHAR
    )
"""

FIVETRAN = """
    CREATE SCHEMA "Fivetran";
    CREATE TABLE "Fivetran".basic_ad (
      _fivetran_id VARCHAR, _fivetran_synced TIMESTAMPTZ, _fivetran_deleted BOOLEAN, account_id BIGINT, "Ad ID" VARCHAR,
      date_start TIMESTAMP, spend VARCHAR, impressions BIGINT, clicks DOUBLE
    )
"""


def airbyte(house: House, number: int, total: float, extracted: str) -> None:
    """Airbyte's deduplicated table has the newest state of a record, and when that was extracted."""
    house.sql(f"DELETE FROM airbyte.shop_orders WHERE id = {number}")
    created = "'2026-01-01T00:00:00Z', '2026-01-01'"
    house.sql(f"INSERT INTO airbyte.shop_orders VALUES (uuid(), '{extracted}', '{{}}', {number}, {created}, {total}, 'USD')")


def fivetran(house: House, ad: str, spend: str, synced: str, deleted: bool = False) -> None:
    """Fivetran overwrites a row, and flags it when the vendor does not have the record any more."""
    house.sql(f"""DELETE FROM "Fivetran".basic_ad WHERE "Ad ID" = '{ad}'""")
    house.sql(f"""INSERT INTO "Fivetran".basic_ad VALUES (md5('{ad}'), '{synced}', {deleted}, 9, '{ad}', '2026-01-01', '{spend}', 10, 1)""")


def pipeline(house: House, *records: dict[str, Any]) -> None:
    """A dlt pipeline of the tenant's own."""
    with house.warehouse.locked("test"):
        own = dlt.pipeline(
            "own",
            pipelines_dir=str(house.root / "own"),
            destination=dlt.destinations.duckdb(str(house.warehouse.path)),
            dataset_name="pipeline",
        )
        own.run(list(records), table_name="orders", write_disposition="merge", primary_key="id")


def adopt(house: House) -> list[str]:
    """Onboards the tenant, accepts what drifted, and gives what was told."""
    told: list[str] = []
    umbra = house.settings.tenant("umbra")
    store = RegistryStore(house.settings.registry)
    drifted = [drift.table for drift in onboard(house.settings, house.warehouse, umbra, told.append).drifts]
    for table in drifted:
        store.save(accept(catalog(), store.load(), table))
    return told


def states(house: House) -> dict[str, str]:
    return {f"{s.connection}.{s.object}": s.state for s in read_status(house.settings, [house.settings.tenant("umbra")])}


@pytest.fixture(scope="session")
def adopting(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which a tenant's orders and ads are landed by three other loaders, planned."""
    house = House(Path(shutil.copytree(planned, tmp_path_factory.mktemp("adopting") / "house")))
    config = house.root / "config.yaml"
    config.write_text(config.read_text() + UMBRA)
    house.sql(AIRBYTE + ";" + FIVETRAN)
    airbyte(house, 1, 10, "2026-01-05 10:05:00+00")
    airbyte(house, 2, 20.57, "2026-01-05 10:06:00+00")
    fivetran(house, "17", "12.50", "2026-01-05 10:05:00+00")
    fivetran(house, "18", "1", "2026-01-05 10:05:00+00")
    pipeline(house, {"id": 1, "totalPrice": "5.25", "currency": "usd", "updated_at": "2026-01-01T00:00:00Z"})
    adopt(house)
    house.plan(run=True)
    return house.root


@pytest.fixture
def adopted(adopting: Path, tmp_path: Path) -> House:
    """A copy of that house."""
    return House(Path(shutil.copytree(adopting, tmp_path / "house")))


def test_tables_of_other_loaders_become_the_same_records(adopted: House) -> None:
    assert amounts(adopted.versions()) == [("a", "1", "10"), ("umbra", "1", "10"), ("umbra", "1", "5.25"), ("umbra", "2", "20.57")]
    digests = adopted.sql(f"SELECT digest FROM master.platform_mm__{ORDERS} WHERE payload->>'total_price' = '10'")
    assert digests[0] == digests[1], "whoever landed it"
    assert adopted.spend() == {"7": "10", "17": "12.5", "18": "1"}
    assert states(adopted) == dict.fromkeys(("shopify.orders", "shopify_us.orders", "facebook_ads.ads_insights"), "up to date")


def test_what_another_loader_writes_becomes_versions_once(adopted: House) -> None:
    before = adopted.versions(), adopted.versions(INSIGHTS)
    airbyte(adopted, 2, 20.57, "2026-01-05 11:00:00+00")  # read again, and the same
    fivetran(adopted, "18", "1", "2026-01-05 11:00:00+00", deleted=True)
    adopted.run()
    assert adopted.versions() == before[0]
    assert [row[:3] for row in adopted.versions(INSIGHTS) if row not in before[1]] == [("umbra", "18", "1")]
    assert adopted.spend() == {"7": "10", "17": "12.5"}, "what its loader saw deleted is history"
    before = adopted.versions(), adopted.versions(INSIGHTS)
    airbyte(adopted, 2, 21, "2026-01-05 11:30:00+00")  # in place of a row of the same hour: as many rows as before
    fivetran(adopted, "17", "13", "2026-01-05 12:00:00+00")
    fivetran(adopted, "18", "1", "2026-01-05 12:00:00+00")
    pipeline(adopted, {"id": 1, "totalPrice": "6.25", "currency": "usd", "updated_at": "2026-01-02T00:00:00Z"})
    assert set(states(adopted).values()) == {"push due"}
    adopted.run()
    assert [row[:3] for row in adopted.versions() if row not in before[0]] == [("umbra", "1", "6.25"), ("umbra", "2", "21")]
    assert [row[:3] for row in adopted.versions(INSIGHTS) if row not in before[1]] == [("umbra", "17", "13"), ("umbra", "18", "1")]
    assert adopted.spend() == {"7": "10", "17": "13", "18": "1"}, "deleted and back again"
    assert set(states(adopted).values()) == {"up to date"}


def test_a_warehouse_without_the_other_loaders_tables_is_run_all_the_same(adopted: House) -> None:
    adopted.sql('DROP SCHEMA airbyte CASCADE; DROP SCHEMA "Fivetran" CASCADE; DROP SCHEMA pipeline CASCADE')
    orders = "SELECT order_key, order_total_amount FROM star.fct_orders ORDER BY ALL"
    before = adopted.versions(), adopted.sql(orders)
    assert states(adopted) == {}
    adopted.run()
    assert (adopted.versions(), adopted.sql(orders)) == before
    assert set(states(adopted).values()) == {"up to date"}, "of empty stand-ins"


def test_a_column_that_the_loader_takes_away_is_told_and_a_new_one_is_drift(adopted: House) -> None:
    adopted.sql('ALTER TABLE airbyte.shop_orders ADD COLUMN "Gift Note" VARCHAR')
    assert states(adopted)["shopify.orders"] == "drifted"
    adopted.sql("ALTER TABLE airbyte.shop_orders DROP COLUMN total_price")
    with pytest.raises(ConfigError, match=r"airbyte\.shop_orders: its loader took away total_price, .* Run `engine onboard umbra`"):
        adopted.run()
    adopt(adopted)
    adopted.plan(run=True)
    assert states(adopted)["shopify.orders"] == "up to date"
