"""Source: one object of a vendor's API as a class; above its fields stand what lands, below them what it means.

class ShopifyOrder(Shopify, object="orders", key="id", version="updated_at"):
    id: int | None = None
    total_price: Decimal | None = None

    feeds = (Order.mapping(order_id=_.id, ...),)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import ibis
import ibis.expr.types as ir
from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, ValidationInfo, field_validator

from contracts.errors import ContractError, did_you_mean
from contracts.kinds import Kind, Unit, is_optional, kind_of, unit_of
from contracts.mapping import Mapping
from contracts.normalise import normalise


@dataclass(frozen=True, slots=True)
class Column:
    """A column that lands: its physical name, kind, the vendor's names for it, a description, and the unit of its numbers."""

    name: str
    kind: Kind
    aliases: tuple[str, ...]
    description: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Api:
    """A vendor's API: its name, the platforms that speak it, and whether its ids are one space over all connections.

    Where ``global_ids`` holds (Meta), one record that reaches a tenant over two connections is one record.
    """

    name: str
    platforms: tuple[str, ...]
    global_ids: bool = False


class Source(BaseModel):
    """A source contract: frozen, every field optional. A subclass with ``object`` is a contract, one with ``api`` a family.

    ``key`` names the columns that identify a record, ``version`` the column that orders its versions (none where the
    vendor sends none: then the order of the loads counts), ``cursor`` the column that extraction resumes from
    (by default the version). ``master`` is the master model's id, by default ``<api>_<object>``. ``known_as`` are further names
    that people's files and Airbyte's streams give the object, patterns for names of files where they hold a ``*``. ``rest`` is the
    JSON column that takes in what no column names: properties that differ by tenant, where a connector lays them out beside the
    vendor's own.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, use_attribute_docstrings=True, ignored_types=(Mapping,))

    api: ClassVar[Api]
    object: ClassVar[str] = ""
    known_as: ClassVar[tuple[str, ...]] = ()
    master: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    version: ClassVar[str | None]
    cursor: ClassVar[str | None]
    rest: ClassVar[str | None] = None
    columns: ClassVar[tuple[Column, ...]]
    feeds: ClassVar[tuple[Mapping, ...]] = ()

    def __init_subclass__(cls, **_: Any) -> None:
        """Lets class keywords through to pydantic's hook below, which sees the finished fields."""

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        *,
        api: Api | None = None,
        object: str = "",
        master: str | None = None,
        key: str | tuple[str, ...] = (),
        version: str | None = None,
        cursor: str | None = None,
        known_as: tuple[str, ...] = (),
        rest: str | None = None,
        **_: Any,
    ) -> None:
        """Takes the contract's facts and checks columns and mappings, without a database."""
        if api:
            cls.api = api
        cls.object, cls.known_as, cls.rest = object, known_as, rest
        if not object:
            return
        cls.master = master or f"{cls.api.name}_{object}"
        cls.key = (key,) if isinstance(key, str) else key
        cls.version, cls.cursor = version, cursor or version
        cls.columns = tuple(_column(name, field) for name, field in cls.model_fields.items())
        if problems := [*_problems(cls), *_mapping_problems(cls)]:
            raise ContractError(f"{cls.__module__}.{cls.__name__}", problems)

    @field_validator("*", mode="before")
    @classmethod
    def _normalised(cls, value: Any, info: ValidationInfo) -> Any:
        assert info.field_name is not None
        field = cls.model_fields[info.field_name]
        return normalise(_kind(field), value, _unit(field))

    @classmethod
    def unbound(cls) -> ir.Table:
        """An Ibis table of the contract's columns, bound to no database."""
        return ibis.table({column.name: column.kind.ibis for column in cls.columns}, name=cls.master)

    @classmethod
    def shape(cls) -> tuple[tuple[str, str], ...]:
        """Names and kinds of the columns that land: what the fingerprint is taken over."""
        return tuple((column.name, column.kind.value) for column in cls.columns)


def _kind(field: Any) -> Kind:
    marked = next((mark for mark in field.metadata if isinstance(mark, Kind)), None)
    kind = marked or kind_of(field.annotation)
    return kind or Kind.TEXT


def _unit(field: Any) -> Unit | None:
    return next((mark for mark in field.metadata if isinstance(mark, Unit)), None) or unit_of(field.annotation)


def _column(name: str, field: Any) -> Column:
    alias = field.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias] if alias else []
    return Column(name, _kind(field), tuple(map(_spelled, choices)), field.description or "", _unit(field))


def _spelled(choice: str | AliasPath) -> str:
    return ".".join(map(str, choice.path)) if isinstance(choice, AliasPath) else choice


def _problems(source: type[Source]) -> list[str]:
    names = [column.name for column in source.columns]
    wanted = [*source.key, *(c for c in (source.version, source.cursor, source.rest) if c)]
    loose = [
        f"{n} must be Optional with default None."
        for n, f in source.model_fields.items()
        if not is_optional(f.annotation) or f.default is not None
    ]
    untyped = [
        f"{n} has a type that no column can hold."
        for n, f in source.model_fields.items()
        if not (kind_of(f.annotation) or Kind.JSON in f.metadata)
    ]
    absent = [f"names the column {name!r}, which it does not have.{did_you_mean(name, names)}" for name in wanted if name not in names]
    keyless = [] if source.key else ["has no key: say key=... with the columns that identify a record."]
    flat = [f"takes the rest in {c.name!r}, which is no Json." for c in source.columns if c.name == source.rest and c.kind is not Kind.JSON]
    return [*loose, *untyped, *absent, *keyless, *flat]


def _mapping_problems(source: type[Source]) -> list[str]:
    return [problem for mapping in source.feeds for problem in mapping.problems(source.unbound())]
