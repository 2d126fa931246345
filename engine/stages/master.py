"""Master model: which of the pushed rows are new versions of their records.

The rule needs no state but the sink itself. Pushed rows and the stored versions of the same records are laid into one line by
load; a pushed row is new when it is not stored already and differs from the version before it. So pushing any row again, in
any order of runs, adds nothing, and A, B, A over three loads makes three versions. Of two readings of one landed row, by the
shape that its table had and by the wider one that it has now, the wider is the newer.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from engine.stages.pusher import SINK_COLUMNS


def new_versions(pushed: ir.Table, sink: ir.Table) -> ir.Table:
    """The rows of ``pushed`` to append to ``sink``; both are tables with the columns of a master model, not views."""
    return pushed.filter(pushed.rowid().isin(new_places(pushed, sink).place)).select(*SINK_COLUMNS)


def new_places(pushed: ir.Table, sink: ir.Table) -> ir.Table:
    """Where the new versions stand among the pushed rows. Only what tells versions apart is laid into the line, and no payload."""
    stored = sink.semi_join(pushed, "record_id")
    line = ibis.union(_placed(pushed, pushed.rowid()), _placed(stored, ibis.null("int64")))
    # A stored row stands before its own pushed twin, which then differs from nothing.
    order = [*(line[name].asc(nulls_first=True) for name in ("load_id", "load_row", "width", "digest", "place"))]
    before = ibis.window(group_by=line.record_id, order_by=order)
    judged = line.mutate(previous=line.digest.lag().over(before))
    return judged.filter(judged.place.notnull() & ~judged.digest.identical_to(judged.previous)).select("place")


def _placed(rows: ir.Table, place: ir.IntegerValue) -> ir.Table:
    """What the line needs of some rows, and where they stand among the pushed ones; a stored row stands nowhere."""
    return rows.select("record_id", "digest", "load_id", "load_row", "width", place=place)
