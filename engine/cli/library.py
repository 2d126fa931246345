"""``engine library``: the blueprints of every contract."""

from __future__ import annotations

import click

from engine.cli.session import Session
from engine.errors import EngineError


@click.group()
def library() -> None:
    """The library of blueprints: which shape of table belongs to which master model."""


@library.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when registry/blueprints.csv is older than the contracts.")
@click.pass_obj
def build(session: Session, check: bool) -> None:
    """Take the fingerprint of every contract and write registry/blueprints.csv.

    Blueprints of earlier shapes stay, so that tables which landed under them stay routed.

    \b
    Example:
      engine library build
    """
    from contracts.catalog import catalog
    from engine.configuration import check_platforms
    from engine.library import build as build_library
    from engine.models.logic_check import check_logic
    from registry.store import RegistryStore

    contracts = catalog()
    check_platforms(session.settings, contracts.platforms())
    check_logic(session.settings, contracts)
    store = RegistryStore(session.settings.registry)
    before = store.load()
    registry = build_library(contracts, before)
    new = [blueprint for blueprint in registry.blueprints if blueprint not in before.blueprints]
    if check and new:
        names = ", ".join(blueprint.master_model_id for blueprint in new)
        raise EngineError(f"is older than the contracts of {names}", where=str(store.blueprints), do="Run `engine library build`.")
    if not check:
        store.save(registry)
    session.say(f"{len(registry.blueprints)} blueprints, {len(new)} of them new, in {store.blueprints}")
    rows = [(b.master_model_id, b.fingerprint, len(b.columns), b.origin, b in new) for b in registry.blueprints]
    session.table("", ("master_model", "fingerprint", "columns", "origin", "new"), rows)
