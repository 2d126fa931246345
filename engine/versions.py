"""The guard at start-up: combinations of versions that are known to give wrong answers are refused, each with one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from engine.errors import EngineError

Version = tuple[int, ...]


class VersionsError(EngineError):
    """The installed versions are known not to work together."""


@dataclass(frozen=True, slots=True)
class Range:
    """Versions of one package: from ``since`` (inclusive) up to ``until`` (exclusive); open where None."""

    package: str
    since: Version | None = None
    until: Version | None = None

    def holds(self, installed: str | None) -> bool:
        """Whether an installed version, if any, falls into the range."""
        if installed is None:
            return False
        number = parsed(installed)
        return (self.since is None or number >= self.since) and (self.until is None or number < self.until)


@dataclass(frozen=True, slots=True)
class BadTogether:
    """Ranges that must not be installed at once, what happens when they are, and the way out."""

    ranges: tuple[Range, ...]
    why: str
    do: str


KNOWN_BAD = (
    BadTogether(
        (Range("ibis-framework", until=(12,)), Range("sqlglot", since=(28,))),
        "silently keeps columns that were dropped",
        'pip install "ibis-framework>=12,<13"',
    ),
    BadTogether(
        (Range("ibis-framework", since=(12,)), Range("sqlglot", since=(30, 18))),
        "loses the names of views",
        'pip install "sqlglot>=30.8,<30.9"',
    ),
    BadTogether(
        (Range("boring-semantic-layer", until=(0, 3, 16)),),
        "returns wrong numbers on joins",
        "pip install --no-deps boring-semantic-layer==0.3.18",
    ),
    BadTogether((Range("duckdb", since=(2,)),), "has removed what ibis and SQLMesh call", 'pip install "duckdb>=1.5,<1.6"'),
    BadTogether((Range("pandas", since=(3,)),), "breaks SQLMesh", 'pip install "pandas<3"'),
    BadTogether((Range("plotext", since=(6,)),), "breaks boring-semantic-layer", 'pip install "plotext<6"'),
    BadTogether((Range("sqlglotc"),), "breaks SQLMesh", "pip uninstall sqlglotc"),
)


def installed_version(package: str) -> str | None:
    """The installed version of a package, without importing it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def check_versions(installed: Callable[[str], str | None] = installed_version) -> None:
    """Raises VersionsError, one line for each known-bad combination that is installed."""
    if complaints := list(_complaints(installed)):
        lines, ways = zip(*complaints, strict=True)
        raise VersionsError("\n".join(lines), where="installed packages", do="\n".join(ways))


def parsed(text: str) -> Version:
    """The leading numbers of a version.

    >>> parsed("30.8.0"), parsed("2.0.0rc1")
    ((30, 8, 0), (2, 0, 0))
    """
    release = re.match(r"\d+(\.\d+)*", text)
    return tuple(int(part) for part in release.group().split(".")) if release else ()


def _complaints(installed: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    packages = {r.package for bad in KNOWN_BAD for r in bad.ranges}
    found = {package: installed(package) for package in packages}
    for bad in KNOWN_BAD:
        if all(r.holds(found[r.package]) for r in bad.ranges):
            names = " with ".join(f"{r.package} {found[r.package]}" for r in bad.ranges)
            yield f"{names} {bad.why}.", bad.do
