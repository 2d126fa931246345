"""config.yaml on its way to Settings: found from where one stands, read, and refused with every wrong line at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contracts.errors import did_you_mean
from engine import naming
from engine.declared import Declared
from engine.document import Entry, Path_, Problem, read_document
from engine.errors import SettingsError
from engine.settings import CURRENCY, PHYSICAL_NAME, SLUG, Settings, WarehouseExtract

CONFIG = "config.yaml"

PROJECT_VARIABLE = "ENGINE_PROJECT"
"""Environment variable that names the project's folder."""

_PLAIN = {
    "missing": "is missing",
    "dict_type": "must be keys and values",
    "too_short": "must name at least one",
    "string_too_short": "is empty",
    "tuple_type": "must be a list, each item after a dash",
    "model_type": "must be keys and values",
    "model_attributes_type": "must be keys and values",
    "union_tag_not_found": "has no kind; say `kind: demo`, `kind: files` or `kind: warehouse`",
}

_FORMS = {
    SLUG: "lower case words joined by single underscores, such as tyrell_corp",
    CURRENCY: "a code of three capital letters, such as EUR",
    PHYSICAL_NAME: "a name without quotes",
}
"""What a text must be, by the pattern that it does not match."""

EXTRACTS = ("demo", "files", "warehouse")
"""The kinds of extraction that a source may have."""


def find_root(start: Path | None = None) -> Path:
    """The project's folder: the nearest one with a config.yaml, upwards from ``start``, ``$ENGINE_PROJECT`` or the current folder.

    Raises SettingsError when there is none.
    """
    named = os.environ.get(PROJECT_VARIABLE)
    folder = (start or (Path(named) if named else Path.cwd())).resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / CONFIG).is_file():
            return candidate
    do = f"Go to the project's folder, or name it with `--project` or ${PROJECT_VARIABLE}."
    raise SettingsError(f"there is no {CONFIG} here or above", where=str(folder), do=do)


def read_settings(root: Path) -> Settings:
    """The settings that config.yaml declares; raises one SettingsError that names every line that is wrong."""
    document, problems = read_document(root / CONFIG)
    data = document.value if document.value is not None else {}
    if not isinstance(data, dict):
        problems = [*problems, Problem(document.line, "must be keys and values, such as `tenants:`")]
        data = {}
    problems = [*problems, *_duplicates(document, data)]
    if "root" in data:
        problems.append(Problem(document.line_of(("root",)), _unknown_key(("root",))))
    try:
        settings = Settings.model_validate({**data, "root": root.resolve()})
    except ValidationError as error:
        raise _refusal(root, [*problems, *_invalid(document, error)]) from None
    if problems := [*problems, *_contested(document, settings), *_absent(document, settings)]:
        raise _refusal(root, problems)
    return settings


def check_platforms(settings: Settings, known: Iterable[str]) -> None:
    """Raises SettingsError, naming the lines, when a tenant connects a platform that no contract serves."""
    platforms = sorted(known)
    strays: list[Path_] = [
        ("tenants", t, "sources", s, "platform", source.platform)
        for t, tenant in enumerate(settings.tenants)
        for s, source in enumerate(tenant.sources)
        if source.platform not in platforms
    ]
    refuse(settings, [(path[:-1], _unknown_platform(path, platforms)) for path in strays])


def refuse(settings: Settings, found: Iterable[tuple[Path_, str]]) -> None:
    """Raises SettingsError where something was found wrong: at which place of config.yaml, and what; nothing where nothing was."""
    if told := list(found):
        document, _ = read_document(settings.root / CONFIG)
        raise _refusal(settings.root, [Problem(document.line_of(path), f"{_written(path)}: {what}") for path, what in told])


def _unknown_platform(path: Path_, platforms: list[str]) -> str:
    name = path[-1]
    hint = did_you_mean(str(name), platforms) or f" Known: {', '.join(platforms)}."
    return f"no contract serves the platform {name!r}.{hint}"


def _refusal(root: Path, problems: list[Problem]) -> SettingsError:
    lines = [f"{CONFIG}:{problem.line}: {problem.what}" for problem in sorted(problems, key=lambda p: (p.line, p.what))]
    return SettingsError("\n".join(lines), where=str(root / CONFIG), do="Mend these lines and run the command again.")


def _duplicates(document: Entry, data: dict[str, Any]) -> Iterator[Problem]:
    tenants = data.get("tenants")
    yield from _repeated(document, ("tenants",), tenants, "slug", "slug")
    for position, tenant in enumerate(tenants if isinstance(tenants, list) else []):
        sources = tenant.get("sources") if isinstance(tenant, dict) else None
        yield from _repeated(document, ("tenants", position, "sources"), sources, "connection", "platform")


def _repeated(document: Entry, path: Path_, items: Any, name: str, otherwise: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for position, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, dict) or not (value := item.get(name) or item.get(otherwise)):
            continue
        line = document.line_of((*path, position, name if item.get(name) else otherwise))
        if str(value) in seen:
            yield Problem(line, f"{_written((*path, position))}: the {name} {value!r} is taken on line {seen[str(value)]}; give it its own")
        seen.setdefault(str(value), line)


def _contested(document: Entry, settings: Settings) -> Iterator[Problem]:
    """Tables of other loaders have one tenant and one connection, and none of them is the engine's own."""
    own = {*naming.SCHEMAS, *(naming.landing_schema(tenant.slug) for tenant in settings.tenants)}
    seen: list[tuple[WarehouseExtract, int]] = []
    for path, extract in _warehouses(settings):
        line = document.line_of((*path, "schema"))
        if extract.schema_name.lower() in own:
            yield Problem(line, f"{_written((*path, 'schema'))}: {extract.schema_name!r} is the engine's own schema")
        if taken := [first for other, first in seen if other.meets(extract)]:
            what = f"tables of {extract.schema_name!r} are those of line {taken[0]} too; name each one's `tables` or `prefix`"
            yield Problem(line, f"{_written(path)}: {what}")
        seen.append((extract, line))


def _absent(document: Entry, settings: Settings) -> Iterator[Problem]:
    """Files of exchange rates that are not there."""
    for t, tenant in enumerate(settings.tenants):
        path, rates = ("tenants", t, "logic", "exchange_rates"), tenant.logic.exchange_rates
        if rates and not (settings.root / rates).is_file():
            yield Problem(document.line_of(path), f"{_written(path)}: there is no file {rates.as_posix()!r} beside {CONFIG}")


def _warehouses(settings: Settings) -> Iterator[tuple[Path_, WarehouseExtract]]:
    for t, tenant in enumerate(settings.tenants):
        for s, source in enumerate(tenant.sources):
            if isinstance(source.extract, WarehouseExtract):
                yield ("tenants", t, "sources", s, "extract"), source.extract


def _invalid(document: Entry, error: ValidationError) -> Iterator[Problem]:
    for details in error.errors(include_url=False):
        path = details["loc"]
        yield Problem(document.line_of(path), _message(path, details))


def _message(path: Path_, details: ErrorDetails) -> str:
    return _unknown_key(path) if details["type"] == "extra_forbidden" else f"{_written(path)}: {_complaint(details)}"


def _complaint(details: ErrorDetails) -> str:
    value, context = details["input"], details.get("ctx", {})
    kind = value.get("kind") if isinstance(value, dict) else None
    match details["type"]:
        case "union_tag_invalid":
            return f"kind must be {context['expected_tags']}, not {kind!r}.{did_you_mean(str(kind), EXTRACTS)}"
        case "string_pattern_mismatch" if context["pattern"] in _FORMS:
            return f"{value!r} must be {_FORMS[context['pattern']]}"
        case "literal_error":
            known = re.findall(r"'([^']+)'", str(context["expected"]))
            return f"must be {context['expected']}, not {value!r}.{did_you_mean(str(value), known)}"
        case "string_type":
            return f"{value!r} is not text; put it in quotes"
    return str(context["error"]) if "error" in context else _PLAIN.get(details["type"]) or f"{details['msg']}, not {value!r}"


def _unknown_key(path: Path_) -> str:
    *around, key = path
    known = sorted(_keys_at(tuple(around)) - {"root"})
    hint = did_you_mean(str(key), known) or f" Known: {', '.join(known)}."
    return f"{_written(path)}: there is no such key.{hint}"


def _keys_at(path: Path_) -> set[str]:
    models: list[type[Declared]] = [Settings]
    for step in path:
        if isinstance(step, int):
            continue
        inner = [found for model in models if step in model.model_fields for found in _models(model.model_fields[step].annotation)]
        models = inner or [model for model in models if _tagged(model, step)]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _models(annotation: Any) -> list[type[Declared]]:
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _tagged(model: type[Declared], tag: str) -> bool:
    kind = model.model_fields.get("kind")
    return kind is not None and tag in get_args(kind.annotation)


def _written(path: Path_) -> str:
    # pydantic names the chosen kind of extraction as a step of its own, the file has no such key.
    steps = [step for before, step in zip((None, *path), path, strict=False) if not (before == "extract" and step in EXTRACTS)]
    return ".".join(step for step in steps if isinstance(step, str))
