"""What the simulator's tests ask of it: the records of a tenant's platforms, and the newest version of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from contracts.catalog import catalog
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.demo import DemoExtraction, Truth, truth
from engine.landing.demo.renderers import SILENT
from engine.landing.hold import hold
from engine.settings import DemoExtract, SourceSettings, Tenant

Record = dict[str, Any]
Place = tuple[str, str]
"""A platform and an object of it."""

EVERYWHERE: list[Place] = [(platform, source.object) for platform in catalog().platforms() for source in catalog().objects(platform)]
OBJECTS = [place for place in EVERYWHERE if place not in SILENT]
"""All that is simulated."""
FOLLOWED = [(platform, object) for platform, object in OBJECTS if any(s.object == object and s.cursor for s in catalog().objects(platform))]
"""What is extracted by a cursor; the rest comes whole each time."""


@dataclass(frozen=True)
class Simulation:
    """One tenant, simulated as declared; any platform can be asked for its records, ``platforms`` are those it has connected."""

    slug: str = "tyrell_corp"
    time_zone: str = "America/Los_Angeles"
    currency: str = "USD"
    extract: DemoExtract = field(default_factory=lambda: DemoExtract(kind="demo", months=2, orders_per_day=5))
    platforms: tuple[str, ...] = ("facebook_ads", "google_analytics", "instagram_ads", "shopify")

    @property
    def tenant(self) -> Tenant:
        sources = tuple(SourceSettings(platform=platform, extract=self.extract) for platform in self.platforms)
        return Tenant(slug=self.slug, name="A tenant", time_zone=self.time_zone, currency=self.currency, sources=sources)

    def asked(self, **knobs: Any) -> Simulation:
        """The same simulation with some knobs turned."""
        return replace(self, extract=DemoExtract.model_validate({**self.extract.model_dump(), **knobs}))

    @property
    def truth(self) -> Truth:
        return truth(self.tenant, self.extract)

    def batches(self, platform: str, object: str, since: str | None = None) -> list[Batch]:
        connection = SourceSettings(platform=platform, extract=self.extract)
        return list(DemoExtraction(self.tenant, connection).batches(contract(platform, object), since))

    def records(self, platform: str, object: str, since: str | None = None) -> list[Record]:
        return [record for batch in self.batches(platform, object, since) for record in listed(batch)]

    def newest(self, platform: str, object: str) -> list[Record]:
        """The record of each key that holds: of the highest version, and among these the last."""
        source = contract(platform, object)
        found: dict[tuple[Any, ...], tuple[Any, Record]] = {}
        for batch in self.batches(platform, object):
            frame = hold(source, batch).frame
            versions = frame[source.version] if source.version else repeat(0)
            for key, version, record in zip(frame.select(source.key).rows(), versions, listed(batch), strict=False):
                if key not in found or found[key][0] <= version:
                    found[key] = version, record
        return [record for _, record in found.values()]

    def everything(self) -> dict[str, list[Record]]:
        return {f"{platform}.{object}": self.records(platform, object) for platform, object in OBJECTS}


def contract(platform: str, object: str) -> type[Source]:
    return next(source for source in catalog().objects(platform) if source.object == object)


def listed(batch: Batch) -> list[Record]:
    assert isinstance(batch.records, list)
    return batch.records


def params(event: Record) -> Record:
    """A GA4 event's parameters by key."""
    return {param["key"]: next(iter(param["value"].values())) for param in event["event_params"]}


def purchases(events: Iterable[Record]) -> list[Record]:
    return [event for event in events if event["event_name"] == "purchase"]
