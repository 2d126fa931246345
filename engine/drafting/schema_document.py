"""Schema documents: a JSON Schema (drafts 4 to 2020-12) or an OpenAPI document, and what its references mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from contracts.errors import did_you_mean
from contracts.naming import snake
from engine.drafting.topics import singular
from engine.errors import LandingError

Schema = Mapping[str, Any]

NOTHING_SAID: Schema = MappingProxyType({})
"""The schema that any value satisfies."""

_SUFFIXES = (".json", ".yaml", ".yml")
_LARGEST = 1 << 25
_SAYS = frozenset({"type", "$ref", "properties", "items", "anyOf", "oneOf", "allOf", "enum", "const", "format", "description"})
_SHELVES = (("components", "schemas"), ("definitions",), ("$defs",))
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class SchemaDocument:
    """A document, and the schema of one object in it."""

    document: Schema
    object: Schema

    def resolved(self, schema: Any) -> Schema:
        """A schema with its references followed and what it must satisfy altogether laid together; anything where that is elsewhere."""
        found = self._followed(schema)
        parts = [self._followed(part) for part in found.get("allOf", ())]
        properties = {name: inner for part in (*parts, found) for name, inner in part.get("properties", {}).items()}
        merged = {key: value for part in (*parts, found) for key, value in part.items() if key != "allOf"}
        return {**merged, "properties": properties} if properties else merged

    def alternatives(self, schema: Any) -> Iterator[Schema]:
        """The schemas of which a value satisfies one."""
        found = self.resolved(schema)
        choices = [*found.get("anyOf", ()), *found.get("oneOf", ())]
        yield from (self.resolved(choice) for choice in choices) if choices and "type" not in found else (found,)

    def _followed(self, schema: Any) -> Schema:
        for _ in range(_DEEPEST):
            if not isinstance(schema, Mapping):
                return NOTHING_SAID
            if not isinstance(schema.get("$ref"), str):
                return schema
            schema = self._at(schema["$ref"])
        return NOTHING_SAID

    def _at(self, reference: str) -> Any:
        outside, _, pointer = reference.partition("#")
        value: Any = NOTHING_SAID if outside else self.document
        for step in pointer.split("/")[1:]:
            value = value.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(value, Mapping) else None
        return value


def read_schema(path: Path, object_: str) -> SchemaDocument | None:
    """The schema of an object in a file, None where the file holds records; raises LandingError where it holds other objects' only."""
    if path.is_dir() or path.suffix.lower() not in _SUFFIXES or path.stat().st_size > _LARGEST:
        return None
    try:
        document = yaml.load(path.read_text(encoding="utf-8-sig"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    found = SchemaDocument(document, NOTHING_SAID)
    shelf = _shelf(document)
    whole = found.resolved(document)
    if _describes_object(whole, declared="$schema" in document):
        return SchemaDocument(document, whole)
    return SchemaDocument(document, found.resolved(_named(path, shelf, object_))) if shelf else None


def _describes_object(schema: Schema, *, declared: bool) -> bool:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties or "object" not in str(schema.get("type", "object")):
        return False
    return declared or all(inner in (True, False) or (isinstance(inner, Mapping) and _SAYS & inner.keys()) for inner in properties.values())


def _shelf(document: Schema) -> Schema:
    """The named schemas that a document keeps."""
    for path in _SHELVES:
        found: Any = document
        for step in path:
            found = found.get(step) if isinstance(found, Mapping) else None
        if isinstance(found, Mapping) and found and all(isinstance(schema, Mapping) for schema in found.values()):
            return found
    return NOTHING_SAID


def _named(path: Path, shelf: Schema, object_: str) -> Schema:
    wanted = (object_, singular(object_))
    name = next((name for name in shelf if snake(name) in wanted), None)
    if name is None:
        what = f"there is no schema named {object_!r}.{did_you_mean(singular(object_), map(snake, shelf))}"
        raise LandingError(what, where=str(path), do=f"Say one of them with --object: {', '.join(sorted(map(snake, shelf))[:20])}.")
    schema: Schema = shelf[name]
    return schema
