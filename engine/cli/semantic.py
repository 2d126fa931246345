"""``engine semantic``: ask the semantic layer, list what it knows, register it in the warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from engine.cli.session import Session

if TYPE_CHECKING:
    from engine.semantic.layer import Layer
    from engine.semantic.vocabulary import Vocabulary


@click.group()
def semantic() -> None:
    """The semantic layer: measures by dimensions over the published star."""


@semantic.command()
@click.pass_obj
def register(session: Session) -> None:
    """Write the landed tables' schemas, the manifest and the tenants' logic into the satellites; a version only of what changed.

    \b
    Example:
      engine semantic register
    """
    from contracts.catalog import catalog
    from engine.models.logic_check import check_logic
    from engine.naming import LOGIC_HISTORY, MANIFEST_HISTORY, SCHEMA_HISTORY
    from engine.semantic.register import register as register_all

    contracts = catalog()
    check_logic(session.settings, contracts)
    done = register_all(session.warehouse, session.settings, contracts)
    session.say(f"{done.tables} landed tables, {len(done.changed)} in a new shape, in {SCHEMA_HISTORY}")
    session.say(f"Manifest version {done.manifest_version}, {'new' if done.manifest_changed else 'unchanged'}, in {MANIFEST_HISTORY}")
    session.say(f"Logic of {len(done.logic_changed)} tenants in a new version, in {LOGIC_HISTORY}")
    rows = [("manifest", "", done.manifest_changed), *(("schema", name, True) for name in done.changed)]
    rows += [("logic", slug, True) for slug in done.logic_changed]
    session.table("", ("what", "table", "new_version"), rows)


@semantic.command()
@click.option("--tenant", metavar="SLUG", help="Whose data.")
@click.option("--all-tenants", is_flag=True, help="Everyone's data, with the dimension `tenant`; for operators.")
@click.option("--measures", metavar="NAMES", multiple=True, required=True, help="Measures, between commas.")
@click.option("--dimensions", metavar="NAMES", multiple=True, help="Dimensions to group by, between commas.")
@click.option("--filter", "filters", metavar="CONDITION", multiple=True, help="Such as month>=2025-02-01; several must all hold.")
@click.option("--order-by", metavar="NAMES", multiple=True, help='Fields between commas, such as "revenue desc,month".')
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many rows.")
@click.option("--environment", metavar="NAME", default="prod", show_default=True, help="Whose star: prod or one of a plan.")
@click.option("--sql", is_flag=True, help="Print the SQL in place of the rows.")
@click.pass_obj
def query(
    session: Session,
    *,
    tenant: str | None,
    all_tenants: bool,
    measures: tuple[str, ...],
    dimensions: tuple[str, ...],
    filters: tuple[str, ...],
    order_by: tuple[str, ...],
    limit: int | None,
    environment: str,
    sql: bool,
) -> None:
    """Ask for measures by dimensions; measures of several facts stand side by side on the dimensions that they share.

    Filters compare with = != < <= > >=, or say `in a,b`, `not in a,b`, `is null`, `is not null`.

    \b
    Examples:
      engine semantic query --tenant tyrell_corp --measures roas,revenue --dimensions month
      engine semantic query --tenant tyrell_corp --measures orders --dimensions customer_country \\
        --filter "month>=2025-02-01" --filter "order_status in paid,refunded" --order-by "orders desc" --limit 10
    """
    layer = _open(session, tenant, environment, all_tenants=all_tenants)
    answer = layer.query(_names(dimensions), _names(measures), filters, _names(order_by), limit)
    if sql:
        session.emit({"sql": answer.sql} if session.json else answer.sql)
    else:
        named = len(_names(dimensions))
        session.table("", answer.columns, answer.rows if session.json else [_labelled(row, named) for row in answer.rows])


@semantic.command()
@click.option("--tenant", metavar="SLUG", help="Only what this tenant's star can answer.")
@click.option("--environment", metavar="NAME", default="prod", show_default=True, help="Whose star, with --tenant.")
@click.pass_obj
def models(session: Session, tenant: str | None, environment: str) -> None:
    """List every measure and dimension with what it means.

    \b
    Example:
      engine semantic models --tenant tyrell_corp
    """
    vocabulary = _open(session, tenant, environment, all_tenants=False).vocabulary if tenant else _declared()
    session.tables({"measures": _measures(vocabulary), "dimensions": _dimensions(vocabulary)})


def _open(session: Session, tenant: str | None, environment: str, *, all_tenants: bool) -> Layer:
    from engine.semantic import ALL, open_layer

    if all_tenants == bool(tenant):
        raise click.UsageError("Say either --tenant SLUG or --all-tenants.")
    return open_layer(tenant or ALL, environment, session.root)


def _labelled(row: Sequence[Any], dimensions: int) -> tuple[Any, ...]:
    """A row whose whole-number dimensions are names, not quantities: the year 2025, not 2,025.

    >>> _labelled((2025, 12000), 1)
    ('2025', 12000)
    """
    return (*(str(value) if type(value) is int else value for value in row[:dimensions]), *row[dimensions:])


def _names(given: Iterable[str]) -> list[str]:
    return [name for part in given for word in part.split(",") if (name := word.strip())]


def _declared() -> Vocabulary:
    from contracts.catalog import catalog
    from engine.semantic.vocabulary import Vocabulary

    return Vocabulary.of(catalog())


def _measures(vocabulary: Vocabulary) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    from engine.semantic.fields import MeasureField
    from engine.semantic.manifest import expression

    rows = [
        (
            measure.name,
            measure.entity or "",
            expression(measure),
            measure.unit if isinstance(measure, MeasureField) else "",
            measure.description,
        )
        for measure in sorted(vocabulary.measures.values(), key=lambda measure: (measure.entity or "", measure.name))
    ]
    return ("measure", "of", "computes", "unit", "description"), rows


def _dimensions(vocabulary: Vocabulary) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    reached = {
        entity: ", ".join(fact for fact in sorted(vocabulary.joins) if entity in vocabulary.reach(fact))
        for entity in {field.entity for field in vocabulary.dimensions.values()}
    }
    rows = [(field.name, field.entity, field.dtype, reached[field.entity], field.description) for field in vocabulary.dimensions.values()]
    return ("dimension", "of", "type", "for_measures_of", "description"), rows
