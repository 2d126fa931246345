"""An answer: the rows of a semantic query with the SQL that made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answer:
    """Dimensions, then measures, as they were asked; decimals are exact, ratios are doubles, times are UTC."""

    table: pa.Table
    sql: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.table.column_names)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as Python values."""
        return [tuple(row.values()) for row in self.table.to_pylist()]

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return self.table

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars frame."""
        return cast(pl.DataFrame, pl.from_arrow(self.table))

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame; decimals stay Python decimals."""
        return cast("pd.DataFrame", self.table.to_pandas())
