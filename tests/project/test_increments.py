"""Increments with real SQLMesh: what runs make of data that comes in parts, some of it late, is what one build of all would make."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmesh.core.snapshot import DeployabilityIndex

from contracts.catalog import catalog
from engine.landing.demo import DemoExtraction

from .house import ORDERS, House, Record, order

REPOSITORY = Path(__file__).parents[2]

CONFIG = """\
tenants:
  - slug: a
    name: A
    time_zone: America/Los_Angeles
    sources:
      - {platform: shopify, extract: &demo {kind: demo, months: 1, orders_per_day: 1}}
      - {platform: facebook_ads, extract: *demo}
      - {platform: google_analytics, extract: *demo}
    logic: {calculated: {order: {order_is_large: order_total_amount > 100}}}
  - slug: b
    name: B
    currency: EUR
    sources:
      - {platform: shopify, extract: {kind: demo, seed: 2, months: 1, orders_per_day: 1}}
  - slug: c
    name: C
    sources:
      - {platform: shopify, extract: {kind: files, path: .}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Two simulated tenants: two thirds of their records planned, then the others, from all over the month, run."""
    root = tmp_path_factory.mktemp("increments") / "house"
    (root / "registry").mkdir(parents=True)
    shutil.copy(REPOSITORY / "registry" / "blueprints.csv", root / "registry")
    ignored = shutil.ignore_patterns("__pycache__", ".cache", "logs")
    shutil.copytree(REPOSITORY / "sqlmesh_project", root / "sqlmesh_project", ignore=ignored)
    (root / "config.yaml").write_text(CONFIG)
    house = House(root)
    found = list(simulated(house))
    for tenant, master, records in found:
        house.land(tenant, master, *(record for number, record in enumerate(records) if number % 3))
    house.plan()
    for tenant, master, records in found:
        house.land(tenant, master, *records[::3])
    house.run()
    return house


def simulated(house: House) -> Iterator[tuple[str, str, list[Record]]]:
    """All records of all objects of the simulated tenants."""
    for slug in ("a", "b"):
        tenant = house.settings.tenant(slug)
        for source in tenant.sources:
            for contract in catalog().objects(source.platform):
                records = [record for batch in DemoExtraction(tenant, source).batches(contract, None) for record in batch.records]
                if len(records) > 1:
                    yield slug, contract.master, records


def test_every_kept_table_is_what_its_whole_query_gives(house: House) -> None:
    assert different(house) == {}
    assert house.sql("SELECT count(*) > 30 FROM star.fct_orders") == [(True,)]
    for table in ("fct_sessions", "fct_attribution", "fct_payments", "fct_daily_marketing", "dim_people", "dim_campaign_history"):
        assert house.sql(f"SELECT count(*) > 0 FROM star.{table} WHERE tenant_slug = 'a'") == [(True,)], table


def test_the_published_file_is_the_star(house: House) -> None:
    assert unlike_published(house) == {}


def test_a_run_with_nothing_new_changes_no_file(house: House) -> None:
    before = published_file(house), house.sql("FROM changes.tables ORDER BY ALL")
    house.run()
    assert (published_file(house), house.sql("FROM changes.tables ORDER BY ALL")) == before


def test_a_development_environment_has_productions_rows_and_its_own(house: House) -> None:
    production = orders(house)
    house.land("c", ORDERS, order(1, "7"))
    plan(house, "dev")
    assert orders(house, "__dev") == sorted([*production, ("c", "shopify:1")])
    assert orders(house) == production
    assert ("c", "1") in house.published("dev")
    assert ("c", "1") not in house.published()


def test_a_restatement_makes_the_same_rows(house: House) -> None:
    before = rows(house)
    plan(house, "--restate-model", "star.fct_orders")
    assert rows(house) == before
    assert different(house) == {}
    assert unlike_published(house) == {}


def plan(house: House, *options: str) -> None:
    """A plan in a process of its own, which leaves no connection to the warehouse behind."""
    process = house.start("sqlmesh", "-p", "sqlmesh_project", "plan", *options, "--auto-apply", "--no-prompts")
    said = process.communicate()[0]
    assert process.returncode == 0, said


def different(house: House) -> dict[str, tuple[int, int]]:
    """Kept models of production whose table is not what their query makes of those below: how many rows more, and fewer."""
    pairs = {}
    with house.context() as context:
        state = context.state_reader.get_environment("prod")
        assert state is not None
        snapshots = {each.name: each for each in context.state_reader.get_snapshots(state.snapshots).values()}
        everywhere = DeployabilityIndex.all_deployable()
        for each in (each for each in snapshots.values() if each.is_model and each.model.kind.is_custom):
            if "follows" in each.model.custom_materialization_properties:
                whole = each.model.render_query(snapshots=snapshots, deployability_index=everywhere).sql(dialect="duckdb")
                columns = ", ".join(f'"{name}"' for name in each.model.columns_to_types_or_raise)
                pairs[each.model.name] = (f"SELECT {columns} FROM {each.table_name()}", f"SELECT {columns} FROM ({whole})")
    assert "star.fct_orders" in pairs
    return unlike(house, pairs)


def unlike_published(house: House) -> dict[str, tuple[int, int]]:
    """Views of the star that do not show what the published file has."""
    views = house.sql("SELECT view_name FROM duckdb_views() WHERE schema_name = 'star'")
    assert ("fct_orders",) in views
    return unlike(house, {name: (f"FROM star.{name}", f"FROM published.star.{name}") for (name,) in views})


def unlike(house: House, pairs: dict[str, tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Of pairs of queries by name, those that do not give the same rows: how many the first has more, and the second."""
    found = {}
    with house.warehouse.writing("test") as connection:
        connection.execute(f"ATTACH '{house.settings.published_star('prod')}' AS published (READ_ONLY)")
        for name, (one, other) in pairs.items():
            counts = [connection.execute(f"SELECT count(*) FROM ({a} EXCEPT ALL {b})").fetchall() for a, b in ((one, other), (other, one))]
            found[name] = tuple(count for ((count,),) in counts)
    return {name: counts for name, counts in found.items() if counts != (0, 0)}


def rows(house: House) -> dict[str, str]:
    """A digest of the rows of every table of the star."""
    views = house.sql("SELECT view_name FROM duckdb_views() WHERE schema_name = 'star' ORDER BY ALL")
    return {name: hashlib.sha256(repr(house.sql(f"FROM star.{name} ORDER BY ALL")).encode()).hexdigest() for (name,) in views}


def orders(house: House, environment: str = "") -> list[tuple[str, str]]:
    return [(slug, key) for slug, key in house.sql(f"SELECT tenant_slug, order_key FROM star{environment}.fct_orders ORDER BY ALL")]


def published_file(house: House) -> tuple[int, int, str]:
    """The published star as a file: another one, or a written one, would be told apart."""
    path = house.settings.published_star("prod")
    return path.stat().st_ino, path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()
