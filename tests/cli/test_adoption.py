"""The way of a table that another loader landed, by the real commands: drift, a look, acceptance, status."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from engine.configuration import read_settings
from tests.conftest import EngineCli, MakeProject

CONFIG = """\
tenants:
  - slug: umbra
    name: Umbra
    sources:
      - {platform: shopify, extract: {kind: warehouse, schema: airbyte, tables: {orders: till, customers: absent}}}
"""


@pytest.fixture
def shop(make_project: MakeProject) -> Path:
    """A project whose tenant umbra has orders that Airbyte landed, one of them with a price that is none."""
    root = make_project(CONFIG)
    database = read_settings(root).database
    database.parent.mkdir(parents=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE SCHEMA airbyte")
        rows = "(1, '10.50', now()), (2, 'a lot', now())"
        connection.execute(f'CREATE TABLE airbyte.till AS FROM (VALUES {rows}) AS t(id, "totalPrice", _airbyte_extracted_at)')
    return root


def test_a_table_of_another_loader_is_looked_at_accepted_and_due(engine_cli: EngineCli, shop: Path) -> None:
    looked = engine_cli(shop, "onboard", "umbra")
    assert looked.returncode == 1
    unread = "airbyte.till: 1 value of totalPrice cannot be read as decimal, such as 'a lot'; null in the star."
    for told in (
        unread,
        "total_price decimal -> text",
        "engine registry accept umbra airbyte.till",
        "airbyte.absent: there is no such table",
    ):
        assert told in looked.stderr
    accepted = engine_cli(shop, "registry", "accept", "umbra", "orders", "--yes")
    assert (accepted.returncode, unread in accepted.stderr) == (0, True)
    wired = engine_cli(shop, "onboard", "umbra", "--object", "orders", "--json")
    [row] = json.loads(wired.stdout)
    assert (wired.returncode, row["result"], row["master_model"]) == (0, "wired", "shopify_api_v1_orders")
    [status] = json.loads(engine_cli(shop, "status", "umbra", "--json").stdout)["objects"]
    assert (status["object"], status["landed"], status["state"]) == ("orders", 2, "push due")
