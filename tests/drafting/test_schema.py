from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.drafting.contract_draft import ContractDraft, draft_contract
from engine.drafting.trial import contract_of
from engine.errors import LandingError

from .made import CATALOG, reviews, types

MONEY = {"type": "object", "properties": {"amount": {"type": "string", "format": "decimal"}, "currency": {"type": "string"}}}


def of_schema(folder: Path, schema: dict[str, Any], object_: str = "orders") -> ContractDraft:
    path = folder / "schema.json"
    path.write_text(json.dumps(schema))
    return draft_contract(path, "bookstall", object_, 10, CATALOG)


@pytest.mark.parametrize(
    ("name", "schema", "type_", "review"),
    [
        ("n", {"type": "integer"}, "int", ""),
        ("n", {"type": ["null", "number"]}, "Decimal", ""),
        ("n", {"type": ["integer", "number"]}, "Decimal", ""),
        ("n", {"type": "boolean"}, "bool", ""),
        ("n", {"type": "string"}, "str", ""),
        ("n", {"type": "string", "format": "date-time"}, "datetime", ""),
        ("n", {"type": "string", "format": "date"}, "date", ""),
        ("n", {"type": "string", "format": "int64"}, "int", ""),
        ("n", {"enum": ["a", None]}, "str", ""),
        ("n", {"const": 1}, "int", ""),
        ("n", {"items": {}}, "Json", ""),
        ("n", {"type": "object"}, "Json", ""),
        ("n", {"anyOf": [{"type": "integer"}, {"type": "null"}]}, "int", ""),
        ("n", {"oneOf": [{"type": "string"}, {"type": "integer"}]}, "str", "one of integer, string"),
        ("n", {"type": ["string", "object"]}, "Json", "one of"),
        ("n", {"$ref": "#/definitions/number"}, "Decimal", ""),
        ("n", {"$ref": "other.json#/x"}, "Json", "any type"),
        ("n", {"$ref": "#/definitions/loop"}, "Json", "any type"),
        ("n", True, "Json", "any type"),
        ("created", {"type": "integer", "description": "Unix time in milliseconds"}, "EpochMilliseconds", "since 1970"),
        ("created", {"type": "integer", "format": "unix-time"}, "EpochSeconds", "since 1970"),
        ("created", {"type": "integer"}, "int", "an instant?"),
        ("cost_micros", {"type": "integer"}, "int", "millionths"),
        ("amount", {"type": "integer"}, "Decimal", "cents"),
        ("day", {"properties": {part: {"type": "integer"} for part in ("year", "month", "day")}}, "date", ""),
    ],
)
def test_a_property_is_what_its_schema_says(tmp_path: Path, name: str, schema: Any, type_: str, review: str) -> None:
    definitions = {"number": {"type": "number"}, "loop": {"$ref": "#/definitions/loop"}}
    draft = of_schema(tmp_path, {"$schema": "x", "definitions": definitions, "properties": {"id": {"type": "integer"}, name: schema}})
    assert types(draft)[name] == type_
    assert review in reviews(draft).get(name, "")
    assert bool(review) == (name in reviews(draft))
    assert contract_of(draft.text).key == ("id",)


def test_objects_of_scalars_are_columns_wherever_they_are_said(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"id": {"type": "integer"}, "price": {"$ref": "#/$defs/money"}}, "$defs": {"money": MONEY}}
    assert types(of_schema(tmp_path, schema)) == {"id": "int", "price_amount": "Decimal", "price_currency": "str"}


def test_a_member_that_is_called_as_another_column_leaves_its_object_whole(tmp_path: Path) -> None:
    schema = {"$schema": "x", "properties": {"price": MONEY, "price_amount": {"type": "number"}}}
    assert types(of_schema(tmp_path, schema)) == {"price": "Json", "price_amount": "Decimal"}


def test_an_object_is_found_by_name_in_a_document_of_many(tmp_path: Path) -> None:
    base = {"properties": {"id": {"type": "integer"}}}
    order = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"total": {"type": "number"}}}]}
    document = {"openapi": "3.1.0", "components": {"schemas": {"Base": base, "Order": order}}}
    assert types(of_schema(tmp_path, document)) == {"id": "int", "total": "Decimal"}
    with pytest.raises(LandingError, match=r"no schema named 'ordrs'. Did you mean 'order'\?"):
        of_schema(tmp_path, document, "ordrs")


def test_a_record_with_properties_is_no_schema(tmp_path: Path) -> None:
    record = {"event": "open", "properties": {"time": 1_690_000_000, "page": {"title": "a"}}}
    draft = of_schema(tmp_path, record, "events")
    assert draft.passed and draft.trial
    assert list(types(draft)) == ["event", "properties"]
