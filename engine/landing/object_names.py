"""Object names: which object of a platform the names on a file's path, or the name of a stream, stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Self

from contracts.source import Source

_SUFFIX = re.compile(r"(\.(csv|tsv|jsonl|ndjson|json|parquet|gz|zip))+$", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_RAW = "airbyte_raw"
_BESIDE = frozenset({"daily", "export", "page", "part", "report"})
_REPORTS = frozenset({"report", "reports"})


@dataclass(frozen=True, slots=True)
class ObjectNames:
    """The names of a platform's objects in lower case words: ``own`` and ``further`` ones, patterns, and prefixes that mean nothing.

    A name that begins with an object's own name is the object's, the longest such: ``ads_insights.json`` is none of ``ads``.
    A report on the object is not: ``ads_reports_lifetime`` is no ``ads``.
    After a further name only numbers may follow, and words such as part or report: ``ad_group_labels`` is no ``ad_group``.
    """

    own: Mapping[str, str]
    further: Mapping[str, str]
    patterns: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, sources: Iterable[type[Source]]) -> Self:
        """The names that contracts give their objects, in singular and plural."""
        said = [(name, source.object) for source in sources for name in source.known_as]
        known = [(_words(name), object_) for name, object_ in said if "*" not in name]
        own = {_words(source.object): source.object for source in sources}
        numbers = {_other_number(name): object_ for name, object_ in [*known, *own.items()]}
        platforms = {platform for source in sources for platform in source.api.platforms}
        patterns = tuple((pattern.lower(), object_) for pattern, object_ in said if "*" in pattern)
        return cls(own, {**numbers, **dict(known)}, patterns, tuple(f"{prefix}_" for prefix in sorted({_RAW, *platforms})))

    def of_path(self, path: str) -> str | None:
        """The object that a path stands for: the first of its folders, archives and file that names one.

        >>> names = ObjectNames({"ads": "ads", "ads_insights": "ads_insights"}, {"ad": "ads"}, (("*_?#?.json", "ads"),), ())
        >>> names.of_path("2024/AdsInsights (3).csv"), names.of_path("ads/1.json")
        ('ads_insights', 'ads')
        >>> names.of_path("ad-2024-01.csv"), names.of_path("7/7_0#0.json"), names.of_path("ad_labels.csv")
        ('ads', 'ads', None)
        """
        return next((found for part in path.split("/") if (found := self._of_part(part))), None)

    def of_stream(self, stream: str) -> str | None:
        """The object whose records a stream of that very name carries."""
        words = _words(stream)
        return self.own.get(words) or self.further.get(words)

    def _of_part(self, part: str) -> str | None:
        words = _words(_SUFFIX.sub("", part))
        bare = (words.removeprefix(prefix) for prefix in ("", *self.prefixes))
        found = next((found for name in dict.fromkeys(bare) if (found := self._of_words(name.split("_")))), None)
        return found or next((object_ for pattern, object_ in self.patterns if fnmatchcase(part.lower(), pattern)), None)

    def _of_words(self, words: list[str]) -> str | None:
        for end in range(len(words), 0, -1):
            name, rest = "_".join(words[:end]), words[end:]
            plain = all(map(_counts, rest))
            own = self.own.get(name) if plain or _REPORTS.isdisjoint(rest) else None
            if found := own or (self.further.get(name) if plain else None):
                return found
        return None


def _words(name: str) -> str:
    return _SEPARATORS.sub("_", _HUMP.sub("_", name).lower()).strip("_")


def _counts(word: str) -> bool:
    return word in _BESIDE or any(letter.isdigit() for letter in word)


def _other_number(name: str) -> str:
    return name.removesuffix("s") if name.endswith("s") else f"{name}s"
