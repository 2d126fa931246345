"""The library: every contract's shape as a blueprint, so that a landed table is known by its fingerprint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from contracts.catalog import Catalog
from registry.errors import RegistryError
from registry.fingerprint import canonical
from registry.records import Blueprint, Registry

CONTRACT = "contract"
"""Origin of a blueprint that the library built."""


def build(catalog: Catalog, registry: Registry) -> Registry:
    """The registry with a blueprint for every contract; earlier ones stay, for tables of an older shape.

    Raises one RegistryError that names every shape that two master models would share.
    """
    built = [Blueprint.of(source.master, canonical(source.shape()), CONTRACT) for source in catalog.sources]
    if shared := list(_shared([*registry.blueprints, *built])):
        raise RegistryError("\n".join(shared))
    for blueprint in built:
        registry = registry.bind(blueprint)
    return registry


def _shared(blueprints: list[Blueprint]) -> Iterator[str]:
    masters = defaultdict(set)
    for blueprint in blueprints:
        masters[blueprint.fingerprint].add(blueprint.master_model_id)
    for fingerprint, names in sorted(masters.items()):
        if len(names) > 1:
            yield (
                f"{' and '.join(sorted(names))} have the same columns (fingerprint {fingerprint}): one shape has one master model. "
                "Give one contract a column that tells them apart, or make them one contract of one API."
            )
