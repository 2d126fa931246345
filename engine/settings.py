"""What people declare in config.yaml: the warehouse, the tenants, their sources and business logic."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from contracts.errors import did_you_mean
from contracts.naming import snake
from engine.business import Logic, declared_logic
from engine.declared import Declared
from engine.errors import QueryError, SettingsError

SLUG = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""Lower case words joined by single underscores: safe in every warehouse's names, and no ``__`` that would split them."""

CURRENCY = "^[A-Z]{3}$"
"""A code of ISO 4217, by its form."""

Slug = Annotated[str, Field(pattern=SLUG, max_length=40)]

PHYSICAL_NAME = r"^[^'\"\x00-\x1f]+$"
"""A name that someone else gave a schema, table or column: anything that needs no escape inside quotes."""

PhysicalName = Annotated[str, Field(pattern=PHYSICAL_NAME)]


class Faults(Declared):
    """What goes wrong in simulated records, on demand; the shares are parts of an object's records."""

    late: float = Field(default=0.0, ge=0, le=1)
    """Records that come one extraction later than they should."""
    duplicates: float = Field(default=0.0, ge=0, le=1)
    """Records that come twice."""
    garbage: float = Field(default=0.0, ge=0, le=1)
    """Records that come once more with a value that no contract takes."""
    drift: date | None = None
    """The day from which on every record has a column that no contract knows."""


class DemoExtract(Declared):
    """Simulated records: the same seed, tenant and dates give the same bytes."""

    kind: Literal["demo"]
    seed: int = 1
    """Changes every simulated value."""
    start: date = date(2025, 1, 1)
    """First simulated day."""
    months: int = Field(default=3, ge=1, le=60)
    """How many months are simulated."""
    orders_per_day: float = Field(default=8.0, gt=0)
    """Mean orders a day; sessions, clicks and spend follow from it."""
    restatements: bool = True
    """Whether ad reports are restated for 28 days; if not, the first report is the last word."""
    faults: Faults = Faults()
    """What goes wrong, by default nothing."""


class FilesExtract(Declared):
    """The vendor's own records in a folder: one file or folder an object, JSON, JSONL, CSV or Parquet, plain or gz."""

    kind: Literal["files"]
    path: Path
    """Folder of the files; relative to config.yaml."""


class WarehouseExtract(Declared):
    """Tables of the vendor's records that another loader (Airbyte, Fivetran, dlt) lands in this warehouse: read where they stand."""

    kind: Literal["warehouse"]
    schema_name: PhysicalName = Field(alias="schema")
    """Schema of the tables."""
    tables: dict[str, PhysicalName] = Field(default_factory=dict)
    """The table of each object; left out, every table of the schema is its namesake's."""
    prefix: str = ""
    """What stands before the objects' names in the names of the tables."""
    loaded_at: PhysicalName | None = None
    """The column that says when a row was loaded; needed where the loader's own column is not known."""

    @field_validator("tables")
    @classmethod
    def _distinct(cls, value: dict[str, str]) -> dict[str, str]:
        if len(set(value.values())) < len(value):
            raise ValueError("give each object a table of its own")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.tables and self.prefix:
            raise ValueError("give tables or a prefix, not both")
        return self

    def claims(self, table: str) -> str | None:
        """The object that a table of the schema holds, by declaration or by its name; None where it is no table of this source.

        >>> WarehouseExtract(kind="warehouse", schema="airbyte", prefix="shop_").claims("shop_OrderLines")
        'order_lines'
        """
        if self.tables:
            return next((object_ for object_, name in self.tables.items() if name == table), None)
        return snake(table.removeprefix(self.prefix)) if table.startswith(self.prefix) else None

    def meets(self, other: WarehouseExtract) -> bool:
        """Whether some table could be claimed by both."""
        if self.schema_name.lower() != other.schema_name.lower():
            return False
        if self.tables or other.tables:
            return any(self.claims(table) and other.claims(table) for table in (*self.tables.values(), *other.tables.values()))
        return self.prefix.startswith(other.prefix) or other.prefix.startswith(self.prefix)


class SourceSettings(Declared):
    """One connected shop, ad account or analytics property of a tenant."""

    platform: Slug
    """The vendor's platform, such as shopify."""
    connection: Slug = ""
    """The tenant's own name for it, by default the platform's; needed when a tenant connects a platform twice."""
    extract: Annotated[DemoExtract | FilesExtract | WarehouseExtract, Field(discriminator="kind")]
    """Where the records come from."""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: object) -> object:
        return {"connection": data["platform"], **data} if isinstance(data, dict) and "platform" in data else data


class Tenant(Declared):
    """One tenant of the warehouse."""

    slug: Slug
    name: str
    time_zone: str = "UTC"
    """IANA zone in which the tenant's days begin."""
    currency: str = Field(default="USD", pattern=CURRENCY)
    """ISO 4217 code that the tenant reports in."""
    sources: tuple[SourceSettings, ...] = ()
    logic: Logic = Logic()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{value!r} is not an IANA time zone such as Europe/Berlin") from None

    @property
    def zone(self) -> ZoneInfo:
        """The tenant's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def declared(self) -> dict[str, Any]:
        """All that the tenant declares of its business, as plain JSON data; by its digest versions of it are told apart."""
        return declared_logic(self.slug, self.name, self.time_zone, self.currency, self.logic)


class Gateway(Declared):
    """A connection as SQLMesh writes it; DuckDB is the one home that is built."""

    type: Literal["duckdb"]
    database: Path
    """The DuckDB file; relative to config.yaml."""
    connector_config: dict[str, str | int | float | bool] = Field(default_factory=dict)
    """DuckDB settings of every connection that writes, such as memory_limit or threads."""


class WarehouseSettings(Declared):
    """Where the warehouse is: a path, or a gateway with settings of its own."""

    path: Path = Path("warehouse/warehouse.duckdb")
    """The DuckDB file; relative to config.yaml."""
    gateway: Gateway | None = None
    """Instead of ``path``."""
    patience: float = Field(default=120.0, ge=0)
    """Seconds that a writer waits for another one before it gives up."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.gateway and "path" in self.model_fields_set:
            raise ValueError("give a path or a gateway, not both")
        return self

    @property
    def database(self) -> Path:
        """The DuckDB file as declared."""
        return self.gateway.database if self.gateway else self.path

    @property
    def options(self) -> dict[str, str | int | float | bool]:
        """DuckDB settings of connections that write."""
        return dict(self.gateway.connector_config) if self.gateway else {}


class Settings(Declared):
    """The whole of config.yaml."""

    root: Path = Field(exclude=True)
    """The project's folder: where config.yaml stands."""
    warehouse: WarehouseSettings = WarehouseSettings()
    tenants: tuple[Tenant, ...] = ()

    def tenant(self, slug: str) -> Tenant:
        """The tenant with a slug; raises SettingsError when config.yaml declares none."""
        known = {tenant.slug: tenant for tenant in self.tenants}
        if slug not in known:
            hint = did_you_mean(slug, known) or f" Declared: {', '.join(known) or 'none'}."
            raise SettingsError(
                f"there is no tenant {slug!r}.{hint}", where="config.yaml", do="Declare it under `tenants:`, or name another."
            )
        return known[slug]

    @property
    def database(self) -> Path:
        """The warehouse's DuckDB file."""
        return (self.root / self.warehouse.database).resolve()

    @property
    def state(self) -> Path:
        """Folder of what the engine keeps beside the warehouse: SQLMesh state, dlt pipelines, published stars."""
        return self.database.parent

    @property
    def registry(self) -> Path:
        """Folder of blueprints.csv and routes.csv."""
        return self.root / "registry"

    def published_star(self, environment: str) -> Path:
        """The read-only copy of one environment's star that the semantic layer reads: schema ``star``, tables fct_* and dim_*."""
        # The name becomes part of a path: SQLMesh's own environments are words.
        if not re.fullmatch(r"\w+", environment):
            raise QueryError(f"{environment!r} is no environment", do="Name one that was planned, such as prod or dev.")
        return published_star(self.state, environment)


def published_star(state: Path, environment: str) -> Path:
    """Where the copy of an environment's star stands, in the folder beside the warehouse.

    >>> published_star(Path("warehouse"), "prod").as_posix()
    'warehouse/star/prod.duckdb'
    """
    return state / "star" / f"{environment}.duckdb"
