from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import ibis
import pytest
from ibis import _
from pydantic import AliasChoices, AliasPath, Field, ValidationError

from contracts.entities.campaign import Campaign
from contracts.errors import ContractError
from contracts.kinds import Json, Kind
from contracts.source import Api, Column, Source


class Vendor(Source, api=Api("vendor_api_v1", ("vendor",))):
    """A family of contracts."""


class Thing(Vendor, object="things", key="id", version="updated_at"):
    """A contract with a column of most kinds."""

    id: int | None = None
    """What identifies a thing."""
    price: Decimal | None = None
    updated_at: datetime | None = None
    parts: Json | None = None
    account_number: str | None = Field(default=None, validation_alias=AliasChoices("accountNumber", "account_number"))


def test_a_contract_knows_its_place() -> None:
    assert (Thing.master, Thing.key, Thing.version, Thing.cursor) == ("vendor_api_v1_things", ("id",), "updated_at", "updated_at")
    assert Thing.columns[0] == Column("id", Kind.BIGINT, (), "What identifies a thing.")
    assert Thing.columns[-1].aliases == ("accountNumber", "account_number")
    assert Thing.unbound().schema() == ibis.schema({name: Kind(kind).ibis for name, kind in Thing.shape()})


def test_a_family_is_no_contract() -> None:
    assert Vendor.object == ""


def test_a_path_into_an_object_is_spelled_with_dots() -> None:
    fields = {
        "__annotations__": {"id": "int | None"},
        "id": Field(default=None, validation_alias=AliasChoices(AliasPath("own", "$id"), "id")),
    }
    contract = made(fields)
    assert contract.columns[0].aliases == ("own.$id", "id")
    assert contract.model_validate({"own": {"$id": "7"}}) == contract.model_validate({"id": 7})


@pytest.mark.parametrize("record", [{"accountNumber": 12}, {"account_number": "12"}])
def test_a_column_takes_all_of_its_names(record: dict[str, Any]) -> None:
    assert Thing.model_validate(record).account_number == "12"


def test_a_record_is_normalised_and_frozen() -> None:
    thing = Thing.model_validate({"id": "7", "price": "", "parts": "[1.10]", "unknown": 1})
    assert (thing.id, thing.price, thing.parts) == (7, None, [Decimal("1.10")])
    with pytest.raises(ValidationError, match="frozen"):
        thing.id = 8  # type: ignore[misc]


def test_a_record_that_cannot_be_held_names_every_column() -> None:
    with pytest.raises(ValidationError) as refused:
        Thing.model_validate({"id": "x", "price": "y"})
    assert {error["loc"] for error in refused.value.errors()} == {("id",), ("price",)}


def made(namespace: dict[str, Any], **keywords: Any) -> type[Source]:
    """A contract made while the test runs, with annotations as they stand in the namespace."""
    keywords = {"object": "things", "key": "id", **keywords}
    return type("Made", (Vendor,), {"__module__": __name__, "__annotations__": {"id": int | None}, "id": None, **namespace}, **keywords)


@pytest.mark.parametrize(
    ("namespace", "keywords", "problem"),
    [
        ({"__annotations__": {"id": int}}, {}, "id must be Optional with default None."),
        ({"id": 0}, {}, "id must be Optional with default None."),
        (
            {"__annotations__": {"id": complex | None}, "model_config": {"arbitrary_types_allowed": True}},
            {},
            "id has a type that no column",
        ),
        ({}, {"key": "idd"}, "names the column 'idd', which it does not have. Did you mean 'id'?"),
        ({}, {"version": "updated_at"}, "names the column 'updated_at', which it does not have."),
        ({}, {"cursor": "id_"}, "names the column 'id_', which it does not have. Did you mean 'id'?"),
        ({}, {"rest": "properties"}, "names the column 'properties', which it does not have."),
        ({}, {"rest": "id"}, "takes the rest in 'id', which is no Json."),
        ({}, {"key": ()}, "has no key: say key=... with the columns that identify a record."),
    ],
)
def test_a_contract_that_cannot_be_right_is_refused(namespace: dict[str, Any], keywords: dict[str, Any], problem: str) -> None:
    with pytest.raises(ContractError, match=rf"Made: {re.escape(problem)}"):
        made(namespace, **keywords)


def test_a_mapping_that_reads_a_missing_column_is_refused() -> None:
    blank = dict.fromkeys((column.name for column in Campaign.columns), None)
    feeds = (Campaign.mapping(**{**blank, "campaign_id": _.id, "campaign_name": _.idd, "campaign_status": _.id.upper()}),)
    with pytest.raises(ContractError) as refused:
        made({"feeds": feeds})
    assert "campaign.campaign_name reads 'idd', which the contract does not have. Did you mean 'id'?" in str(refused.value)
    assert any(problem.startswith("campaign.campaign_status") for problem in refused.value.problems)


def test_rows_that_fail_on_the_columns_are_refused() -> None:
    blank = dict.fromkeys((column.name for column in Campaign.columns), None)
    feeds = (Campaign.mapping(**blank, rows=lambda table: table.filter(table.gone)),)
    with pytest.raises(ContractError, match=r"campaign: rows= fails on the contract's columns: .*gone"):
        made({"feeds": feeds})
