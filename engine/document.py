"""A YAML file as plain data that remembers on which line everything stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.errors import SettingsError

Path_ = tuple[int | str, ...]
"""Keys and positions from the top of the document to a value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong on a line of a file."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the document, the line it stands on, and the entries inside it."""

    value: Any
    line: int
    children: dict[Any, Entry] = field(default_factory=dict)

    def line_of(self, path: Path_) -> int:
        """The line of the value at a path, or of the nearest one around it; steps that the document does not have are skipped."""
        entry = self
        for step in path:
            entry = entry.children.get(step, entry)
        return entry.line


def read_document(path: Path) -> tuple[Entry, list[Problem]]:
    """A YAML file with its lines and the keys that stand twice; raises SettingsError when it is no YAML at all."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path), do="It must be a readable UTF-8 text file.") from error
    problems: list[Problem] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        return (_Reader(loader, problems).entry(node, frozenset()) if node else Entry({}, 1)), problems
    except yaml.YAMLError as error:
        raise SettingsError(_yaml_message(error), where=_place(path, error), do="Mend the YAML.") from error
    except RecursionError:
        raise SettingsError("is nested too deep", where=str(path), do="Write it flatter.") from None
    finally:
        loader.dispose()


@dataclass(frozen=True, slots=True)
class _Reader:
    loader: Any
    problems: list[Problem]

    def entry(self, node: yaml.Node, above: frozenset[int]) -> Entry:
        line = node.start_mark.line + 1
        if id(node) in above:
            raise yaml.composer.ComposerError(None, None, "an anchor that contains itself", node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line, above | {id(node)})
        if isinstance(node, yaml.SequenceNode):
            items = [self.entry(item, above | {id(node)}) for item in node.value]
            return Entry([item.value for item in items], line, dict(enumerate(items)))
        return Entry(self._scalar(node, line), line)

    def _mapping(self, node: yaml.MappingNode, line: int, above: frozenset[int]) -> Entry:
        self.problems.extend(_twice(node))
        self.loader.flatten_mapping(node)
        children = {}
        for key, value in node.value:
            inner = self.entry(value, above)
            children[self._key(key)] = Entry(inner.value, key.start_mark.line + 1, inner.children)
        return Entry({name: child.value for name, child in children.items()}, line, children)

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key that is not a plain word", node.start_mark)
        return str(node.value)

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        try:
            return self.loader.construct_object(node)
        except (ValueError, AttributeError) as error:
            self.problems.append(Problem(line, f"{node.value!r} cannot be read: {error}"))
            return node.value


def _twice(node: yaml.MappingNode) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in seen and name != "<<":
            yield Problem(line, f"the key {name!r} stands here a second time (first on line {seen[name]})")
        seen.setdefault(name, line)


def _yaml_message(error: yaml.YAMLError) -> str:
    parts = (getattr(error, "context", None), getattr(error, "problem", None) or str(error).splitlines()[0])
    return f"is not valid YAML: {', '.join(part for part in parts if part)}"


def _place(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f"{path}:{mark.line + 1}" if mark else str(path)
