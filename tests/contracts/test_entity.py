from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field

from contracts.entity import MONEY, Entity, EntityColumn, Reads, reference_key
from contracts.errors import ContractError
from contracts.roles import Computed, Conversion, Dimension, Key, Measure, Reference, TimeDimension


class Visit(Entity, name="visit", table="fct_visits"):
    """A fact with a column of every role."""

    visit_id: Annotated[str | None, Key()] = None
    """What identifies a visit."""
    visit_shop_id: Annotated[str | None, Reference("shop")] = None
    """Where it was."""
    visit_at: Annotated[datetime | None, TimeDimension(main=True)] = None
    """When it was."""
    visit_door: Annotated[str | None, Dimension()] = None
    """Through which door."""
    visit_spent: Annotated[Decimal | None, Measure("spent", unit="currency")] = None
    """What was spent."""
    visit_bought: Annotated[int | None, Conversion(of="visit_door"), Measure("bought")] = None
    """Whether something was bought."""
    visit_number: Annotated[int | None, Computed()] = None
    """The how manieth visit it was."""


def test_an_entity_tells_its_roles() -> None:
    assert Visit.is_fact()
    assert (Visit.key(), Visit.day(), reference_key("visit_shop_id")) == ("visit_key", "visit_day", "visit_shop_key")
    assert Visit.happened() == EntityColumn("visit_at", "timestamp('UTC')", "When it was.", (TimeDimension(main=True),))
    assert [column.name for column in Visit.playing(Measure)] == ["visit_spent", "visit_bought"]
    assert Visit.playing(Measure)[0].dtype == MONEY


def test_a_mapping_names_every_column_but_the_computed_ones() -> None:
    mapping = Visit.mapping(visit_id=None, visit_shop_id=None, visit_at=None, visit_door="front", visit_spent=None)
    assert list(mapping.types) == ["visit_id", "visit_shop_id", "visit_at", "visit_door", "visit_spent"]


def test_what_no_source_maps_is_computed() -> None:
    assert [column.name for column in Visit.columns if column.is_computed] == ["visit_bought", "visit_number"]


def test_the_rows_of_a_key_are_made_together_unless_the_entity_says_otherwise() -> None:
    class Walk(Entity, name="walk", table="fct_walks", group=("walk_day",), reads=(Reads("visit", by=("visit_at",)), Reads("shop"))):
        walk_id: Annotated[str | None, Key()] = None
        """A key."""

    assert (Visit.group, Visit.reads) == (("visit_key",), ())
    assert Walk.group == ("walk_day",)
    assert [(each.entity, each.by, each.stage) for each in Walk.reads] == [("visit", ("visit_at",), "star"), ("shop", (), "star")]


def test_a_mapping_to_other_columns_is_refused() -> None:
    with pytest.raises(ContractError) as refused:
        Visit.mapping(visit_id=None, visit_shop_id=None, visit_at=None, visit_dor=None)
    assert refused.value.problems == (
        "visit has no column 'visit_dor'. Did you mean 'visit_door'?",
        "visit.visit_door is not mapped: give an expression, or None.",
        "visit.visit_spent is not mapped: give an expression, or None.",
    )


@pytest.mark.parametrize(
    ("annotation", "default", "doc", "problem"),
    [
        (Annotated[str, Key()], None, "A key.", "made_id must be Optional with default None."),
        (Annotated[str | None, Key()], "", "A key.", "made_id must be Optional with default None."),
        (Annotated[complex | None, Key()], None, "A key.", "made_id has a type that no column can hold."),
        (Annotated[str | None, Key()], None, None, "made_id has no description: write a docstring under it."),
        (Annotated[str | None, Dimension()], None, "No key.", "has no key: mark at least one column with Key()."),
    ],
)
def test_an_entity_that_cannot_be_a_table_is_refused(annotation: Any, default: Any, doc: str | None, problem: str) -> None:
    field = Field(default=default, description=doc)
    namespace = {"__module__": __name__, "__annotations__": {"made_id": annotation}, "made_id": field}
    config = {"model_config": {"arbitrary_types_allowed": True}}
    with pytest.raises(ContractError, match=rf"Made: {re.escape(problem)}"):
        type("Made", (Entity,), {**namespace, **config}, name="made", table="dim_made")


def test_a_reference_ends_in_id() -> None:
    with pytest.raises(ContractError, match=r"made_shop is a reference: its name must end in '_id'\."):

        class Made(Entity, name="made", table="dim_made"):
            made_id: Annotated[str | None, Key()] = None
            """A key."""
            made_shop: Annotated[str | None, Reference("shop")] = None
            """A reference."""
