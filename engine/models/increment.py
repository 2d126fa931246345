"""Increments: how a model is brought up to date by what changed below it, as values that travel with the model."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Promised(_Value):
    """What must hold of the rows of a model: its query gives the rows of ``engine_rows`` for which it does not."""

    name: str
    description: str
    query: str
    stops: bool = True
    """Whether nothing is written where it is broken."""


class Grouped(_Value):
    """A model whose rows belong to the groups of the reader, by columns that align with them."""

    model: str
    by: tuple[str, ...]
    has_candidates: bool = False
    """Whether it holds more than the rows that stand."""


class LookedUp(_Value):
    """A model whose members the reader's rows refer to."""

    model: str
    key: str
    """The members' key."""
    id: str = ""
    """The members' natural id, if the reader knows them by that too."""
    reference: str
    """The reader's column of the member's key, the unknown one where there is no such member."""
    reference_id: str = ""
    """The reader's column of the member's natural id."""
    takes: tuple[str, ...] | None = ()
    """The members' columns that the reader takes, besides that there is such a member; None for all of them."""
    has_candidates: bool = False


class Increment(_Value):
    """How the groups that changes touch are found, and made anew.

    A model without ``group`` is made whole whenever something below it changed; what came out as before is left alone.
    """

    grain: tuple[str, ...]
    """The columns that identify a row."""
    group: tuple[str, ...] = ()
    grouped: tuple[Grouped, ...] = ()
    looked_up: tuple[LookedUp, ...] = ()
    whole: tuple[str, ...] = ()
    """Models any change of which makes the whole anew."""
    promises: tuple[Promised, ...] = ()

    @property
    def watched(self) -> tuple[str, ...]:
        """The models whose changes matter; any other one is the same as long as this model is."""
        named = [*(each.model for each in self.grouped), *(each.model for each in self.looked_up), *self.whole]
        return tuple(dict.fromkeys(named))


class Records(_Value):
    """How a unified model follows its sinks: by their new records, and by the keys that these tell of or told of."""

    key: str
    """The entity's key, by which rows compete."""
    grain: tuple[str, ...]
    """The columns of what rows are written together."""
    sinks: tuple[tuple[str, str], ...]
    """Models and the master models' ids, under which their rows are known."""
    ranked: str
    """The query that makes the rows of ``candidates``."""
    computed: tuple[str, ...] = ()
    """The columns that it adds."""
    order: tuple[str, ...] = ()
    """By what rows of one key are ranked, none of it null; nothing where rows do not compete."""

    @property
    def watched(self) -> tuple[str, ...]:
        """The models whose changes matter."""
        return tuple(model for model, _ in self.sinks)
