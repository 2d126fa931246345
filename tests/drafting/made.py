"""Drafts of a made-up vendor, Bookstall, made in memory or from files."""

from __future__ import annotations

from typing import Any

from contracts.catalog import Catalog
from contracts.entities.ad_performance import AdPerformance
from contracts.entities.order import Order
from contracts.entities.refund import Refund
from contracts.source import Source
from engine.drafting.contract_draft import ContractDraft, settled
from engine.drafting.subject import Subject
from engine.drafting.trial import contract_of
from engine.landing.batch import Batch

CATALOG = Catalog((AdPerformance, Order, Refund), (), ())


def drafted(*records: dict[str, Any], object_: str = "orders") -> ContractDraft:
    subject = Subject.of("bookstall", object_, CATALOG)
    return settled(subject, records, CATALOG.entities, lambda _: [Batch(list(records), "made")])


def contract(*records: dict[str, Any], object_: str = "orders") -> type[Source]:
    return contract_of(drafted(*records, object_=object_).text)


def types(draft: ContractDraft) -> dict[str, str]:
    """The type of every column, as the file spells it."""
    return {column.name: column.guess.type.name for column in draft.draft.columns}


def reviews(draft: ContractDraft) -> dict[str, str]:
    """What of every column is marked for review."""
    return {column.name: column.guess.review for column in draft.draft.columns if column.guess.review}
