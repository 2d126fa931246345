"""The way from a file to a contract: read, drafted, tried on the very records, widened where one did not land."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contracts.catalog import Catalog
from contracts.entity import Entity
from contracts.source import Source
from engine.drafting.draft import Draft, draft_of_records
from engine.drafting.feeds import hint
from engine.drafting.field_types import JSON, STR, Guess
from engine.drafting.fields import Record
from engine.drafting.guess import MIXED
from engine.drafting.python_text import REVIEW
from engine.drafting.render import render
from engine.drafting.sample import Sample, read_sample
from engine.drafting.schema import draft_of_schema
from engine.drafting.schema_document import read_schema
from engine.drafting.subject import Subject
from engine.drafting.trial import Trial, contract_of, tried
from engine.errors import LandingError
from engine.landing.batch import Batch

Landing = Callable[[type[Source]], Iterable[Batch]]
"""The records of a sample as landing reads them for a contract."""

_WIDENINGS = 3
"""A column is at first what it looks like, then JSON where it holds objects, then text."""


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """The text of a contract file, the sample that it was drafted from, and what became of it; neither for a schema."""

    draft: Draft
    text: str
    trial: Trial | None = None
    sample: Sample | None = None

    @property
    def passed(self) -> bool:
        """Whether every record landed under it, and nothing beyond it."""
        return self.trial is None or self.trial.passed

    @property
    def standing(self) -> tuple[int, int]:
        """How well it did: records that landed, then columns beyond it, the fewer the better."""
        return (self.trial.landed, -len(self.trial.beyond)) if self.trial else (0, 0)

    @property
    def reviews(self) -> int:
        """How many marks a person must look at."""
        return self.text.count(REVIEW)


def draft_contract(path: Path, platform: str, object_: str, limit: int, catalog: Catalog) -> ContractDraft:
    """A contract for an object of a platform, from at most ``limit`` records of a file or folder, or from a schema.

    Raises LandingError where the path holds neither.
    """
    if not path.exists():
        raise LandingError("there is no such file or folder", where=str(path), do="Give records of the object, or a schema of it.")
    subject = Subject.of(platform, object_, catalog)
    if document := read_schema(path, object_):
        draft = draft_of_schema(subject, document)
        text = render(draft, hint(draft, catalog.entities))
        contract_of(text)
        return ContractDraft(draft, text)
    sample = read_sample(path, object_, limit)
    return replace(settled(subject, sample.records, catalog.entities, sample.batches), sample=sample)


def settled(subject: Subject, records: Sequence[Record], entities: Sequence[type[Entity]], landed: Landing) -> ContractDraft:
    """The first draft under which all records land, else the one under which most do; ``landed`` reads them for a contract."""
    attempts = _attempts(subject, records, entities, landed)
    best = next(attempts)
    while not best.passed and (attempt := next(attempts, None)):
        best = max(best, attempt, key=lambda draft: draft.standing)
    return best


def _attempts(subject: Subject, records: Sequence[Record], entities: Sequence[type[Entity]], landed: Landing) -> Iterator[ContractDraft]:
    """Drafts, each a little wider where the one before refused a record; at last with nested objects left whole."""
    for opening in (True, False):
        draft = draft_of_records(subject, records, opening=opening)
        for _ in range(_WIDENINGS):
            text = render(draft, hint(draft, entities))
            contract = contract_of(text)
            trial = tried(contract, landed(contract), len(records))
            yield ContractDraft(draft, text, trial)
            draft = draft.widened(_wider(draft, trial))


def _wider(draft: Draft, trial: Trial) -> Mapping[str, Guess]:
    """The next wider type of every column that refused a value."""
    refused = (column for column in draft.columns if column.name in trial.refusals)
    return {column.name: Guess(JSON if column.is_nested and column.guess.type != JSON else STR, MIXED) for column in refused}
