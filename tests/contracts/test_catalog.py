from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated

import ibis.expr.datatypes as dt
import pytest

from contracts.catalog import Catalog, _classes, _collisions, _dangling, _disputed, catalog
from contracts.entity import Entity
from contracts.errors import ContractError
from contracts.kinds import Kind
from contracts.mapping import Mapping
from contracts.roles import Count, Key, Measure, Ratio, Reference
from contracts.source import Api, Source

SOURCES = catalog().sources
ENTITIES = catalog().entities
FEEDS = [pytest.param(source, mapping, id=f"{source.master}-{mapping.entity}") for source in SOURCES for mapping in source.feeds]


class Shelf(Entity, name="shelf", table="dim_shelves"):
    """An entity that refers to one that is not there."""

    shelf_id: Annotated[str | None, Key()] = None
    """A key."""
    shelf_ordr_id: Annotated[str | None, Reference("ordr")] = None
    """A dangling reference."""


class Twin(Entity, name="twin", table="dim_twins"):
    """An entity with a column of another one."""

    shelf_id: Annotated[str | None, Key()] = None
    """A key that stands in two entities."""


class First(Source, api=Api("api", ("platform",)), object="things", key="updated_at"):
    """A contract."""

    updated_at: datetime | None = None


class Second(First, api=Api("other", ("platform",)), object="things", master="api_things", key="updated_at"):
    """A contract with the master of another one."""


def test_columns_are_unique_over_the_star() -> None:
    found = Catalog((Shelf, Twin), ())
    assert list(_collisions(found)) == ["column 'shelf_id' stands in more than one entity: names are unique over the star."]


def test_a_master_has_one_contract() -> None:
    assert list(_collisions(Catalog((), (First, Second)))) == ["master model 'api_things' has more than one contract."]


def test_a_name_is_that_of_one_object_of_a_platform() -> None:
    third = type("Third", (First,), {"__module__": __name__}, object="other_things", master="other", key="updated_at", known_as=("things",))
    assert list(_disputed(Catalog((), (First, third)))) == ["platform has more than one object of the name 'things'."]


def test_a_file_that_cannot_be_imported_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bookstall_contracts"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "returns.py").write_text("amount = Deciml(1)")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ContractError, match="returns: cannot be imported") as raised:
        _classes(import_module("bookstall_contracts"), Source)
    assert raised.value.problems == ("cannot be imported: NameError: name 'Deciml' is not defined",)


def test_a_reference_leads_somewhere() -> None:
    [problem] = _dangling(Catalog((*ENTITIES, Shelf), ()))
    assert problem == "shelf.shelf_ordr_id refers to the entity 'ordr'. Did you mean 'order'?"


def test_what_is_not_there_is_asked_back() -> None:
    with pytest.raises(ContractError, match=r"there is no entity 'ordr'\. Did you mean 'order'\?"):
        catalog().entity("ordr")
    with pytest.raises(ContractError, match=r"there is no contract for 'shopify_api_v1_order'\. Did you mean"):
        catalog().source("shopify_api_v1_order")


def test_every_entity_is_fed_derived_or_made_by_the_engine() -> None:
    unfed = [entity.name for entity in ENTITIES if not (catalog().feeding(entity.name) or entity.derive or entity.conformed)]
    assert unfed == []


def test_measures_have_names_of_their_own_and_ratios_lead_to_them() -> None:
    columns = [role.name for entity in ENTITIES for c in entity.playing(Measure) if (role := c.role(Measure))]
    counts = [measure.name for entity in ENTITIES for measure in entity.measures if isinstance(measure, Count)]
    ratios = [measure for entity in ENTITIES for measure in entity.measures if isinstance(measure, Ratio)]
    names = [*columns, *counts, *(ratio.name for ratio in (*ratios, *catalog().metrics))]
    assert len(names) == len(set(names))
    assert {part for ratio in (*ratios, *catalog().metrics) for part in (ratio.numerator, ratio.denominator)} <= {*columns, *counts}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.master)
def test_a_contract_holds_an_empty_record(source: type[Source]) -> None:
    empty = source.model_validate({})
    assert {getattr(empty, column.name) for column in source.columns} == {None}
    assert all(column.kind in Kind for column in source.columns)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.master)
def test_physical_names_are_plain(source: type[Source]) -> None:
    names = [column.name for column in source.columns]
    assert [name for name in names if not name.isidentifier() or name != name.lower() or name.endswith("_") or "__" in name] == []


@pytest.mark.parametrize(("source", "mapping"), FEEDS)
def test_a_mapping_yields_the_entity(source: type[Source], mapping: Mapping) -> None:
    kept = next(column.name for column in source.columns if column.name not in mapping.types)
    projected = mapping.project(source.unbound(), keep=(kept,)).schema()
    assert list(projected) == [kept, *mapping.types]
    assert {name: projected[name] for name in mapping.types} == {name: dt.dtype(type_) for name, type_ in mapping.types.items()}


def test_contracts_keep_their_shape(snapshot: object) -> None:
    shapes = "\n".join(f"{source.master}.{name} {kind}" for source in SOURCES for name, kind in source.shape())
    assert shapes == snapshot
