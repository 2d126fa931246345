"""Time zones: what an instant is called where the tenant is."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from contracts.logic import Logic


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def timezone(zone: str, moment: dt.Timestamp("UTC")) -> dt.timestamp:  # type: ignore[valid-type]
    """Local time of an instant."""


def local_month(moment: Any, slug: ir.StringValue, logic: Logic) -> Any:
    """The first day of an instant's month, as each row's tenant sees it."""
    zone = logic.told(slug, lambda tenant: tenant.time_zone)
    return timezone(zone, moment).truncate("M").cast("date")
