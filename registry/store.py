"""The registry's two committed files: read whole, written sorted and atomically."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote, unquote

from registry.errors import RegistryError
from registry.fingerprint import Columns, fingerprint
from registry.records import Blueprint, Registry, Route

BLUEPRINT_FIELDS = ("fingerprint", "master_model_id", "origin", "columns")
_LEAST = 6
"""Columns of a routes.csv from before tables of other loaders could be routed."""
ROUTE_FIELDS = ("tenant_slug", "connection", "platform", "schema_name", "table_name", "fingerprint", "loaded_at", "deleted")


@dataclass(frozen=True, slots=True)
class RegistryStore:
    """``blueprints.csv`` and ``routes.csv`` in one folder."""

    folder: Path

    @property
    def blueprints(self) -> Path:
        """Fingerprint, master model, origin and columns (``name:kind`` separated by blanks; other loaders' names as in URLs)."""
        return self.folder / "blueprints.csv"

    @property
    def routes(self) -> Path:
        """Tenant, connection, platform, landed table and its fingerprint; what another loader's rows say of themselves."""
        return self.folder / "routes.csv"

    def load(self) -> Registry:
        """The registry as committed; an absent file is an empty one. Raises RegistryError on a file that contradicts itself."""
        blueprints = [_blueprint(row) for row in _rows(self.blueprints, BLUEPRINT_FIELDS)]
        return Registry.of(blueprints, [Route(**row) for row in _rows(self.routes, ROUTE_FIELDS)])

    def save(self, registry: Registry) -> None:
        """Writes both files, each at once."""
        _write(self.blueprints, BLUEPRINT_FIELDS, (_blueprint_row(blueprint) for blueprint in registry.blueprints))
        _write(self.routes, ROUTE_FIELDS, ([getattr(route, name) for name in ROUTE_FIELDS] for route in registry.routes))


def _blueprint(row: dict[str, str]) -> Blueprint:
    words = (word.rpartition(":") for word in row["columns"].split())
    columns: Columns = tuple((unquote(name), unquote(kind)) for name, _, kind in words)
    if fingerprint(columns) != row["fingerprint"]:
        raise RegistryError(f"blueprints.csv: {row['fingerprint']} is not the fingerprint of its columns: run `engine library build`.")
    return Blueprint(row["master_model_id"], row["fingerprint"], row["origin"], columns)


def _blueprint_row(blueprint: Blueprint) -> list[str]:
    columns = " ".join(f"{quote(name)}:{quote(kind)}" for name, kind in blueprint.columns)
    return [blueprint.fingerprint, blueprint.master_model_id, blueprint.origin, columns]


def _rows(path: Path, fields: tuple[str, ...]) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        found = tuple(reader.fieldnames or ())
        if found not in (fields, fields[:_LEAST]):
            raise RegistryError(f"{path.name}: expected the columns {', '.join(fields)}.")
        rows = list(reader)
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise RegistryError(f"{path.name}:{line}: expected {len(found)} values, one for each of {', '.join(found)}.")
    return rows


def _write(path: Path, fields: tuple[str, ...], rows: Iterable[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False, newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)
        os.fchmod(file.fileno(), 0o644)
    Path(file.name).replace(path)
