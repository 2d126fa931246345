"""Render: a draft as the text of a contract file, in the style of contracts/sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from engine.drafting.columns import DraftedColumn
from engine.drafting.draft import Draft
from engine.drafting.feeds import Hint
from engine.drafting.python_text import MARGIN, REVIEW, call, indented, literal, remarked, tuple_of

_OWN = "contracts.kinds"
_MODULES = ("datetime", "decimal", _OWN)
"""Where the types of fields come from, in the order of their imports."""


def render(draft: Draft, hint: Hint | None = None) -> str:
    """The whole file; what a person must look at stands behind ``# review:``."""
    body = chain(_class_line(draft), indented(_docstring(draft)), indented(_fields(draft.columns)), indented(_feeds(hint)))
    return "\n".join([*_heading(draft), "", *_imports(draft), "", "", *body, ""])


def _heading(draft: Draft) -> Iterator[str]:
    yield f'"""{_title(draft)}: {_words(draft.subject.object)}.'
    yield ""
    yield f"Drafted from {draft.origin}. Look at every line that is marked for review, then take the mark away."
    yield '"""'


def _imports(draft: Draft) -> Iterator[str]:
    names = {module: sorted(c.guess.type.name for c in draft.columns if c.guess.type.module == module) for module in _MODULES}
    lines = {module: f"from {module} import {', '.join(dict.fromkeys(names[module]))}" for module in _MODULES if names[module]}
    aliased = any(column.aliases for column in draft.columns)
    groups = [
        ["from __future__ import annotations"],
        [lines[module] for module in _MODULES[:-1] if module in lines],
        ["from pydantic import AliasChoices, Field"] if aliased else [],
        sorted([*([lines[_OWN]] if _OWN in lines else []), draft.subject.imported]),
    ]
    first, *rest = [group for group in groups if group]
    yield from first
    yield from (line for group in rest for line in ("", *group))


def _class_line(draft: Draft) -> Iterator[str]:
    found = draft.identity
    instants = (("version", found.version, found.version_review), ("cursor", found.cursor, found.cursor_review))
    arguments = [
        *((base, "") for base in draft.subject.bases),
        (f"object={literal(draft.subject.object)}", ""),
        (tuple_of("key=", found.key.columns), found.key.review),
        *((f"{word}={literal(column)}", review) for word, column, review in instants if column),
    ]
    return call(f"class {draft.subject.class_name}", arguments, ":")


def _docstring(draft: Draft) -> Iterator[str]:
    yield f'"""One {_words(draft.subject.one)}, as {_title(draft)} sends it."""'
    yield ""


def _fields(columns: Sequence[DraftedColumn]) -> Iterator[str]:
    """The fields in the vendor's order, those of one object together, under its name."""
    groups = sorted(dict.fromkeys(column.group for column in columns), key=bool)
    for group in groups:
        if group:
            yield f"# {ascii(group)[1:-1]}"
        yield from (line for column in columns if column.group == group for line in _field(column))


def _field(column: DraftedColumn) -> list[str]:
    declared = f"{column.name}: {column.guess.type.name} | None = "
    if not column.aliases:
        return list(remarked(f"{declared}None", column.guess.review, margin=MARGIN))
    spellings = tuple_of("validation_alias=AliasChoices", (*column.aliases, column.name))
    lines = list(call(f"{declared}Field", [("default=None", ""), (spellings, "")], margin=MARGIN))
    if len(lines) == 1:
        return list(remarked(lines[0], column.guess.review, margin=MARGIN))
    return [*([f"{REVIEW} {column.guess.review}"] if column.guess.review else []), *lines]


def _feeds(hint: Hint | None) -> Iterator[str]:
    """The mapping as a comment: it takes a person to say what a record means."""
    yield ""
    if not hint:
        yield f"{REVIEW} what does a record mean? `feeds` maps it to an entity of contracts/entities; without it, it is only kept."
        return
    entity = hint.entity
    yield f"{REVIEW} it looks like `{entity.name}`. What its names tell is filled in; say the rest, or leave None where there is none."
    yield "# from ibis import _"
    yield f"# from {entity.__module__} import {entity.__name__}"
    yield from ["# from contracts.units import micros"] if hint.reads_micros else []
    yield "#"
    yield "# feeds = ("
    yield f"#     {entity.__name__}.mapping("
    yield from (f"#         {name}={value}," for name, value in hint.values)
    yield "#     ),"
    yield "# )"


def _title(draft: Draft) -> str:
    return " ".join(word.capitalize() for word in draft.subject.platform.split("_"))


def _words(name: str) -> str:
    return name.replace("_", " ")
