"""Entity: a table of the star as a class; its fields are the columns, their roles make keys, references and measures.

An entity is the meaning that every source is mapped to. It knows no source, no tenant and no warehouse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict

from contracts.errors import ContractError, did_you_mean
from contracts.kinds import Kind, is_optional, kind_of
from contracts.mapping import Mapping, Rows
from contracts.roles import Computed, Conversion, Count, Dimension, Inherited, Key, Measure, Ratio, Reference, Role, TimeDimension

MONEY = "decimal(38, 9)"
"""Every decimal of the star: exact to a thousandth of a micro."""

R = TypeVar("R", bound=Role)
_ROLES = (Key, Reference, Inherited, Dimension, TimeDimension, Measure, Conversion, Computed)


@dataclass(frozen=True, slots=True)
class EntityColumn:
    """A column of the star: its name, Ibis type, description and roles."""

    name: str
    dtype: str
    description: str
    roles: tuple[Role, ...] = ()

    def role(self, kind: type[R]) -> R | None:
        """The column's role of one class, if it plays it."""
        for role in self.roles:
            if isinstance(role, kind):
                return role
        return None


class Entity(BaseModel):
    """A fact or dimension of the star; subclasses name it and declare its columns.

    ``name`` prefixes what is generated: the key ``<name>_key`` (connection and natural key), ``<name>_platform`` and
    ``<name>_connection`` (where the row came from) and ``<name>_loaded_at``; a reference ``<x>_id`` gains ``<x>_key``.

    ``settle`` (optional) sees the newest version of every row and may drop rows that another one stands for.
    ``derive`` (optional) makes the entity from another one's unified table; where sources feed it too, a row of theirs and the
    derived row of the same key are one, of which the source's values hold.
    ``conformed`` entities (tenants, dates) are made by the engine; they have just the columns that they declare.
    """

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, ignored_types=(Mapping,))

    name: ClassVar[str]
    table: ClassVar[str]
    columns: ClassVar[tuple[EntityColumn, ...]]
    measures: ClassVar[tuple[Count | Ratio, ...]] = ()
    settle: ClassVar[Rows | None] = None
    derived_from: ClassVar[str | None] = None
    conformed: ClassVar[bool] = False
    derive: ClassVar[Callable[[ir.Table], ir.Table] | None] = None

    def __init_subclass__(cls, **_: Any) -> None:
        """Lets class keywords through to pydantic's hook below, which sees the finished fields."""

    @classmethod
    def __pydantic_init_subclass__(
        cls, *, name: str = "", table: str = "", derived_from: str | None = None, conformed: bool = False, **_: Any
    ) -> None:
        """Takes the names, reads the columns and refuses an entity that cannot be a table."""
        cls.name, cls.table, cls.derived_from, cls.conformed = name, table, derived_from, conformed
        cls.columns = tuple(_column(name, field) for name, field in cls.model_fields.items())
        if problems := list(_problems(cls)):
            raise ContractError(f"{cls.__module__}.{cls.__name__}", problems)

    @classmethod
    def mapping(cls, *, rows: Rows | None = None, **values: Any) -> Mapping:
        """What a source's columns mean as columns of this entity; every column is named, None where the source has none."""
        mapped = {column.name: column.dtype for column in cls.columns if not (column.role(Conversion) or column.role(Computed))}
        return Mapping(cls.name, mapped, values, rows)

    @classmethod
    def is_fact(cls) -> bool:
        """Whether the table is a fact, by its name."""
        return cls.table.startswith("fct_")

    @classmethod
    def playing(cls, kind: type[Role]) -> tuple[EntityColumn, ...]:
        """The columns that play a role."""
        return tuple(column for column in cls.columns if column.role(kind))

    @classmethod
    def key(cls) -> str:
        """The name of the generated key column."""
        return f"{cls.name}_key"

    @classmethod
    def day(cls) -> str:
        """The name of the generated column that joins a fact to the dates dimension: the day in the tenant's time zone."""
        return f"{cls.name}_day"

    @classmethod
    def happened(cls) -> EntityColumn | None:
        """The column that ties a fact to the dates dimension."""
        return next((c for c in cls.playing(TimeDimension) if (role := c.role(TimeDimension)) and role.main), None)


def reference_key(column: str) -> str:
    """The key column beside a reference's natural id.

    >>> reference_key("order_customer_id")
    'order_customer_key'
    """
    return f"{column.removesuffix('_id')}_key"


def _column(name: str, field: Any) -> EntityColumn:
    kind = next((mark for mark in field.metadata if isinstance(mark, Kind)), None) or kind_of(field.annotation)
    roles = tuple(mark for mark in field.metadata if isinstance(mark, _ROLES))
    type_ = MONEY if kind is Kind.DECIMAL else kind.ibis if kind else "unknown"
    return EntityColumn(name, type_, field.description or "", roles)


def _problems(entity: type[Entity]) -> list[str]:
    fields = entity.model_fields
    loose = [
        f"{name} must be Optional with default None."
        for name, f in fields.items()
        if not is_optional(f.annotation) or f.default is not None
    ]
    untyped = [f"{c.name} has a type that no column can hold." for c in entity.columns if c.dtype == "unknown"]
    silent = [f"{c.name} has no description: write a docstring under it." for c in entity.columns if not c.description]
    keyless = [] if entity.playing(Key) else ["has no key: mark at least one column with Key()."]
    strayed = [f"{c.name} is a reference: its name must end in '_id'." for c in entity.playing(Reference) if not c.name.endswith("_id")]
    unknown = [
        f"{c.name} is no key where {finer!r} is told, which it does not have.{did_you_mean(finer, fields)}"
        for c in entity.playing(Key)
        if (key := c.role(Key))
        for finer in key.unless
        if finer not in fields
    ]
    leading = {column.name for column in entity.playing(Reference)}
    orphans = [
        f"{c.name} is inherited through {role.through!r}, which is no reference.{did_you_mean(role.through, leading)}"
        for c in entity.playing(Inherited)
        if (role := c.role(Inherited)) and role.through not in leading
    ]
    return [*loose, *untyped, *silent, *keyless, *unknown, *strayed, *orphans]
