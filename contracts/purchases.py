"""Purchases: the properties by which sites tell an analytics tool what was bought, where the tool has no own ones for it.

The names are those of Google Analytics' and of Segment's specifications of events.
"""

from __future__ import annotations

from typing import Any

import ibis

from contracts.nested import amount

TRANSACTION = ("transaction_id", "order_id")
"""The shop's id of the purchase."""
CURRENCY = ("currency",)
"""The currency of the amounts (ISO 4217)."""
FIGURES = ("revenue", "value", "total")
"""What was bought for, the narrowest amount first."""


def figure(name: Any, said: Any) -> Any:
    """What a purchase was made for, from a struct of the texts of ``FIGURES``; null for an event of any other name.

    >>> said = [{"revenue": None, "value": "19.9", "total": "25"}] * 2
    >>> events = ibis.memtable({"name": ["purchase", "add_to_cart"], "said": said})
    >>> figure(events.name, events.said).name("revenue").to_pyarrow().to_pylist()
    [Decimal('19.900000000'), None]
    """
    told = ibis.coalesce(*(amount(said[each]) for each in FIGURES))
    return (name == "purchase").ifelse(told, ibis.null("decimal(28, 9)"))
