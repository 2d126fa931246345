"""Whether the logic in config.yaml can be compiled: its expressions stand on columns of the star, its columns are new there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.errors import ContractError, did_you_mean
from contracts.expressions import Expression, parsed
from contracts.roles import Measure
from engine.business import Logic
from engine.configuration import refuse
from engine.document import Path_
from engine.settings import Settings
from engine.stages import star

Found = tuple[Path_, str]
"""A place of config.yaml, and what is wrong there."""

_MARKS = (("internal_traffic", "event"), ("test_orders", "order"))
"""The lists of conditions, and the entities that they are over."""


def check_logic(settings: Settings, catalog: Catalog) -> None:
    """Raises SettingsError, naming every line, for expressions and calculated columns that cannot be compiled into the star."""
    found: list[Found] = []
    kinds: dict[str, tuple[str, str]] = {}
    for t, tenant in enumerate(settings.tenants):
        path: Path_ = ("tenants", t, "logic")
        found += [*_marks(path, tenant.logic, catalog), *_calculated(path, tenant.logic, catalog, kinds, tenant.slug)]
    refuse(settings, found)


def readable(entity: type[Entity], catalog: Catalog) -> dict[str, str]:
    """The columns that conditions over an entity may read: what sources tell of it, before anything is computed."""
    mapped = {
        name: dtype for s in catalog.feeding(entity.name) for m in s.feeds if m.entity == entity.name for name, dtype in m.types.items()
    }
    return {**mapped, f"{entity.name}_platform": "string", f"{entity.name}_connection": "string"}


def calculable(entity: type[Entity]) -> dict[str, str]:
    """The columns that calculated columns of an entity may read: those of its table in the star."""
    return {name: str(dtype) for name, dtype in star.schema(entity).items() if name != "tenant_slug"}


def _marks(path: Path_, logic: Logic, catalog: Catalog) -> Iterator[Found]:
    for key, name in _MARKS:
        texts: tuple[str, ...] = getattr(logic, key)
        columns = readable(catalog.entity(name), catalog) if texts else {}
        for place, text in enumerate(texts):
            expression, problems = _parsed(text, columns, name)
            if expression and expression.dtype != "boolean":
                problems = [f"{text!r} is not true or false: compare it with something"]
            elif expression and not expression.reads:
                problems = [f"{text!r} reads no column of {name}"]
            yield from (((*path, key, place), problem) for problem in problems)


def _calculated(path: Path_, logic: Logic, catalog: Catalog, kinds: dict[str, tuple[str, str]], tenant: str) -> Iterator[Found]:
    known = {entity.name: entity for entity in catalog.entities if not entity.conformed}
    taken = _taken(catalog)
    for name, columns in logic.calculated.items():
        here = (*path, "calculated", name)
        if name not in known:
            yield here, f"there is no entity {name!r}.{did_you_mean(name, known) or _listed(known)}"
            continue
        for column, text in columns.items():
            problems = list(_misnamed(name, column, taken))
            expression, wrong = _parsed(text, calculable(known[name]), name)
            if expression:
                dtype, first = kinds.setdefault(column, (expression.dtype, tenant))
                wrong = [f"{text!r} gives {expression.dtype}, that of {first} gives {dtype}"] if dtype != expression.dtype else []
            yield from (((*here, column), problem) for problem in [*problems, *wrong])


def _misnamed(entity: str, column: str, taken: Mapping[str, str]) -> Iterator[str]:
    if not re.fullmatch(rf"{entity}(_[a-z0-9]+)+", column) or len(column) > 60:
        yield f"the column must be called {entity}_..., in lower case words joined by single underscores"
    elif column in taken:
        yield f"{column!r} is {taken[column]} already; give the column another name"


def _taken(catalog: Catalog) -> dict[str, str]:
    columns = {name: f"a column of {entity.name}" for entity in catalog.entities for name in star.schema(entity)}
    roles = [column.role(Measure) for entity in catalog.entities for column in entity.columns]
    ratios = [measure for entity in catalog.entities for measure in entity.measures]
    measures = [measure.name for measure in [*roles, *ratios, *catalog.metrics] if measure]
    return {**dict.fromkeys(measures, "a measure"), **columns}


def _parsed(text: str, columns: Mapping[str, str], entity: str) -> tuple[Expression | None, list[str]]:
    try:
        return parsed(text, columns, entity), []
    except ContractError as error:
        return None, [f"{text[:80]!r}: {problem}" for problem in error.problems]


def _listed(names: Iterable[str]) -> str:
    return f" Known: {', '.join(sorted(names))}."
