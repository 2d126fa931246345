"""The demo extraction: the records that a platform would have sent of the simulated world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from contracts.kinds import Kind
from contracts.normalise import normalise
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.demo.renderers import PLATFORMS
from engine.landing.demo.script import Script
from engine.landing.demo.span import Span, Wire
from engine.landing.demo.world import world
from engine.settings import DemoExtract, SourceSettings, Tenant


@dataclass(frozen=True, slots=True)
class DemoExtraction:
    """The simulated records of one connection, a batch a month; an object that nobody scripted has no records."""

    tenant: Tenant
    connection: SourceSettings

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object as the extractions at each month's end would have found them, later than ``since``.

        A report looks back behind ``since`` for as long as its platform restates it, unless it brings no new day.
        """
        rendering = PLATFORMS.get(self.connection.platform, {}).get(source.object)
        if not rendering:
            return
        landed = _Landed.of(source, since)
        script = Script.of(self.tenant, self._extract)
        for window in script.windows():
            span = Span.of(world(script), window)
            records = [record for record in rendering.records(span) if landed.misses(record, rendering.repeated)]
            if records and not (rendering.repeated and landed.reaches(span.last_day)):
                yield Batch(records, f"demo:{window.start:%Y-%m-%d}")

    @property
    def _extract(self) -> DemoExtract:
        assert isinstance(self.connection.extract, DemoExtract)
        return self.connection.extract


@dataclass(frozen=True, slots=True)
class _Landed:
    """How far the object has been landed: the highest value of its cursor; None where nothing is."""

    names: tuple[str, ...]
    kind: Kind
    highest: Any

    @classmethod
    def of(cls, source: type[Source], since: str | None) -> _Landed:
        column = next((column for column in source.columns if column.name == source.cursor), None)
        if not column:
            return cls((), Kind.TEXT, None)
        return cls((column.name, *column.aliases), column.kind, normalise(column.kind, since))

    def misses(self, record: Wire, repeated: timedelta) -> bool:
        """Whether a record is later, or not so much earlier that its report would not be repeated."""
        if self.highest is None:
            return True
        value: Any = normalise(self.kind, next((record[name] for name in self.names if name in record), None))
        return value is None or bool(value > (self.highest - repeated if repeated else self.highest))

    def reaches(self, day: date) -> bool:
        """Whether a day has been landed."""
        return self.highest is not None and bool(self.highest >= day)
