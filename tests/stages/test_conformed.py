"""What facts of all sources share, against Python's own calendar and hand-made quotations."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.channels import DESCRIPTIONS, UNASSIGNED, channel
from contracts.currencies import CURRENCIES
from contracts.entities.channel import Channel
from contracts.entities.currency import Currency
from contracts.entities.date import Day
from contracts.entities.exchange_rate import ExchangeRate
from contracts.entities.fiscal_date import FiscalDate
from contracts.entity import Entity
from contracts.logic import ChannelRule, Logic, TenantLogic
from contracts.rates import Rate
from contracts.reporting import reported
from engine.models.spec import compiled
from engine.stages import conformed

from .conftest import Run, declared, described, rows

SEED = Path(__file__).parents[2] / "sqlmesh_project" / "seeds" / "exchange_rates.csv"

LOGIC = Logic(
    (
        TenantLogic("acme", currency="EUR", fiscal_year_start=4, channel_rules=(ChannelRule("Paid Influencers", source="insta.*"),)),
        TenantLogic("stark", currency="USD"),
        TenantLogic("umbra", currency="AED", fiscal_year_start=10),
    )
)
PER_EURO = ibis.table(conformed.PER_EURO, name="per_euro")

Quoted = Mapping[tuple[str, date], Decimal]
"""Units of a currency for one euro, by currency and day."""

FRIDAY = date(2025, 1, 3)


def rates(per_euro: Quoted, own: Mapping[str, Sequence[Rate]], logic: Logic = LOGIC) -> dict[tuple[str, date, str], Decimal]:
    """Rates by tenant, day and currency: all but those of tenants' own currencies, which are 1."""
    with duckdb.connect() as warehouse:
        quote(warehouse, per_euro)
        warehouse.execute(f"CREATE TABLE made AS {compiled(conformed.exchange_rates(PER_EURO, logic, own))}")
        home = rows(
            warehouse, f"SELECT exchange_rate_to AS code, count(*) AS days FROM made WHERE {OWN_CURRENCY} GROUP BY ALL ORDER BY ALL"
        )
        found = rows(warehouse, "SELECT * FROM made WHERE exchange_rate_currency <> exchange_rate_to")
    days = (conformed.LAST_FISCAL_DAY - conformed.FIRST_FISCAL_DAY).days + 1
    assert home == [{"code": code, "days": days} for code in sorted(tenant.currency for tenant in logic.tenants)]
    keyed = {tuple(row.values())[:3]: row["exchange_rate_rate"] for row in found}
    assert len(keyed) == len(found)
    return keyed


OWN_CURRENCY = "exchange_rate_currency = exchange_rate_to AND exchange_rate_rate = 1 AND exchange_rate_inverse = 1"


def quote(warehouse: duckdb.DuckDBPyConnection, per_euro: Quoted) -> None:
    warehouse.execute("CREATE TABLE per_euro (rate_date DATE, currency TEXT, per_euro DECIMAL(38, 9))")
    for (currency, day), value in per_euro.items():
        warehouse.execute("INSERT INTO per_euro VALUES (?, ?, ?)", [day, currency, value])


def test_the_calendar_is_that_of_python(run: Run) -> None:
    found = run(conformed.dates())
    first, last = conformed.FIRST_DAY, conformed.LAST_DAY
    days = [conformed.UNKNOWN_DAY, *(first + timedelta(days=n) for n in range((last - first).days + 1))]
    assert sorted(row["date_day"] for row in found) == days
    for row in found:
        day = row["date_day"]
        iso = day.isocalendar()
        assert row == {
            "date_day": day,
            "date_week": day - timedelta(days=day.weekday()),
            "date_month": day.replace(day=1),
            "date_quarter": date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
            "date_year": day.year,
            "date_weekday": day.isoweekday(),
            "date_weekday_name": calendar.day_name[day.weekday()],
            "date_is_weekend": day.isoweekday() >= 6,
            "date_day_of_month": day.day,
            "date_day_of_year": day.timetuple().tm_yday,
            "date_month_of_year": day.month,
            "date_month_name": calendar.month_name[day.month],
            "date_quarter_of_year": (day.month + 2) // 3,
            "date_iso_year": iso.year,
            "date_iso_week": f"{iso.year}-W{iso.week:02}",
        }


@pytest.mark.parametrize("begins", [1, 2, 4, 7, 10, 12])
def test_a_fiscal_year_is_that_of_python(run: Run, begins: int) -> None:
    found = run(conformed.fiscal_dates(Logic((TenantLogic("a", fiscal_year_start=begins),))))
    first, last = conformed.FIRST_FISCAL_DAY, conformed.LAST_FISCAL_DAY
    assert len(found) == (last - first).days + 2
    for row in found:
        day = row["fiscal_date_day"]
        if day == conformed.UNKNOWN_DAY:
            assert row == {**dict.fromkeys(row), "tenant_slug": "a", "fiscal_date_day": day}
            continue
        start = max(begun for year in (day.year - 1, day.year) if (begun := date(year, begins, 1)) <= day)
        end = start.replace(year=start.year + 1) - timedelta(days=1)
        months = (day.year - start.year) * 12 + day.month - start.month
        expected = ("a", day, end.year, months // 3 + 1, months + 1, start)
        assert tuple(row.values()) == expected


def test_each_tenant_has_its_own_fiscal_year(run: Run) -> None:
    found = {row["tenant_slug"]: row for row in run(conformed.fiscal_dates(LOGIC)) if row["fiscal_date_day"] == date(2025, 3, 31)}
    assert {slug: (row["fiscal_date_year"], row["fiscal_date_quarter"]) for slug, row in found.items()} == {
        "acme": (2025, 4),
        "stark": (2025, 1),
        "umbra": (2025, 2),
    }


def test_every_tenant_has_the_default_channels_and_its_own_alone(run: Run) -> None:
    found = run(conformed.channels(LOGIC))
    for slug, own in (("acme", ["Paid Influencers"]), ("stark", []), ("umbra", [])):
        ranked = sorted((row for row in found if row["tenant_slug"] == slug), key=lambda row: row["channel_rank"])
        assert [row["channel_name"] for row in ranked] == [*own, *DESCRIPTIONS]
        assert [row["channel_rank"] for row in ranked] == list(range(1, len(ranked) + 1))
        assert [row["channel_name"] for row in ranked if not row["channel_is_default"]] == own
        assert ranked[-1]["channel_name"] == UNASSIGNED
    kinds = {row["channel_name"]: (row["channel_is_paid"], row["channel_is_organic"]) for row in found}
    assert [kinds[name] for name in ("Paid Influencers", "Organic Video", "Direct")] == [(True, False), (False, True), (False, False)]


def test_a_tenants_rule_of_a_default_channel_adds_none(run: Run) -> None:
    logic = Logic((TenantLogic("a", channel_rules=(ChannelRule("Email", source="crm"), ChannelRule("Email", source="it's"))),))
    found = {row["channel_name"]: row["channel_rank"] for row in run(conformed.channels(logic))}
    assert set(found) == set(DESCRIPTIONS)
    assert found["Email"] == 1


def test_the_currencies_are_those_of_iso_4217(run: Run) -> None:
    assert [tuple(row.values()) for row in run(conformed.currencies())] == [tuple(currency) for currency in CURRENCIES]


def test_rates_are_crossed_over_the_euro() -> None:
    found = rates({("USD", FRIDAY): Decimal("1.03"), ("JPY", FRIDAY): Decimal("162.5")}, {})
    on_friday = {(tenant, code): rate for (tenant, day, code), rate in found.items() if day == FRIDAY}
    assert on_friday == {
        ("acme", "USD"): round(1 / Decimal("1.03"), 9),
        ("acme", "JPY"): round(1 / Decimal("162.5"), 9),
        ("stark", "EUR"): Decimal("1.03"),
        ("stark", "JPY"): round(Decimal("1.03") / Decimal("162.5"), 9),
    }  # and none for umbra, whose own currency the bank does not quote


def test_a_day_without_a_quotation_has_the_last_one_of_seven_days() -> None:
    quoted = {
        ("USD", FRIDAY): Decimal(1),
        ("USD", FRIDAY + timedelta(days=3)): Decimal(2),
        ("USD", FRIDAY + timedelta(days=20)): Decimal(4),
    }
    found = {
        day: rate for (_, day, code), rate in rates(quoted, {}, Logic((TenantLogic("stark", currency="USD"),))).items() if code == "EUR"
    }
    held = [(FRIDAY + timedelta(days=n), Decimal(1 if n < 3 else 2 if n < 11 else 4)) for n in (*range(11), *range(20, 28))]
    assert sorted(found.items()) == held


def test_a_tenants_own_rates_stand_for_all_of_its_rates() -> None:
    own = {
        "acme": (Rate(FRIDAY, "USD", Decimal("0.9")), Rate(FRIDAY, "EUR", Decimal(2))),
        "umbra": (Rate(FRIDAY, "USD", Decimal("3.6725")),),
    }
    found = rates({("USD", FRIDAY): Decimal("1.03"), ("JPY", FRIDAY): Decimal("162.5")}, own)
    on_sunday = {(tenant, code): rate for (tenant, day, code), rate in found.items() if day == FRIDAY + timedelta(days=2)}
    assert on_sunday == {
        ("acme", "USD"): Decimal("0.9"),
        ("umbra", "USD"): Decimal("3.6725"),
        ("stark", "EUR"): Decimal("1.03"),
        ("stark", "JPY"): round(Decimal("1.03") / Decimal("162.5"), 9),
    }


def test_without_quotations_there_are_only_own_currencies() -> None:
    assert rates({}, {}) == {}


DAYS = st.integers(0, 25).map(lambda n: FRIDAY + timedelta(days=n))
VALUES = st.decimals("0.1", "999", allow_nan=False, places=4)
QUOTED = st.dictionaries(st.tuples(st.sampled_from(["USD", "JPY", "GBP"]), DAYS), VALUES, max_size=20)
OWN = st.dictionaries(st.tuples(st.sampled_from(["USD", "JPY"]), DAYS), VALUES, max_size=8)


@settings(max_examples=20)
@given(QUOTED, OWN)
def test_a_rate_is_the_newest_quotation_of_both_currencies_or_none(per_euro: Quoted, own: Quoted) -> None:
    logic = Logic((TenantLogic("acme", currency="EUR"), TenantLogic("stark", currency="USD")))
    declared_ = {"acme": [Rate(day, code, value) for (code, day), value in own.items()]}
    found = rates(per_euro, declared_, logic)
    euro = {**per_euro, **{("EUR", day): Decimal(1) for _, day in per_euro}}
    expected = {}
    for day in (FRIDAY + timedelta(days=n) for n in range(-3, 40)):
        for code in ("USD", "JPY", "GBP", "EUR"):
            to, value = held(euro, "USD", day), held(euro, code, day)
            if to and value and code != "USD":
                expected["stark", day, code] = to / value
            if own and code != "EUR" and (direct := held(own, code, day)):
                expected["acme", day, code] = direct
            if not own and code != "EUR" and value and (base := held(euro, "EUR", day)):
                expected["acme", day, code] = base / value
    assert set(found) == set(expected)
    assert all(abs(found[key] - value) < Decimal("0.000000002") for key, value in expected.items())


def held(quoted: Quoted, code: str, day: date) -> Decimal | None:
    """The last quotation of a currency on a day or in the seven before it."""
    return next((quoted[code, past] for n in range(8) if (code, past := day - timedelta(days=n)) in quoted), None)


def test_the_seed_quotes_every_working_day_and_each_currency_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute(f"CREATE TABLE per_euro AS SELECT * FROM read_csv('{SEED}')")
    assert warehouse.execute("SELECT count(*), count(DISTINCT (rate_date, currency)), min(per_euro) > 0 FROM per_euro").fetchall() == [
        (29157, 29157, True)
    ]
    assert warehouse.execute("SELECT count(*) FROM per_euro WHERE isodow(rate_date) > 5").fetchall() == [(0,)]
    known = {currency.code for currency in CURRENCIES}
    assert {code for (code,) in warehouse.execute("SELECT DISTINCT currency FROM per_euro").fetchall()} <= known
    lines = SEED.read_text().splitlines()
    assert lines[1:] == sorted(lines[1:])


def test_amounts_are_reported_by_the_rates_of_the_star(warehouse: duckdb.DuckDBPyConnection, run: Run) -> None:
    quote(warehouse, {("USD", FRIDAY): Decimal("1.03")})
    warehouse.execute(f"CREATE TABLE rates AS {compiled(conformed.exchange_rates(PER_EURO, LOGIC, {}))}")
    warehouse.execute(
        "CREATE TABLE sales AS SELECT 'stark' AS tenant_slug, DATE '2025-01-05' AS day, 'EUR' AS code, 10::DECIMAL(38, 9) AS net"
    )
    sales = ibis.table({"tenant_slug": "string", "day": "date", "code": "string", "net": "decimal(38, 9)"}, name="sales")
    stored = ibis.table({"tenant_slug": "string", **{c.name: c.dtype for c in ExchangeRate.columns}}, name="rates")
    assert [row["own"] for row in run(reported(sales, stored, LOGIC, day="day", currency="code", amounts={"own": "net"}))] == [
        Decimal("10.3")
    ]


MADE: dict[type[Entity], ibis.Table] = {
    Day: conformed.dates(),
    FiscalDate: conformed.fiscal_dates(LOGIC),
    Channel: conformed.channels(LOGIC),
    Currency: conformed.currencies(),
    ExchangeRate: conformed.exchange_rates(PER_EURO, LOGIC, {"umbra": (Rate(FRIDAY, "USD", Decimal("3.6725")),)}),
}


@pytest.mark.parametrize("entity", MADE, ids=lambda entity: entity.name)
def test_the_columns_are_the_declared_ones(warehouse: duckdb.DuckDBPyConnection, entity: type[Entity]) -> None:
    quote(warehouse, {("USD", FRIDAY): Decimal("1.03")})
    warehouse.execute(f"CREATE TABLE made AS {compiled(MADE[entity])}")
    tenant = {} if entity in (Day, Currency) else {"tenant_slug": "string"}
    assert described(warehouse, "FROM made") == declared({**tenant, **{column.name: column.dtype for column in entity.columns}})


@pytest.mark.parametrize("entity", MADE, ids=lambda entity: entity.name)
def test_sql(sql_file: SnapshotAssertion, entity: type[Entity]) -> None:
    assert compiled(MADE[entity]) + "\n" == sql_file


def test_sql_of_reported_amounts(sql_file: SnapshotAssertion) -> None:
    sales = ibis.table({"tenant_slug": "string", "day": "date", "code": "string", "net": "decimal(38, 9)"}, name="sales")
    stored = ibis.table({"tenant_slug": "string", **{c.name: c.dtype for c in ExchangeRate.columns}}, name="fct_exchange_rates")
    assert compiled(reported(sales, stored, LOGIC, day="day", currency="code", amounts={"net_reported": "net"})) + "\n" == sql_file


def test_sql_of_a_channel(sql_file: SnapshotAssertion) -> None:
    visits = ibis.table(dict.fromkeys(("tenant_slug", "source", "medium", "campaign"), "string"), name="visits")
    told = channel(visits.source, visits.medium, visits.campaign, visits.tenant_slug, LOGIC)
    assert compiled(visits.select(channel=told)) + "\n" == sql_file
