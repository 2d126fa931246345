"""A shop whose records lie in a folder, and a real warehouse that they land in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from contracts.catalog import Catalog
from contracts.source import Source
from engine.landing.batch import Extraction
from engine.landing.gate import Landed
from engine.landing.land import Begin, Landing, extraction_for
from engine.landing.replay import replay
from engine.settings import FilesExtract, Settings, SourceSettings, Tenant
from engine.warehouse import Warehouse

from .shop_contracts import CATALOG, Order


@dataclass
class Desk:
    """A tenant with one shop: put its files down, land them, look at the rows."""

    root: Path
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = SourceSettings(platform="shop", extract=FilesExtract(kind="files", path=Path("records")))
        self.tenant = Tenant(slug="tyrell_corp", name="Tyrell", sources=(self.connection,))
        self.settings = Settings(root=self.root, tenants=(self.tenant,))
        self.warehouse = Warehouse(self.settings.database, patience=5)
        self.folder = self.root / "records"
        self.folder.mkdir(exist_ok=True)

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def land(self, source: type[Source] = Order, extraction: Extraction | None = None) -> Landed:
        (landed,) = self.landing(extraction).together([source])
        return landed

    def landing(self, extraction: Extraction | None = None, begin: Begin = lambda _: None) -> Landing:
        found = extraction or extraction_for(self.settings, self.tenant, self.connection, CATALOG)
        return Landing(self.warehouse, self.settings, self.tenant, self.connection, found, self.told.append, begin)

    def replay(self, *sources: type[Source]) -> list[Landed]:
        return replay(self.warehouse, self.settings, self.tenant, Catalog((), sources, ()))

    def rows(self, sql: str) -> list[Any]:
        """Rows of a query; a query of one column gives its values."""
        with self.warehouse.reading() as connection:
            rows = connection.execute(sql).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def orders(self, columns: str) -> list[Any]:
        return self.rows(f"SELECT {columns} FROM raw_tyrell_corp.shop__orders ORDER BY _dlt_load_id, _engine_row")

    def quarantine(self, columns: str = "record, error, place") -> list[Any]:
        return self.rows(f"SELECT {columns} FROM landing.quarantine ORDER BY load_id, rowid")

    def execute(self, sql: str) -> None:
        with self.warehouse.writing("test") as connection:
            connection.execute(sql)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
