"""``engine contract``: the contract of a source that has none yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.session import Session
from engine.errors import EngineError
from engine.settings import SLUG

if TYPE_CHECKING:
    from engine.drafting.contract_draft import ContractDraft

MOST_TOLD = 5


@click.group()
def contract() -> None:
    """Contracts: what the objects of a source are, and what they mean."""


def _slug(_: click.Context, __: click.Parameter, value: str) -> str:
    import re

    if not re.fullmatch(SLUG, value):
        raise click.BadParameter(f"{value!r} is no name: lower case words joined by underscores, such as order_refunds.")
    return value


@contract.command()
@click.argument("sample", type=click.Path(path_type=Path), metavar="RECORDS_OR_SCHEMA")
@click.option("--platform", required=True, callback=_slug, help="The source, as config.yaml names it.")
@click.option("--object", "object_", required=True, callback=_slug, help="The object that the records are of.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file, not to stdout.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--limit", default=5_000, show_default=True, type=click.IntRange(min=1), help="Look at so many records at most.")
@click.pass_obj
def draft(session: Session, *, sample: Path, platform: str, object_: str, output: Path | None, force: bool, limit: int) -> None:
    """Draft a contract from records (JSON, CSV, Parquet; a file, a zip or a folder) or from a JSON Schema.

    Types, key, version and aliases are guessed. What a person must look at is marked `# review:`. Every record of the
    sample lands under the draft, or is told.

    \b
    Examples:
      engine contract draft returns.jsonl --platform bookstall --object returns
      engine contract draft schema.json --platform bookstall --object returns --output contracts/sources/bookstall.py
    """
    from contracts.catalog import catalog
    from engine.drafting.contract_draft import draft_contract

    if output and output.exists() and not force:
        raise EngineError("exists already: nothing was written", where=str(output), do="Add `--force` to overwrite it.")
    drafted = draft_contract(sample, platform, object_, limit, catalog())
    if output:
        output.write_text(drafted.text, encoding="utf-8")
    else:
        session.emit(drafted.text.rstrip("\n"))
    for line in (*told(drafted), *(next_steps(drafted, output) if output else ())):
        session.say(line)


def told(drafted: ContractDraft) -> Iterator[str]:
    """What the draft was made from, and what became of the records."""
    yield f"Drafted from {drafted.draft.origin}: {len(drafted.draft.columns)} columns, {drafted.reviews} to review."
    if drafted.draft.subject.contracted:
        yield f"There is a contract for it already, {drafted.draft.subject.contracted}: the catalog takes only one."
    if not drafted.sample or not drafted.trial:
        return
    if drafted.sample.is_cut:
        yield f"Only the first {drafted.sample.limit:,} records were looked at; `--limit` takes more."
    yield from (f"No record: {broken}" for broken in drafted.sample.broken[:MOST_TOLD])
    if drafted.passed:
        yield "Every record lands under it."
    else:
        yield f"{drafted.trial.landed:,} of {drafted.trial.records:,} records land under it."
        yield from (f"Refused: {column}: {reasons[0]}" for column, reasons in list(drafted.trial.refusals.items())[:MOST_TOLD])
        yield from (f"Beyond the contract: {column}" for column in drafted.trial.beyond[:MOST_TOLD])


def next_steps(drafted: ContractDraft, output: Path) -> Iterator[str]:
    """What to do with the file."""
    yield f"Written to {output}. Next:"
    yield "  1. Look at every `# review:`, and take the mark away."
    yield "  2. Say what a record means: `feeds` at the end of the class."
    yield "  3. `engine library build`, once the file is in contracts/sources."
    yield f"  4. A source with `platform: {drafted.draft.subject.platform}` in config.yaml, then `engine onboard <tenant>`."
