"""The documents say what is: their commands parse, their links lead somewhere, and their examples run."""

from __future__ import annotations

import doctest
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import click
import pytest

from engine.cli.main import cli
from engine.cli.session import Session
from engine.configuration import read_settings
from engine.settings import Settings
from tests.conftest import REPOSITORY

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md")])

_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(engine [a-z][^`\n]*)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLACEHOLDER = re.compile(r"<(\w+)>")
_FILE = re.compile(r"# (\S+\.py)\n")


@dataclass(frozen=True)
class Block:
    """A fenced block of a document."""

    document: Path
    language: str
    text: str
    """What stands between the fences, without the indent of a list."""

    @property
    def is_doctest(self) -> bool:
        return ">>>" in self.text

    @property
    def file(self) -> str | None:
        """The file that the block is the text of, told in its first line."""
        found = _FILE.match(self.text)
        return found[1] if found else None


def blocks(document: Path, *languages: str) -> list[Block]:
    found = _BLOCK.findall(document.read_text(encoding="utf-8"))
    return [Block(document, language, dedent(text) if indent else text) for indent, language, text in found if language in languages]


def typed(document: Path) -> Iterator[str]:
    """Every ``engine ...`` that a console block shows."""
    for block in blocks(document, "console"):
        lines = block.text.replace("\\\n", " ").splitlines()
        yield from (line.strip().removeprefix("$ ") for line in lines if line.strip().startswith("$ engine "))


def mentioned(document: Path) -> Iterator[str]:
    """Every ``engine ...`` in the running text; a command may be named there without its arguments."""
    yield from _INLINE.findall(document.read_text(encoding="utf-8"))


def parse(command: str, *, whole: bool = True) -> None:
    """Resolves a command with its arguments and options in the real click tree, without running it."""
    words = shlex.split(_PLACEHOLDER.sub(r"\1", command))[1:]
    context = click.Context(cli, obj=Session())
    name: str | None = None
    found: click.Command | None = cli
    while isinstance(found, click.Group) and words:
        _, words, _ = found.make_parser(context).parse_args(list(words))
        name, found, words = found.resolve_command(context, words)
    assert found is not None
    if words or whole:
        found.make_context(name, words, parent=context)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_is_one_that_the_command_line_has(document: Path) -> None:
    for command, whole in [*((c, True) for c in typed(document)), *((c, False) for c in mentioned(document))]:
        try:
            parse(command, whole=whole)
        except click.ClickException as error:
            pytest.fail(f"{document.name}: `{command}`: {error.format_message()}")


@pytest.mark.parametrize("command", ["engine onbord x", "engine onboard x --conection y", "engine semantic ask", "engine registry accept"])
def test_a_command_that_does_not_exist_is_noticed(command: str) -> None:
    with pytest.raises(click.ClickException):
        parse(command)


def test_the_readme_names_every_command() -> None:
    readme = REPOSITORY / "README.md"
    named = {words[1] for command in [*typed(readme), *mentioned(readme)] if len(words := command.split()) > 1}
    assert set(cli.list_commands(click.Context(cli))) <= named


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_repository_leads_somewhere(document: Path) -> None:
    links = [link for link in _LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    broken = [link for link in links if not _leads(document, link)]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_python_of_a_document_runs(document: Path) -> None:
    known: dict[str, Any] = {"__name__": f"documented_{document.stem}"}
    for block in blocks(document, "python"):
        if block.is_doctest:
            known = _tested(block, known)
        elif block.file:
            known |= _executed(block)
        else:
            compile(block.text, str(document), "exec")


def test_the_tenants_of_the_readme_are_ones_that_config_takes(tmp_path: Path) -> None:
    found = [_settings(tmp_path, block.text) for document in DOCUMENTS for block in blocks(document, "yaml")]
    assert {kind.extract.kind for settings in found for tenant in settings.tenants for kind in tenant.sources} == {
        "demo",
        "files",
        "warehouse",
    }


def _settings(folder: Path, tenants: str) -> Settings:
    (folder / "config.yaml").write_text(f"tenants:\n{tenants}", encoding="utf-8")
    return read_settings(folder)


def _leads(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists() or not target.is_relative_to(REPOSITORY):
        return False
    return not anchor or anchor in _anchors(target)


def _anchors(document: Path) -> set[str]:
    """What headings are called in links: lower case, words joined by dashes, nothing else."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _executed(block: Block) -> dict[str, Any]:
    """The names of a block that is a whole file, made as an import would make them."""
    module = ModuleType(Path(str(block.file)).stem)
    sys.modules[module.__name__] = module  # pydantic reads a class's annotations in its module
    try:
        exec(compile(block.text, str(block.file), "exec"), vars(module))
    finally:
        del sys.modules[module.__name__]
    return vars(module)


def _tested(block: Block, known: dict[str, Any]) -> dict[str, Any]:
    name = f"{block.document.name}: {block.text.splitlines()[0]}"
    example = doctest.DocTestParser().get_doctest(block.text, dict(known), name, str(block.document), 0)
    output: list[str] = []
    names = example.globs
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=output.append, clear_globs=False)
    assert not output, "".join(output)
    return names
