"""Master model: which of the pushed rows are new versions of their records.

The rule needs no state but the sink itself. Pushed rows and the stored versions of the same records are laid into one line by
load; a pushed row is new when it is not stored already and differs from the version before it. So pushing any row again, in
any order of runs, adds nothing, and A, B, A over three loads makes three versions.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from engine.stages.pusher import SINK_COLUMNS


def new_versions(pushed: ir.Table, sink: ir.Table) -> ir.Table:
    """The rows of ``pushed`` to append to ``sink``; both have the columns of a master model."""
    stored = sink.semi_join(pushed, "record_id")
    line = ibis.union(_place(pushed, stored=False), _place(stored, stored=True))
    # A stored row stands before its own pushed twin, which then differs from nothing.
    order = [line.load_id.asc(), line.load_row.asc(nulls_first=True), line.digest.asc(), line.stored.desc()]
    before = ibis.window(group_by=line.record_id, order_by=order)
    judged = line.mutate(previous=line.digest.lag().over(before))
    fresh = judged.filter(~judged.stored & ~judged.digest.identical_to(judged.previous))
    return fresh.select(*SINK_COLUMNS)


def _place(rows: ir.Table, *, stored: bool) -> ir.Table:
    return rows.select(*SINK_COLUMNS, stored=ibis.literal(stored))
