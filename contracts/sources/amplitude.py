"""Amplitude: the raw events of its Export API (v2).

Times are UTC, written without an offset; ``session_id`` is the milliseconds since 1970 at which the session began on its device,
-1 for events outside of sessions (servers send such). ``amplitude_id`` is the user after the merge of all that is known to be one.
``event_properties`` and ``user_properties`` are the tenant's own, beside what Amplitude's libraries collect; amounts in them are
numbers in major units. Events are selected by ``server_upload_time``: one that happened long ago may come late.

Amplitude drops what a device sends again under one ``$insert_id`` within seven days, but exports hold what it let through, so here
the two are one event for good.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from pydantic import AliasChoices, Field

from contracts.devices import device_category, operating_system
from contracts.entities.event import Event
from contracts.event_names import event_name
from contracts.identity import composed
from contracts.kinds import Json
from contracts.nested import amount, first_told, texts
from contracts.origins import google_click, origin
from contracts.purchases import CURRENCY, FIGURES, TRANSACTION, figure
from contracts.source import Api, Source

_UTM = ("utm_source", "utm_medium", "utm_campaign")
_LOCATION = ("[Amplitude] Page Location", "[Amplitude] Page URL", "Page Location", "Page URL", "page_location", "url")
_TITLE = ("[Amplitude] Page Title", "Page Title", "page_title", "title")
_REFERRER = ("[Amplitude] Page Referrer", "Page Referrer", "page_referrer", "referrer")
_CURRENCIES = ("$currency", *CURRENCY)
_REVENUE = ("$revenue", "$price", "$quantity")
_COMPUTED = ("verified_revenue", "unverified_revenue")
"""Events that Amplitude adds to one that reports revenue, with the same revenue."""


def _opened(events: ir.Table) -> ir.Table:
    """Events with their name in the common vocabulary, their properties read, and the origin of the visit as of the event.

    Amplitude's libraries keep the origin of the newest visit with the user; an event may tell its own.
    """
    said = texts(events.event_properties, *_UTM, "gclid", *_LOCATION, *_TITLE, *_REFERRER, *TRANSACTION, *_CURRENCIES, *FIGURES, *_REVENUE)
    read = events.mutate(name=event_name(events.event_type), said=said, visitor=texts(events.user_properties, *_UTM, "gclid"))
    places = (read.said, read.visitor)
    origins = (*(origin(*(place[name] for name in _UTM)) for place in places), *(google_click(place["gclid"]) for place in places))
    return read.mutate(origin=ibis.coalesce(*origins), revenue=_revenue(read))


def _revenue(events: ir.Table) -> ir.Value:
    """Revenue as Amplitude counts it, its price times quantity where it is not told; of a purchase the site's own figure otherwise."""
    quantity = ibis.coalesce(events.said["$quantity"].try_cast("decimal(10, 0)"), 1)
    own = ibis.coalesce(amount(events.said["$revenue"]), amount(events.said["$price"]) * quantity)
    counted = ibis.coalesce(own, figure(events.name, events.said))
    return events.event_type.isin(_COMPUTED).ifelse(ibis.null(counted.type()), counted)


def _identity(device: Any, insert_id: Any, uuid: Any) -> Any:
    return insert_id.notnull().ifelse(composed(device, insert_id), uuid)


_OUTSIDE = -1
"""The session of events outside of sessions."""
_SYSTEM = ibis.coalesce(
    operating_system(_.os_name, _.device_family, _.device_type), (_.platform != "Web").ifelse(_.os_name.nullif(""), None)
)
"""On the web Amplitude tells the browser as the system, and the system as the family of devices."""
_DEVICE = ibis.coalesce(_.device_id.nullif(""), _.amplitude_id.cast("string"))


class AmplitudeEvent(
    Source,
    api=Api("amplitude_api_v1", ("amplitude",)),
    object="events",
    key="uuid",
    version="server_upload_time",
    known_as=("*_*#*.json*",),
):
    """An event; once exported it does not change."""

    # the event
    uuid: str | None = None
    event_id: int | None = None
    event_type: str | None = None
    amplitude_event_type: str | None = None
    data_type: str | None = None
    event_properties: Json | None = None
    insert_id: str | None = None
    insert_key: str | None = None
    session_id: int | None = None
    is_attribution_event: bool | None = None
    amplitude_attribution_ids: str | None = None
    data: Json | None = None
    plan: Json | None = None
    schema_version: int | None = Field(default=None, validation_alias=AliasChoices("$schema", "schema", "_schema"))
    sample_rate: Decimal | None = None
    # when it happened, and how it came in
    event_time: datetime | None = None
    client_event_time: datetime | None = None
    client_upload_time: datetime | None = None
    server_received_time: datetime | None = None
    server_upload_time: datetime | None = None
    processed_time: datetime | None = None
    app: int | None = None
    library: str | None = None
    source_id: str | None = None
    partner_id: str | None = None
    # the user
    user_id: str | None = None
    amplitude_id: int | None = None
    user_properties: Json | None = None
    global_user_properties: Json | None = None
    user_creation_time: datetime | None = None
    paying: bool | None = None
    groups: Json | None = None
    group_properties: Json | None = None
    # where
    ip_address: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    dma: str | None = None
    location_lat: Decimal | None = None
    location_lng: Decimal | None = None
    language: str | None = None
    # on what
    device_id: str | None = None
    adid: str | None = None
    idfa: str | None = None
    platform: str | None = None
    os_name: str | None = None
    os_version: str | None = None
    device_type: str | None = None
    device_family: str | None = None
    device_brand: str | None = None
    device_manufacturer: str | None = None
    device_model: str | None = None
    device_carrier: str | None = None
    version_name: str | None = None
    start_version: str | None = None

    feeds = (
        Event.mapping(
            rows=_opened,
            event_id=_identity(_DEVICE, _.insert_id.nullif(""), _.uuid),
            event_occurred_at=_.event_time,
            event_name=_.name,
            event_platform_name=_.event_type,
            event_user_id=_.user_id.nullif(""),
            event_visitor_id=_.amplitude_id.cast("string"),
            event_device_id=_.device_id.nullif(""),
            event_vendor_session_id=_DEVICE + "." + _.session_id.nullif(_OUTSIDE).cast("string"),
            event_is_outside_sessions=_.session_id == _OUTSIDE,
            event_page_location=first_told(_.said, *_LOCATION),
            event_page_title=first_told(_.said, *_TITLE),
            event_page_referrer=first_told(_.said, *_REFERRER),
            event_source=_.origin.source,
            event_medium=_.origin.medium,
            event_campaign=_.origin.campaign,
            event_country=_.country,
            event_region=_.region.nullif(""),
            event_city=_.city.nullif(""),
            event_device_category=device_category(_.device_family, _.device_type, _.platform, _.os_name),
            event_operating_system=_SYSTEM,
            event_browser=((_.platform == "Web") & operating_system(_.os_name).isnull()).ifelse(_.os_name.nullif(""), None),
            event_app_version=_.version_name.nullif(""),
            event_transaction_id=first_told(_.said, *TRANSACTION),
            event_revenue=_.revenue,
            event_currency=first_told(_.said, *_CURRENCIES).upper(),
        ),
    )
