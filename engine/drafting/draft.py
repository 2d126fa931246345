"""A draft: all that the contract file of an object says, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.drafting.columns import DraftedColumn, drafted_columns
from engine.drafting.field_types import Guess
from engine.drafting.fields import Record, fields
from engine.drafting.identity import Identity, identity
from engine.drafting.subject import Subject


@dataclass(frozen=True, slots=True)
class Draft:
    """The columns and the identity of an object, and what they were drafted from."""

    subject: Subject
    columns: tuple[DraftedColumn, ...]
    identity: Identity
    origin: str

    def widened(self, guesses: Mapping[str, Guess]) -> Draft:
        """The draft with other guesses for some of its columns."""
        columns = tuple(replace(column, guess=guesses.get(column.name, column.guess)) for column in self.columns)
        return replace(self, columns=columns, identity=identity(self.subject.object, columns))


def draft_of_records(subject: Subject, records: Sequence[Record], *, opening: bool = True) -> Draft:
    """A draft from a sample of records; ``opening`` lets nested objects become columns."""
    columns = drafted_columns(subject.object, fields(records, opening=opening))
    counted = f"{len(records):,} record{'s' if len(records) != 1 else ''}"
    return Draft(subject, columns, identity(subject.object, columns), counted)
