"""Rules: contracts that say more than the kinds of their columns, by validators of their own, see every record whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
from pydantic import ValidationError

from contracts.source import Source
from engine.landing.batch import Batch

Refusals = Mapping[int, Mapping[str, str]]
"""The rows that are refused: why, by column."""


def ruled(source: type[Source], batch: Batch) -> tuple[Batch, Refusals]:
    """The batch as the contract's own validators make it, and the rows that they refuse; untouched where there are none."""
    if not _has_rules(source):
        return batch, {}
    refusals: dict[int, dict[str, str]] = {}
    records = []
    for row, record in enumerate(batch.records.to_dicts() if isinstance(batch.records, pl.DataFrame) else batch.records):
        try:
            records.append(_validated(source, record))
        except ValidationError as error:
            refusals[row] = {str(e["loc"][0]) if e["loc"] else "record": e["msg"] for e in error.errors()}
            records.append({})
    return replace(batch, records=records), refusals


def _has_rules(source: type[Source]) -> bool:
    own = source.__pydantic_decorators__
    base = Source.__pydantic_decorators__
    return own.field_validators.keys() != base.field_validators.keys() or bool(own.model_validators)


def _validated(source: type[Source], record: dict[str, Any]) -> dict[str, Any]:
    spoken_for = {name for column in source.columns for name in (column.name, *column.aliases)}
    contracted = source.model_validate(record).model_dump(exclude_unset=True)
    return {**{name: value for name, value in record.items() if name not in spoken_for}, **contracted}
