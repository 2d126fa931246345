"""Conformed tables: the calendars, channels, currencies and exchange rates that facts of all sources share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from contracts.channels import DESCRIPTIONS, is_organic, is_paid
from contracts.currencies import CURRENCIES
from contracts.entity import MONEY, Entity
from contracts.logic import Logic, TenantLogic
from contracts.rates import Rate

TENANT_COLUMNS = ("tenant_slug", "tenant_name", "tenant_time_zone", "tenant_currency")

UNKNOWN_DAY = date(1900, 1, 1)
"""The day of facts without a time, or with one that no calendar is kept for."""

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2099, 12, 31)

FIRST_FISCAL_DAY, LAST_FISCAL_DAY = date(2000, 1, 1), date(2049, 12, 31)
"""Days that tenants' own calendars are kept for: all that shops and ads have facts of, since each day is a row for every tenant."""

CARRIED = 7
"""Days for which a quotation stands in for those that have none: a weekend with holidays before and after."""

_CHANNEL = {
    "channel_name": "string",
    "channel_description": "string",
    "channel_is_paid": "boolean",
    "channel_is_organic": "boolean",
}

PER_EURO = {"rate_date": "date", "currency": "string", "per_euro": MONEY}
"""Columns of the seed of reference rates: units of a currency for one euro."""


def conformed(entity: type[Entity], logic: Logic, per_euro: ir.Table, own: Mapping[str, Sequence[Rate]]) -> ir.Table:
    """The rows of an entity that the engine makes; ``per_euro`` are the reference rates, ``own`` those that tenants declare."""
    match entity.table:
        case "dim_dates":
            return dates()
        case "dim_tenants":
            return tenants(logic)
        case "dim_fiscal_dates":
            return fiscal_dates(logic)
        case "dim_channels":
            return channels(logic)
        case "dim_currencies":
            return currencies()
        case "fct_exchange_rates":
            return exchange_rates(per_euro, logic, own)
    raise ValueError(f"nothing makes {entity.table}")


def tenants(logic: Logic) -> ir.Table:
    """The tenants of the star, compiled in."""
    rows = [ibis.struct(dict(zip(TENANT_COLUMNS, (t.slug, t.name, t.time_zone, t.currency), strict=True))) for t in logic.tenants]
    blank = ibis.struct(dict.fromkeys(TENANT_COLUMNS, ibis.null("string")))
    members = ibis.array(rows or [blank]).unnest().name("member").as_table()
    told = members.select(**{name: members.member[name] for name in TENANT_COLUMNS})
    return told if rows else told.filter(told.tenant_slug.notnull())  # of an empty array, DuckDB would not know the columns' types


def dates() -> ir.Table:
    """Every day from 1970 to 2099, and the unknown day."""
    days = ibis.union(_days(FIRST_DAY, LAST_DAY), ibis.literal(UNKNOWN_DAY).name("date_day").as_table())
    day = days.date_day
    midnight = day.cast("timestamp")  # of a date, Ibis takes the truncated for a date, where DuckDB gives a timestamp
    weekday = (day.day_of_week.index() + 1).cast("int64")
    return days.select(
        date_day=day,
        date_week=midnight.truncate("W").cast("date"),
        date_month=midnight.truncate("M").cast("date"),
        date_quarter=midnight.truncate("Q").cast("date"),
        date_year=day.year().cast("int64"),
        date_weekday=weekday,
        date_weekday_name=midnight.strftime("%A"),
        date_is_weekend=weekday >= 6,
        date_day_of_month=day.day().cast("int64"),
        date_day_of_year=day.day_of_year().cast("int64"),
        date_month_of_year=day.month().cast("int64"),
        date_month_name=midnight.strftime("%B"),
        date_quarter_of_year=day.quarter().cast("int64"),
        date_iso_year=day.iso_year().cast("int64"),
        date_iso_week=midnight.strftime("%G-W%V"),
    )


def fiscal_dates(logic: Logic) -> ir.Table:
    """Every tenant's own calendar: where the days from 2000 to 2049 lie in its fiscal year; of the unknown day nothing is told."""
    tenants = _tenants(logic)
    rows = _days(FIRST_FISCAL_DAY, LAST_FISCAL_DAY).cross_join(tenants)
    begins = logic.told(rows.tenant_slug, lambda tenant: tenant.fiscal_year_start).cast("int64")
    day, month = rows.date_day, rows.date_day.month().cast("int64")
    start = day.year().cast("int64") - (month < begins).cast("int64")
    fiscal_month = (month - begins + 12) % 12 + 1
    known = rows.select(
        tenant_slug=rows.tenant_slug,
        fiscal_date_day=day,
        fiscal_date_year=start + (begins > 1).cast("int64"),
        fiscal_date_quarter=((fiscal_month + 2) // 3).cast("int64"),
        fiscal_date_month=fiscal_month.cast("int64"),
        fiscal_date_year_start=ibis.date(start, begins, 1),
    )
    unknown = {name: ibis.null(type_) for name, type_ in known.schema().items()}
    unknown |= {"tenant_slug": tenants.tenant_slug, "fiscal_date_day": ibis.literal(UNKNOWN_DAY)}
    return ibis.union(known, tenants.select(**unknown))


def channels(logic: Logic) -> ir.Table:
    """Every tenant's channels: those of its own rules, then the default ones."""
    ranked = [f"{name}|{DESCRIPTIONS[name]}|{is_paid(name)}|{is_organic(name)}|{rank}" for rank, name in enumerate(DESCRIPTIONS, start=1)]
    default = _lines(ranked, {**_CHANNEL, "channel_rank": "int64"}).cross_join(_tenants(logic))
    own = [(tenant.slug, rank, name) for tenant in logic.tenants for rank, name in enumerate(_own_channels(tenant), start=1)]
    before = logic.told(default.tenant_slug, lambda tenant: len(_own_channels(tenant)))
    last = {"channel_is_default": ibis.literal(True), "channel_rank": (default.channel_rank + before).cast("int64")}
    usual = default.select("tenant_slug", *_CHANNEL, **last)
    return ibis.union(_of_rules(own), usual.anti_join(_of_rules(own), ["tenant_slug", "channel_name"])) if own else usual


def currencies() -> ir.Table:
    """The currencies of ISO 4217, compiled in."""
    rows = (f"{known.code}|{known.name}|{known.minor_units}" for known in CURRENCIES)
    return _lines(rows, {"currency_code": "string", "currency_name": "string", "currency_minor_units": "int64"})


def exchange_rates(per_euro: ir.Table, logic: Logic, own: Mapping[str, Sequence[Rate]]) -> ir.Table:
    """One row a tenant, day and currency with a rate: of ``own`` where the tenant has some, else crossed over ``per_euro``.

    A tenant's own rates stand for all: none is filled in from the reference rates. Its own currency has the rate 1 on every day of
    its calendar. Own rates are compiled in as one text: 1,000 rows take 10 ms and 35 kB, so that 10,000 a tenant are fine.
    """
    declared = {tenant.slug: own[tenant.slug] for tenant in logic.tenants if own.get(tenant.slug)}
    crossing = [tenant.slug for tenant in logic.tenants if tenant.slug not in declared]
    rows = _united(
        [
            *([_crossed(per_euro, logic, crossing)] if crossing else []),
            *([_declared(declared, logic)] if declared else []),
            _home(logic),
        ]
    )
    return rows.select(
        tenant_slug=rows.tenant_slug,
        exchange_rate_date=rows.day,
        exchange_rate_currency=rows.currency,
        exchange_rate_to=_reported_in(rows, logic),
        exchange_rate_rate=rows.rate.cast(MONEY),
        exchange_rate_inverse=rows.inverse.cast(MONEY),
    )


def _days(first: date, last: date) -> ir.Table:
    start, end = (ibis.literal(day).cast("timestamp") for day in (first, last + timedelta(days=1)))
    days = ibis.range(start, end, ibis.interval(days=1)).unnest().name("date_day").as_table()
    return days.select(date_day=days.date_day.cast("date"))


def _own_channels(tenant: TenantLogic) -> list[str]:
    return list(dict.fromkeys(rule.channel for rule in tenant.channel_rules))


def _of_rules(own: Sequence[tuple[str, int, str]]) -> ir.Table:
    """Channels of tenants' own rules (slug, rank, name), compiled in; as values of their own, for names may have bars in them."""
    rows = [
        (
            slug,
            name,
            DESCRIPTIONS.get(name, "A channel of the tenant's own rules."),
            is_paid(name),
            is_organic(name),
            name in DESCRIPTIONS,
            rank,
        )
        for slug, rank, name in own
    ]
    types = {"tenant_slug": "string", **_CHANNEL, "channel_is_default": "boolean", "channel_rank": "int64"}
    fields = ", ".join(f"{name}: {type_}" for name, type_ in types.items())
    row = ibis.literal([dict(zip(types, values, strict=True)) for values in rows], type=f"array<struct<{fields}>>").unnest()
    table = row.name("row").as_table()
    return table.select(**{name: table.row[name] for name in types})


def _tenants(logic: Logic) -> ir.Table:
    return _slugs([tenant.slug for tenant in logic.tenants])


def _slugs(slugs: Sequence[str]) -> ir.Table:
    return ibis.literal(list(slugs), type="array<string>").unnest().name("tenant_slug").as_table()


def _reported_in(rows: ir.Table, logic: Logic) -> ir.StringValue:
    return logic.told(rows.tenant_slug, lambda tenant: tenant.currency)


def _home(logic: Logic) -> ir.Table:
    """The rate of every tenant's own currency, which is 1 by definition: columns tenant_slug, day, currency, rate and inverse."""
    rows = _days(FIRST_FISCAL_DAY, LAST_FISCAL_DAY).cross_join(_tenants(logic))
    one = ibis.literal(1.0)
    return rows.select("tenant_slug", day=rows.date_day, currency=_reported_in(rows, logic), rate=one, inverse=one)


def _crossed(per_euro: ir.Table, logic: Logic, slugs: Sequence[str]) -> ir.Table:
    """The rates of tenants over the euro, in the same columns."""
    abroad = _reference(per_euro)
    tenants = _slugs(slugs)
    members = tenants.select("tenant_slug", _to=_reported_in(tenants, logic))
    home = abroad.select(_day=abroad.day, _to=abroad.currency, _value=abroad["value"])
    told = members.join(home, "_to").select("tenant_slug", "_day", "_to", "_value")
    pairs = abroad.join(told, [abroad.day == told["_day"], abroad.currency != told["_to"]])
    rate, inverse = pairs["_value"] / pairs["value"], pairs["value"] / pairs["_value"]
    return pairs.select("tenant_slug", "day", "currency", rate=rate, inverse=inverse)


def _reference(per_euro: ir.Table) -> ir.Table:
    """Units for one euro of every currency, and of the euro, on every day: columns currency, day and value."""
    quoted = per_euro.select(currency=per_euro.currency, day=per_euro.rate_date, value=per_euro.per_euro.cast("float64"))
    euro = per_euro.select(currency=ibis.literal("EUR"), day=per_euro.rate_date, value=ibis.literal(1.0)).distinct()
    return _carried(ibis.union(quoted, euro), ("currency",))


def _declared(own: Mapping[str, Sequence[Rate]], logic: Logic) -> ir.Table:
    """The rates that tenants declare, in the same columns; what one declares of its own currency does not count."""
    rows = (f"{slug}|{rate.currency}|{rate.day}|{rate.rate:f}" for slug, rates in sorted(own.items()) for rate in rates)
    quoted = _lines(rows, {"tenant_slug": "string", "currency": "string", "day": "date", "value": "float64"})
    abroad = quoted.filter(quoted.currency != _reported_in(quoted, logic))
    held = _carried(abroad, ("tenant_slug", "currency"))
    return held.select("tenant_slug", "day", "currency", rate=held["value"], inverse=1.0 / held["value"])


def _carried(quotes: ir.Table, by: Sequence[str]) -> ir.Table:
    """Each quotation on its day and on those without one after it: columns by, day and value."""
    following = quotes.day.lead().over(ibis.window(group_by=list(by), order_by=quotes.day))
    holds = ibis.least(ibis.coalesce(following.delta(quotes.day, unit="day"), CARRIED + 1), CARRIED + 1)
    held = quotes.select(*by, "day", "value", held=holds)
    spread = held.select(*by, "day", "value", later=ibis.range(0, held.held).unnest())
    day = (spread.day.cast("timestamp") + spread.later.as_interval("D")).cast("date")
    return spread.select(*by, day=day, value=spread["value"])


def _lines(rows: Iterable[str], types: Mapping[str, str]) -> ir.Table:
    """Rows compiled in as one text, of fields between bars: a hundred times faster to compile and to plan than literals of structs."""
    line = ibis.literal(";".join(rows)).split(";").unnest().name("line").as_table()
    fields = line.line.split("|")
    return line.select(**{name: fields[place].cast(type_) for place, (name, type_) in enumerate(types.items())})


def _united(tables: Sequence[ir.Table]) -> ir.Table:
    return ibis.union(*tables) if len(tables) > 1 else tables[0]
