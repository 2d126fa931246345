"""The semantic layer of one tenant: asks the published star for measures by dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache, partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final, Literal

import ibis
import pyarrow as pa
from boring_semantic_layer.expr import SemanticTable

from contracts.catalog import Catalog, catalog
from engine.errors import QueryError
from engine.semantic import drill
from engine.semantic.answer import Answer
from engine.semantic.models import Models
from engine.semantic.request import OrderBy, Request
from engine.semantic.star import PublishedStar
from engine.semantic.vocabulary import Vocabulary

_KEPT_QUERIES = 1024


class AllTenants(Enum):
    """The explicit wish to read the rows of every tenant, for operators."""

    ALL = "all tenants"


ALL: Final = AllTenants.ALL


@dataclass(frozen=True, slots=True)
class Compiled:
    """A request as SQL, and the Arrow schema of its answer."""

    sql: str
    schema: pa.Schema


class _Opened:
    """One published file with the models on it, and the queries that were compiled for it."""

    def __init__(self, path: Path, tenant: str | None, contracts: Catalog) -> None:
        self.star = PublishedStar.open(path)
        if tenant is not None and not self.star.has_tenant(tenant):
            self.star.close()
            raise QueryError("the tenant is not in this star", do="Check its name, or load it with `engine onboard <tenant>` and a plan.")
        part, tenants = self.star.part_of(contracts), tenant is None
        vocabulary = Vocabulary.of(contracts, tenants=tenants).within(Vocabulary.of(part, tenants=tenants))
        self.models = Models(self.star, part, vocabulary, tenant)
        self.compile = lru_cache(_KEPT_QUERIES)(partial(_compile, self.models, Lock()))

    @cached_property
    def every_model(self) -> Mapping[str, SemanticTable]:
        return MappingProxyType(self.models.all())

    def run(self, compiled: Compiled) -> Answer:
        # A connection of DuckDB is one thread's at a time; a cursor is a connection of its own to the same database.
        with self.star.connection.cursor() as cursor:
            table = cursor.execute(compiled.sql).to_arrow_table()
        return Answer(table.cast(compiled.schema), compiled.sql)


def _compile(models: Models, lock: Lock, request: Request) -> Compiled:
    with lock:
        table = drill.answer(models, request)
        return Compiled(ibis.to_sql(table, dialect="duckdb"), table.schema().to_pyarrow())


class Layer:
    """The semantic layer over one published star, for one tenant or for all; safe to share between threads.

    When the star is published anew, the next query answers from the new file.
    """

    def __init__(self, star: Path, tenant: str | Literal[AllTenants.ALL], contracts: Catalog) -> None:
        self.tenant = tenant
        self.path, self.contracts = star, contracts
        self._lock = Lock()
        self._opened = self._open()

    @classmethod
    def open(cls, star: Path, tenant: str | Literal[AllTenants.ALL], contracts: Catalog | None = None) -> Layer:
        """Opens a published star; raises QueryError where there is none, or the tenant is not in it."""
        if tenant is not ALL and not isinstance(tenant, str):
            raise QueryError(f"{tenant!r} is no tenant", do="Name one; operators that mean all of them say ALL.")
        return cls(star, tenant, contracts or catalog())

    @property
    def models(self) -> Mapping[str, SemanticTable]:
        """The BSL models by name, one a fact, usable in BSL's own way: ``models["order"].query(...)``, one thread at a time."""
        return self._current().every_model

    @property
    def vocabulary(self) -> Vocabulary:
        """Every dimension and measure that can be asked."""
        return self._current().models.vocabulary

    def query(
        self,
        dimensions: Sequence[str] = (),
        measures: Sequence[str] = (),
        filters: Iterable[Mapping[str, Any] | str] = (),
        order_by: Iterable[OrderBy] = (),
        limit: int | None = None,
    ) -> Answer:
        """Measures by dimensions; one row a group, and one in all where no dimension is asked.

        Facts that a measure is not of have null in its column. Raises QueryError where the question cannot be answered.
        """
        opened = self._current()
        request = Request.of(opened.models.vocabulary, dimensions, measures, filters=filters, order_by=order_by, limit=limit)
        return opened.run(opened.compile(request))

    def refresh(self) -> None:
        """Reads the published file again now; queries that run finish on the one they began with."""
        with self._lock:
            self._opened = self._open()

    def _current(self) -> _Opened:
        if not self._opened.star.is_current:
            with self._lock:
                if not self._opened.star.is_current:
                    self._opened = self._open()
        return self._opened

    def _open(self) -> _Opened:
        return _Opened(self.path, None if self.tenant is ALL else self.tenant, self.contracts)


def open_layer(tenant: str | Literal[AllTenants.ALL], environment: str = "prod", root: Path | None = None) -> Layer:
    """The semantic layer of a tenant on an environment's published star; ``root`` is the folder of config.yaml, else found upwards.

    Raises QueryError where there is no such star or the tenant is not in it, SettingsError where config.yaml cannot be read.
    """
    from engine.configuration import find_root, read_settings
    from engine.models.logic import logic_of, with_calculated

    settings = read_settings(root or find_root())
    # Calculated columns are their tenant's: no other one's layer knows them by name.
    logic = logic_of(each for each in settings.tenants if tenant in (each.slug, ALL))
    return Layer.open(settings.published_star(environment), tenant, with_calculated(catalog(), logic))
