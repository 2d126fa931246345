"""Schema: a draft from what a schema of an object promises, where there are no records yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.drafting.columns import drafted_columns
from engine.drafting.draft import Draft
from engine.drafting.fields import DATE_PARTS, Field, are_words, clash
from engine.drafting.identity import identity
from engine.drafting.schema_document import Schema, SchemaDocument
from engine.drafting.schema_types import told, types
from engine.drafting.subject import Subject

Properties = Mapping[str, Schema]


def draft_of_schema(subject: Subject, document: SchemaDocument) -> Draft:
    """A draft from the schema of an object."""
    properties = _properties(document, document.object)
    rows_of_objects = all(_members(document, schema) for schema in properties.values())
    opened = [leaf for name, schema in properties.items() for leaf in _opened(document, Field(name, ()), schema, nested=rows_of_objects)]
    whole = [(Field(name, ()), schema) for name, schema in properties.items()]
    found = whole if clash([field for field, _ in opened]) else opened
    guesses = {field.name: told(field.name, list(document.alternatives(schema))) for field, schema in found}
    columns = drafted_columns(subject.object, [field for field, _ in found], guesses)
    return Draft(subject, columns, identity(subject.object, columns), "a schema")


def _properties(document: SchemaDocument, schema: Schema) -> Properties:
    return {str(name): document.resolved(inner) for name, inner in schema.get("properties", {}).items()}


def _opened(document: SchemaDocument, field: Field, schema: Schema, *, nested: bool = False) -> Iterator[tuple[Field, Schema]]:
    """The members of an object that landing would open, or the field itself; ``nested`` opens an object that holds objects, too."""
    members = _members(document, schema)
    flat = not any(_is_nested(document, inner) for inner in members.values()) and members.keys() != DATE_PARTS
    if not are_words(members.keys()) or not (flat or nested):
        yield field, schema
        return
    for name, inner in members.items():
        yield from _opened(document, Field(f"{field.name}.{name}", (), field.name), inner)


def _members(document: SchemaDocument, schema: Schema) -> Properties:
    """The properties of a field that is always an object, or null."""
    schemas = [found for found in document.alternatives(schema) if types(found)]
    return _properties(document, schemas[0]) if len(schemas) == 1 and types(schemas[0]) == ["object"] else {}


def _is_nested(document: SchemaDocument, schema: Schema) -> bool:
    return not all(set(types(found)) and {"object", "array"}.isdisjoint(types(found)) for found in document.alternatives(schema))
