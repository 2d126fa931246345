"""Mixpanel: the events of its Raw Event Export API (2.0), and the people of its Engage API.

Both keep everything in one object of properties, in which a ``$`` marks what Mixpanel collects itself; the rest is the tenant's own.
Connectors lay the properties out as columns, with or without the ``$`` (Singer's taps write ``mp_reserved_`` for it).

``time`` is seconds since 1970, ``mp_processing_time_ms`` milliseconds, both in UTC. Projects made before 2023 count ``time`` in their
own time zone instead: their events stand shifted by its offset unless the project's time zone is UTC.
"""

from __future__ import annotations

from datetime import datetime

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, AliasGenerator, AliasPath, ConfigDict, Field

from contracts.devices import device_category, operating_system
from contracts.entities.event import Event
from contracts.entities.user import User
from contracts.event_names import event_name
from contracts.identity import composed
from contracts.kinds import EpochMilliseconds, EpochSeconds, Json
from contracts.nested import first_told, texts
from contracts.origins import google_click, origin
from contracts.purchases import CURRENCY, FIGURES, TRANSACTION, figure
from contracts.source import Api, Source
from contracts.units import seconds_since_1970

_UNMARKED = frozenset(
    {
        *("time", "distinct_id", "mp_processing_time_ms", "mp_lib", "mp_country_code", "mp_sent_by_lib_version"),
        *("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "gclid", "fbclid"),
    }
)
"""Properties of events that Mixpanel collects itself, and does not mark."""

_TITLE = "current_page_title"
_SESSION = ("session_id", "$session_id")
_DIRECT = "$direct"
"""What Mixpanel says where no page led to this one."""
_ON_SERVERS = ("python", "node", "ruby", "php", "jvm", "go")
"""Mixpanel's libraries that servers send events with."""


def _of_event(name: str) -> AliasChoices:
    return _within("properties", name, "" if name in _UNMARKED else "$")


def _of_person(name: str) -> AliasChoices:
    return _within("$properties", name, "$")


def _within(properties: str, name: str, mark: str) -> AliasChoices:
    """A property within its object, or beside it."""
    return AliasChoices(AliasPath(properties, f"{mark}{name}"), f"{mark}{name}", f"mp_reserved_{name}")


def _opened(events: ir.Table) -> ir.Table:
    """Events with their name in the common vocabulary, the tenant's own properties read, and the origin of the visit."""
    said = texts(events.properties, _TITLE, *_SESSION, *TRANSACTION, *CURRENCY, *FIGURES)
    came = ibis.coalesce(origin(events.utm_source, events.utm_medium, events.utm_campaign), google_click(events.gclid))
    return events.mutate(name=event_name(events.event), said=said, origin=came)


class Mixpanel(Source, api=Api("mixpanel_api_v1", ("mixpanel",))):
    """An object of Mixpanel's export APIs."""


class MixpanelEvent(
    Mixpanel,
    object="events",
    key=("event", "distinct_id", "time", "insert_id"),
    version="mp_processing_time_ms",
    cursor="time",
    known_as=("export",),
    rest="properties",
):
    """An event; exports hold what was sent again too, of which Mixpanel counts the one that it processed last.

    Mixpanel works out sessions while it answers and exports none. Where a project counts them by a property, events carry it.
    """

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=_of_event))

    # the event
    event: str | None = Field(default=None, validation_alias="event")
    properties: Json | None = Field(default=None, validation_alias="properties")
    event_name: str | None = None
    insert_id: str | None = None
    time: EpochSeconds | None = None
    duration_s: int | None = None
    mp_processing_time_ms: EpochMilliseconds | None = None
    mp_api_timestamp_ms: int | None = None
    mp_api_endpoint: str | None = None
    # who did it
    distinct_id: str | None = None
    user_id: str | None = None
    device_id: str | None = None
    group_id: str | None = None
    had_persisted_distinct_id: bool | None = None
    # where the visit came from
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_content: str | None = None
    utm_term: str | None = None
    gclid: str | None = None
    fbclid: str | None = None
    referrer: str | None = None
    referring_domain: str | None = None
    initial_referrer: str | None = None
    initial_referring_domain: str | None = None
    search_engine: str | None = None
    # where
    current_url: str | None = None
    mp_country_code: str | None = None
    region: str | None = None
    city: str | None = None
    # on what
    browser: str | None = None
    browser_version: str | None = None
    os: str | None = None
    os_version: str | None = None
    device: str | None = None
    model: str | None = None
    manufacturer: str | None = None
    screen_height: int | None = None
    screen_width: int | None = None
    screen_dpi: int | None = None
    carrier: str | None = None
    radio: str | None = None
    wifi: bool | None = None
    app_version_string: str | None = None
    app_build_number: str | None = None
    # the library that sent it
    mp_lib: str | None = None
    lib_version: str | None = None
    mp_sent_by_lib_version: str | None = None

    feeds = (
        Event.mapping(
            rows=_opened,
            event_id=composed(_.event, _.distinct_id, seconds_since_1970(_.time), _.insert_id),
            event_occurred_at=_.time,
            event_name=_.name,
            event_platform_name=_.event,
            event_user_id=_.user_id.nullif(""),
            event_visitor_id=_.distinct_id.nullif(""),
            event_device_id=_.device_id.nullif(""),
            event_vendor_session_id=_.distinct_id.nullif("") + "." + first_told(_.said, *_SESSION),
            event_is_outside_sessions=_.mp_lib.isin(_ON_SERVERS),
            event_page_location=_.current_url,
            event_page_title=_.said[_TITLE],
            event_page_referrer=_.referrer.nullif("").nullif(_DIRECT),
            event_source=_.origin.source,
            event_medium=_.origin.medium,
            event_campaign=_.origin.campaign,
            event_country=_.mp_country_code,
            event_region=_.region.nullif(""),
            event_city=_.city.nullif(""),
            event_device_category=device_category(_.model, _.device, _.os),
            event_operating_system=ibis.coalesce(operating_system(_.os), _.os.nullif("")),
            event_browser=_.browser.nullif(""),
            event_app_version=_.app_version_string.nullif(""),
            event_transaction_id=first_told(_.said, *TRANSACTION),
            event_revenue=figure(_.name, _.said),
            event_currency=first_told(_.said, *CURRENCY).upper(),
        ),
    )


class MixpanelPerson(
    Mixpanel, object="people", key="distinct_id", version="last_seen", known_as=("engage", "profiles", "user_profiles"), rest="properties"
):
    """A profile in its newest state; ``last_seen`` is when it was last updated."""

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=_of_person))

    # who it is
    distinct_id: str | None = Field(default=None, validation_alias=AliasChoices("$distinct_id", "distinct_id"))
    properties: Json | None = Field(default=None, validation_alias=AliasChoices("$properties", "properties"))
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    avatar: str | None = None
    unsubscribed: bool | None = None
    created: datetime | None = None
    last_seen: datetime | None = None
    # where and on what
    country_code: str | None = None
    region: str | None = None
    city: str | None = None
    timezone: str | None = None
    browser: str | None = None
    browser_version: str | None = None
    os: str | None = None
    # where they came from, and what they paid
    initial_referrer: str | None = None
    initial_referring_domain: str | None = None
    transactions: Json | None = None

    feeds = (
        User.mapping(
            user_id=_.distinct_id,
            user_account_id=None,
            user_email=_.email.lower(),
            user_name=ibis.coalesce(_.name, _.first_name + " " + _.last_name, _.first_name, _.last_name),
            user_country=_.country_code,
            user_region=_.region,
            user_city=_.city,
            user_device_category=device_category(_.os),
            user_created_at=_.created,
            user_first_seen_at=None,
            user_last_seen_at=None,
            user_event_count=None,
        ),
    )
