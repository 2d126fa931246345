"""A tenant's own exchange rates: a CSV file of columns date, currency and rate, in any order."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from contracts.currencies import CODES, NO_CURRENCY
from contracts.errors import did_you_mean
from contracts.rates import Rate
from engine.document import Problem
from engine.errors import SettingsError

COLUMNS = ("date", "currency", "rate")

_MOST = Decimal(10) ** 20
"""Above any rate of a currency in use; so that neither a rate nor its inverse is too large for a decimal of the star."""


def read_rates(path: Path) -> tuple[Rate, ...]:
    """The rates of a file, sorted by currency and day; raises one SettingsError that names every line that is wrong.

    A rate is one unit of the currency in the tenant's own, a date is as 2025-01-31.
    """
    rates: dict[tuple[str, date], tuple[Rate, int]] = {}
    problems: list[Problem] = []
    for line, row in _rows(path):
        found = _rate(row)
        if isinstance(found, str):
            problems.append(Problem(line, found))
        elif (key := (found.currency, found.day)) in rates:
            problems.append(Problem(line, f"{found.currency} on {found.day} stands here a second time (first on line {rates[key][1]})"))
        else:
            rates[key] = (found, line)
    if problems:
        lines = "\n".join(f"{path.name}:{problem.line}: {problem.what}" for problem in problems)
        raise SettingsError(lines, where=str(path), do="Mend these lines and run the command again.")
    return tuple(rate for _, (rate, _) in sorted(rates.items()))


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="", skipinitialspace=True)
            lacking = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if lacking:
                raise SettingsError(f"has no column {lacking[0]!r}", where=f"{path}:1", do=f"Name the columns {', '.join(COLUMNS)}.")
            for row in reader:
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path), do="It must be a readable CSV file in UTF-8.") from error


def _rate(row: Mapping[str, str]) -> Rate | str:
    """The rate of a row, or what is wrong with it."""
    day, code, told = (row[column].strip() for column in COLUMNS)
    if code not in CODES or code == NO_CURRENCY:
        return f"there is no currency {code!r}.{did_you_mean(code.upper(), CODES)}"
    try:
        when, rate = date.fromisoformat(day), Decimal(told)
    except ValueError:
        return f"{day!r} is no date; write it as 2025-01-31"
    except InvalidOperation:
        return f"{told!r} is no number; write it as 1.0845"
    if not rate.is_finite() or not 1 / _MOST < rate < _MOST:
        return f"a rate must be above 0, not {told!r}"
    return Rate(when, code, rate)
