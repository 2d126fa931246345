"""The types that a drafted field can have, each by the name that the contract file writes and the module that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from contracts.kinds import EpochMicroseconds, EpochMilliseconds, EpochSeconds, Json, Kind, Percent, kind_of, unit_of
from contracts.normalise import normalise


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type as a contract writes it."""

    name: str
    module: str
    annotation: Any

    @property
    def kind(self) -> Kind:
        """What a column of the type holds."""
        kind = kind_of(self.annotation)
        assert kind
        return kind

    def takes(self, values: Iterable[Any]) -> bool:
        """Whether the normaliser of the type takes every value: it is the one that landing asks.

        >>> INT.takes(["12", 12.0]), INT.takes(["1.5"])
        (True, False)
        """
        kind, unit = self.kind, unit_of(self.annotation)
        try:
            for value in values:
                normalise(kind, value, unit)
        except (ValueError, ArithmeticError, RecursionError, TypeError):
            return False
        return True


STR = FieldType("str", "", str)
INT = FieldType("int", "", int)
BOOL = FieldType("bool", "", bool)
BYTES = FieldType("bytes", "", bytes)
DECIMAL = FieldType("Decimal", "decimal", Decimal)
DATETIME = FieldType("datetime", "datetime", datetime)
DATE = FieldType("date", "datetime", date)
TIME = FieldType("time", "datetime", time)
JSON = FieldType("Json", "contracts.kinds", Json)
PERCENT = FieldType("Percent", "contracts.kinds", Percent)
EPOCH_SECONDS = FieldType("EpochSeconds", "contracts.kinds", EpochSeconds)
EPOCH_MILLISECONDS = FieldType("EpochMilliseconds", "contracts.kinds", EpochMilliseconds)
EPOCH_MICROSECONDS = FieldType("EpochMicroseconds", "contracts.kinds", EpochMicroseconds)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a field is taken for, and what a person must look at, empty where the values leave no doubt."""

    type: FieldType
    review: str = ""
