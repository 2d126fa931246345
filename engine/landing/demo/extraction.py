"""The demo extraction: the records that a platform would have sent of the simulated world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from contracts.normalise import normalise
from contracts.source import Source
from engine.landing.batch import Batch
from engine.landing.demo.renderers import PLATFORMS
from engine.landing.demo.script import Script
from engine.landing.demo.span import Rendering, Span, Wire
from engine.landing.demo.world import world
from engine.settings import DemoExtract, SourceSettings, Tenant


@dataclass(frozen=True, slots=True)
class DemoExtraction:
    """The simulated records of one connection, a batch a month; an object that nobody scripted has no records."""

    tenant: Tenant
    connection: SourceSettings

    def batches(self, source: type[Source], since: str | None) -> Iterator[Batch]:
        """The records of one object as the extractions at each month's end would have found them, later than ``since``.

        Reports look back behind ``since`` for as long as their platform restates them.
        """
        rendering = PLATFORMS.get(self.connection.platform, {}).get(source.object)
        if not rendering:
            return
        script, is_news = self._script(), _news(source, rendering, since)
        for window in script.windows():
            records = [record for record in rendering.records(Span.of(world(script), window)) if is_news(record)]
            if records:
                yield Batch(records, f"demo:{window.start:%Y-%m-%d}")

    def _script(self) -> Script:
        extract = self.connection.extract
        assert isinstance(extract, DemoExtract)
        return Script.of(self.tenant, extract)


def _news(source: type[Source], rendering: Rendering, since: str | None) -> Callable[[Wire], bool]:
    """Whether a record is later than what has been landed."""
    column = next((column for column in source.columns if column.name == source.cursor), None)
    if not (since and column):
        return lambda record: True
    names, kind = (column.name, *column.aliases), column.kind
    landed = _behind(normalise(kind, since), rendering.repeated)

    def later(record: Wire) -> bool:
        value: Any = normalise(kind, next((record[name] for name in names if name in record), None))
        return value is None or bool(value > landed)

    return later


def _behind(landed: Any, repeated: timedelta) -> Any:
    return landed - repeated if repeated else landed
