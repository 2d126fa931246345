"""Money of the simulation: whole minor units of the tenant's currency, so that every sum is exact."""

from __future__ import annotations

from decimal import Decimal

_NO_MINOR_UNIT = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"}
)
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def digits(currency: str) -> int:
    """How many decimal places a currency has.

    >>> digits("EUR"), digits("JPY"), digits("KWD")
    (2, 0, 3)
    """
    return 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THOUSANDTHS else 2


def level(currency: str) -> float:
    """Roughly how many minor units of a currency buy what one dollar buys."""
    return 150.0 if currency in _NO_MINOR_UNIT else 300.0 if currency in _THOUSANDTHS else 100.0


def major(amount: int, currency: str) -> Decimal:
    """An amount of minor units in major units.

    >>> major(1999, "USD"), major(1999, "JPY")
    (Decimal('19.99'), Decimal('1999'))
    """
    return Decimal(amount).scaleb(-digits(currency))


def share(amount: int, part: int, whole: int) -> int:
    """The part of an amount, rounded half up to a minor unit.

    >>> share(1000, 2, 3), share(5, 1, 2)
    (667, 3)
    """
    return (2 * amount * part + whole) // (2 * whole)


def micros(amount: int, currency: str) -> int:
    """An amount of minor units in millionths of the major unit.

    >>> micros(1999, "USD"), micros(1999, "JPY")
    (19990000, 1999000000)
    """
    return amount * int(10 ** (6 - digits(currency)))


def ratio(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """A part of a whole to six digits, 0 where there is no whole.

    >>> ratio(1, 3), ratio(1, 0)
    (Decimal('0.333333'), Decimal('0'))
    """
    return round(Decimal(part) / Decimal(whole), 6) if whole else Decimal(0)
