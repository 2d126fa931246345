"""How a drifted table is told: the columns that differ, and the command that would accept it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from engine.discovery import Drift
from engine.errors import DriftError
from registry.records import Difference

_FEW = 20
"""Columns that are listed one by one where a table lacks them; another loader's may lack most of a vendor's."""


def drift_error(drifts: Sequence[Drift]) -> DriftError:
    """One error over all drifted tables of a tenant, each with its columns and the command that accepts it."""
    what = "\n".join(line for drift in drifts for line in described(drift))
    accept = [f"  engine registry accept {drift.table.tenant_slug} {quote(drift.table.called)}" for drift in drifts]
    schemas = dict.fromkeys(drift.table.schema_name for drift in drifts)
    return DriftError(
        what,
        where=f"{', '.join(schemas)}: unknown shape, not wired",
        do="\n".join(
            ["Look at the columns. If they are right, accept them:", *accept, "or mend the contract, then run `engine library build`."]
        ),
    )


def described(drift: Drift) -> Iterator[str]:
    """The lines that say how a table differs from the nearest blueprint."""
    if drift.difference is None:
        yield f"{drift.table.called}: the registry has no blueprints; run `engine library build`"
        return
    size, master = drift.difference.size, drift.difference.blueprint.master_model_id
    yield f"{drift.table.called}: {size} {'column differs' if size == 1 else 'columns differ'} from {master}"
    yield from (f"  {line}" for line in changes(drift.difference))


def changes(difference: Difference) -> Iterator[str]:
    """One line a column: ``+`` added, ``-`` removed, ``~`` of another kind.

    >>> from registry.records import Blueprint, difference
    >>> list(changes(difference(Blueprint.of("m", (("a", "text"), ("b", "text")), "contract"), (("b", "bigint"), ("c", "text")))))
    ['+ c text', '- a text', '~ b text -> bigint']
    """
    yield from (f"+ {name} {kind}" for name, kind in difference.added)
    if len(difference.removed) > _FEW:
        yield f"- {len(difference.removed)} columns: {', '.join(name for name, _ in difference.removed)}"
    else:
        yield from (f"- {name} {kind}" for name, kind in difference.removed)
    yield from (f"~ {name} {before} -> {now}" for name, before, now in difference.retyped)
