"""Reporting: amounts in the currency that their tenant reports in; pure Ibis."""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from contracts.entity import MONEY, Promise
from contracts.logic import Logic


def reported(rows: ir.Table, rates: ir.Table, logic: Logic, *, day: str, currency: str, amounts: Mapping[str, str]) -> ir.Table:
    """Rows with amounts in the tenant's currency besides: ``amounts`` are the new columns, and the columns that they convert.

    ``rates`` is the star's table of exchange rates, ``day`` and ``currency`` are columns of ``rows``. An amount in the tenant's own
    currency stays as it is; one without a currency, or of a day without a rate, is null.
    """
    quoted = rates.select(
        _tenant=rates.tenant_slug,
        _day=rates.exchange_rate_date,
        _currency=rates.exchange_rate_currency,
        _rate=rates.exchange_rate_rate,
        _inverse=rates.exchange_rate_inverse,
    )
    keys = [rows.tenant_slug == quoted["_tenant"], rows[day] == quoted["_day"], rows[currency] == quoted["_currency"]]
    joined = rows.left_join(quoted, keys)
    own = joined[currency] == logic.told(joined.tenant_slug, lambda tenant: tenant.currency)
    values = {new: own.ifelse(joined[old], _converted(joined, joined[old])) for new, old in amounts.items()}
    return joined.select(**{name: joined[name] for name in rows.columns}, **values)


def unrated(entity: str, amount: str, reported_amount: str) -> Promise:
    """That every amount of an entity is told in the tenant's currency too; where a rate is missing it is null, and said so."""
    return Promise(
        f"{entity} amounts have a rate",
        f"Where {amount} is told, {reported_amount} is too: there is a rate of its currency for its day.",
        lambda rows: rows.filter(rows[amount].notnull() & rows[reported_amount].isnull()),
        stops=False,
    )


def _converted(quoted: ir.Table, amount: ir.DecimalValue) -> ir.DecimalValue:
    """An amount by the rate or its inverse, whichever tells more digits.

    In doubles, which hold 15 digits: a product of decimals would be an error where it is too large, and stop a run.
    """
    value, rate, inverse = (column.cast("float64") for column in (amount, quoted["_rate"], quoted["_inverse"]))
    return (inverse > rate).ifelse(value / inverse, value * rate).try_cast(MONEY)
