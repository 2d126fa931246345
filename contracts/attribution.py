"""Attribution: how an order's credit and money are shared among the sessions that led to it; pure Ibis.

The models are those that ad tools and the dbt packages share (first and last touch, linear and position based as Snowplow's
attribution package has them, the last touch that is not direct as in Google Analytics, a half-life of seven days). Shares are differences
of running totals, so that they sum to the whole exactly, whatever rounding does to each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from contracts.entity import MONEY

HALF_LIFE = 7
"""Days by which a touch must come earlier to be worth half as much in time decay."""

CENTS = "decimal(38, 2)"
"""Money is split at whole cents; what an amount has beyond them goes to the touch with which the credit is used up."""

_FINE = 10**9
"""Weights of time decay are whole numbers of this fraction: their sums do not depend on the order of the rows."""

_DAY = 86400
_OF_ORDER = ("tenant_slug", "order")


def touches(orders: ir.Table, sessions: ir.Table) -> ir.Table:
    """Every order with each session of its person that began in the ``days`` before it, or once with none.

    Orders have tenant_slug, order (key), person, placed_at, days, amount and whatever else is to be kept; sessions tenant_slug,
    session (key), person, started_at, source, medium and more. Adds position (1 for the first), touches (0 without any),
    days_before, last (the position of the last one) and chosen: that of the last session that is not direct, or else of the last.
    """
    met = [
        orders.tenant_slug == sessions.tenant_slug,
        orders.person == sessions.person,
        sessions.started_at <= orders.placed_at,
        sessions.started_at >= orders.placed_at - orders.days.as_interval("D"),
    ]
    led = orders.left_join(sessions, met, rname="session_{name}")
    kept = [name for name in sessions.columns if name not in ("tenant_slug", "person")]
    rows = led.select(*orders.columns, *kept).view()
    told = rows.mutate(position=ibis.row_number().over(_in_order(rows)) + 1, touches=rows.session.count().over(_whole(rows))).view()
    named = is_direct(told.source, told.medium).ifelse(ibis.null("int64"), told.position)
    last = ibis.greatest(told.touches, 1)
    before = (told.placed_at.epoch_seconds() - told.started_at.epoch_seconds()) / _DAY
    return told.mutate(chosen=named.max().over(_whole(told)).fill_null(last), last=last, days_before=before).view()


def is_direct(source: ir.StringValue, medium: ir.StringValue) -> ir.BooleanValue:
    """Whether nothing led to a visit: the address was typed in, or nobody knows.

    >>> visit = ibis.memtable({"source": ["(direct)", None, "news"], "medium": ["(none)", "(not set)", None]})
    >>> is_direct(visit.source, visit.medium).name("direct").to_pyarrow().to_pylist()
    [True, True, False]
    """
    no_source = source.isnull() | source.lower().isin(("", "(direct)", "(not set)"))
    return no_source & (medium.isnull() | medium.lower().isin(("", "(none)", "(not set)")))


def credited(touched: ir.Table) -> ir.Table:
    """One row each touch and model that gives it credit: ``model``, ``credit`` (of 1) and ``revenue`` (of the amount, in cents).

    The credit of an order's touches sums to 1 and their revenue to the amount, exactly. An order without a session has one row a
    model, with all of both.
    """
    weighed = touched.mutate(weight=_decayed(touched)).view()
    sums = weighed.mutate(running=weighed.weight.sum().over(_in_order(weighed)), total=weighed.weight.sum().over(_whole(weighed))).view()
    shares = [ibis.struct({"model": name, **{end: ends[end] for end in ("before", "upto")}}) for name, ends in _shares(sums).items()]
    rows = sums.select(*touched.columns, share=ibis.array(shares).unnest()).unpack("share").view()
    some = rows.filter(rows.upto > rows.before)
    revenue = _money(some.amount, some.upto) - _money(some.amount, some.before)
    return some.select(*touched.columns, "model", credit=(some.upto - some.before).cast(MONEY), revenue=revenue.cast(MONEY))


def _in_order(rows: ir.Table) -> Any:
    return ibis.window(group_by=[rows[name] for name in _OF_ORDER], order_by=[rows.started_at, rows.session], preceding=None, following=0)


def _whole(rows: ir.Table) -> Any:
    return ibis.window(group_by=[rows[name] for name in _OF_ORDER])


def _decayed(rows: ir.Table) -> ir.IntegerValue:
    """The weight of a touch in time decay, counted from the order's last touch, which is worth a whole."""
    sooner = rows.days_before - rows.days_before.min().over(_whole(rows))
    return (ibis.literal(0.5) ** (sooner.fill_null(0) / HALF_LIFE) * _FINE).round().cast("int64")


def _shares(rows: ir.Table) -> Mapping[str, Mapping[str, ir.DecimalValue]]:
    """What share of the credit each model has given away before a touch, and up to and with it."""
    position, last = rows.position, rows.last
    ends = ibis.greatest(2 * (last - 2), 1)
    earlier = (position == 1).ifelse(0, ends + position - 2)
    within = ((position == 1) | (position == last)).ifelse(ends, 1)
    counts = {
        "first_touch": ((position > 1).cast("int64"), ibis.literal(1), ibis.literal(1)),
        "last_touch": (ibis.literal(0), (position == last).cast("int64"), ibis.literal(1)),
        "last_non_direct": ((position > rows.chosen).cast("int64"), (position >= rows.chosen).cast("int64"), ibis.literal(1)),
        "linear": (position - 1, position, last),
        "time_decay": (rows.running - rows.weight, rows.running, rows.total),
        "position_based": (earlier, earlier + within, 2 * ends + last - 2),
    }
    return {
        model: {"before": (before / whole).cast(MONEY), "upto": (upto / whole).cast(MONEY)}
        for model, (before, upto, whole) in counts.items()
    }


def _money(amount: ir.DecimalValue, share: ir.DecimalValue) -> ir.DecimalValue:
    """What has been given away of an amount once a share of it has, in whole cents until the end."""
    return (share == 1).ifelse(amount, ibis.least((amount.cast(CENTS) * share).cast(CENTS).cast(MONEY), amount))
