"""Entity: a table of the star as a class; its fields are the columns, their roles make keys, references and measures.

An entity is the meaning that every source is mapped to. It knows no source, no tenant and no warehouse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar

import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict

from contracts.errors import ContractError, did_you_mean
from contracts.kinds import Kind, is_optional, kind_of
from contracts.logic import Logic
from contracts.mapping import Mapping as Meaning
from contracts.mapping import Rows
from contracts.roles import Computed, Conversion, Count, Dimension, Inherited, Key, Measure, Ratio, Reference, Role, TimeDimension

MONEY = "decimal(38, 9)"
"""Every decimal of the star: exact to a thousandth of a micro."""

R = TypeVar("R", bound=Role)
_ROLES = (Key, Reference, Inherited, Dimension, TimeDimension, Measure, Conversion, Computed)

Tables = Mapping[str, ir.Table]
"""Tables of other entities, by the entities' names."""

Settle = Callable[[ir.Table, Tables, Logic], ir.Table]
Derive = Callable[[Tables, Logic], ir.Table]
Rowwise = Callable[[ir.Table], Mapping[str, ir.Value]]


@dataclass(frozen=True, slots=True)
class EntityColumn:
    """A column of the star: its name, Ibis type, description and roles."""

    name: str
    dtype: str
    description: str
    roles: tuple[Role, ...] = ()

    @property
    def is_computed(self) -> bool:
        """Whether no source maps the column."""
        return any(isinstance(role, Conversion | Computed) for role in self.roles)

    def role(self, kind: type[R]) -> R | None:
        """The column's role of one class, if it plays it."""
        for role in self.roles:
            if isinstance(role, kind):
                return role
        return None


@dataclass(frozen=True, slots=True)
class Reads:
    """Another entity whose rows an entity is made with.

    ``by`` are that entity's columns that say what the ``group`` columns of the reader say, in their order; the tenant is part of
    both. Rows of a group are made of rows of the same group alone: so a run makes only those groups anew in which something
    changed. ``meets`` are a column of that entity and one of the reader that equal it, where what is read does not decide what
    belongs together. Without either, any change makes the whole anew. ``stage`` is ``unified`` where the newest rows of the sources are
    enough, and where the star's table would lead in a circle; ``history`` for every version that sources told.
    """

    entity: str
    by: tuple[str, ...] = ()
    meets: tuple[str, str] | None = None
    stage: Literal["star", "unified", "history"] = "star"


@dataclass(frozen=True, slots=True)
class Promise:
    """What must hold of an entity's rows, or they are refused; ``broken`` gives the rows of a table for which it does not hold."""

    name: str
    description: str
    broken: Rows
    stops: bool = True
    """Whether the plan or run stops; else the rows are written, and shown in a warning."""


class Entity(BaseModel):
    """A fact or dimension of the star; subclasses name it and declare its columns.

    ``name`` prefixes what is generated: the key ``<name>_key`` (connection and natural key), ``<name>_platform`` and
    ``<name>_connection`` (where the row came from) and ``<name>_loaded_at``; a reference ``<x>_id`` gains ``<x>_key``.

    ``settle`` (optional) sees the newest version of every row, may drop rows that another one stands for, and fills computed columns.
    ``derive`` (optional) makes the entity from other ones; where sources feed it too, a row of theirs and the derived row of the
    same key are one, of which the source's values hold.
    ``reads`` are the entities that both may read. ``group`` (by default the key) are the columns whose rows are made together: a
    change of one row is a change of its group and of no other. ``rowwise`` (optional) computes columns from the row's own, before
    anything else. ``promises`` are what the plan stops for, where it is broken.
    With ``history`` a table of all states that members were in stands beside the one of their newest.
    ``conformed`` entities (tenants, dates) are made by the engine; they have just the columns that they declare, and with
    ``by_tenant`` the tenant's before them.
    """

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, ignored_types=(Meaning,))

    name: ClassVar[str]
    table: ClassVar[str]
    columns: ClassVar[tuple[EntityColumn, ...]]
    measures: ClassVar[tuple[Count | Ratio, ...]] = ()
    settle: ClassVar[Settle | None] = None
    derive: ClassVar[Derive | None] = None
    rowwise: ClassVar[Rowwise | None] = None
    promises: ClassVar[tuple[Promise, ...]] = ()
    reads: ClassVar[tuple[Reads, ...]]
    group: ClassVar[tuple[str, ...]]
    conformed: ClassVar[bool] = False
    by_tenant: ClassVar[bool] = False
    history: ClassVar[bool] = False

    def __init_subclass__(cls, **_: Any) -> None:
        """Lets class keywords through to pydantic's hook below, which sees the finished fields."""

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        *,
        name: str = "",
        table: str = "",
        reads: tuple[Reads, ...] = (),
        group: tuple[str, ...] = (),
        conformed: bool = False,
        by_tenant: bool = False,
        history: bool = False,
        **_: Any,
    ) -> None:
        """Takes the names, reads the columns and refuses an entity that cannot be a table."""
        cls.name, cls.table, cls.reads, cls.conformed = name, table, reads, conformed
        cls.group = group or (cls.key(),)
        cls.history, cls.by_tenant = history, by_tenant
        cls.columns = tuple(_column(name, field) for name, field in cls.model_fields.items())
        if problems := list(_problems(cls)):
            raise ContractError(f"{cls.__module__}.{cls.__name__}", problems)

    @classmethod
    def mapping(cls, *, rows: Rows | None = None, **values: Any) -> Meaning:
        """What a source's columns mean as columns of this entity; every column is named, None where the source has none."""
        mapped = {column.name: column.dtype for column in cls.columns if not column.is_computed}
        return Meaning(cls.name, mapped, values, rows)

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
