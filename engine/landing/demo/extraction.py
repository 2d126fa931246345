"""The demo extraction: the records that a platform would have sent of the simulated world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from contracts.kinds import Kind
from contracts.normalise import normalise
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.demo.faults import Draws, Extracted, Mishaps
from engine.landing.demo.renderers import PLATFORMS
from engine.landing.demo.script import Script
from engine.landing.demo.shops import part
from engine.landing.demo.span import Rendering, Span
from engine.landing.demo.wire import Writer
from engine.landing.demo.world import world
from engine.settings import DemoExtract, SourceSettings, Tenant


@dataclass(frozen=True, slots=True)
class DemoExtraction:
    """The simulated records of one connection, a batch an extraction; an object that nobody scripted has no records."""

    tenant: Tenant
    connection: SourceSettings

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object as the extractions at each month's end would have found them, later than ``since``.

        A report looks back behind ``since`` for as long as its platform restates it, unless it brings no new day. An object that
        has no cursor is extracted whole, once, at the end. Then the faults that were asked for befall the records.
        """
        if rendering := PLATFORMS.get(self.connection.platform, {}).get(source.object):
            mishaps = Mishaps(self._extract.faults, source, self._draws(source))
            for window, records in mishaps.befall(self._extractions(source, rendering, since)):
                if records:
                    yield Batch(records, f"demo:{window.start:%Y-%m-%d}")

    def _extractions(self, source: type[Source], rendering: Rendering, since: str | None) -> Iterator[Extracted]:
        landed = _Landed.of(source, since)
        writer = Writer.of(source, rendering.spelling) if rendering.spelling else None
        for window in self._script.windows() if source.cursor else (self._script.whole,):
            span = Span.of(world(self._script), window, part(self.tenant, self.connection))
            if not (rendering.repeated and landed.reaches(span.last_day)):
                told = (record for record in rendering.records(span) if landed.misses(record, rendering.repeated))
                yield window, [writer.record(record) if writer else dict(record) for record in told]

    def _draws(self, source: type[Source]) -> Draws:
        return lambda *parts: self._script.draws(self.connection.connection, source.object, *parts)

    @property
    def _script(self) -> Script:
        return Script.of(self.tenant, self._extract)

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

    def misses(self, record: Mapping[str, Any], repeated: timedelta) -> bool:
        """Whether a record is later, or not so much earlier that its report would not be repeated."""
        if self.highest is None:
            return True
        value: Any = normalise(self.kind, next((record[name] for name in self.names if name in record), None))
        return value is None or bool(value > (self.highest - repeated if repeated else self.highest))

    def reaches(self, day: date) -> bool:
        """Whether a day has been landed."""
        highest = self.highest.date() if isinstance(self.highest, datetime) else self.highest
        return highest is not None and bool(highest >= day)
