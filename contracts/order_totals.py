"""What an order is made of and what became of it: its lines, refunds, payments, buyer and attribution, beside the order itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from contracts.calculated import marked
from contracts.local_time import local_day
from contracts.logic import Logic
from contracts.reporting import reported

_MONEY = "decimal(38, 9)"
_PLACE = ("source", "medium", "campaign", "channel", "session_key")
"""What an order takes from the session that it is attributed to."""

_REPORTED: Mapping[str, str] = MappingProxyType(
    {
        "order_total_reported": "order_total_amount",
        "order_net_reported": "order_net_amount",
        "order_refunded_reported": "order_refunded_amount",
    }
)
"""Columns in the tenant's currency, and those in the order's."""

NO_SALE = ("cancelled", "voided")
"""States of orders by which nobody bought anything."""

_NOTHING: Mapping[str, ir.Table] = MappingProxyType({})
_NO_LOGIC = Logic()


def settle(orders: ir.Table, others: Mapping[str, ir.Table] = _NOTHING, logic: Logic = _NO_LOGIC) -> ir.Table:
    """Orders with their computed columns.

    ``others`` are refund, order_line, payment, buyer and attribution, each where it has a source: what it would tell is null
    without it, and nothing is refunded. Test orders are those that the platforms or the tenants' own rules mark.
    """
    told = orders
    for name, (read, types) in _PARTS.items():
        told = _beside(told, read(others[name], logic)) if name in others else told.mutate(**{c: ibis.null(t) for c, t in types.items()})
    computed = {**_amounts(told), **_buyer(told), **{f"order_{name}": told[f"_{name}"] for name in _PLACE}}
    test = {"order_is_test": told.order_is_test.fill_null(False) | marked(told, logic, lambda tenant: tenant.test_orders)}
    whole = told.select(**{name: told[name] for name in orders.columns} | computed | test)
    return _reported(whole, others["exchange_rate"], logic) if "exchange_rate" in others else whole


def _reported(orders: ir.Table, rates: ir.Table, logic: Logic) -> ir.Table:
    """Orders with their main amounts in the tenants' currencies, at the rates of the days on which they were placed."""
    dated = orders.mutate(_day=local_day(orders.order_placed_at, orders.tenant_slug, logic)).view()
    whole = reported(dated, rates, logic, day="_day", currency="order_currency", amounts=_REPORTED)
    return whole.select(*orders.columns, *_REPORTED)


def _beside(orders: ir.Table, part: ir.Table) -> ir.Table:
    """Orders with the columns of a table that has at most one row an order."""
    own = part.view()
    joined = orders.left_join(own, [orders.tenant_slug == own["_tenant"], orders.order_key == own["_order"]])
    return joined.select(*orders.columns, *(name for name in part.columns if name not in ("_tenant", "_order")))


def _summed(rows: ir.Table, order: str, **values: ir.Value) -> ir.Table:
    return rows.group_by(_tenant=rows.tenant_slug, _order=rows[order]).aggregate(**values)


def _refunds(refunds: ir.Table, _: Logic) -> ir.Table:
    return _summed(
        refunds,
        "refund_order_key",
        _refunded=refunds.refund_amount.sum(),
        _goods_back=refunds.refund_goods_amount.sum(),
        _tax_back=refunds.refund_tax_amount.sum(),
        _refund_currency=refunds.refund_currency.min(),
        _refund_currency_too=refunds.refund_currency.max(),
    )


def _lines(lines: ir.Table, _: Logic) -> ir.Table:
    known = lines.order_line_total_amount.notnull().all()
    return _summed(
        lines,
        "order_line_order_key",
        _units=lines.order_line_quantity.sum(),
        _lines=known.ifelse(lines.order_line_total_amount.sum(), ibis.null(_MONEY)),
        _lines_tax=lines.order_line_tax_amount.sum(),
        _cost=lines.order_line_cost_amount.sum(),
        _margin=lines.order_line_margin_amount.sum(),
    )


def _payments(payments: ir.Table, _: Logic) -> ir.Table:
    return _summed(
        payments,
        "payment_order_key",
        _paid=payments.payment_paid_amount.sum(),
        _payment_currency=payments.payment_currency.min(),
        _payment_currency_too=payments.payment_currency.max(),
    )


def _buyers(buyers: ir.Table, _: Logic) -> ir.Table:
    return buyers.select(
        _tenant=buyers.tenant_slug,
        _order=buyers.buyer_order_key,
        _person_key=buyers.buyer_person_key,
        _sequence=buyers.buyer_order_sequence,
    )


def _attributions(credits: ir.Table, logic: Logic) -> ir.Table:
    """The place of the greatest credit by the tenant's own model; of equal ones that of the later session."""
    model = logic.told(credits.tenant_slug, lambda tenant: tenant.attribution_model)
    own = credits.filter(credits.attribution_model == model)
    later = [own[name].desc() for name in ("attribution_touched_at", "attribution_session_key") if name in own.columns]
    order = [own.attribution_credit.desc(), *later]
    ranked = own.mutate(_rank=ibis.row_number().over(group_by=[own.tenant_slug, own.attribution_order_key], order_by=order))
    first = ranked.filter(ranked["_rank"] == 0)
    place = {f"_{name}": first[f"attribution_{name}"] for name in _PLACE}
    return first.select(_tenant=first.tenant_slug, _order=first.attribution_order_key, **place)


Read = Callable[[ir.Table, Logic], ir.Table]

_PARTS: Mapping[str, tuple[Read, Mapping[str, str]]] = MappingProxyType(
    {
        "refund": (
            _refunds,
            {
                **dict.fromkeys(("_refunded", "_goods_back", "_tax_back"), _MONEY),
                **dict.fromkeys(("_refund_currency", "_refund_currency_too"), "string"),
            },
        ),
        "order_line": (_lines, {"_units": "int64", **dict.fromkeys(("_lines", "_lines_tax", "_cost", "_margin"), _MONEY)}),
        "payment": (_payments, {"_paid": _MONEY, **dict.fromkeys(("_payment_currency", "_payment_currency_too"), "string")}),
        "buyer": (_buyers, {"_person_key": "string", "_sequence": "int64"}),
        "attribution": (_attributions, {f"_{name}": "string" for name in _PLACE}),
    }
)
"""How each of the others is read, and what it tells with its types."""


def _amounts(told: ir.Table) -> dict[str, ir.Value]:
    nothing = ibis.null(_MONEY)
    refunded_abroad, paid_abroad = _abroad(told, "refund"), _abroad(told, "payment")
    amounts = {
        "order_lines_amount": told["_lines"],
        "order_refunded_amount": refunded_abroad.ifelse(nothing, told["_refunded"].fill_null(0)),
        "order_net_amount": refunded_abroad.ifelse(nothing, _net(told)),
        "order_cost_amount": told["_cost"],
        "order_margin_amount": told["_margin"],
        "order_paid_amount": paid_abroad.ifelse(nothing, told["_paid"]),
    }
    return {"order_units": told["_units"].cast("int64"), **{name: value.cast(_MONEY) for name, value in amounts.items()}}


def _abroad(told: ir.Table, part: str) -> ir.BooleanValue:
    """Whether some of the money is not in the order's currency: no sum can be told then."""
    one, other = told[f"_{part}_currency"], told[f"_{part}_currency_too"]
    return ((one != other) | (one != told.order_currency)).fill_null(False)


def _net(told: ir.Table) -> ir.Value:
    """Line items less discounts and returned items, without the taxes that these hold; an order's own taxes may be of shipping too."""
    included = told.order_tax_included.fill_null(False)
    taxes = ibis.coalesce(told["_lines_tax"], told.order_tax_amount, 0) - told["_tax_back"].fill_null(0)
    goods = told.order_gross_amount - told.order_discount_amount.fill_null(0) - told["_goods_back"].fill_null(0)
    return goods - included.ifelse(taxes, 0)


def _buyer(told: ir.Table) -> dict[str, ir.Value]:
    sequence = told["_sequence"].cast("int64")
    return {
        "order_person_key": told["_person_key"],
        "order_sequence": sequence,
        "order_kind": ibis.cases((sequence == 1, "first"), (sequence > 1, "repeat")),
        "order_is_first": (sequence == 1).cast("int64"),
    }
