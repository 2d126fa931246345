"""The manifest: the same for the same contracts, readable as a golden file."""

from __future__ import annotations

import json
from dataclasses import replace

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from contracts.catalog import Catalog, catalog
from engine.canonical import digest
from engine.semantic.manifest import manifest


def test_the_manifest_of_the_small_star(small: Catalog, snapshot: SnapshotAssertion) -> None:
    assert manifest(small) == snapshot(extension_class=JSONSnapshotExtension)


def test_the_order_of_the_catalog_does_not_matter() -> None:
    contracts = catalog()
    turned = replace(contracts, entities=contracts.entities[::-1], metrics=contracts.metrics[::-1])
    assert json.dumps(manifest(turned)) == json.dumps(manifest(contracts))


def test_another_meaning_has_another_digest(small: Catalog) -> None:
    other = replace(small, metrics=tuple(replace(metric, description="other") for metric in small.metrics))
    fewer = replace(small, metrics=())
    assert len({digest(manifest(contracts)) for contracts in (small, other, fewer)}) == 3


def test_every_field_is_described() -> None:
    found = manifest(catalog())
    fields = [field for part in ("models", "dimensions") for entity in found[part].values() for field in entity["dimensions"].values()]
    fields += [measure for model in found["models"].values() for measure in model["measures"].values()]
    fields += found["metrics"].values()
    assert all(field["description"].strip() for field in fields)
