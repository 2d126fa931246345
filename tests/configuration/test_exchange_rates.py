from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.currencies import CODES, CURRENCIES, NO_CURRENCY
from contracts.rates import Rate
from engine.errors import SettingsError
from engine.exchange_rates import read_rates


def written(folder: Path, text: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def complaints(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_rates(written(folder, "\n".join(("date,currency,rate", *lines))))
    assert caught.value.where == str(folder / "rates.csv")
    return caught.value.what.splitlines()


def test_rates_are_read_in_any_order_of_rows_and_columns(tmp_path: Path) -> None:
    path = written(
        tmp_path, "\ufeffrate,note,currency,date\r\n1.0845,ours,EUR,2025-01-02\r\n 0.0064 ,,JPY, 2025-01-01\r\n1,,EUR,2025-01-01\r\n"
    )
    assert read_rates(path) == (
        Rate(date(2025, 1, 1), "EUR", Decimal(1)),
        Rate(date(2025, 1, 2), "EUR", Decimal("1.0845")),
        Rate(date(2025, 1, 1), "JPY", Decimal("0.0064")),
    )


def test_a_file_without_rates_has_none(tmp_path: Path) -> None:
    assert read_rates(written(tmp_path, "date,currency,rate\n")) == ()


def test_every_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    found = complaints(
        tmp_path,
        "2025-01-01,EUR,1.08",
        "2025-01-01,EUT,1.08",
        "1/2/2025,EUR,1.08",
        '2025-01-03,EUR,"1,08"',
        "2025-01-01,EUR,1.09",
        "2025-01-04,EUR,0",
        "2025-01-05,EUR,-1",
        "2025-01-06,EUR,NaN",
        "2025-01-07,EUR",
        "2025-01-08,XXX,1",
        "2025-01-09,EUR,1e-30",
        "2025-01-09,EUR,1e30",
    )
    assert [line.partition(": ")[0] for line in found] == [f"rates.csv:{line}" for line in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)]
    assert found[0] == "rates.csv:3: there is no currency 'EUT'. Did you mean 'EUR'?"
    assert found[1] == "rates.csv:4: '1/2/2025' is no date; write it as 2025-01-31"
    assert found[2] == "rates.csv:5: '1,08' is no number; write it as 1.0845"
    assert found[3] == "rates.csv:6: EUR on 2025-01-01 stands here a second time (first on line 2)"
    assert found[4:7] == [f"rates.csv:{line}: a rate must be above 0, not {told!r}" for line, told in ((7, "0"), (8, "-1"), (9, "NaN"))]
    assert found[7] == "rates.csv:10: '' is no number; write it as 1.0845"


def test_a_currency_is_written_in_capitals(tmp_path: Path) -> None:
    assert complaints(tmp_path, "2025-01-01,eur,1.08") == ["rates.csv:2: there is no currency 'eur'. Did you mean 'EUR'?"]


def test_a_row_may_have_more_fields_than_columns(tmp_path: Path) -> None:
    assert read_rates(written(tmp_path, "date,currency,rate\n2025-01-01,EUR,1.08,x\n")) == (Rate(date(2025, 1, 1), "EUR", Decimal("1.08")),)


@pytest.mark.parametrize(("text", "lacking"), [("", "date"), ("date;currency;rate\n", "date"), ("date,currency\n", "rate")])
def test_a_file_without_the_columns_says_which(tmp_path: Path, text: str, lacking: str) -> None:
    with pytest.raises(SettingsError, match=f"has no column '{lacking}'"):
        read_rates(written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"date,currency,rate\n\xe9")
    for name in ("missing.csv", "latin.csv"):
        with pytest.raises(SettingsError, match="cannot be read"):
            read_rates(tmp_path / name)


QUOTED = st.dictionaries(
    st.tuples(st.sampled_from(sorted(CODES - {NO_CURRENCY})), st.dates()),
    st.decimals("0.000000001", "99999", allow_nan=False, places=9),
    max_size=20,
)


@given(QUOTED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read(tmp_path: Path, quoted: dict[tuple[str, date], Decimal]) -> None:
    lines = [f"{day},{code},{rate}" for (code, day), rate in quoted.items()]
    expected = tuple(Rate(day, code, rate) for (code, day), rate in sorted(quoted.items()))
    assert read_rates(written(tmp_path, "\n".join(("date,currency,rate", *reversed(lines))))) == expected


def test_the_currencies_are_each_there_once_and_in_order() -> None:
    *codes, last = [currency.code for currency in CURRENCIES]
    assert (codes, last) == (sorted(set(codes)), NO_CURRENCY)
    assert all(len(code) == 3 and code.isupper() and currency.name for code, currency in zip(codes, CURRENCIES, strict=False))


PLACES = {"USD": 2, "EUR": 2, "HUF": 2, "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "CLF": 4}


@pytest.mark.parametrize(("code", "units"), PLACES.items())
def test_a_currency_has_its_decimal_places(code: str, units: int) -> None:
    assert [currency.minor_units for currency in CURRENCIES if currency.code == code] == [units]
