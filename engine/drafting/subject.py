"""The subject of a draft: which object of which platform, and where the vendor's API stands already."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.catalog import Catalog
from contracts.source import Source
from engine.drafting.python_text import literal
from engine.drafting.topics import singular


@dataclass(frozen=True, slots=True)
class Subject:
    """An object of a platform: what its contract inherits from, the line that imports it, and the contract that it has already."""

    platform: str
    object: str
    bases: tuple[str, ...]
    imported: str
    contracted: str = ""

    @classmethod
    def of(cls, platform: str, object_: str, catalog: Catalog) -> Subject:
        """The subject among the contracts that are there: a platform with a class for its API gets no second one."""
        contracted = next((source.__module__ for source in catalog.objects(platform) if source.object == object_), "")
        family = next((base for source in catalog.objects(platform) for base in source.__mro__ if _is_family(base)), None)
        if family:
            return cls(platform, object_, (family.__name__,), f"from {family.__module__} import {family.__name__}", contracted)
        known = next((source.api for source in catalog.objects(platform)), None)
        name, platforms = (known.name, known.platforms) if known else (f"{platform}_api_v1", (platform,))
        spelled = ", ".join(map(literal, platforms)) + ("," if len(platforms) == 1 else "")
        api = f"Api({literal(name)}, ({spelled}){', global_ids=True' if known and known.global_ids else ''})"
        return cls(platform, object_, ("Source", f"api={api}"), "from contracts.source import Api, Source", contracted)

    @property
    def one(self) -> str:
        """What one record is called.

        >>> Subject("bookstall", "order_refunds", (), "").one
        'order_refund'
        """
        return singular(self.object)

    @property
    def class_name(self) -> str:
        """What the contract's class is called: after the class of the API, or else after the platform.

        >>> Subject("bookstall", "order_refunds", (), "").class_name, Subject("bookstall", "ads", ("BookStall",), "").class_name
        ('BookstallOrderRefund', 'BookStallAd')
        """
        family = self.bases[0] if len(self.bases) == 1 else _capitalised(self.platform)
        return f"{family}{_capitalised(self.one)}"


def _capitalised(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _is_family(base: type) -> bool:
    return issubclass(base, Source) and base is not Source and not base.object and "api" in vars(base)
