"""What config.yaml says of DuckDB reaches every connection that writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.configuration import read_settings
from engine.errors import SettingsError, WarehouseError
from engine.warehouse import Warehouse

GATEWAY = "warehouse:\n  gateway: {{type: {type}, database: data/house.duckdb, connector_config: {{{options}}}}}\n"


def declared(root: Path, type_: str = "duckdb", options: str = "threads: 1, memory_limit: 1GB") -> Warehouse:
    (root / "config.yaml").write_text(GATEWAY.format(type=type_, options=options))
    return Warehouse.of(read_settings(root))


def test_a_gateway_names_the_file_and_sets_duckdb(tmp_path: Path) -> None:
    warehouse = declared(tmp_path)
    assert warehouse.path == tmp_path / "data" / "house.duckdb"
    with warehouse.writing("test") as connection:
        found = connection.execute("SELECT current_setting('threads'), current_setting('TimeZone')").fetchall()
    assert found == [(1, "UTC")]


def test_a_setting_that_duckdb_does_not_know_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(WarehouseError, match=r"config\.yaml: DuckDB refuses thread_count = 1") as raised,
        declared(tmp_path, options="thread_count: 1").writing("test"),
    ):
        pass
    assert "connector_config" in raised.value.do


@pytest.mark.parametrize(
    "text", ["warehouse: {path: a, gateway: {type: duckdb, database: b}}\n", GATEWAY.format(type="postgres", options="")]
)
def test_two_places_or_another_home_are_refused_with_their_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(SettingsError, match=r"config\.yaml:\d"):
        read_settings(tmp_path)
