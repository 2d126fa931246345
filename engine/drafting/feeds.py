"""Feeds: the entity that an object looks like, and what of it can be mapped by the names alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import ibis.expr.types as ir

from contracts.entity import Entity
from contracts.roles import Conversion
from engine.drafting.columns import DraftedColumn
from engine.drafting.draft import Draft
from engine.drafting.field_types import INT, STR
from engine.drafting.topics import is_micros, singular

_MEANINGS = MappingProxyType(
    {
        "adset": "ad_group",
        "ad_set": "ad_group",
        "adgroup": "ad_group",
        "advertiser": "ad_account",
        "account": "ad_account",
        "buyer": "customer",
        "item": "order_line",
        "line_item": "order_line",
        "insight": "ad_performance",
        "person": "user",
        "profile": "user",
        "report": "ad_performance",
        "return": "refund",
        "sale": "order",
        "variant": "product_variant",
        "variation": "product_variant",
    }
)
"""What vendors call an entity."""
_REPORTS = ("performance", "report", "insight", "analytics", "statistics", "stats")
_SPELLINGS = MappingProxyType(
    {
        "conversion_value": ("conversions_value",),
        "created_at": ("date_created_gmt", "date_created", "created", "created_time"),
        "currency": ("currency_code", "account_currency"),
        "date": ("date_start", "day"),
        "discount_amount": ("discount_total", "total_discounts", "total_discount"),
        "name": ("order_number", "title"),
        "occurred_at": ("timestamp", "created_at", "event_timestamp"),
        "placed_at": ("created_at", "date_created_gmt", "date_created", "created"),
        "platform_status": ("status", "state"),
        "quantity": ("qty",),
        "refunded_at": ("created_at", "date_created_gmt", "date_created", "created"),
        "shipping_amount": ("shipping_total", "total_shipping"),
        "spend": ("cost", "cost_micros", "metrics_cost_micros", "amount_spent"),
        "tax_amount": ("total_tax", "tax_total"),
        "title": ("name",),
        "total_amount": ("total_price", "total", "amount"),
        "updated_at": ("date_modified_gmt", "date_modified", "updated_time", "updated", "last_modified"),
    }
)
"""What vendors call a column of an entity, besides its own name."""


@dataclass(frozen=True, slots=True)
class Hint:
    """An entity that the object may feed, and an expression for each of its columns, None where no name fits."""

    entity: type[Entity]
    values: tuple[tuple[str, str | None], ...]

    @property
    def reads_micros(self) -> bool:
        """Whether an expression needs ``micros`` of contracts.units."""
        return any(value and value.startswith("micros(") for _, value in self.values)


def hint(draft: Draft, entities: Sequence[type[Entity]]) -> Hint | None:
    """What the object of a draft may feed, None where its name is like no entity's."""
    name = meaning(draft.subject.object, [entity.name for entity in entities])
    entity = next((entity for entity in entities if entity.name == name), None)
    return Hint(entity, tuple(_values(draft, entity))) if entity else None


def meaning(object_: str, entities: Sequence[str]) -> str | None:
    """The entity that an object is called after, by its last words first.

    >>> meaning("order_refunds", ["order", "refund"]), meaning("campaign_performance_report", ["ad_performance", "campaign"])
    ('refund', 'ad_performance')
    """
    one = singular(object_)
    if any(word in one.split("_") for word in _REPORTS):
        one = "keyword_performance" if "keyword" in one else "ad_performance"
    words = one.split("_")
    tails = ["_".join(words[start:]) for start in range(len(words))]
    heads = ["_".join(words[:end]) for end in range(len(words) - 1, 0, -1)]
    return next((known for name in (*tails, *heads) if (known := _MEANINGS.get(name, name)) in entities), None)


def _values(draft: Draft, entity: type[Entity]) -> Iterator[tuple[str, str | None]]:
    known = {column.name: column for column in draft.columns}
    translated = {column.name.replace("_platform_", "_") for column in entity.columns if "_platform_" in column.name}
    for column in entity.columns:
        if column.role(Conversion):
            continue
        names = () if column.name in translated else _names(draft, entity, column.name)
        found = next((known[name] for name in names if name in known), None)
        yield column.name, _expression(found, column.dtype) if found else None


def _names(draft: Draft, entity: type[Entity], name: str) -> tuple[str, ...]:
    """The columns that may be meant by a column of the entity, the likeliest first."""
    suffix = name.removeprefix(f"{entity.name}_")
    key = draft.identity.key.columns if suffix == "id" and len(draft.identity.key.columns) == 1 else ()
    day = (draft.identity.cursor,) if suffix == "date" and draft.identity.cursor else ()
    return (*key, *day, name, suffix, f"metrics_{suffix}", suffix.removesuffix("_amount"), *_SPELLINGS.get(suffix, ()))


def _expression(column: DraftedColumn, dtype: str) -> str:
    plain = column.name if not hasattr(ir.Table, column.name) else None
    read = f"_.{plain}" if plain else f'_["{column.name}"]'
    if is_micros(column.name) and column.guess.type == INT:
        return f"micros({read})"
    return f'{read}.cast("string")' if dtype == "string" and column.guess.type != STR else read
